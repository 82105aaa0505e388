import DirectoryModel
import JSONText
import SQLite
import TestSupport
import Testing

@testable import Ingest

/// PHP's serialised lists, every way to break them included.
struct PHPListTests {
  /// What PHP 8 prints for `serialize([...])`, and the values.
  ///
  /// Source: the examples of https://www.php.net/manual/function.serialize.php and the format in
  /// https://www.phpinternalsbook.com/php5/classes_objects/serialization.html.
  static let rows: [(text: String, values: [SQLiteValue])] = [
    ("a:0:{}", []), ("a:1:{i:0;N;}", [.null]), ("a:1:{i:0;b:1;}", [.integer(1)]),
    ("a:1:{i:0;b:0;}", [.integer(0)]), ("a:1:{i:-1;i:-9223372036854775808;}", [.integer(.min)]),
    ("a:1:{s:1:\"k\";s:0:\"\";}", [.text("")]),
    ("a:2:{i:0;s:2:\"\";\";i:1;s:3:\"}a:\";}", [.text("\";"), .text("}a:")]),
    ("a:1:{i:0;s:2:\"\u{E9}\";}", [.text("\u{E9}")]),
    ("a:3:{i:0;i:1;i:1;i:2;i:2;s:5:\"apple\";}", [.integer(1), .integer(2), .text("apple")]),
  ]

  @Test(arguments: rows)
  func `a list of texts and numbers is taken apart`(_ row: (text: String, values: [SQLiteValue])) {
    #expect(PHPList.values(Array(row.text.utf8))?.map(\.plain) == row.values)
  }

  @Test(arguments: rows)
  func `a list that is cut or continued anywhere is none`(
    _ row: (text: String, values: [SQLiteValue])
  ) {
    let bytes = Array(row.text.utf8)
    for count in 0..<bytes.count { #expect(PHPList.values(Array(bytes.prefix(count))) == nil) }
    for more in [";", "}", " ", "a:0:{}"] {
      #expect(PHPList.values(bytes + Array(more.utf8)) == nil)
    }
    for place in bytes.indices {
      var less = bytes
      less.remove(at: place)
      // One byte less may still be a list, as where a key loses its sign, though never a longer one.
      if let values = PHPList.values(less) { #expect(values.count <= row.values.count) }
    }
  }

  static let refused = [
    "", "a", "a:", "a:1", "a:1:{}", "a:1:{i:0;}", "a:-1:{}", "a:1:{i:0;d:0.5;}",
    "a:1:{i:0;a:0:{}}", "a:1:{i:0;O:8:\"stdClass\":0:{}}", "a:1:{i:0;R:1;}", "a:1:{i:0;s:2:\"a\";}",
    "a:1:{i:0;s:1:\"ab\";}", "a:1:{i:0;s:9223372036854775807:\"a\";}", "s:1:\"a\";", "i:1;", "N;",
    "a:1:{i:--1;i:1;}", "a:1:{i:;i:1;}", "a:1:{i:0;i:1-;}", "a:1:{i:0;i:9223372036854775808;}",
    "a:01:{i:0;i:1;", "A:0:{}", "a:0:{};", " a:0:{}", "a:2:{i:0;i:1;}",
    "a:9223372036854775807:{i:0;i:1;}", "a:0:[]",
  ]

  @Test(arguments: refused)
  func `what PHP would not write as such a list is refused`(_ text: String) {
    #expect(PHPList.values(Array(text.utf8)) == nil)
  }
}

/// GUIDs in the forms of databases.
struct GUIDFormTests {
  /// The test vectors of RFC 4648, section 10, https://www.rfc-editor.org/rfc/rfc4648#section-10.
  static let vectors: [(text: String, plain: String)] = [
    ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob"), ("Zm9vYmE=", "fooba"),
    ("Zm9vYmFy", "foobar"),
  ]

  @Test(arguments: vectors)
  func `base64 is that of RFC 4648`(_ row: (text: String, plain: String)) {
    #expect(GUIDForm.decoded(Array(row.text.utf8)) == Array(row.plain.utf8))
    #expect(GUIDForm.decoded(Array(" \(row.text)\r\n".utf8)) == Array(row.plain.utf8))
    // Without a digit, with one more, or with another alphabet's it is none.
    #expect(GUIDForm.decoded(Array(row.text.utf8.dropLast())) == nil)
    #expect(GUIDForm.decoded(Array("\(row.text)=".utf8)) == nil)
    #expect(GUIDForm.decoded(Array("\(row.text)=AAA".utf8)) == nil)
    #expect(GUIDForm.decoded(Array("-\(row.text.dropFirst())".utf8)) == nil)
  }

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Base64 by the bits: slow and plainly right.
  private static func encoded(_ bytes: [UInt8]) -> [UInt8] {
    let bits = bytes.flatMap { byte in (0..<8).reversed().map { byte >> $0 & 1 } }
    var text = stride(from: 0, to: bits.count, by: 6).map { start -> UInt8 in
      let six = (0..<6).reduce(0) {
        $0 << 1 | (start + $1 < bits.count ? Int(bits[start + $1]) : 0)
      }
      return alphabet[six]
    }
    while text.count % 4 != 0 { text.append(UInt8(ascii: "=")) }
    return text
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `every form reads what was written in it`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<10 {
      let bytes = random.bytes(16)
      let decoded = GUID(networkOrder: bytes.span)
      let guid = try #require(decoded)
      let swapped = guid.byteSwapped
      #expect(GUIDForm.network.read(bytes) == guid)
      #expect(GUIDForm.dotNet.read(bytes) == swapped)
      #expect(GUIDForm.base64Network.read(Self.encoded(bytes)) == guid)
      #expect(GUIDForm.base64.read(Self.encoded(bytes)) == swapped)
      let text = "\(guid)"
      let plain = text.filter { $0 != "-" }
      for written in [
        text, plain, text.uppercased(), "{\(text)}", "(\(text))", "{\(plain)}", "urn:uuid:\(text)",
        "\u{A0}\(text)\t",
      ] {
        #expect(GUIDForm.text.read(Array(written.utf8)) == guid, "\(written)")
      }
      for wrong in [
        "{\(text)", "\(text)}", "{\(text))", "[\(text)]", "\(text)0", String(text.dropLast()),
        "{{\(text)}}", "urn:uuid:\(plain)", "uuid:\(text)", "\(plain)00", String(plain.dropLast()),
        String(text.reversed()) + "-",
      ] {
        #expect(GUIDForm.text.read(Array(wrong.utf8)) == nil, "\(wrong)")
      }
      for count in [0, 15, 17] {
        let other = Array((bytes + [1]).prefix(count))
        #expect(GUIDForm.network.read(other) == nil && GUIDForm.dotNet.read(other) == nil)
        #expect(GUIDForm.base64.read(Self.encoded(other)) == nil)
      }
    }
  }

  @Test func `blanks of every kind go from both ends and from nowhere else`() {
    let blanks = [" ", "\t", "\n", "\u{B}", "\u{C}", "\r", "\u{A0}", "\r\n", " \u{A0} "]
    for before in blanks {
      for after in blanks {
        for inner in ["", "a", "a\(before)b", "\u{200B}", "\u{3000}"] {
          let text = Array("\(before)\(inner)\(after)".utf8)
          #expect(Array(trimmed(text[...])) == Array(inner.utf8))
        }
      }
    }
    // Half of a no-break space is no blank.
    #expect(Array(trimmed([0xC2, 0x20])) == [0xC2])
    #expect(Array(trimmed([0xA0, 0x41, 0xC2])) == [0xA0, 0x41, 0xC2])
  }
}

/// Streams in UTF-16, handed out in blocks of any size.
struct UTF16StreamTests {
  private func read(_ bytes: [UInt8], block: Int, buffer: Int) throws -> [UInt8] {
    var source = UTF16Source(
      ArraySource(bytes, blockSize: block), TextEncoding(of: bytes), input: "x", entry: "")
    var result: [UInt8] = []
    var room = [UInt8](repeating: 0, count: buffer)
    while true {
      var span = room.mutableSpan
      let count = try source.read(into: &span)
      if count == 0 { return result }
      result += room[..<count]
    }
  }

  private func bytes(_ text: String, isLittle: Bool, hasMark: Bool) -> [UInt8] {
    (hasMark ? [0xFEFF] : []).appending(text.utf16).flatMap { unit in
      let (low, high) = (UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8))
      return isLittle ? [low, high] : [high, low]
    }
  }

  @Test(arguments: [true, false], [true, false])
  func `a text comes out whole, however it is cut into blocks`(isLittle: Bool, hasMark: Bool) throws
  {
    let text = "{\"a\": \"\u{7F}\u{80}\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF}\u{E9}\"}\n"
    let bytes = bytes(text, isLittle: isLittle, hasMark: hasMark)
    for block in [1, 2, 3, 5, 64] {
      for buffer in [1, 2, 3, 4, 7, 200] {
        #expect(try read(bytes, block: block, buffer: buffer) == Array(text.utf8))
      }
    }
    // A last byte without its other half is dropped, and so is half a pair.
    #expect(try read(bytes + [0x41], block: 3, buffer: 5) == Array(text.utf8))
    let half: [UInt8] = isLittle ? [0x3D, 0xD8] : [0xD8, 0x3D]
    #expect(try read(bytes + half, block: 3, buffer: 5) == Array(text.utf8))
  }

  @Test(arguments: [true, false])
  func `half a pair is refused where it stands, behind what comes before it`(isLittle: Bool) {
    let before = "ab\nc\u{1F600}"
    let half: [UInt8] = isLittle ? [0x3D, 0xD8] : [0xD8, 0x3D]
    let other: [UInt8] = isLittle ? [0x00, 0xDE] : [0xDE, 0x00]
    for broken in [
      half + half, half + bytes("x", isLittle: isLittle, hasMark: false), other + other,
    ] {
      let all = bytes(before, isLittle: isLittle, hasMark: true) + broken
      #expect(TextEncoding(of: all).decoded(all, name: "x") == Array(before.utf8))
      do {
        _ = try read(all, block: 3, buffer: 2)
        Issue.record("half a pair was read")
      } catch {
        #expect(
          "\(error)"
            == "x:2 (byte 14): found half a surrogate pair in UTF-16, expected both halves\n"
            + "  the file was damaged; export or copy it again")
      }
    }
  }

  /// The first bytes of a stream, and what they say: `8`, or the order and the length of the mark.
  static let beginnings: [(bytes: [UInt8], said: String)] = [
    ([], "8"), ([0x7B], "8"), ([0x7B, 0x22], "8"), ([0xEF, 0xBB, 0xBF], "8"), ([0, 0], "8"),
    ([0xFF, 0xFE], "little 2"), ([0xFE, 0xFF], "big 2"), ([0xFF], "8"), ([0xFE], "8"),
    ([0xFF, 0xFF], "8"), ([0x7B, 0], "little 0"), ([0, 0x7B], "big 0"), ([0], "8"),
  ]

  @Test(arguments: beginnings)
  func `the first two bytes tell how a stream is written`(_ row: (bytes: [UInt8], said: String)) {
    let said =
      switch TextEncoding(of: row.bytes) {
      case .utf8: "8"
      case .utf16(let isLittle, let mark): "\(isLittle ? "little" : "big") \(mark)"
      }
    #expect(said == row.said)
    #expect((TextEncoding(of: row.bytes).note == nil) == (said == "8"))
  }
}

extension Array {
  fileprivate func appending(_ others: some Sequence<Element>) -> [Element] { self + Array(others) }
}

/// Upper case as Go makes it.
struct LetterCaseTests {
  /// Texts and what `strings.ToUpper` returns, https://pkg.go.dev/strings#ToUpper.
  static let rows: [(text: String, upper: String)] = [
    ("", ""), ("Gopher 7", "GOPHER 7"), ("stra\u{DF}e", "STRA\u{DF}E"), ("\u{FB01}n", "\u{FB01}N"),
    ("\u{E9}\u{F8}\u{3B1}\u{44F}", "\u{C9}\u{D8}\u{391}\u{42F}"), ("\u{131}", "I"),
    ("\u{17F}", "S"), ("\u{FF}", "\u{178}"), ("e\u{301}", "E\u{301}"), ("\u{10428}", "\u{10400}"),
    ("\u{3C2}", "\u{3A3}"), ("\u{6E2F}", "\u{6E2F}"), ("\u{149}", "\u{149}"),
  ]

  @Test(arguments: rows)
  func `each letter becomes one letter or stays`(_ row: (text: String, upper: String)) {
    let bytes = Array(row.text.utf8)
    #expect(LetterCase.upper(bytes) == Array(row.upper.utf8))
    #expect(LetterCase.upper(LetterCase.upper(bytes)) == Array(row.upper.utf8))
    #expect(LetterCase.hasLowerCase(bytes.span) == !row.text.utf8.elementsEqual(row.upper.utf8))
  }

  @Test func `every ASCII byte has lower case exactly where it is a small letter`() {
    for byte in UInt8(0)..<128 {
      let isSmall = (0x61...0x7A).contains(byte)
      #expect(LetterCase.hasLowerCase([byte].span) == isSmall)
      #expect(LetterCase.upper([byte]) == [isSmall ? byte - 32 : byte])
      #expect(LetterCase.hasLowerCase([0xC3, 0x89, byte].span) == isSmall)
    }
  }
}
