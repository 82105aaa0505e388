import Memory

/// A digest of a set of facts that takes constant time to update when a fact comes or goes.
///
/// The exclusive or of 128-bit hashes of the facts: equal sets have equal digests, whatever their
/// history. It tells states apart by accident, not against an adversary.
package struct StateDigest: Hashable, Sendable, CustomStringConvertible {
  package private(set) var high: UInt64 = 0
  package private(set) var low: UInt64 = 0

  package init() {}

  /// Takes a fact in, or out again when it was in.
  @inline(__always)
  package mutating func toggle(_ one: UInt64, _ two: UInt64, _ three: UInt64) {
    let first = Self.mix(Self.mix(Self.mix(0x243F_6A88_85A3_08D3, one), two), three)
    high ^= first
    low ^= Self.mix(Self.mix(Self.mix(0x1319_8A2E_0370_7344, three ^ first), two), one)
  }

  /// The digest of two sets that have no fact in common.
  package func joined(with other: Self) -> Self {
    var result = self
    result.high ^= other.high
    result.low ^= other.low
    return result
  }

  /// Mixes a word into a state, the same way in every process.
  @inline(__always)
  package static func mix(_ state: UInt64, _ word: UInt64) -> UInt64 {
    let product = (state ^ word ^ 0xA076_1D64_78BD_642F)
      .multipliedFullWidth(by: (word &+ 0xE703_7ED1_A0B4_28DB) | 1)
    return product.high ^ product.low ^ (state &* 0x9E37_79B9_7F4A_7C15)
  }

  /// A hash of a text's bytes; takes time in proportion to the text.
  package static func hash(_ text: Span<UInt8>) -> UInt64 {
    var state = UInt64(text.count)
    var offset = 0
    while offset &+ 8 <= text.count {
      state = mix(state, text.word(at: offset).byteSwapped)
      offset &+= 8
    }
    var rest: UInt64 = 0
    while offset < text.count {
      rest = rest << 8 | UInt64(text[offset])
      offset &+= 1
    }
    return mix(state, rest)
  }

  /// Thirty-two hexadecimal digits.
  package var description: String { Self.hex(high) + Self.hex(low) }

  private static func hex(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
