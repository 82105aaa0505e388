import DirectoryModel

/// Holds two snapshots against each other and collects what changed and what is left open.
struct SnapshotComparer: Sendable {
  let old: Directory
  let new: Directory
  let join: SnapshotJoin
  let oldCan: SnapshotReach
  let newCan: SnapshotReach
  var changes: [SnapshotChange] = []
  /// Objects that are no longer there; they come last, so that they leave their lists first.
  var ends: [SnapshotChange] = []
  /// Groups of the newer snapshot that the older one proves not to have been there.
  var addedGroups: [ObjectIndex] = []
  var unsaid = UnsaidLedger()

  init(_ old: Directory, _ new: Directory) {
    (self.old, self.new) = (old, new)
    let isSameFormat = old.sources.map(\.format) == new.sources.map(\.format)
    let reaches = Meanwhile(isSmall: old.objectCount < 2_000) {
      [old, new].map { SnapshotReach($0, isSameFormat: isSameFormat) }
    }
    join = SnapshotJoin(old, new)
    let both = reaches.result()
    (oldCan, newCan) = (both[0], both[1])
  }

  /// What a snapshot shows of an object.
  private enum Presence {
    case live, deleted, referenced, absent

    init(_ directory: Directory, _ object: ObjectIndex) {
      guard object != noObject else {
        self = .absent
        return
      }
      let flags = directory.flags[Int(object)]
      if flags.contains(.recorded) {
        self = flags.contains(.deleted) ? .deleted : .live
      } else {
        // A row of a database may name somebody who is in no table; a tenant's list cannot.
        self = directory.side == .tenant ? .referenced : .absent
      }
    }
  }

  /// Compares objects and then lists, on two threads; what is found does not depend on them.
  mutating func compare() {
    let properties = PropertyComparer(old, new, oldCan, newCan)
    let count = ObjectIndex(old.objectCount)
    // One thread compares the lists as well, which takes about half as long as all objects.
    let (middle, blank) = (count / 4 * 3, self)
    let other = Meanwhile(isSmall: count < 2_000) {
      let lists = [Relation.owners, .members].map { blank.commonLists($0) }
      var part = blank
      part.compareObjects(middle..<count, properties)
      return (lists: lists, objects: part)
    }
    compareObjects(0..<middle, properties)
    let (lists, objects) = other.result()
    take(objects)
    noteNewcomers()
    for list in lists { take(list) }
  }

  /// Takes over what another comparer found among later objects.
  private mutating func take(_ later: SnapshotComparer) {
    changes += later.changes
    ends += later.ends
    addedGroups += later.addedGroups
    unsaid.take(later.unsaid)
  }

  private mutating func compareObjects(
    _ range: Range<ObjectIndex>, _ properties: PropertyComparer
  ) {
    for index in range {
      let other = join.newOfOld[Int(index)]
      switch (Presence(old, index), Presence(new, other)) {
      case (.live, .live):
        properties.compare(index, other, &changes, &unsaid)
      case (.live, .deleted), (.referenced, .deleted):
        ends.append(SnapshotChange(.deleted, object: other))
      case (.live, .referenced):
        note(gone: index, .onlyReferenced)
      case (.live, .absent):
        noteGone(index)
      case (.deleted, .live):
        changes.append(SnapshotChange(.restored, object: other))
      case (.deleted, .absent), (.deleted, .referenced):
        noteGoneForGood(index)
      case (.absent, .live):
        noteNew(other)
      case (.absent, .deleted):
        noteNewAndDeleted(other)
      case (.deleted, .deleted), (.referenced, _), (.absent, _):
        continue
      }
    }
  }

  private mutating func noteNewcomers() {
    for index in 0..<ObjectIndex(new.objectCount) where join.oldOfNew[Int(index)] == noObject {
      switch Presence(new, index) {
      case .live: noteNew(index)
      case .deleted: noteNewAndDeleted(index)
      case .referenced, .absent: continue
      }
    }
  }

  private mutating func noteGone(_ index: ObjectIndex) {
    if let reason = newCan.doubt(old.kinds[Int(index)], old.flags[Int(index)]) {
      return note(gone: index, reason)
    }
    ends.append(SnapshotChange(.removed, object: index))
  }

  private mutating func noteGoneForGood(_ index: ObjectIndex) {
    if let reason = newCan.binDoubt { return note(gone: index, reason) }
    noteGone(index)
  }

  private mutating func noteNew(_ index: ObjectIndex) {
    let kind = new.kinds[Int(index)]
    if let reason = oldCan.doubt(kind, new.flags[Int(index)]) {
      return unsaid.note(.objects(kind), .older, reason, first: index)
    }
    changes.append(SnapshotChange(.added, object: index))
    if kind == .group, join.oldOfNew[Int(index)] == noObject { addedGroups.append(index) }
  }

  /// An object that is in the recycle bin now and was nowhere before.
  private mutating func noteNewAndDeleted(_ index: ObjectIndex) {
    let kind = new.kinds[Int(index)]
    if let reason = oldCan.binDoubt ?? oldCan.doubt(kind, new.flags[Int(index)]) {
      return unsaid.note(.objects(kind), .older, reason, first: index)
    }
    changes.append(SnapshotChange(.added, object: index))
    ends.append(SnapshotChange(.deleted, object: index))
  }

  private mutating func note(gone index: ObjectIndex, _ reason: Unsaid.Reason) {
    unsaid.note(.objects(old.kinds[Int(index)]), .newer, reason, first: index)
  }
}
