/// Changes to the lists of one relation over lists that never change.
///
/// A change costs constant time and memory, however large the lists beneath are.
struct EdgeOverlay: Sendable {
  private static let present: UInt8 = 1
  private static let inBase: UInt8 = 2
  /// Lists up to this length are searched from front to back.
  private static let shortList = 24
  /// Up to so many lists are all asked when somebody's groups are looked for.
  private static let fewLists = 64

  private let base: EdgeLists
  private let objectCount: Int
  /// The lists the other way round, there when some list is long or there are many; people are in
  /// few groups.
  private let reverse: EdgeLists?
  /// What is known of an edited pair, by group and target.
  private var edits: [UInt64: UInt8] = [:]
  /// The targets that were edited, by group, in the order of their first edit.
  private var order: [ObjectIndex: [ObjectIndex]] = [:]
  /// The groups whose entry for a target was edited, by target, each once.
  private var editedGroups: [ObjectIndex: [ObjectIndex]] = [:]
  /// Who made an entry, by group and target.
  private var origins: [UInt64: NameIndex] = [:]
  /// What is known of lists that were read anew.
  private var states: [ObjectIndex: Completeness] = [:]

  init(_ base: EdgeLists, objectCount: Int) {
    (self.base, self.objectCount) = (base, objectCount)
    let isLong =
      objectCount > Self.fewLists
      || (0..<objectCount).contains { base.range(of: ObjectIndex($0)).count > Self.shortList }
    reverse = isLong ? base.reversed() : nil
  }

  private static func key(_ group: ObjectIndex, _ target: ObjectIndex) -> UInt64 {
    UInt64(group) << 32 | UInt64(target)
  }

  private func isInBase(_ group: ObjectIndex, _ target: ObjectIndex) -> Bool {
    guard Int(group) < objectCount, Int(target) < objectCount else { return false }
    if let reverse, base.range(of: group).count > Self.shortList {
      return reverse.contains(group, in: target)
    }
    return base.contains(target, in: group)
  }

  /// Whether a group lists a target now.
  func contains(_ target: ObjectIndex, in group: ObjectIndex) -> Bool {
    if let edit = edits[Self.key(group, target)] { return edit & Self.present != 0 }
    return isInBase(group, target)
  }

  /// Sets whether a group lists a target; says whether that changed anything.
  mutating func set(_ group: ObjectIndex, _ target: ObjectIndex, isPresent: Bool) -> Bool {
    let key = Self.key(group, target)
    let mark: UInt8 = isPresent ? Self.present : 0
    if let edit = edits[key] {
      guard (edit & Self.present) != mark else { return false }
      edits[key] = edit & Self.inBase | mark
      return true
    }
    let isInBase = isInBase(group, target)
    guard isInBase != isPresent else { return false }
    edits[key] = mark | (isInBase ? Self.inBase : 0)
    order[group, default: []].append(target)
    editedGroups[target, default: []].append(group)
    return true
  }

  /// Notes who made an entry.
  mutating func setOrigin(_ group: ObjectIndex, _ target: ObjectIndex, _ word: NameIndex) {
    origins[Self.key(group, target)] = word
  }

  /// The entries of a list: those beneath that are left, then the new ones in their order.
  func list(of group: ObjectIndex) -> [ObjectIndex] {
    let old = Int(group) < objectCount ? base.list(of: group) : []
    guard let edited = order[group] else { return Array(old) }
    var (gone, new): ([ObjectIndex], [ObjectIndex]) = ([], [])
    for target in edited {
      switch edits[Self.key(group, target)] {
      case Self.present: new.append(target)
      case Self.inBase: gone.append(target)
      default: continue
      }
    }
    return Self.without(gone, old) + new
  }

  /// A list without some of its entries; linear up to the logarithm of how many they are.
  private static func without(
    _ gone: [ObjectIndex], _ list: ArraySlice<ObjectIndex>
  ) -> [ObjectIndex] {
    if gone.isEmpty { return Array(list) }
    let sorted = gone.sorted()
    return list.filter { target in
      var (low, high) = (0, sorted.count)
      while low < high {
        let middle = (low + high) / 2
        if sorted[middle] < target { low = middle + 1 } else { high = middle }
      }
      return low == sorted.count || sorted[low] != target
    }
  }

  /// How much of a list is known.
  func state(of group: ObjectIndex) -> Completeness {
    if let state = states[group] { return state }
    return Int(group) < objectCount ? base.state(of: group) : .complete
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
    let edited = editedGroups[target]
    let first = groups.count
    if Int(target) < objectCount {
      if let reverse {
        let old = reverse.list(of: target)
        if edited == nil {
          groups += old
        } else {
          groups += old.filter {
            (edits[Self.key($0, target)] ?? Self.present) & Self.present != 0
          }
        }
      } else {
        groups += (0..<ObjectIndex(objectCount)).filter {
          base.contains(target, in: $0) && contains(target, in: $0)
        }
      }
    }
    guard let edited else { return }
    groups += edited.filter { edits[Self.key($0, target)] == Self.present }
    groups[first...].sort()
  }

  /// The lists as they are now, over more objects than before; linear time if anything changed.
  func lists(objectCount newCount: Int) -> EdgeLists {
    guard newCount != objectCount || !edits.isEmpty || !states.isEmpty || !origins.isEmpty
    else { return base }
    var starts: [UInt32] = [0]
    starts.reserveCapacity(newCount + 1)
    var targets: [ObjectIndex] = []
    targets.reserveCapacity(base.targets.count + edits.count)
    for group in order.keys.sorted() {
      copy(upTo: min(Int(group), objectCount), &starts, &targets)
      // Between the end of the lists beneath and this one stand empty ones.
      while starts.count <= Int(group) { starts.append(UInt32(targets.count)) }
      targets += list(of: group)
      starts.append(UInt32(targets.count))
    }
    copy(upTo: objectCount, &starts, &targets)
    while starts.count <= newCount { starts.append(UInt32(targets.count)) }
    var lists = EdgeLists(starts: starts, targets: targets)
    fillStates(&lists, newCount)
    if !base.origins.isEmpty || !origins.isEmpty { fillOrigins(&lists, newCount) }
    lists.segmentObjects = base.segmentObjects
    lists.segmentPlaces = base.segmentPlaces
    lists.repeated = base.repeated
    return lists
  }

  /// Appends the lists beneath that follow the last one, as they are, up to that of an object.
  private func copy(
    upTo end: Int, _ starts: inout [UInt32], _ targets: inout [ObjectIndex]
  ) {
    let first = starts.count - 1
    guard first < end else { return }
    let (old, new) = (base.starts[first], UInt32(targets.count))
    targets += base.targets[Int(old)..<Int(base.starts[end])]
    for index in first + 1...end { starts.append(base.starts[index] - old + new) }
  }

  private func fillStates(_ lists: inout EdgeLists, _ newCount: Int) {
    // Where every list is complete, the lists were made so.
    if states.isEmpty, base.stateNumbers.isEmpty, base.stateTable == [.complete] { return }
    var table = base.stateTable
    var known: [Completeness: UInt16] = [:]
    for (number, state) in table.enumerated().reversed() { known[state] = UInt16(number) }
    func number(_ state: Completeness) -> UInt16 {
      if let number = known[state] { return number }
      table.append(state)
      known[state] = UInt16(table.count - 1)
      return UInt16(table.count - 1)
    }
    var numbers =
      base.stateNumbers.isEmpty
      ? Array(repeating: UInt16(0), count: objectCount) : base.stateNumbers
    let whole = number(.complete)
    numbers += Array(repeating: whole, count: newCount - objectCount)
    for group in states.keys.sorted() { numbers[Int(group)] = number(states[group] ?? .complete) }
    (lists.stateNumbers, lists.stateTable) = (numbers, table)
  }

  private func fillOrigins(_ lists: inout EdgeLists, _ newCount: Int) {
    var words = base.originWords.isEmpty ? [NameTable.empty] : base.originWords
    func number(_ word: NameIndex) -> UInt8 {
      if let known = words.firstIndex(of: word) { return UInt8(min(known, 255)) }
      words.append(word)
      return UInt8(min(words.count - 1, 255))
    }
    let unsaid = number(NameTable.empty)
    lists.origins = Array(repeating: unsaid, count: lists.targets.count)
    for group in 0..<ObjectIndex(newCount) {
      for entry in lists.range(of: group) {
        let target = lists.targets[entry]
        if let word = origins[Self.key(group, target)] {
          lists.origins[entry] = number(word)
        } else if !base.origins.isEmpty, Int(group) < objectCount,
          let old = base.range(of: group).first(where: { base.targets[$0] == target })
        {
          lists.origins[entry] = number(base.originWords[Int(base.origins[old])])
        }
      }
    }
    lists.originWords = words
  }
}
