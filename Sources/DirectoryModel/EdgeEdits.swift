import Memory

/// The pairs of a group and a target that were edited, in the order of their first edits.
///
/// Three hash tables chain their buckets through one array: by pair, by group and by target. An
/// edit takes constant time, about forty bytes and no allocation of its own; no edits take none.
struct EdgeEdits: Sendable {
  /// What is known of one pair.
  struct Entry: Sendable {
    let group: ObjectIndex
    let target: ObjectIndex
    var isPresent: Bool
    /// Whether the lists beneath hold the pair.
    let isInBase: Bool
    // One more than the number of the entry before in each bucket; 0 when there is none.
    var beforeInPair: UInt32 = 0
    var beforeInGroup: UInt32 = 0
    var beforeInTarget: UInt32 = 0
  }

  private static let fewestBuckets = 8
  /// Up to so many groups that are gone are looked for one by one.
  private static let fewGone = 8

  private(set) var entries: [Entry] = []
  /// One more than the number of the latest entry in each bucket, 0 for none: first all buckets of
  /// pairs, then those of groups, then those of targets.
  private var latest: [UInt32] = []
  private var bucketCount = 0
  private let seed = HashSeed.value

  var isEmpty: Bool { entries.isEmpty }
  var count: Int { entries.count }

  @inline(__always)
  private func bucket(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash.multipliedFullWidth(by: UInt64(bucketCount)).high)
  }

  @inline(__always)
  private func pairBucket(_ group: ObjectIndex, _ target: ObjectIndex) -> Int {
    bucket(HashSeed.mix(seed, UInt64(group) << 32 | UInt64(target)))
  }

  @inline(__always)
  private func groupBucket(_ group: ObjectIndex) -> Int {
    bucketCount &+ bucket(HashSeed.mix(seed, UInt64(group)))
  }

  @inline(__always)
  private func targetBucket(_ target: ObjectIndex) -> Int {
    2 &* bucketCount &+ bucket(HashSeed.mix(~seed, UInt64(target)))
  }

  /// The number of the entry of a pair.
  @inline(__always)
  func find(_ group: ObjectIndex, _ target: ObjectIndex) -> Int? {
    guard bucketCount > 0 else { return nil }
    var next = latest[pairBucket(group, target)]
    while next != 0 {
      let number = Int(next) - 1
      if entries[number].group == group, entries[number].target == target { return number }
      next = entries[number].beforeInPair
    }
    return nil
  }

  /// Whether a pair is there now, `nil` when it was not edited.
  @inline(__always)
  func isPresent(_ group: ObjectIndex, _ target: ObjectIndex) -> Bool? {
    guard let number = find(group, target) else { return nil }
    return entries[number].isPresent
  }

  /// Says of an entry whether its pair is there now.
  @inline(__always)
  mutating func set(_ number: Int, isPresent: Bool) { entries[number].isPresent = isPresent }

  /// Adds a pair that has no entry.
  @inline(__always)
  mutating func append(
    _ group: ObjectIndex, _ target: ObjectIndex, isPresent: Bool, isInBase: Bool
  ) {
    if entries.count == bucketCount { grow() }
    var entry = Entry(group: group, target: target, isPresent: isPresent, isInBase: isInBase)
    link(&entry, number: UInt32(entries.count + 1))
    entries.append(entry)
  }

  /// Puts an entry in front of its three buckets.
  @inline(__always)
  private mutating func link(_ entry: inout Entry, number: UInt32) {
    let pair = pairBucket(entry.group, entry.target)
    entry.beforeInPair = latest[pair]
    latest[pair] = number
    let group = groupBucket(entry.group)
    entry.beforeInGroup = latest[group]
    latest[group] = number
    let target = targetBucket(entry.target)
    entry.beforeInTarget = latest[target]
    latest[target] = number
  }

  @inline(never)
  private mutating func grow() {
    bucketCount = max(Self.fewestBuckets, bucketCount * 2)
    latest = Array(3 * bucketCount, of: 0)
    entries.reserveCapacity(bucketCount)
    for index in entries.indices {
      var entry = entries[index]
      link(&entry, number: UInt32(index + 1))
      entries[index] = entry
    }
  }

  /// The entries of a group in the order of their first edits; time in proportion to them.
  func entries(of group: ObjectIndex) -> [Entry] {
    guard bucketCount > 0 else { return [] }
    var found: [Entry] = []
    var next = latest[groupBucket(group)]
    while next != 0 {
      let entry = entries[Int(next) - 1]
      if entry.group == group { found.append(entry) }
      next = entry.beforeInGroup
    }
    found.reverse()
    return found
  }

  /// Makes of the groups that list a target beneath, by number, those that list it now.
  ///
  /// They stand in `groups` from a place on. Takes time in proportion to them and to the entries.
  func amend(_ groups: inout [ObjectIndex], from first: Int, holding target: ObjectIndex) {
    guard bucketCount > 0 else { return }
    var (next, goneCount, isLonger) = (latest[targetBucket(target)], 0, false)
    while next != 0 {
      let entry = entries[Int(next) - 1]
      next = entry.beforeInTarget
      guard entry.target == target, entry.isPresent != entry.isInBase else { continue }
      if entry.isPresent {
        groups.append(entry.group)
        isLonger = true
      } else if goneCount < Self.fewGone {
        if let place = groups[first...].firstIndex(of: entry.group) { groups.remove(at: place) }
        goneCount += 1
      }
    }
    if goneCount == Self.fewGone {
      let left = groups[first...].filter { isPresent($0, target) ?? true }
      groups.replaceSubrange(first..., with: left)
    }
    if isLonger { groups[first...].sort() }
  }

  /// All entries by group, those of one group in the order of their first edits; n log n.
  func sortedByGroup() -> [Entry] {
    // Scenarios write down one group after another.
    if isInOrder { return entries }
    var keys = entries.indices.map { UInt64(entries[$0].group) << 32 | UInt64($0) }
    keys.sort()
    return keys.map { entries[Int(UInt32(truncatingIfNeeded: $0))] }
  }

  private var isInOrder: Bool {
    var last: ObjectIndex = 0
    for entry in entries {
      if entry.group < last { return false }
      last = entry.group
    }
    return true
  }

  /// Asks for the buckets that an edit of a pair will need; changes nothing.
  @inline(__always)
  func expectBuckets(_ group: ObjectIndex, _ target: ObjectIndex) {
    guard bucketCount > 0 else { return }
    prefetch(latest, pairBucket(group, target))
    prefetch(latest, groupBucket(group))
    prefetch(latest, targetBucket(target))
  }

  /// Asks for the entry that an edit of a pair will look at first; changes nothing.
  @inline(__always)
  func expectEntry(_ group: ObjectIndex, _ target: ObjectIndex) {
    guard bucketCount > 0 else { return }
    let first = latest[pairBucket(group, target)]
    if first != 0 { prefetch(entries, Int(first) - 1) }
  }
}
