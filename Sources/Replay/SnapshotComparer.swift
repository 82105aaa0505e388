import DirectoryModel
import Threads

/// What of two snapshots is the same object, and how far their words reach.
struct CommonGround: Sendable {
  let old: Directory
  let new: Directory
  let join: SnapshotJoin
  let oldCan: SnapshotReach
  let newCan: SnapshotReach

  init(_ old: Directory, _ new: Directory, isOldTrusted: Bool) {
    (self.old, self.new) = (old, new)
    let isSameFormat = old.sources.map(\.format) == new.sources.map(\.format)
    join = SnapshotJoin(old, new)
    let oldReach = SnapshotReach(old, isSameFormat: isSameFormat)
    oldCan = isOldTrusted ? oldReach.trusted : oldReach
    newCan = SnapshotReach(new, isSameFormat: isSameFormat)
  }
}

/// Holds two snapshots against each other and collects what changed and what is left open.
struct SnapshotComparer: Sendable {
  let old: Directory
  let new: Directory
  let join: SnapshotJoin
  let oldCan: SnapshotReach
  let newCan: SnapshotReach
  /// The number of each of the older snapshot's texts among those of the newer one.
  let numbers: [NameIndex]
  /// What becomes of the lists that both snapshots have.
  private let commonLists: Meanwhile<[ListComparison], Never>
  var changes: [SnapshotChange] = []
  /// Objects that are no longer there; they come last, so that they leave their lists first.
  var ends: [SnapshotChange] = []
  /// Groups of the newer snapshot that the older one proves not to have been there.
  var addedGroups: [ObjectIndex] = []
  var unsaid = UnsaidLedger()
  /// Objects of the newer snapshot with a record that the older one only refers to.
  private(set) var takenUp: [ObjectIndex] = []
  private let isOldTrusted: Bool

  /// Begins to compare on two threads: the lists need no texts, and are compared meanwhile.
  ///
  /// Where the older snapshot is trusted, it is taken for all that there was of objects and lists.
  init(_ old: Directory, _ new: Directory, isOldTrusted: Bool = false) {
    (self.old, self.new, self.isOldTrusted) = (old, new, isOldTrusted)
    let isSmall = old.objectCount < 2_000
    // The other thread has the objects to join, and a sixth of the texts beside.
    let (count, middle) = (NameIndex(old.names.count), NameIndex(old.names.count / 6 * 5))
    let other = Meanwhile(isSmall: isSmall) {
      let ground = CommonGround(old, new, isOldTrusted: isOldTrusted)
      let numbers = old.names.numbers(of: middle..<count, in: new.names)
      return (
        ground: ground, numbers: numbers, lists: Meanwhile(isSmall: isSmall) { ground.lists() }
      )
    }
    let lower = old.names.numbers(of: NameTable.absent..<middle, in: new.names)
    let (ground, upper, lists) = other.result()
    (join, oldCan, newCan) = (ground.join, ground.oldCan, ground.newCan)
    (numbers, commonLists) = (lower + upper, lists)
  }

  /// What a snapshot shows of an object.
  private enum Presence {
    case live, deleted, referenced, absent

    init(_ flags: ObjectFlags, _ isTenant: Bool) {
      if flags.contains(.recorded) {
        self = flags.contains(.deleted) ? .deleted : .live
      } else {
        // A row of a database may name somebody who is in no table; a tenant's list cannot.
        self = isTenant ? .referenced : .absent
      }
    }
  }

  /// Compares objects and then lists; what is found does not depend on threads.
  mutating func compare() {
    compareObjects(PropertyComparer(old, new, oldCan, newCan, numbers))
    noteNewcomers()
    for list in commonLists.result() { take(list) }
  }

  private mutating func compareObjects(_ properties: PropertyComparer) {
    let (newOfOld, oldFlags, newFlags) = (join.newOfOld, old.flags, new.flags)
    let isTenant = old.side == .tenant
    for index in 0..<ObjectIndex(old.objectCount) {
      properties.expect(behind: Int(index), newOfOld)
      let other = newOfOld[Int(index)]
      let before = Presence(oldFlags[Int(index)], isTenant)
      let after = other == noObject ? .absent : Presence(newFlags[Int(other)], isTenant)
      switch (before, after) {
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
      case (.referenced, .live):
        takenUp.append(other)
        if isOldTrusted { noteNew(other) }
      case (.deleted, .deleted), (.referenced, _), (.absent, _):
        continue
      }
    }
  }

  private mutating func noteNewcomers() {
    for index in 0..<ObjectIndex(new.objectCount) where join.oldOfNew[Int(index)] == noObject {
      switch Presence(new.flags[Int(index)], new.side == .tenant) {
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
