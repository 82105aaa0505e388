import DirectoryModel
import TestSupport

@testable import Replay

/// A small tenant or database as plain values: what a snapshot of it must show.
struct SketchWorld: Equatable {
  /// An object by its number: below 100 a group, otherwise a user.
  struct Object: Equatable {
    var name = ""
    var userName = ""
    var department = ""
    var isEnabled = true
    var isDeleted = false
    /// What a snapshot states of when the object came, or went into the recycle bin.
    var created = ""
    var deleted = ""
  }

  var objects: [Int: Object] = [:]
  var members: [Int: Set<Int>] = [:]
  var owners: [Int: Set<Int>] = [:]

  /// The identifier that stands for a number.
  static func guid(_ number: Int) -> GUID { GUID(high: 7, low: UInt64(number) + 1) }

  /// The number that an identifier stands for.
  static func number(_ object: ObjectIndex, _ directory: Directory) -> Int {
    directory.side == .tenant
      ? Int(directory.guids[Int(object)].low) - 1
      : Int(directory.keyText(object).utf8.dropFirst().reduce(0) { $0 * 10 + Int($1) - 48 })
  }

  /// What a snapshot does not show of a world, and says so.
  struct Cut {
    /// Objects that the list of all objects of their kind does not come to.
    var objects: Set<Int> = []
    /// Members to whom the list of a group does not come.
    var members: [Int: Set<Int>] = [:]

    /// Whether a group's members were seen to the last.
    func isWhole(_ group: Int) -> Bool { !objects.contains(group) && members[group] == nil }
  }

  /// A snapshot that shows everything but what is cut, its objects in the order that is given.
  func snapshot(side: Side = .tenant, order: [Int]? = nil, cut: Cut = Cut()) -> Directory {
    var builder = DirectoryBuilder(side: side, wanted: .all)
    _ = builder.addSource(
      Source(
        input: "sketch", format: "sketch", sha256: "", byteCount: 0,
        capabilities: Capability(rawValue: .max), completeness: .complete))
    let unit = builder.addUnit(PlaceUnit(input: "sketch", counting: .row))
    for kind in ObjectKind.allCases { builder.setState(of: kind, to: .complete) }
    builder.defaultStates = (.complete, .complete)
    for number in cut.objects.sorted() {
      let kind = number < 100 ? ObjectKind.group : .user
      builder.setState(of: kind, to: .partial("cut"))
      guard side == .tenant else { continue }
      builder.refer(to: index(number, &builder), kind: kind)
      guard kind == .group else { continue }
      for relation in [Relation.members, .owners] {
        builder.setState(of: index(number, &builder), relation, to: .notCollected)
      }
    }
    let numbers = (order ?? objects.keys.sorted()).filter { !cut.objects.contains($0) }
    for number in numbers { record(number, unit, &builder) }
    for number in numbers where number < 100 {
      for (relation, lists) in [(Relation.members, members), (.owners, owners)] {
        let hidden = relation == .members ? cut.members[number] : nil
        if hidden != nil {
          builder.setState(of: index(number, &builder), .members, to: .partial("cut"))
        }
        let entries = (lists[number] ?? []).subtracting(hidden ?? []).sorted()
        for entry in order == nil ? entries : entries.reversed() {
          builder.addRow(
            relation, group: index(number, &builder), target: index(entry, &builder))
        }
      }
    }
    return builder.finish()
  }

  private func index(_ number: Int, _ builder: inout DirectoryBuilder) -> ObjectIndex {
    if builder.side == .tenant { return builder.object(Self.guid(number)) }
    return builder.object(
      .text(builder.names.intern("k\(number)")), kind: number < 100 ? .group : .user)
  }

  private func record(_ number: Int, _ unit: UInt32, _ builder: inout DirectoryBuilder) {
    guard let object = objects[number] else { return }
    let index = index(number, &builder)
    var record = ObjectRecord(kind: number < 100 ? .group : .user)
    if !object.name.isEmpty { record.displayName = builder.names.intern(object.name) }
    if !object.userName.isEmpty { record.principalName = builder.names.intern(object.userName) }
    record.flags = [.enabledKnown]
    if object.isEnabled { record.flags.insert(.enabled) }
    if object.isDeleted { record.flags.insert(.deleted) }
    builder.record(index, record, at: Place(unit: unit, position: UInt64(number)))
    for (key, value) in [
      (AttributeKey.department, object.department), (.createdDateTime, object.created),
      (.deletedDateTime, object.deleted),
    ] where !value.isEmpty {
      builder.setAttribute(key, of: index, to: builder.names.intern(value))
    }
  }

  /// The world after the changes of a difference.
  func applying(_ difference: SnapshotDifference) -> SketchWorld {
    var world = self
    for change in difference.changes { world.apply(change, difference) }
    return world
  }

  private mutating func apply(_ change: SnapshotChange, _ difference: SnapshotDifference) {
    let directory = difference.directory(of: change)
    let object = Self.number(change.object, directory)
    let group = change.group == noObject ? -1 : Self.number(change.group, directory)
    switch change.kind {
    case .added: objects[object] = Self.object(change.object, directory)
    case .restored: objects[object] = Self.object(change.object, directory)
    case .changed:
      let new = Self.object(change.object, directory)
      switch change.property {
      case .displayName: objects[object]?.name = new.name
      case .principalName: objects[object]?.userName = new.userName
      case .accountEnabled: objects[object]?.isEnabled = new.isEnabled
      case ObjectProperty(.department): objects[object]?.department = new.department
      default: preconditionFailure("nothing else changes in a sketch")
      }
    case .memberAdded: members[group, default: []].insert(object)
    case .memberRemoved: members[group]?.remove(object)
    case .ownerAdded: owners[group, default: []].insert(object)
    case .ownerRemoved: owners[group]?.remove(object)
    case .deleted: objects[object]?.isDeleted = true
    case .removed:
      objects[object] = nil
      members[object] = nil
      owners[object] = nil
    }
  }

  private static func object(_ object: ObjectIndex, _ directory: Directory) -> Object {
    Object(
      name: directory.displayName(object), userName: directory.principalName(object),
      department: directory.attribute(.department, of: object) ?? "",
      isEnabled: directory.isEnabled(object) == .yes, isDeleted: directory.isDeleted(object))
  }

  /// The world without what a snapshot of a deleted object does not show.
  var visible: SketchWorld {
    var world = self
    for (number, object) in objects where object.isDeleted {
      world.objects[number] = Object(isDeleted: true)
      world.members[number] = nil
      world.owners[number] = nil
    }
    world.members = world.members.filter { !$0.value.isEmpty }
    world.owners = world.owners.filter { !$0.value.isEmpty }
    return world
  }
}

extension SnapshotDifference {
  /// Every change in one line: `+ 101 in 0`, `name of 3`.
  var lines: [String] {
    changes.map { change in
      let directory = directory(of: change)
      let object = SketchWorld.number(change.object, directory)
      guard change.group != noObject else {
        let property = change.property == .none ? "" : " \(change.property.label)"
        return "\(change.kind.label) \(object)\(property)"
      }
      return "\(change.kind.label) \(object) of \(SketchWorld.number(change.group, directory))"
    }
  }

  /// What is left open, one line each.
  var openLines: [String] { unsaid.map { "\($0.count) \($0.what): \($0.why)" } }
}
