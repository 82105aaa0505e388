/// Object numbers by a 128-bit identifier.
///
/// The identifiers themselves stay with their owner, who passes them to every call; the table holds
/// eight bytes a slot. A lookup takes constant time.
struct IdentifierTable: Sendable {
  private var slots: [UInt64] = Array(repeating: 0, count: 1 << 10)
  private var used = 0
  private let seed = HashSeed.value

  /// The hash of an identifier under this run's seed.
  @inline(__always)
  func hash(_ high: UInt64, _ low: UInt64) -> UInt64 {
    HashSeed.mix(HashSeed.mix(seed, high), low)
  }

  /// Reads the slot where a search would begin, so that it is near when the search comes.
  @inline(__always)
  func touch(_ hash: UInt64) -> UInt64 {
    slots[Int(truncatingIfNeeded: hash) & (slots.count - 1)]
  }

  /// The object whose identifier `matches`, searched from `hash`.
  @inline(__always)
  func find(hash: UInt64, where matches: (ObjectIndex) -> Bool) -> ObjectIndex? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let entry = slots[slot]
      let number = UInt32(truncatingIfNeeded: entry) &- 1
      if entry >> 32 == hash >> 32, matches(number) { return number }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Whether the next insertion would make searches slow.
  var isFull: Bool { (used + 1) * 3 > slots.count * 2 }

  /// Doubles the room and forgets every object; the owner inserts them again.
  mutating func double() {
    slots = Array(repeating: 0, count: slots.count * 2)
    used = 0
  }

  /// Adds an object that is known to be absent.
  @inline(__always)
  mutating func insert(_ object: ObjectIndex, hash: UInt64) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = (hash & 0xFFFF_FFFF_0000_0000) | UInt64(object &+ 1)
    used += 1
  }
}
