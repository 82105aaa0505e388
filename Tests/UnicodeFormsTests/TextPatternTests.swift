import Testing
import UnicodeForms

struct TextPatternTests {
  static let searches: [(pattern: String, text: String, isFound: Bool)] = [
    ("^Da.*", "David", true), ("^Da.*", "aDa", false), (".*vid", "David", true),
    ("", "", true), ("", "x", true), ("a", "", false), ("^$", "", true),
    ("DA", "david", true), ("é", "CAFÉ", true), ("^.$", "😀", true), ("^.$", "ab", false),
    (#"\d{3}-\d+"#, "x 123-4", true), (#"\d{3}-\d+"#, "12-4", false),
    ("a|b", "xB", true), ("(?<=x)y", "xy", true), ("[a-c]+$", "xyzABC", true),
    (#"\.com$"#, "contoso.com", true), (#"\.com$"#, "contosocom", false),
    (#"^(?!x)"#, "y", true), (#"(a)\1"#, "aA", true), ("line", "a\nline", true),
  ]

  @Test(arguments: searches)
  func `a pattern is searched for anywhere, whatever the letter case`(
    _ row: (pattern: String, text: String, isFound: Bool)
  ) throws {
    let pattern = try TextPattern(Array(row.pattern.utf8))
    #expect(pattern.isFound(in: Array(row.text.utf8).span) == row.isFound)
    #expect(pattern.isFound(in: Array(row.text.utf8).span) == row.isFound)
  }

  static let malformed: [(pattern: String, offset: Int, reason: String)] = [
    ("a(b", 3, "its brackets do not match"), ("a)", 2, "its brackets do not match"),
    ("[a", 2, "a set of characters has no end"), ("*a", 1, "it is malformed"),
    (#"\"#, 1, "it has an unknown escape"),
    ("a{2,1}", 6, "it has an interval whose end is below its start"),
    ("[b-a]", 4, "it has a range whose end is below its start"),
    (#"(a)\2"#, 5, "it refers to a group that is not there"),
    (#"\p{Nothing}"#, 11, "it names an unknown class of characters"),
    ("(?<=a*)b", 7, "it looks behind without a bound"), ("é(", 2, "its brackets do not match"),
  ]

  @Test(arguments: malformed)
  func `what is no pattern is refused with its place`(
    _ row: (pattern: String, offset: Int, reason: String)
  ) {
    do {
      _ = try TextPattern(Array(row.pattern.utf8))
      Issue.record("'\(row.pattern)' was taken")
    } catch {
      #expect((error.offset, error.reason) == (row.offset, row.reason), "\(row.pattern)")
    }
  }

  @Test func `a search that would run for ever is given up, each time at the same text`() throws {
    let pattern = try TextPattern(Array("(a*)*(a*)*(a*)*c".utf8))
    let answers = (0..<40).map { count in
      pattern.isFound(in: [UInt8](repeating: UInt8(ascii: "a"), count: count).span)
    }
    #expect(answers.first == .some(false))
    #expect(answers.last == .some(nil))
    let again = try TextPattern(Array("(a*)*(a*)*(a*)*c".utf8))
    for (count, answer) in answers.enumerated() where answer == nil {
      #expect(again.isFound(in: [UInt8](repeating: UInt8(ascii: "a"), count: count).span) == nil)
      break
    }
    let deep = try TextPattern(Array("(?:a|b)*c".utf8))
    #expect(deep.isFound(in: [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 20).span) == nil)
    #expect(deep.isFound(in: Array("abc".utf8).span) == true)
  }

  @Test func `broken bytes count as one replacement character each`() throws {
    let pattern = try TextPattern(Array("^a.b$".utf8))
    #expect(pattern.isFound(in: [0x61, 0xFF, 0x62].span) == true)
    #expect(pattern.isFound(in: [0x61, 0xFF, 0xFF, 0x62].span) == false)
  }

  static let folds: [(text: String, folded: String)] = [
    ("", ""), ("AbC", "abc"), ("É", "é"), ("ß", "ß"), ("ẞ", "ß"), ("ΣΑΣ", "σασ"), ("ς", "σ"),
    ("\u{212A}", "k"), ("\u{130}", "\u{130}"), ("ı", "ı"), ("𐐀", "𐐨"), ("Ǆ", "ǆ"), ("ﬁ", "ﬁ"),
  ]

  @Test(arguments: folds)
  func `simple folding maps each character to one`(_ row: (text: String, folded: String)) {
    #expect(TextForm.simplyFolded(Array(row.text.utf8)) == Array(row.folded.utf8))
  }

  static let broken: [(bytes: [UInt8], length: Int)] = [
    ([], 0), ([0x61], 1), ([0xC3, 0xA9], 2), ([0xC3], 0), ([0x61, 0xFF, 0x62], 1),
    ([0x61, 0xE2, 0x82], 1), ([0xED, 0xA0, 0x80], 0), ([0x61, 0x80], 1),
  ]

  @Test(arguments: broken)
  func `the length before the first broken byte is known`(
    _ row: (bytes: [UInt8], length: Int)
  ) {
    #expect(TextForm.lengthOfValidUTF8(row.bytes) == row.length)
  }
}
