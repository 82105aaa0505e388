/// A set of objects as one bit each, in words of 512 bits.
package struct BitRow: Sendable, Equatable {
  private var words: [SIMD8<UInt64>]

  /// Makes an empty set that can hold the objects below `count`.
  package init(count: Int) {
    words = Array(repeating: SIMD8(repeating: 0), count: (count + 511) / 512)
  }

  /// Whether the object is in the set; it must be below the capacity rounded up to 512.
  @inline(__always)
  package func contains(_ object: ObjectIndex) -> Bool {
    words[Int(object >> 9)][Int(object >> 6 & 7)] >> UInt64(object & 63) & 1 != 0
  }

  /// Adds an object; it must be below the capacity rounded up to 512.
  @inline(__always)
  package mutating func insert(_ object: ObjectIndex) {
    words[Int(object >> 9)][Int(object >> 6 & 7)] |= 1 << UInt64(object & 63)
  }

  /// Adds every object of a set of the same capacity; 512 objects a step.
  package mutating func formUnion(_ other: BitRow) {
    for index in words.indices { words[index] |= other.words[index] }
  }

  /// How many objects are in the set; 512 objects a step.
  package var count: Int {
    var total = 0
    for word in words where word != SIMD8(repeating: 0) {
      for lane in 0..<8 { total += word[lane].nonzeroBitCount }
    }
    return total
  }

  /// How many objects are in this set and in another of the same capacity; 512 objects a step.
  package func commonCount(with other: BitRow) -> Int {
    var total = 0
    for index in words.indices {
      let word = words[index] & other.words[index]
      if word == SIMD8(repeating: 0) { continue }
      for lane in 0..<8 { total += word[lane].nonzeroBitCount }
    }
    return total
  }

  /// Calls `body` for each object in the order of numbers until it answers false.
  package func visit(_ body: (ObjectIndex) -> Bool) {
    for (index, word) in words.enumerated() where word != SIMD8(repeating: 0) {
      for lane in 0..<8 {
        var bits = word[lane]
        while bits != 0 {
          let object = ObjectIndex(index * 512 + lane * 64 + bits.trailingZeroBitCount)
          guard body(object) else { return }
          bits &= bits - 1
        }
      }
    }
  }
}
