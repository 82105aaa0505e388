import Memory
import Testing

struct WordsTests {
  /// Bytes that all differ from their neighbours.
  static func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7 + 1) }
  }

  @Test func `a word is eight bytes from any offset, the first one lowest`() {
    let bytes: [UInt8] = [0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x80, 0x90, 0xFF]
    let words = [0, 1, 2].map { bytes.span.word(at: $0) }
    #expect(words == [0x8007_0605_0403_0201, 0x9080_0706_0504_0302, 0xFF90_8007_0605_0403])
  }

  /// One row a span of fewer than eight bytes.
  static let short: [(bytes: [UInt8], word: UInt64)] = [
    ([], 0), ([0xFF], 0xFF), ([1, 2], 0x0201), ([0, 0, 3], 0x03_0000),
    ([1, 2, 3, 4, 5, 6, 7], 0x07_0605_0403_0201),
  ]

  @Test(arguments: short)
  func `a short word has zeros above its bytes`(_ row: (bytes: [UInt8], word: UInt64)) {
    let word = row.bytes.span.shortWord
    #expect(word == row.word)
  }

  @Test(arguments: 0...40)
  func `one byte that differs is seen wherever it stands`(_ count: Int) {
    let one = Self.bytes(count)
    let isSame = one.span.hasSameBytes(as: Self.bytes(count).span)
    #expect(isSame)
    for place in 0..<count {
      for bit in [UInt8(0x01), 0x80] {
        var other = one
        other[place] ^= bit
        let isSame = one.span.hasSameBytes(as: other.span)
        #expect(!isSame, "\(count) bytes, place \(place)")
      }
    }
  }

  @Test(arguments: [0, 1, 7, 8, 9, 16])
  func `spans of two lengths are never equal`(_ count: Int) {
    let one = [UInt8](repeating: 0, count: count)
    let other = [UInt8](repeating: 0, count: count + 1)
    let answers = [one.span.hasSameBytes(as: other.span), other.span.hasSameBytes(as: one.span)]
    #expect(answers == [false, false])
  }

  @Test func `spans are compared where they lie, at odd places too`() {
    let bytes = Self.bytes(12) + Self.bytes(12) + Self.bytes(11)
    let pairs = [(0..<11, 12..<23), (3..<11, 27..<35), (0..<11, 1..<12)]
    let answers = pairs.map { one, other in
      bytes.span.extracting(one).hasSameBytes(as: bytes.span.extracting(other))
    }
    #expect(answers == [true, true, false])
  }

  @Test func `appended bytes follow those that were there`() {
    var bytes: [UInt8] = [1]
    let (none, two): ([UInt8], [UInt8]) = ([], [2, 3])
    appendBytes(none.span, to: &bytes)
    appendBytes(two.span, to: &bytes)
    let more = Self.bytes(100)
    appendBytes(more.span.extracting(40..<60), to: &bytes)
    #expect(bytes == [1, 2, 3] + Self.bytes(100)[40..<60])
  }

  @Test func `a word is appended with its highest byte first`() {
    var bytes: [UInt8] = [9]
    appendWord(0, to: &bytes)
    appendWord(0x0102_0304_0506_0708, to: &bytes)
    appendWord(.max, to: &bytes)
    let ends = [UInt8](repeating: 255, count: 8)
    #expect(bytes == [9] + [UInt8](repeating: 0, count: 8) + [1, 2, 3, 4, 5, 6, 7, 8] + ends)
  }

  @Test(arguments: [0, 1, 7, 127, 128, 129, 1000])
  func `an array of equal elements has as many as were asked for`(_ count: Int) {
    #expect([UInt32](count, of: 7) == [UInt32](repeating: 7, count: count))
    #expect([Range<Int>](count, of: 0..<0) == [Range<Int>](repeating: 0..<0, count: count))
    var texts = [String](count, of: "a text that is longer than a word")
    texts.append("b")
    #expect(texts.count == count + 1)
  }

  @Test func `a word beyond the end stops the program`() async {
    await #expect(processExitsWith: .failure) {
      let bytes: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]
      _ = bytes.span.word(at: 1)
    }
    await #expect(processExitsWith: .failure) {
      let bytes: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]
      _ = bytes.span.shortWord
    }
  }

  @Test func `asking for an element ahead changes nothing, beyond the end and in nothing too`() {
    let numbers = [1, 2, 3]
    let none: [UInt64] = []
    for index in [0, 2, 3, 1 << 20] {
      prefetch(numbers, index)
      prefetch(none, index)
    }
    #expect(numbers == [1, 2, 3])
  }
}
