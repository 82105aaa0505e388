import TestSupport
import Testing

@testable import DirectoryModel

/// Hexadecimal digits, and the bytes that escapes of addresses stand for.
struct HexDigitsTests {
  @Test func `a byte is a hexadecimal digit or none`() {
    for byte in 0..<256 {
      let text = byte < 128 ? String(UnicodeScalar(UInt8(byte))) : ""
      // A sign and a blank are none, whatever reads numbers elsewhere.
      let value = text.utf8.count == 1 && text != "+" && text != "-" ? UInt8(text, radix: 16) : nil
      #expect(HexDigits.values[byte] == value ?? 255, "\(byte)")
    }
    #expect(HexDigits.letters.map { HexDigits.values[Int($0)] } == Array(0..<16))
  }

  /// What stands in an address, and what it means.
  ///
  /// The first two rows are those of the standard, https://url.spec.whatwg.org/#example-percent-encode-operations.
  static let escapes: [(written: String, decoded: [UInt8])] = [
    ("%25%s%1G", Array("%%s%1G".utf8)),
    ("\u{203D}%25%2E", [0xE2, 0x80, 0xBD, 0x25, 0x2E]),
    ("", []), ("plain", Array("plain".utf8)), ("%41", [0x41]), ("a%20b", Array("a b".utf8)),
    // Both cases are digits, also within one escape; a plus sign is itself.
    ("%e9%E9%eA%Ea", [0xE9, 0xE9, 0xEA, 0xEA]), ("a+b%2B", Array("a+b+".utf8)),
    ("%00%ff", [0, 0xFF]), ("%00a", [0, 0x61]),
    // Cut off.
    ("%", [0x25]), ("%4", [0x25, 0x34]), ("a%", [0x61, 0x25]), ("%41%4", [0x41, 0x25, 0x34]),
    ("100%", Array("100%".utf8)), ("%%", [0x25, 0x25]), ("%%%", [0x25, 0x25, 0x25]),
    // What reads numbers elsewhere takes a sign, a blank or a prefix as well.
    ("%+4", Array("%+4".utf8)), ("%-4", Array("%-4".utf8)), ("% 4", Array("% 4".utf8)),
    ("%4 ", Array("%4 ".utf8)), ("%0x41", [0x25, 0x30, 0x78, 0x34, 0x31]),
    ("%\u{FF14}1", Array("%\u{FF14}1".utf8)),
    // A sign that begins no escape may stand before one that does; what it means is not read again.
    ("%%41", [0x25, 0x41]), ("%4%41", [0x25, 0x34, 0x41]), ("%2541", Array("%41".utf8)),
    ("%25%34%31", Array("%41".utf8)), ("%4g%41", [0x25, 0x34, 0x67, 0x41]),
    // Bytes that are no text stay bytes.
    ("%C3", [0xC3]), ("%c3%28", [0xC3, 0x28]), ("%ED%A0%80", [0xED, 0xA0, 0x80]),
  ]

  @Test(arguments: escapes)
  func `escapes are decoded once, and a sign that begins none stays`(
    _ row: (written: String, decoded: [UInt8])
  ) {
    #expect(HexDigits.percentDecoded(Array(row.written.utf8)) == row.decoded)
  }

  @Test func `two bytes behind a sign are an escape only when both are digits`() {
    func digit(_ byte: UInt8) -> Int? {
      // The standard library reads numbers by itself, of digits alone here.
      byte < 0x80 && byte != UInt8(ascii: "+") && byte != UInt8(ascii: "-")
        ? Int(String(UnicodeScalar(byte)), radix: 16) : nil
    }
    for high in UInt8.min...UInt8.max {
      for low in UInt8.min...UInt8.max where low != UInt8(ascii: "%") {
        let text = [UInt8(ascii: "<"), UInt8(ascii: "%"), high, low, UInt8(ascii: ">")]
        let value = digit(high).flatMap { upper in digit(low).map { UInt8(upper * 16 + $0) } }
        let decoded = value.map { [text[0], $0, text[4]] } ?? text
        if HexDigits.percentDecoded(text) != decoded { Issue.record("\(high), \(low)") }
      }
    }
  }

  @Test(arguments: SeededGenerator.seeds(30))
  func `whatever is escaped comes back, and no cut adds a byte`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let bytes = (0..<40).map { _ in UInt8(random.number(below: 256)) }
    var written: [UInt8] = []
    for byte in bytes {
      let isPlain = byte != UInt8(ascii: "%") && random.chance(1, outOf: 3)
      let digits = random.chance(1, outOf: 2) ? "0123456789ABCDEF" : "0123456789abcdef"
      let letters = Array(digits.utf8)
      written +=
        isPlain
        ? [byte] : [UInt8(ascii: "%"), letters[Int(byte >> 4)], letters[Int(byte & 15)]]
    }
    #expect(HexDigits.percentDecoded(written) == bytes)
    for count in written.indices {
      let cut = HexDigits.percentDecoded(Array(written.prefix(count)))
      // Of a cut escape at most two bytes are left.
      #expect(bytes.starts(with: cut.dropLast(2)) && cut.count <= count, "\(count)")
    }
  }
}
