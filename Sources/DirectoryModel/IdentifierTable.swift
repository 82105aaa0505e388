import Memory

/// Object numbers by a 128-bit identifier.
///
/// The identifiers themselves stay with their owner, who passes them to every call; the table holds
/// eight bytes a slot: a number, and the half of a hash that says where it belongs. A lookup takes
/// constant time.
struct IdentifierTable: Sendable {
  private var slots: [UInt64] = Array(repeating: 0, count: 1 << 6)
  private var used = 0
  private let seed = HashSeed.value

  /// The hash of an identifier under this run's seed.
  @inline(__always)
  func hash(_ high: UInt64, _ low: UInt64) -> UInt64 {
    HashSeed.mix(HashSeed.mix(seed, high), low)
  }

  @inline(__always)
  private func start(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash >> 32) & (slots.count - 1)
  }

  /// Asks for the slot where a search will begin, so that it is near when the search comes.
  @inline(__always)
  func expect(hash: UInt64) { prefetch(slots, start(hash)) }

  /// The object that a search will find, as far as a part of the hash tells: almost always.
  @inline(__always)
  func guess(hash: UInt64) -> ObjectIndex? {
    let mask = slots.count - 1
    var slot = start(hash)
    while true {
      let entry = slots[slot]
      if entry == 0 { return nil }
      if entry >> 32 == hash >> 32 { return UInt32(truncatingIfNeeded: entry) &- 1 }
      slot = (slot + 1) & mask
    }
  }

  /// The object whose identifier `matches`, searched from `hash`.
  @inline(__always)
  func find(hash: UInt64, where matches: (ObjectIndex) -> Bool) -> ObjectIndex? {
    let mask = slots.count - 1
    var slot = start(hash)
    while slots[slot] != 0 {
      let entry = slots[slot]
      let number = UInt32(truncatingIfNeeded: entry) &- 1
      if entry >> 32 == hash >> 32, matches(number) { return number }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Adds an object that is known to be absent.
  @inline(__always)
  mutating func insert(_ object: ObjectIndex, hash: UInt64) {
    if (used + 1) * 3 > slots.count * 2 { grow() }
    put((hash & 0xFFFF_FFFF_0000_0000) | UInt64(object &+ 1))
    used += 1
  }

  @inline(__always)
  private mutating func put(_ entry: UInt64) {
    let mask = slots.count - 1
    var slot = start(entry)
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = entry
  }

  /// Makes room for so many objects in all; linear time.
  mutating func reserve(_ count: Int) {
    while count * 3 > slots.count * 2 { grow() }
  }

  @inline(never)
  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: old.count * 2)
    for entry in old where entry != 0 { put(entry) }
  }
}
