import Memory

/// Changes to the lists of one relation over lists that never change.
///
/// A change costs constant time and memory, however large the lists beneath are.
struct EdgeOverlay: Sendable {
  private let base: EdgeBase
  private var edits = EdgeEdits()
  /// Who made an entry, by group and target.
  private var origins: [UInt64: NameIndex] = [:]
  /// What is known of lists that were read anew.
  private var states: [ObjectIndex: Completeness] = [:]

  init(_ lists: EdgeLists, objectCount: Int) {
    base = EdgeBase(lists, objectCount: objectCount)
  }

  private static func key(_ group: ObjectIndex, _ target: ObjectIndex) -> UInt64 {
    UInt64(group) << 32 | UInt64(target)
  }

  private var objectCount: Int { base.objectCount }

  /// Whether a group lists a target now.
  func contains(_ target: ObjectIndex, in group: ObjectIndex) -> Bool {
    edits.isPresent(group, target) ?? base.contains(target, in: group)
  }

  /// Sets whether a group lists a target; says whether that changed anything.
  mutating func set(_ group: ObjectIndex, _ target: ObjectIndex, isPresent: Bool) -> Bool {
    if let number = edits.find(group, target) {
      guard edits.entries[number].isPresent != isPresent else { return false }
      edits.set(number, isPresent: isPresent)
      return true
    }
    let isInBase = base.contains(target, in: group)
    guard isInBase != isPresent else { return false }
    edits.append(group, target, isPresent: isPresent, isInBase: isInBase)
    return true
  }

  /// Whether anything is known of who made the entries.
  var hasOrigins: Bool { !origins.isEmpty || !base.lists.origins.isEmpty }

  /// Notes who made an entry, `nil` to go by the lists beneath; returns what was noted before.
  mutating func setOrigin(
    _ group: ObjectIndex, _ target: ObjectIndex, _ word: NameIndex?
  ) -> NameIndex? {
    let old = origins[Self.key(group, target)]
    origins[Self.key(group, target)] = word
    return old
  }

  /// Takes over who made the entries of other lists over the same ones beneath.
  mutating func takeOrigins(_ other: EdgeOverlay) { origins = other.origins }

  /// The entries of a list: those beneath that are left, then the new ones in their order.
  func list(of group: ObjectIndex) -> [ObjectIndex] {
    var list: [ObjectIndex] = []
    append(base.list(of: group), edited: edits.entries(of: group)[...], to: &list)
    return list
  }

  /// Appends a list as its edits leave it; linear up to the logarithm of how many they are.
  private func append(
    _ old: ArraySlice<ObjectIndex>, edited: ArraySlice<EdgeEdits.Entry>,
    to list: inout [ObjectIndex]
  ) {
    if !edited.contains(where: { $0.isInBase && !$0.isPresent }) {
      list += old
    } else {
      let gone = edited.filter { $0.isInBase && !$0.isPresent }.map(\.target).sorted()
      for target in old where !Self.holds(gone, target) { list.append(target) }
    }
    for entry in edited where entry.isPresent && !entry.isInBase { list.append(entry.target) }
  }

  /// Appends a list as its edits leave it; linear, with a mark for each object that is not set.
  private func append(
    _ old: ArraySlice<ObjectIndex>, edited: ArraySlice<EdgeEdits.Entry>,
    to list: inout [ObjectIndex], _ isGone: inout [Bool]
  ) {
    var count = 0
    for entry in edited where entry.isInBase && !entry.isPresent {
      isGone[Int(entry.target)] = true
      count += 1
    }
    if count == 0 {
      list += old
    } else {
      for target in old where !isGone[Int(target)] { list.append(target) }
    }
    for entry in edited {
      if entry.isInBase {
        isGone[Int(entry.target)] = false
      } else if entry.isPresent {
        list.append(entry.target)
      }
    }
  }

  private static func holds(_ sorted: [ObjectIndex], _ target: ObjectIndex) -> Bool {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < target { low = middle + 1 } else { high = middle }
    }
    return low < sorted.count && sorted[low] == target
  }

  /// How much of a list is known.
  func state(of group: ObjectIndex) -> Completeness {
    if let state = states[group] { return state }
    return Int(group) < objectCount ? base.lists.state(of: group) : .complete
  }

  mutating func setState(of group: ObjectIndex, to state: Completeness) { states[group] = state }

  /// The objects that list a target now, by number; time in proportion to its lists.
  func lists(holding target: ObjectIndex) -> [ObjectIndex] {
    var groups: [ObjectIndex] = []
    appendLists(holding: target, to: &groups)
    return groups
  }

  /// Appends the objects that list a target now, by number; time in proportion to its lists.
  func appendLists(holding target: ObjectIndex, to groups: inout [ObjectIndex]) {
    let first = groups.count
    base.appendLists(holding: target, to: &groups)
    edits.amend(&groups, from: first, holding: target)
  }

  /// Asks for what an edit of a pair will need first; changes nothing.
  @inline(__always)
  func expectFirst(_ group: ObjectIndex, _ target: ObjectIndex) {
    edits.expectBuckets(group, target)
    base.expectRows(group, target)
  }

  /// Asks for what an edit of a pair will need after what `expectFirst` asked for.
  @inline(__always)
  func expectSecond(_ group: ObjectIndex, _ target: ObjectIndex) {
    edits.expectEntry(group, target)
    base.expectEntries(group, target)
  }

  /// The lists as they are now, over more objects than before; linear time if anything changed.
  func lists(objectCount newCount: Int) -> EdgeLists {
    guard newCount != objectCount || !edits.isEmpty || !states.isEmpty || !origins.isEmpty
    else { return base.lists }
    if objectCount == 0, states.isEmpty, origins.isEmpty { return newLists(newCount) }
    var starts: [UInt32] = []
    starts.reserveCapacity(newCount + 1)
    starts.append(0)
    var targets: [ObjectIndex] = []
    targets.reserveCapacity(base.lists.targets.count + edits.count)
    let edited = edits.sortedByGroup()
    var isGone = [Bool](repeating: false, count: max(newCount, objectCount))
    var first = 0
    while first < edited.count {
      let group = edited[first].group
      let end = edited[first...].firstIndex { $0.group != group } ?? edited.count
      copy(upTo: min(Int(group), objectCount), &starts, &targets)
      // Between the end of the lists beneath and this one stand empty ones.
      while starts.count <= Int(group) { starts.append(UInt32(targets.count)) }
      append(base.list(of: group), edited: edited[first..<end], to: &targets, &isGone)
      starts.append(UInt32(targets.count))
      first = end
    }
    copy(upTo: objectCount, &starts, &targets)
    while starts.count <= newCount { starts.append(UInt32(targets.count)) }
    let lists = EdgeLists(starts: starts, targets: targets)
    let old = base.lists.notes
    if old === ListNotes.none, states.isEmpty, origins.isEmpty { return lists }
    let (states, made) = (statesNow(newCount), originsNow(lists, newCount))
    return EdgeLists(
      starts: starts, targets: targets,
      notes: ListNotes(
        origins: made.origins, originWords: made.words, stateNumbers: states.numbers,
        stateTable: states.table, segmentObjects: old.segmentObjects,
        segmentPlaces: old.segmentPlaces, repeated: old.repeated))
  }

  /// The lists where there is nothing beneath: the edits alone, in one pass.
  private func newLists(_ count: Int) -> EdgeLists {
    if edits.isEmpty { return EdgeLists(starts: Array(count + 1, of: 0), targets: []) }
    var (starts, targets): ([UInt32], [ObjectIndex]) = ([], [])
    starts.reserveCapacity(count + 1)
    targets.reserveCapacity(edits.count)
    for entry in edits.sortedByGroup() {
      while starts.count <= Int(entry.group) { starts.append(UInt32(targets.count)) }
      if entry.isPresent { targets.append(entry.target) }
    }
    while starts.count <= count { starts.append(UInt32(targets.count)) }
    return EdgeLists(starts: starts, targets: targets)
  }

  /// Appends the lists beneath that follow the last one, as they are, up to that of an object.
  private func copy(
    upTo end: Int, _ starts: inout [UInt32], _ targets: inout [ObjectIndex]
  ) {
    let first = starts.count - 1
    guard first < end else { return }
    let (old, new) = (base.lists.starts[first], UInt32(targets.count))
    targets += base.lists.targets[Int(old)..<Int(base.lists.starts[end])]
    for index in first + 1...end { starts.append(base.lists.starts[index] - old + new) }
  }

  /// How much of each list is known now.
  private func statesNow(_ newCount: Int) -> (numbers: [UInt16], table: [Completeness]) {
    let notes = base.lists.notes
    // Where every list is complete, no numbers are needed.
    if states.isEmpty, notes.stateNumbers.isEmpty,
      objectCount == 0 || notes.stateTable == ListNotes.none.stateTable
    {
      return ([], ListNotes.none.stateTable)
    }
    var table = notes.stateTable
    var known: [Completeness: UInt16] = [:]
    for (number, state) in table.enumerated().reversed() { known[state] = UInt16(number) }
    func number(_ state: Completeness) -> UInt16 {
      if let number = known[state] { return number }
      table.append(state)
      known[state] = UInt16(table.count - 1)
      return UInt16(table.count - 1)
    }
    var numbers =
      notes.stateNumbers.isEmpty
      ? Array(repeating: UInt16(0), count: objectCount) : notes.stateNumbers
    let whole = number(.complete)
    numbers += Array(repeating: whole, count: newCount - objectCount)
    for group in states.keys.sorted() { numbers[Int(group)] = number(states[group] ?? .complete) }
    return (numbers, table)
  }

  /// Who made each entry of the lists as they are now; empty where nothing is known of it.
  private func originsNow(
    _ lists: EdgeLists, _ newCount: Int
  ) -> (origins: [UInt16], words: [NameIndex]) {
    let base = base.lists
    if base.origins.isEmpty, origins.isEmpty { return ([], []) }
    var words = OriginWords(base.originWords)
    let unsaid = words.number(of: NameTable.empty)
    var numbers = Array(repeating: unsaid, count: lists.targets.count)
    for group in 0..<ObjectIndex(newCount) {
      // Entries from beneath stand in front, in their old order.
      var old = Int(group) < objectCount && !base.origins.isEmpty ? base.range(of: group) : 0..<0
      for entry in lists.range(of: group) {
        let target = lists.targets[entry]
        while let place = old.first, base.targets[place] != target { old.removeFirst() }
        if let word = origins[Self.key(group, target)] {
          numbers[entry] = words.number(of: word)
        } else if let place = old.first {
          numbers[entry] = words.number(of: base.originWords[Int(base.origins[place])])
        }
      }
    }
    return (numbers, words.words)
  }
}
