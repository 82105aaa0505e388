package import DirectoryModel
import SyncSemantics

/// What a replay says should have become of a database, held against what did become of it.
package struct EndComparison: Sendable {
  /// How the replay and the real database agree on a change.
  package enum Verdict: UInt8, CaseIterable, Sendable {
    /// The database changed as an event explains.
    case explained
    /// The database changed, and nothing in the replay explains it.
    case unexplained
    /// The replay changed the database, and the real one did not.
    case missed
    /// The replay changed the database, and the real one cannot say.
    case unsaid
  }

  /// One change since the start.
  package struct Row: Sendable, Equatable {
    package let verdict: Verdict
    /// In the numbers of the real difference, for missed ones of the predicted one.
    package let change: SnapshotChange
    /// The entries of the timeline that explain it: what happened, and what was written.
    package let entries: [UInt32]
  }

  /// What became of the database.
  package let real: SnapshotDifference
  /// What the replay made of it.
  package let predicted: SnapshotDifference
  /// Explained ones, then unexplained ones, then those that were missed.
  package let rows: [Row]

  /// How many rows have a verdict.
  package func count(_ verdict: Verdict) -> Int { rows.count { $0.verdict == verdict } }
}

extension ArchiveReplay {
  /// Holds the end of the replay against the real database; linear in what changed.
  ///
  /// What a product notes about itself, such as the time of its last synchronisation, is nobody's
  /// event and is not compared.
  ///
  /// - Throws: `DifferenceError` for something that is no local side.
  package func compareEnd(with real: Directory) throws(DifferenceError) -> EndComparison {
    let start = world.local.base
    let predicted = try difference(start, world.local.directory())
    let found = try difference(start, real)
    let join = EndJoin(predicted, found)
    let story = Story(self)
    var wanted: Set<EndKey> = []
    for change in predicted.changes where EndKey.isCompared(change) {
      wanted.insert(join.key(change, isReal: false))
    }
    var seen: Set<EndKey> = []
    var rows: [EndComparison.Row] = []
    for change in found.changes where EndKey.isCompared(change) {
      let key = join.key(change, isReal: true)
      seen.insert(key)
      let entries = wanted.contains(key) ? story.entries(key) : story.held(change, key, real)
      rows.append(
        EndComparison.Row(
          verdict: wanted.contains(key) || !entries.isEmpty ? .explained : .unexplained,
          change: change, entries: entries))
    }
    for change in predicted.changes where EndKey.isCompared(change) {
      let key = join.key(change, isReal: false)
      guard !seen.contains(key) else { continue }
      rows.append(
        EndComparison.Row(
          verdict: join.canSay(change, found) ? .missed : .unsaid, change: change,
          entries: story.entries(key)))
    }
    let sorted = rows.enumerated().sorted {
      ($0.element.verdict.rawValue, $0.offset) < ($1.element.verdict.rawValue, $1.offset)
    }
    return EndComparison(real: found, predicted: predicted, rows: sorted.map(\.element))
  }
}

/// A change in numbers that the predicted and the real database share.
struct EndKey: Hashable {
  let kind: ChangeKind
  let property: ObjectProperty
  let group: UInt32
  let object: UInt32
  /// The new value of a text that changed.
  let value: [UInt8]

  private static let unmodelled: Set<AttributeKey> = [
    .updated, .lastSync, .lastFullSync, .createdDateTime, .origin, .externalIDText,
  ]

  static func isCompared(_ change: SnapshotChange) -> Bool {
    change.property.attribute.map { !unmodelled.contains($0) } ?? true
  }
}

/// Which objects of the predicted and of the real database are the same.
///
/// Objects that were there at the start have one number. What the replay made has keys of its own:
/// it is told by external identifier, then by user name, then by name.
struct EndJoin {
  private let predicted: SnapshotDifference
  private let found: SnapshotDifference
  /// For each object of the real database that was not there at the start, its number in the
  /// predicted one.
  private var twins: [ObjectIndex: ObjectIndex] = [:]
  /// What is told of an object that only the real database has.
  private static let realOnly: UInt32 = 1 << 31

  init(_ predicted: SnapshotDifference, _ found: SnapshotDifference) {
    (self.predicted, self.found) = (predicted, found)
    var byIdentifier: [GUID: ObjectIndex] = [:]
    var byName: [[UInt8]: ObjectIndex] = [:]
    for change in predicted.changes where change.kind == .added {
      let guid = predicted.new.guids[Int(change.object)]
      if guid != .none { byIdentifier[guid] = change.object }
      byName[Self.name(change.object, predicted.new)] = change.object
    }
    for change in found.changes where change.kind == .added {
      let guid = found.new.guids[Int(change.object)]
      let twin =
        (guid == .none ? nil : byIdentifier[guid])
        ?? byName[Self.name(change.object, found.new)]
      if let twin, predicted.new.kinds[Int(twin)] == found.new.kinds[Int(change.object)] {
        twins[change.object] = twin
      }
    }
  }

  private static func name(_ object: ObjectIndex, _ directory: Directory) -> [UInt8] {
    let index = Int(object)
    let name =
      directory.principalNames[index] > NameTable.empty
      ? directory.principalNames[index] : directory.displayNames[index]
    return [directory.kinds[index].rawValue] + directory.names.copy(name)
  }

  func key(_ change: SnapshotChange, isReal: Bool) -> EndKey {
    let difference = isReal ? found : predicted
    func number(_ object: ObjectIndex) -> UInt32 {
      guard object != noObject, !change.kind.isOfOlder else { return object }
      let old = difference.oldOfNew[Int(object)]
      if old != noObject { return old }
      guard isReal else { return object }
      return twins[object] ?? object | Self.realOnly
    }
    return EndKey(
      kind: change.kind, property: change.property, group: number(change.group),
      object: number(change.object), value: Self.value(change, difference.new))
  }

  private static func value(_ change: SnapshotChange, _ directory: Directory) -> [UInt8] {
    let index = Int(change.object)
    switch change.property {
    case .displayName: return directory.names.copy(directory.displayNames[index])
    case .principalName: return directory.names.copy(directory.principalNames[index])
    case .mail: return directory.names.copy(directory.mails[index])
    default:
      let name = change.property.attribute.flatMap {
        directory.attributes.first($0, of: change.object)
      }
      return name.map { directory.names.copy($0) } ?? []
    }
  }

  /// Whether the real database would show a predicted change.
  func canSay(_ change: SnapshotChange, _ found: SnapshotDifference) -> Bool {
    switch change.kind {
    case .memberAdded, .ownerAdded:
      let old = predicted.oldOfNew[Int(change.group)]
      guard let relation = change.kind.relation, old != noObject else { return true }
      let group = found.newOfOld[Int(old)]
      return group == noObject
        || found.new.lists(relation).state(of: group).provesAbsence
    case .added: return found.new.state(of: predicted.new.kinds[Int(change.object)]).provesAbsence
    case .restored, .changed, .memberRemoved, .ownerRemoved, .deleted, .removed: return true
    }
  }
}

/// Which entries of the timeline led to a change of the copy.
private struct Story {
  private struct Edge: Hashable {
    var group: ObjectIndex
    var object: ObjectIndex
    var isPresent: Bool
  }

  private var written: [Edge: UInt32] = [:]
  private var events: [Edge: UInt32] = [:]
  private var objects: [ObjectIndex: UInt32] = [:]
  /// Members whom a run wanted to add and could not, by group and user name.
  private var heldBack: [Wish: UInt32] = [:]

  private struct Wish: Hashable {
    var group: ObjectIndex
    var name: [UInt8]
  }

  /// For entries that ended an exposure those by which it began.
  private var causes: [UInt32: UInt32] = [:]
  private let entries: [TimelineEntry]

  init(_ replay: ArchiveReplay) {
    entries = replay.timeline.entries
    for record in replay.exposures where record.end != .max { causes[record.end] = record.cause }
    for (index, entry) in entries.enumerated() {
      let number = UInt32(index)
      if entry.kind == .written, let operation = entry.operation {
        let isPresent = operation.kind == .addMember || operation.kind == .addOwner
        let edge = Edge(
          group: operation.localGroup, object: operation.localPrincipal, isPresent: isPresent)
        written[edge] = number
        if operation.localPrincipal != noObject { objects[operation.localPrincipal] = number }
      } else if entry.kind == .heldBack, let operation = entry.operation,
        operation.kind == .addMember, operation.tenantPrincipal != noObject
      {
        let tenant = replay.world.tenant
        let name = tenant.names.copy(
          tenant.text(.principalName, of: operation.tenantPrincipal))
        heldBack[Wish(group: operation.localGroup, name: name)] = number
      } else if entry.kind == .event, entry.side == .tenant, let change = entry.change {
        switch change {
        case .edge(.members, let group, let target, let isPresent):
          events[Edge(group: group, object: target, isPresent: isPresent)] = number
        case .flags(let object, let old, let new) where new.contains(.deleted) && old != new:
          events[Edge(group: noObject, object: object, isPresent: false)] = number
        case .edge, .flags, .text: break
        }
      }
    }
  }

  /// What explains that somebody came in whom the replay wanted and could not prove to be absent.
  func held(_ change: SnapshotChange, _ key: EndKey, _ real: Directory) -> [UInt32] {
    guard change.kind == .memberAdded else { return [] }
    let name = real.names.copy(real.principalNames[Int(change.object)])
    guard let number = heldBack[Wish(group: key.group, name: name)],
      let operation = entries[Int(number)].operation
    else { return [] }
    let edge = Edge(
      group: operation.tenantGroup, object: operation.tenantPrincipal, isPresent: true)
    return (events[edge].map { [$0] } ?? []) + [number]
  }

  /// What happened in the authority, if it is known, and what was written.
  func entries(_ key: EndKey) -> [UInt32] {
    let isPresent = key.kind == .memberAdded || key.kind == .ownerAdded
    let edge = Edge(group: key.group, object: key.object, isPresent: isPresent)
    guard let number = written[edge], let operation = entries[Int(number)].operation else {
      return objects[key.object].map { [$0] } ?? []
    }
    let cause =
      causes[number]
      ?? events[
        Edge(
          group: operation.tenantGroup, object: operation.tenantPrincipal, isPresent: isPresent)]
      ?? events[Edge(group: noObject, object: operation.tenantPrincipal, isPresent: false)]
    return (cause.map { [$0] } ?? []) + [number]
  }
}
