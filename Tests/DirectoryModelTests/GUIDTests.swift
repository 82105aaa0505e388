import DirectoryModel
import Testing

struct GUIDTests {
  /// One row a text: what it reads as, `nil` when it is refused.
  static let texts: [(text: String, reads: String?)] = [
    ("f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
    ("F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
    ("00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000000"),
    ("ffffffff-ffff-ffff-ffff-ffffffffffff", "ffffffff-ffff-ffff-ffff-ffffffffffff"),
    ("f81d4fae-7dec-11d0-a765-00a0c91e6bf", nil), ("f81d4fae-7dec-11d0-a765-00a0c91e6bf6 ", nil),
    ("{81d4fae-7dec-11d0-a765-00a0c91e6bf}", nil), ("f81d4fae7dec11d0a76500a0c91e6bf6", nil),
    ("f81d4fae_7dec-11d0-a765-00a0c91e6bf6", nil), ("g81d4fae-7dec-11d0-a765-00a0c91e6bf6", nil),
    ("f81d4fae-7dec-11d0-a765-00a0c91e6bé", nil), ("", nil),
    ("------------------------------------", nil),
  ]

  @Test(arguments: texts)
  func `only thirty-six right characters are an identifier`(_ row: (text: String, reads: String?)) {
    #expect(GUID(row.text)?.description == row.reads)
  }

  @Test func `every byte value is refused or read in every digit's place`() {
    let plain = Array("f81d4fae-7dec-11d0-a765-00a0c91e6bf6".utf8)
    for place in plain.indices {
      for byte in UInt8.min...UInt8.max {
        var text = plain
        text[place] = byte
        let isDash = plain[place] == 0x2D
        let isDigit = Character(UnicodeScalar(byte)).isHexDigit && byte < 128
        #expect((GUID(text.span) != nil) == (isDash ? byte == 0x2D : isDigit))
      }
    }
  }

  @Test func `bytes come back as they went in, in both orders`() throws {
    let guid = try #require(GUID("00112233-4455-6677-8899-aabbccddeeff"))
    #expect(GUID(networkOrder: guid.bytes.span) == guid)
    #expect(guid.byteSwapped.description == "33221100-5544-7766-8899-aabbccddeeff")
    #expect(guid.byteSwapped.byteSwapped == guid)
    #expect(GUID(networkOrder: Array(guid.bytes.dropLast()).span) == nil)
  }

  @Test func `identifiers are ordered as their texts are`() throws {
    let texts = [
      "00000000-0000-0000-0000-000000000001", "00000000-0000-0001-0000-000000000000",
      "80000000-0000-0000-0000-000000000000", "ffffffff-0000-0000-0000-000000000000",
    ]
    let guids = try texts.map { try #require(GUID($0)) }
    #expect(guids.shuffledByBits().sorted() == guids)
  }
}

extension Array {
  /// The same elements in another, fixed order.
  fileprivate func shuffledByBits() -> [Element] {
    indices.sorted { ($0 ^ 2) < ($1 ^ 2) }.map { self[$0] }
  }
}
