import TestSupport
import Testing

@testable import Reports

/// Lines for people.
struct TextLinesTests {
  @Test func `a short text stays on its line`() {
    #expect(TextLines.labelled("found", "none") == "  found       none\n")
    #expect(TextLines.labelled("", "note", indent: 0, gap: 8) == "        note\n")
  }

  @Test func `a long text is broken between words and indented`() {
    let text = Array(repeating: "word", count: 20).joined(separator: " ")
    let lines = TextLines.labelled("found", text).split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].count == 98)
    #expect(lines[1] == "              word word word")
  }

  @Test func `a word that is too long stands alone and whole`() {
    let word = String(repeating: "x", count: 120)
    #expect(
      TextLines.labelled("found", "a \(word) b")
        == "  found       a\n              \(word)\n              b\n")
  }

  @Test(arguments: 9...16)
  func `a label that fills its column is parted from the text by one blank`(length: Int) {
    let label = String(repeating: "l", count: length)
    let blanks = String(repeating: " ", count: max(1, 12 - length))
    #expect(TextLines.labelled(label, "text") == "  \(label)\(blanks)text\n")
  }

  @Test(arguments: [84, 85, 86, 87])
  func `a line may be as wide as the window and no wider`(length: Int) {
    let word = String(repeating: "é", count: length)
    let lines = TextLines.labelled("found", "a \(word)").split(separator: "\n")
    #expect(lines.count == (length > 84 ? 2 : 1))
    #expect(lines.allSatisfy { $0.unicodeScalars.count <= (length > 86 ? 101 : 100) })
  }

  /// Texts and what is shown of them; blanks at the end of a line are nobody's.
  static let endings: [(text: String, shown: String)] = [
    ("", "  found\n"), (" ", "  found\n"), ("a", "  found       a\n"),
    ("a  ", "  found       a\n"), ("é ", "  found       é\n"),
    ("a\u{A0}", "  found       a\u{A0}\n"), (" a ", "  found        a\n"),
  ]

  @Test(arguments: endings)
  func `no line ends in a blank`(_ row: (text: String, shown: String)) {
    #expect(TextLines.labelled("found", row.text) == row.shown)
  }

  @Test func `blanks inside a name are kept`() {
    #expect(TextLines.labelled("found", "'a  b '") == "  found       'a  b '\n")
  }

  @Test(arguments: SeededGenerator.seeds(50))
  func `no line is wider than a window unless it is one word`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let words = (0..<random.number(below: 60)).map { _ in
      String(repeating: "x", count: 1 + random.number(below: random.chance(1, outOf: 20) ? 150 : 9))
    }
    let text = TextLines.labelled("label", words.joined(separator: " "))
    for line in text.split(separator: "\n") where line.count > TextLines.width {
      #expect(!line.dropFirst(14).contains(" "))
    }
    let found = text.split { $0 == " " || $0 == "\n" }.dropFirst().map(String.init)
    #expect(found == words)
  }

  static let harmful: [(text: String, shown: String)] = [
    ("plain – grün 財", "plain – grün 財"),
    ("a\nb", "a\\u{A}b"),
    ("a\r\nb", "a\\u{D}\\u{A}b"),
    ("\u{1B}[31mred", "\\u{1B}[31mred"),
    ("a\u{0}b", "a\\u{0}b"),
    ("zero\u{200B}width", "zero\\u{200B}width"),
    ("right\u{202E}left", "right\\u{202E}left"),
    ("\u{FEFF}mark", "\\u{FEFF}mark"),
    ("c1\u{9B}31m", "c1\\u{9B}31m"),
    ("mark\u{61C}er", "mark\\u{61C}er"), ("isolate\u{2066}d\u{2069}", "isolate\\u{2066}d\\u{2069}"),
    ("soft\u{AD}hyphen", "soft\\u{AD}hyphen"), ("filler\u{3164}", "filler\\u{3164}"),
    ("vowel\u{180E}", "vowel\\u{180E}"), ("tag\u{E0041}", "tag\\u{E0041}"),
    ("note\u{FFF9}a\u{FFFA}b\u{FFFB}", "note\\u{FFF9}a\\u{FFFA}b\\u{FFFB}"),
    ("line\u{2028}paragraph\u{2029}", "line\\u{2028}paragraph\\u{2029}"),
    // The controls of ISO 8859 end below the no-break space, which is a blank like others.
    ("end\u{9F}", "end\\u{9F}"), ("no\u{A0}break", "no\u{A0}break"), ("\u{80}", "\\u{80}"),
    ("narrow\u{202F}blank\u{2027}", "narrow\u{202F}blank\u{2027}"),
    ("\u{FFFC}\u{FFF8}", "\u{FFFC}\\u{FFF8}"), ("~}\u{1F}", "~}\\u{1F}"),
    ("delete\u{7F}", "delete\\u{7F}"), ("\u{2665}\u{FE0F} e\u{301}", "\u{2665}\u{FE0F} e\u{301}"),
  ]

  @Test(arguments: harmful)
  func `nothing in a name can break a line, colour it or hide`(
    _ row: (text: String, shown: String)
  ) {
    #expect(TextLines.harmless(row.text) == row.shown)
    #expect(TextLines.labelled("found", row.text) == "  found       \(row.shown)\n")
  }

  static let words = [
    "plain", "", "two words", "it's", "$HOME", "`id`", "a\\b", "\"", "*", "~", "--x=y z", "!", "ä",
    "line\nbreak", "tab\tand 'quote'", "back\\slash\n",
    // Beside a control character a backslash would begin another one, and digits would go on.
    "back\\nslash\n", "\\x41\u{1}", "\u{1}7f", "\u{7F}é\u{1F}", "'\r'", "ends in \\\t\\",
  ]

  @Test(arguments: words)
  func `a shell reads a quoted word back as it was`(_ word: String) throws {
    let finished = try run("/bin/bash", ["-c", "printf %s \(TextLines.quoted(word))"])
    #expect(finished == Finished(exitCode: 0, standardOutput: word))
  }

  @Test func `a command is copied as one, an option a line`() throws {
    let text = TextLines.command(["printf", "%s|", "--tenant", "a b", "--groups", "IT*"])
    #expect(
      text
        == "  printf %s| \\\n    --tenant 'a b' \\\n    --groups 'IT*'\n".replacing(
          "%s|", with: "'%s|'"))
    let finished = try run("/bin/sh", ["-c", text])
    #expect(finished.standardOutput == "--tenant|a b|--groups|IT*|")
  }
}
