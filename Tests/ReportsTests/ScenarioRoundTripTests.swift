import TestSupport
import Testing
import YAMLText

@testable import Reports

/// Whatever a name holds, a scenario that names it is read back with that name, byte for byte.
struct ScenarioRoundTripTests {
  /// What YAML makes of a text as a value, as a key and as an entry of a list, by both readers.
  private func readBack(_ text: String) throws -> [String] {
    let word = ScenarioText.quoted(text)
    let line = "- directory: { set: \(word), of: { \(word): [\(word)] } }\n"
    let quick = try YAMLNode(parsing: line, file: "x.yaml")
    let library = try YAMLNode(readByLibrary: Array(line.utf8), file: "x.yaml")
    return try [quick, library].flatMap { node in
      let step = try node.list()[0].mapping().required("directory").mapping()
      let entry = try step.required("of").mapping().entries[0]
      return [
        try step.required("set").string(), entry.key, try entry.value.list()[0].string(),
      ]
    }
  }

  private func expectSurvives(_ text: String) {
    do {
      for found in try readBack(text) where !found.utf8.elementsEqual(text.utf8) {
        Issue.record("\(Array(text.unicodeScalars)) became \(Array(found.unicodeScalars))")
      }
    } catch {
      Issue.record("\(Array(text.unicodeScalars)): \(error)")
    }
  }

  /// Scalars at the edges of what YAML allows, breaks lines at, or gives a meaning.
  static let scalars: [UInt32] =
    Array(0...0xFF) + [
      0x100, 0x2FF, 0x301, 0x200B, 0x200E, 0x2027, 0x2028, 0x2029, 0x202A, 0x202E, 0x202F, 0x3000,
      0xD7FF, 0xE000, 0xFEFE, 0xFEFF, 0xFF00, 0xFFFC, 0xFFFD, 0xFFFE, 0xFFFF, 0x10000, 0x1F469,
      0x1FFFE, 0x1FFFF, 0xE0041, 0x10FFFD, 0x10FFFE, 0x10FFFF,
    ]

  /// Where a scalar stands: alone, between letters, between blanks, twice, at either end.
  @Test(arguments: ["%", "a%b", "a % b", "%%", "% b", "a %", "a  %  b", "a%: b", "a %#b"])
  func `every scalar at the edge of the language comes back`(_ frame: String) throws {
    for value in Self.scalars {
      let scalar = try #require(Unicode.Scalar(value))
      var text = String.UnicodeScalarView()
      for place in frame.unicodeScalars { text.append(place == "%" ? scalar : place) }
      expectSurvives(String(text))
    }
  }

  /// Texts that YAML takes for something else than a text, or for the end of one.
  static let words = [
    "", " ", "~", "null", "Null", "NULL", "nuLL", "true", "True", "yes", "No", "ON", "off", "y",
    "N",
    "0", "007", "1_000", "1e3", ".5", "-.inf", ".NaN", "0x1F", "1:30", "2026-03-02",
    "2026-03-02T00:00:00Z", "-", "--", "---", "...", "?", ":", ",", "[", "]", "{", "}", "#", "&a",
    "*a", "!a", "|", ">", "'", "\"", "''", "\"\"", "\\", "\\n", "%YAML 1.2", "@a", "`a`", "<<", "=",
    "a:", "a: b", "a:b", ":a", "a #b", "a# b", "#a", "[a]", "{a: b}", "a, b", "- a", "? a", "a'b",
    "a\"b", "a\\b", "a\\", "it's", "/a/b", "+1", "(a)", "a=b", "a\nb", "a\r\nb", "a\tb", "\ta",
    "a\n",
    "\na", "a\n\n b", "Gru\u{308}n", "Gr\u{FC}n", "\u{301}a", "a\u{301}",
    "\u{1F469}\u{200D}\u{1F4BB}",
    "\u{FEFF}a", "a\u{FEFF}", "set", "of", "id",
  ]

  @Test func `no word of the language is taken for anything but a text`() {
    for word in Self.words { expectSurvives(word) }
    for word in Self.words { for other in Self.words.prefix(40) { expectSurvives(word + other) } }
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `names of any scalars come back`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<40 {
      var text = String.UnicodeScalarView()
      for _ in 0..<random.number(below: 12) {
        let value =
          random.chance(2, outOf: 3)
          ? random.pick(Self.scalars) : UInt32(random.number(below: 0x11_0000))
        if let scalar = Unicode.Scalar(value) { text.append(scalar) }
      }
      expectSurvives(String(text))
    }
  }

  @Test func `a word is plain only where all its bytes are harmless`() {
    for word in Self.words where ScenarioText.quoted(word) == word {
      #expect(word.utf8.first.map { Character(UnicodeScalar($0)).isLetter } == true)
      #expect(word.allSatisfy { $0.isASCII && !"\"\\:#,[]{}&*!|>%`'?=".contains($0) })
    }
    #expect(Self.words.count { ScenarioText.quoted($0) == $0 } == 3)
  }
}
