/// Keys that a format knows, for finding the index of one in a few instructions.
///
/// A key is told by its length and its first and last eight bytes; only long ones are compared whole.
package struct KeyTable: Sendable {
  struct Entry {
    var first: UInt64
    var last: UInt64
    var count: UInt32
    var index: Int32
  }

  /// The keys, in the order of their indices.
  package let keys: [String]
  let slots: [Entry]
  /// The bytes of all keys, each followed by eight zeros.
  let bytes: [UInt8]
  /// Where each key begins in `bytes`.
  let starts: [Int]
  let multiplier: UInt64
  let shift: UInt64

  /// Makes a table of different keys; their positions are the indices that it gives.
  package init(_ keys: [String]) {
    precondition(Set(keys.map { Array($0.utf8) }).count == keys.count, "a key is listed twice")
    self.keys = keys
    var (bytes, starts): ([UInt8], [Int]) = ([], [])
    for key in keys {
      starts.append(bytes.count)
      bytes += Array(key.utf8) + [UInt8](repeating: 0, count: 8)
    }
    (self.bytes, self.starts) = (bytes, starts)
    let ends = keys.map { Self.ends(Array($0.utf8)) }
    var bits: UInt64 = 4
    while 1 << bits < 2 * keys.count { bits += 1 }
    var seed: UInt64 = 0x9E37_79B9_7F4A_7C15
    while true {
      for _ in 0..<200 {
        if let slots = Self.place(ends, multiplier: seed, shift: 64 - bits) {
          self.slots = slots
          multiplier = seed
          shift = 64 - bits
          return
        }
        seed = (seed &* 0xD134_2543_DE82_EF95 &+ 2) | 1
      }
      bits += 1
      precondition(bits < 24, "these keys share their lengths, beginnings and ends")
    }
  }

  /// The slots of keys, of which the indices are those of the table; nil where two want the same.
  private static func place(_ keys: [Entry], multiplier: UInt64, shift: UInt64) -> [Entry]? {
    let free = Entry(first: 0, last: 0, count: .max, index: -1)
    var slots = [Entry](repeating: free, count: 1 << (64 - shift))
    for (index, key) in keys.enumerated() {
      let slot = Self.slot(
        key.first, key.last, Int(key.count), multiplier: multiplier, shift: shift)
      guard slots[slot].index < 0 else { return nil }
      slots[slot] = key
      slots[slot].index = Int32(index)
    }
    return slots
  }

  /// Length, first and last eight bytes, lowest byte first; zeros above a shorter key.
  private static func ends(_ bytes: [UInt8]) -> Entry {
    let first = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    let last =
      bytes.count < 8 ? first : bytes.suffix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    return Entry(first: first, last: last, count: UInt32(bytes.count), index: -1)
  }

  /// Index of a key; nil when it is not listed; takes time in proportion to the table.
  package func index(of key: [UInt8]) -> Int? {
    keys.firstIndex { $0.utf8.elementsEqual(key) }
  }

  @inline(__always)
  static func slot(
    _ first: UInt64, _ last: UInt64, _ count: Int, multiplier: UInt64, shift: UInt64
  ) -> Int {
    let mixed = (first ^ last &* 31 ^ UInt64(truncatingIfNeeded: count)) &* multiplier
    return Int(truncatingIfNeeded: mixed &>> shift)
  }
}

extension JSONReader {
  /// Index of the last key (or string) in a table; -1 when it is not listed.
  package func keyIndex(in table: borrowing KeyTable) -> Int {
    let count = textCount
    let first: UInt64
    let last: UInt64
    let raw = unsafe UnsafeRawPointer(textStart)
    if count >= 8 {
      first = unsafe UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
      last = unsafe UInt64(
        littleEndian: raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
    } else {
      // The window and the scratch both have slack behind the text.
      let whole = unsafe UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
      first = count == 0 ? 0 : whole & (UInt64.max &>> UInt64(64 - 8 * count))
      last = first
    }
    let slot = KeyTable.slot(
      first, last, count, multiplier: table.multiplier, shift: table.shift)
    let entry = table.slots[slot]
    guard entry.first == first, entry.last == last, Int(entry.count) == count else { return -1 }
    if count > 16 && !matches(table, Int(entry.index)) { return -1 }
    return Int(entry.index)
  }

  /// Compares what lies between the first and the last eight bytes, eight at a time.
  private func matches(_ table: borrowing KeyTable, _ index: Int) -> Bool {
    let start = table.starts[index]
    let raw = unsafe UnsafeRawPointer(textStart)
    return unsafe table.bytes.withUnsafeBytes { bytes in
      var offset = 8
      while offset < textCount - 8 {
        let own = unsafe raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        let other = unsafe bytes.loadUnaligned(fromByteOffset: start + offset, as: UInt64.self)
        if own != other { return false }
        offset += 8
      }
      return true
    }
  }
}

/// Notices a listed key that an object has twice, at the cost of one bit operation a key.
package struct DuplicateKeys: Sendable {
  private var seen: UInt64 = 0
  private var seenFurther: UInt64 = 0

  /// Makes a record of an object without keys yet; one is needed for each object.
  package init() {}

  /// Notes the index of the last key in a table of at most 128; an unlisted key is ignored.
  package mutating func note(
    _ index: Int, at reader: borrowing JSONReader
  ) throws(JSONError) {
    guard index >= 0 else { return }
    if index >= 64 { return try noteFurther(index &- 64, at: reader) }
    guard seen & (1 << UInt64(index)) == 0 else { throw reader.duplicateKey() }
    seen |= 1 << UInt64(index)
  }

  private mutating func noteFurther(
    _ index: Int, at reader: borrowing JSONReader
  ) throws(JSONError) {
    precondition(index < 64, "a record of keys has room for 128")
    guard seenFurther & (1 << UInt64(index)) == 0 else { throw reader.duplicateKey() }
    seenFurther |= 1 << UInt64(index)
  }
}

extension JSONReader {
  /// An error that says that the last key was there before in its object.
  package borrowing func duplicateKey() -> JSONError {
    problem(
      .duplicateKey, at: tokenStart, found: "the key '\(string())' again",
      expected: "each key of an object once")
  }
}
