import DirectoryModel
import SyncSemantics

/// Turns the changes between snapshots into events of a world that began with the first one.
struct ArchiveFeed {
  /// The world's number of each object of the older snapshot.
  private var numbers: [ObjectIndex]
  /// The same for the newer one; `noObject` for what no change has named so far.
  private(set) var newNumbers: [ObjectIndex] = []

  init(objectCount: Int) { numbers = Array(0..<ObjectIndex(objectCount)) }

  /// A change, when it happens, and when it can have happened at the earliest: at the same time where
  /// a snapshot states it.
  typealias Dated = (time: Instant, earliest: Instant, change: UInt32)

  /// The changes of a difference with their times, in the order in which they happen.
  mutating func begin(
    _ difference: SnapshotDifference, from start: Instant, to end: Instant
  ) -> [Dated] {
    newNumbers = difference.oldOfNew.map { $0 == noObject ? noObject : numbers[Int($0)] }
    let gone = times(of: .deleted, .deletedDateTime, difference, start, end)
    let made = times(of: .added, .createdDateTime, difference, start, end)
    var (dated, others): ([Dated], [Dated]) = ([], [])
    others.reserveCapacity(difference.changes.count)
    for (index, change) in difference.changes.enumerated() {
      var (time, earliest) = (nil as Instant?, start)
      switch change.kind {
      case .added: time = made[change.object]
      case .deleted: time = gone[change.object]
      case .memberRemoved, .ownerRemoved:
        let object = difference.newOfOld[Int(change.object)]
        if object != noObject { time = gone[object] }
      case .memberAdded, .ownerAdded:
        // Nobody is on a list before both of them are there.
        if made.isEmpty { break }
        earliest = max(start, made[change.group] ?? start, made[change.object] ?? start)
      case .restored, .changed, .removed: break
      }
      let step = (time: time ?? end, earliest: time ?? earliest, change: UInt32(index))
      if step.time < end { dated.append(step) } else { others.append(step) }
    }
    // Most happen in the end, and stand in their order already.
    dated.sort { ($0.time, $0.change) < ($1.time, $1.change) }
    return dated + others
  }

  /// Makes the newer snapshot the older one of what follows.
  mutating func end() { numbers = newNumbers }

  /// When objects came or went, where the newer snapshot says so.
  private func times(
    of kind: ChangeKind, _ key: AttributeKey, _ difference: SnapshotDifference, _ start: Instant,
    _ end: Instant
  ) -> [ObjectIndex: Instant] {
    var times: [ObjectIndex: Instant] = [:]
    for change in difference.changes where change.kind == kind {
      times[change.object] = stated(key, change.object, difference.new, start, end)
    }
    return times
  }

  /// A time that the snapshot states, if it lies between both snapshots.
  private func stated(
    _ key: AttributeKey, _ object: ObjectIndex, _ directory: Directory, _ start: Instant,
    _ end: Instant
  ) -> Instant? {
    guard let name = directory.attributes.first(key, of: object) else { return nil }
    let text = ValueForm.plain(directory.names.copy(name), of: ObjectProperty(key))
    let seconds = String(decoding: text.prefix(19), as: UTF8.self) + "Z"
    guard let time = Instant(seconds), time > start, time <= end else { return nil }
    return time
  }
}

extension ArchiveFeed {
  /// Lets a change happen.
  mutating func perform(
    _ change: SnapshotChange, _ difference: SnapshotDifference, _ engine: Engine,
    _ replay: inout ArchiveReplay
  ) {
    let count = replay.world.tenant.objectCount
    let object = number(
      change.object, isOld: change.kind.isOfOlder, difference, &replay.world.tenant)
    switch change.kind {
    case .added:
      let isFresh = Int(object) >= count
      replay.world.tenant.learnKind(difference.new.kinds[Int(change.object)], of: object)
      add(object, change.object, difference.new, isFresh: isFresh, engine, &replay)
      guard difference.new.kinds[Int(change.object)] == .group else { return }
      // Its members come with the snapshot, which may be later.
      for relation in [Relation.members, .owners] {
        replay.restate(object, relation, to: .notCollected)
      }
    case .restored:
      replay.step(engine, .hand(.tenant, .restore(object)))
      add(object, change.object, difference.new, isFresh: false, engine, &replay)
      dropEntries(of: object, change.object, difference.new, engine, &replay)
      dropPlaces(of: object, change.object, difference.new, engine, &replay)
    case .changed: set(change, object, difference.new, engine, &replay)
    case .memberAdded, .memberRemoved, .ownerAdded, .ownerRemoved:
      if change.kind.isOfOlder, isHidden(change.object, object, difference, replay) {
        return
      }
      let group = number(
        change.group, isOld: change.kind.isOfOlder, difference, &replay.world.tenant)
      let relation = change.kind.relation ?? .members
      replay.step(
        engine,
        .hand(
          .tenant,
          .edge(relation, group: group, target: object, isPresent: !change.kind.isOfOlder)))
    case .deleted: replay.step(engine, .hand(.tenant, .delete(object)))
    case .removed: replay.step(engine, .hand(.tenant, .purge(object)))
    }
  }

  /// The entry of a list that a change further on is about, where the world has numbers for it.
  func entry(
    _ dated: [Dated], _ place: Int, _ difference: SnapshotDifference
  ) -> Engine.Entry? {
    guard place < dated.count else { return nil }
    let change = difference.changes[Int(dated[place].change)]
    guard let relation = change.kind.relation else { return nil }
    let known = change.kind.isOfOlder ? numbers : newNumbers
    let (group, target) = (known[Int(change.group)], known[Int(change.object)])
    return group == noObject || target == noObject ? nil : (.tenant, relation, group, target)
  }

  /// The world's number of a snapshot's object; one that is new to the world becomes a reference.
  private mutating func number(
    _ object: ObjectIndex, isOld: Bool, _ difference: SnapshotDifference, _ tenant: inout Overlay
  ) -> ObjectIndex {
    let known = isOld ? numbers[Int(object)] : newNumbers[Int(object)]
    if known != noObject { return known }
    let directory = isOld ? difference.old : difference.new
    let guid = directory.guids[Int(object)]
    let number =
      tenant.find(guid) ?? tenant.makeObject(directory.kinds[Int(object)], guid)
    if isOld { numbers[Int(object)] = number } else { newNumbers[Int(object)] = number }
    return number
  }

  /// Lets a restored group go of those whom its list does not name any more.
  private mutating func dropEntries(
    of group: ObjectIndex, _ original: ObjectIndex, _ directory: Directory, _ engine: Engine,
    _ replay: inout ArchiveReplay
  ) {
    for relation in [Relation.members, .owners] {
      let lists = directory.lists(relation)
      guard lists.state(of: original).provesAbsence else { continue }
      let named = Set(lists.list(of: original).map { directory.guids[Int($0)] })
      for target in replay.world.tenant.list(of: group, relation)
      where !named.contains(replay.world.tenant.guids[Int(target)])
        && !replay.world.tenant.flags[Int(target)].contains(.deleted)
      {
        replay.step(
          engine,
          .hand(.tenant, .edge(relation, group: group, target: target, isPresent: false)))
      }
    }
  }

  /// Takes a restored object off the lists that do not name it any more.
  private func dropPlaces(
    of object: ObjectIndex, _ original: ObjectIndex, _ directory: Directory, _ engine: Engine,
    _ replay: inout ArchiveReplay
  ) {
    for relation in [Relation.members, .owners] {
      let lists = directory.lists(relation)
      for group in replay.world.tenant.lists(holding: object, relation) {
        guard let found = directory.find(replay.world.tenant.guids[Int(group)]),
          !directory.isDeleted(found), lists.state(of: found).provesAbsence,
          !lists.contains(original, in: found)
        else { continue }
        replay.step(
          engine,
          .hand(.tenant, .edge(relation, group: group, target: object, isPresent: false)))
      }
    }
  }

  /// Whether somebody is off a list only because they lie in the recycle bin, which nobody tells a
  /// sync that follows the groups alone.
  ///
  /// Their memberships stay, and come back with them. Whoever reads whole lists, or the changes of
  /// users too, learns of both at once. Source: "Get incremental changes for groups",
  /// https://learn.microsoft.com/graph/delta-query-groups.
  private func isHidden(
    _ original: ObjectIndex, _ object: ObjectIndex, _ difference: SnapshotDifference,
    _ replay: ArchiveReplay
  ) -> Bool {
    if replay.policy.delta.joinsDeletedUsers { return false }
    let newer = difference.newOfOld[Int(original)]
    return newer != noObject && difference.new.isDeleted(newer)
      || replay.world.tenant.flags[Int(object)].contains(.deleted)
  }

  /// Makes an object what its record says that was a reference, or was there once.
  private func add(
    _ object: ObjectIndex, _ original: ObjectIndex, _ directory: Directory, isFresh: Bool,
    _ engine: Engine, _ replay: inout ArchiveReplay
  ) {
    let flags = directory.flags[Int(original)].subtracting(.deleted)
    let surplus = replay.world.tenant.flags[Int(object)].subtracting(flags)
    if !surplus.isEmpty {
      replay.step(engine, .hand(.tenant, .flag(object, surplus, isSet: false)))
    }
    replay.step(engine, .hand(.tenant, .flag(object, flags, isSet: true)))
    for field in [TextField.displayName, .principalName, .mail] {
      set(field, of: object, directory.string(field, original), engine, &replay)
    }
    // What was there before may have what its record does not show any more.
    for key in isFresh ? directory.attributes.keys(of: original) : Self.allKeys
    where !Self.severalValued.contains(key) {
      let value = directory.attribute(key, of: original) ?? ""
      set(.attribute(key), of: object, value, engine, &replay)
    }
  }

  private func set(
    _ field: TextField, of object: ObjectIndex, _ text: String, _ engine: Engine,
    _ replay: inout ArchiveReplay
  ) {
    guard !replay.world.tenant.string(field, of: object).utf8.elementsEqual(text.utf8) else {
      return
    }
    replay.step(engine, .hand(.tenant, .text(object, field, text)))
  }

  private static let severalValued: Set<AttributeKey> = [
    .proxyAddress, .otherMail, .otherExternalID, .imAddress, .physicalID, .systemLabel,
    .assignedPlan,
  ]

  private static let allKeys = AttributeKey.allCases

  /// Whether changes of a property are not carried out, because it has several values.
  static func isLeftOut(_ property: ObjectProperty) -> Bool {
    property.attribute.map(severalValued.contains) ?? false
  }

  private func set(
    _ change: SnapshotChange, _ object: ObjectIndex, _ directory: Directory, _ engine: Engine,
    _ replay: inout ArchiveReplay
  ) {
    let field: TextField
    switch change.property {
    case .displayName: field = .displayName
    case .principalName: field = .principalName
    case .mail: field = .mail
    case let property:
      guard let key = property.attribute else {
        return setFlag(property, object, directory.flags[Int(change.object)], engine, &replay)
      }
      guard !Self.isLeftOut(property) else {
        replay.leftOut += 1
        return
      }
      field = .attribute(key)
    }
    set(field, of: object, directory.string(field, change.object), engine, &replay)
  }

  private func setFlag(
    _ property: ObjectProperty, _ object: ObjectIndex, _ flags: ObjectFlags, _ engine: Engine,
    _ replay: inout ArchiveReplay
  ) {
    let row = ObjectProperty.flags.first { $0.property == property }
    let (known, value) = row.map { ($0.known, $0.value) } ?? ([], .rulePaused)
    if flags.contains(value) {
      replay.step(engine, .hand(.tenant, .flag(object, known.union(value), isSet: true)))
    } else {
      replay.step(engine, .hand(.tenant, .flag(object, value, isSet: false)))
    }
    // False and null mean the same to a sync, and not to whoever compares snapshots.
    guard property == .onPremises, !flags.contains(.onPremises) else { return }
    let isEnded = flags.contains(.onPremisesEnded)
    guard replay.world.tenant.flags[Int(object)].contains(.onPremisesEnded) != isEnded else {
      return
    }
    replay.step(engine, .hand(.tenant, .flag(object, .onPremisesEnded, isSet: isEnded)))
  }
}

extension Directory {
  /// A text of an object as a string, empty when it has none.
  fileprivate func string(_ field: TextField, _ object: ObjectIndex) -> String {
    switch field {
    case .displayName: displayName(object)
    case .principalName: principalName(object)
    case .mail: mail(object)
    case .attribute(let key): attribute(key, of: object) ?? ""
    }
  }
}
