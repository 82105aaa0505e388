import Memory

/// The number of a text in a `NameTable`.
package typealias NameIndex = UInt32

/// Texts as exact bytes, each stored once and known by a 32-bit number.
///
/// Number 0 stands for "no text was given"; number 1 is the empty text. Two texts have one number
/// only when they have the same bytes. A lookup takes time in proportion to the text.
package struct NameTable: Sendable {
  /// The bytes of all texts, one after another.
  package private(set) var bytes: [UInt8] = []
  @usableFromInline
  private(set) var starts: [UInt32] = [0, 0]
  /// Upper half: a part of the hash; lower half: the number; 0 is an empty slot.
  private var slots: [UInt64]
  private let seed: UInt64
  /// What was interned last.
  private var latest = Self.absent

  /// Stands for a text that was not given.
  package static let absent: NameIndex = 0
  /// The empty text.
  package static let empty: NameIndex = 1

  package init() {
    slots = Array(repeating: 0, count: 1 << 6)
    seed = HashSeed.value
    starts.append(0)
    let none: [UInt8] = []
    place(hash: hash(none.span), number: Self.empty)
  }

  /// Makes room for so many more texts of a usual length.
  mutating func expect(texts count: Int) {
    bytes.reserveCapacity(bytes.count + 24 * count)
    starts.reserveCapacity(starts.count + count)
  }

  /// How many numbers are in use, the one for "no text" included.
  package var count: Int { starts.count - 1 }

  /// Where in `bytes` a text lies; empty for "no text".
  @inlinable
  @inline(__always)
  package func range(of name: NameIndex) -> Range<Int> {
    Int(starts[Int(name)])..<Int(starts[Int(name) + 1])
  }

  /// The number of a text, given a new one when the text was not known.
  package mutating func intern(_ text: Span<UInt8>) -> NameIndex {
    // A mail address mostly follows the user principal name that it equals.
    if latest != Self.absent, equals(latest, text) { return latest }
    return intern(text, hash: hash(text))
  }

  /// The number of a text whose hash is known, given a new one when the text was not known.
  mutating func intern(_ text: Span<UInt8>, hash: UInt64) -> NameIndex {
    if let known = find(text, hash: hash) {
      latest = known
      return known
    }
    let number = UInt32(count)
    latest = number
    precondition(bytes.count + text.count < Int(UInt32.max), "names exceed 4 GiB")
    appendBytes(text, to: &bytes)
    starts.append(UInt32(bytes.count))
    place(hash: hash, number: number)
    if count * 4 > slots.count * 3 { grow() }
    return number
  }

  /// The number of a text, given a new one when the text was not known.
  package mutating func intern(_ text: [UInt8]) -> NameIndex { intern(text.span) }

  /// The number of a text, given a new one when the text was not known.
  package mutating func intern(_ text: String) -> NameIndex { intern(text.utf8Span.span) }

  /// The number of a text, if it is known.
  package func find(_ text: Span<UInt8>) -> NameIndex? { find(text, hash: hash(text)) }

  /// The number of a text of another table, if it is known here.
  package func find(_ name: NameIndex, of table: NameTable) -> NameIndex? {
    find(table.bytes.span.extracting(table.range(of: name)))
  }

  /// A copy of a text's bytes.
  package func copy(_ name: NameIndex) -> [UInt8] { Array(bytes[range(of: name)]) }

  /// A text as a string; bytes that are no UTF-8 become U+FFFD.
  package func string(_ name: NameIndex) -> String {
    String(decoding: bytes[range(of: name)], as: UTF8.self)
  }

  /// Appends a text's bytes.
  package func append(_ name: NameIndex, to output: inout [UInt8]) {
    output.append(contentsOf: bytes[range(of: name)])
  }

  /// Whether a text has exactly these bytes.
  package func equals(_ name: NameIndex, _ text: Span<UInt8>) -> Bool {
    let range = range(of: name)
    return range.count == text.count
      && bytes.span.extracting(range).hasSameBytes(as: text)
  }

  /// Whether a text has the same bytes as one of another table.
  package func equals(_ name: NameIndex, _ other: NameIndex, of table: NameTable) -> Bool {
    equals(name, table.bytes.span.extracting(table.range(of: other)))
  }

  /// Orders two texts by their bytes.
  package func precedes(_ one: NameIndex, _ other: NameIndex) -> Bool {
    bytes[range(of: one)].lexicographicallyPrecedes(bytes[range(of: other)])
  }

  /// The number of a text whose hash is known, if the text is known.
  func find(_ text: Span<UInt8>, hash: UInt64) -> NameIndex? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash >> 32) & mask
    while slots[slot] != 0 {
      let entry = slots[slot]
      let number = UInt32(truncatingIfNeeded: entry)
      if entry >> 32 == hash >> 32, equals(number, text) { return number }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// The number that a search will find, as far as a part of the hash tells: almost always.
  func guess(hash: UInt64) -> NameIndex? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash >> 32) & mask
    while slots[slot] != 0 {
      if slots[slot] >> 32 == hash >> 32 { return UInt32(truncatingIfNeeded: slots[slot]) }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Asks for the slot where a search will begin.
  @inline(__always)
  func expect(hash: UInt64) {
    prefetch(slots, Int(truncatingIfNeeded: hash >> 32) & (slots.count - 1))
  }

  /// Asks for some texts, so that they are near when they are looked at; waits for nothing but to
  /// learn where they lie.
  package func expect(_ names: [NameIndex]) {
    for name in names { prefetch(starts, Int(name)) }
    for name in names { prefetch(bytes, range(of: name).lowerBound) }
  }

  private mutating func place(hash: UInt64, number: NameIndex) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash >> 32) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = (hash & 0xFFFF_FFFF_0000_0000) | UInt64(number)
  }

  /// Doubles the room; an entry holds the part of its hash that says where it belongs.
  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: old.count * 2)
    for entry in old where entry != 0 {
      place(hash: entry, number: UInt32(truncatingIfNeeded: entry))
    }
  }

  /// The hash of a text under this run's seed.
  func hash(_ text: Span<UInt8>) -> UInt64 {
    var state = seed ^ UInt64(text.count)
    guard text.count >= 8 else {
      return HashSeed.mix(HashSeed.mix(state, text.shortWord), 0x9E37_79B9_7F4A_7C15)
    }
    var offset = 0
    while offset + 8 < text.count {
      state = HashSeed.mix(state, text.word(at: offset))
      offset += 8
    }
    return HashSeed.mix(
      HashSeed.mix(state, text.word(at: text.count - 8)), 0x9E37_79B9_7F4A_7C15)
  }
}

/// What makes hash tables differ from run to run, so that no input can be made to collide.
///
/// Nothing that is printed depends on it: tables are never iterated into output.
package enum HashSeed {
  /// Swift's own per-process seed, as the hash of a constant shows it.
  package static let value = UInt64(bitPattern: Int64("rollcall".hashValue))

  /// Mixes one word into a state by a 64 by 64 bit multiplication folded in half.
  @inline(__always)
  package static func mix(_ state: UInt64, _ word: UInt64) -> UInt64 {
    let product = (state ^ word ^ 0xA076_1D64_78BD_642F)
      .multipliedFullWidth(by: (word &+ 0xE703_7ED1_A0B4_28DB) | 1)
    return product.high ^ product.low
  }
}
