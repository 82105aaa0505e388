import DirectoryModel
import Memory

extension CommonGround {
  /// Compares the lists that both snapshots have; takes time in proportion to objects and entries.
  func lists() -> [ListComparison] { [Relation.owners, .members].map(compare) }

  private func compare(_ relation: Relation) -> ListComparison {
    var comparison = ListComparison(
      relation: relation, old: old, new: new, newOfOld: join.newOfOld, oldCan: oldCan,
      newCan: newCan)
    let groups = commonGroups
    for (place, (group, other)) in groups.enumerated() {
      comparison.expect(behind: place, groups)
      comparison.compare(group, other)
    }
    return comparison
  }

  /// The objects that are groups in either snapshot, with their numbers in both.
  ///
  /// Whoever deletes a group keeps its lists: a restored one has its members again.
  private var commonGroups: [(old: ObjectIndex, new: ObjectIndex)] {
    let (oldKinds, newKinds, newFlags) = (old.kinds, new.kinds, new.flags)
    var groups: [(old: ObjectIndex, new: ObjectIndex)] = []
    for (index, other) in join.newOfOld.enumerated() where other != noObject {
      guard oldKinds[index] == .group || newKinds[Int(other)] == .group,
        !newFlags[Int(other)].contains(.deleted)
      else { continue }
      groups.append((ObjectIndex(index), other))
    }
    return groups
  }
}

extension SnapshotComparer {
  /// Takes over what was found of common lists, once it is known which groups are new.
  mutating func take(_ common: ListComparison) {
    var comparison = common
    for group in addedGroups { comparison.takeOver(group) }
    changes += comparison.removals
    changes += comparison.additions
    unsaid = comparison.merge(into: unsaid)
  }
}

/// Compares the lists of one relation, group by group.
struct ListComparison: Sendable {
  private let relation: Relation
  private let old: Directory
  private let new: Directory
  private let oldLists: EdgeLists
  private let newLists: EdgeLists
  private let newOfOld: [ObjectIndex]
  private let oldCan: SnapshotReach
  private let newCan: SnapshotReach
  private(set) var removals: [SnapshotChange] = []
  private(set) var additions: [SnapshotChange] = []
  private var notes: [(Unsaid.Subject, Epoch, Unsaid.Reason, ObjectIndex)] = []
  /// For each object of the newer snapshot the turn in which a list named it last.
  private var stamps: [UInt32]
  private var turn: UInt32 = 0
  /// The flags of a group that is known to be filled by a rule.
  private let dynamic: ObjectFlags = [.typesKnown, .dynamic]

  init(
    relation: Relation, old: Directory, new: Directory, newOfOld: [ObjectIndex],
    oldCan: SnapshotReach, newCan: SnapshotReach
  ) {
    (self.relation, self.old, self.new, self.newOfOld) = (relation, old, new, newOfOld)
    (self.oldCan, self.newCan) = (oldCan, newCan)
    (oldLists, newLists) = (old.lists(relation), new.lists(relation))
    stamps = [UInt32](repeating: 0, count: new.objectCount)
  }

  func merge(into ledger: UnsaidLedger) -> UnsaidLedger {
    var ledger = ledger
    for (subject, epoch, reason, first) in notes {
      ledger.note(subject, epoch, reason, first: first)
    }
    return ledger
  }

  /// Asks for the newer lists of groups that are about to be compared; they may stand anywhere.
  @inline(__always)
  func expect(behind place: Int, _ groups: [(old: ObjectIndex, new: ObjectIndex)]) {
    guard place + 12 < groups.count else { return }
    let far = Int(groups[place + 12].new)
    prefetch(newLists.starts, far)
    prefetch(new.flags, far)
    prefetch(newLists.targets, newLists.range(of: groups[place + 6].new).lowerBound)
  }

  mutating func compare(_ group: ObjectIndex, _ other: ObjectIndex) {
    let oldDoubt = doubt(oldCan, old, oldLists, group)
    let newDoubt = doubt(newCan, new, newLists, other)
    if let newDoubt { notes.append((.lists(relation), .newer, newDoubt, other)) }
    if let oldDoubt, newDoubt == nil { notes.append((.lists(relation), .older, oldDoubt, other)) }
    let (mine, theirs) = (oldLists.range(of: group), newLists.range(of: other))
    if isSame(mine, theirs) { return }
    turn += 2
    for slot in mine {
      let target = newOfOld[Int(oldLists.targets[slot])]
      if target != noObject { stamps[Int(target)] = turn }
    }
    var met = 0
    for slot in theirs {
      let target = newLists.targets[slot]
      if stamps[Int(target)] == turn {
        stamps[Int(target)] = turn + 1
        met += 1
      } else {
        add(target, to: other, oldDoubt)
      }
    }
    // Nobody stands in a list twice: where all were met, nobody is gone.
    if met == mine.count { return }
    for slot in mine {
      let entry = oldLists.targets[slot]
      let target = newOfOld[Int(entry)]
      if target == noObject || stamps[Int(target)] == turn { remove(entry, from: group, newDoubt) }
    }
  }

  /// Why a snapshot's list may lack entries; most of them are whole, and no rule fills the group.
  @inline(__always)
  private func doubt(
    _ reach: SnapshotReach, _ directory: Directory, _ lists: EdgeLists, _ group: ObjectIndex
  ) -> Unsaid.Reason? {
    let isDynamic = directory.flags[Int(group)].contains(dynamic)
    if !isDynamic, lists.isComplete(group) { return nil }
    return reach.doubt(relation, lists.state(of: group), isDynamic: isDynamic)
  }

  /// Whether both lists name the same objects in the same order.
  private func isSame(_ mine: Range<Int>, _ theirs: Range<Int>) -> Bool {
    guard mine.count == theirs.count else { return false }
    let shift = theirs.lowerBound - mine.lowerBound
    for slot in mine
    where newOfOld[Int(oldLists.targets[slot])] != newLists.targets[slot + shift] {
      return false
    }
    return true
  }

  private mutating func add(
    _ entry: ObjectIndex, to group: ObjectIndex, _ doubt: Unsaid.Reason?
  ) {
    if let reason = doubt ?? oldCan.doubt(entryOf: new.kinds[Int(entry)]) {
      notes.append((.entries(relation), .older, reason, group))
      return
    }
    let kind = relation == .members ? ChangeKind.memberAdded : .ownerAdded
    additions.append(SnapshotChange(kind, group: group, object: entry))
  }

  private mutating func remove(
    _ entry: ObjectIndex, from group: ObjectIndex, _ doubt: Unsaid.Reason?
  ) {
    if let reason = doubt ?? newCan.doubt(entryOf: old.kinds[Int(entry)]) {
      notes.append((.entries(relation), .newer, reason, newOfOld[Int(group)]))
      return
    }
    let kind = relation == .members ? ChangeKind.memberRemoved : .ownerRemoved
    removals.append(SnapshotChange(kind, group: group, object: entry))
  }

  /// A group that was not there had no entries: all of them are new.
  mutating func takeOver(_ group: ObjectIndex) {
    let state = newLists.state(of: group)
    let doubt = newCan.doubt(relation, state, isDynamic: new.isDynamic(group) == .yes)
    if let doubt { notes.append((.lists(relation), .newer, doubt, group)) }
    let kind = relation == .members ? ChangeKind.memberAdded : .ownerAdded
    for entry in newLists.list(of: group) {
      additions.append(SnapshotChange(kind, group: group, object: entry))
    }
  }
}
