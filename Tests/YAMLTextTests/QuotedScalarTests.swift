import Testing

@testable import YAMLText

/// Texts in double quotes are what both readers make of them.
struct QuotedScalarTests {
  static let rows: [(text: String, written: String)] = [
    ("", "\"\""), ("plain", "\"plain\""), ("say \"x\"", "\"say \\\"x\\\"\""),
    ("a\\b", "\"a\\\\b\""), ("a\nb\tc", "\"a\\nb\\tc\""), ("\u{0}\u{1F}", "\"\\u0000\\u001F\""),
    ("\u{85}", "\"\\u0085\""), ("\u{2028}\u{2029}", "\"\\u2028\\u2029\""),
    ("\u{FEFF}", "\"\\uFEFF\""), ("\u{FFFE}", "\"\\uFFFE\""), ("Grün 👩", "\"Grün 👩\""),
  ]

  @Test(arguments: rows)
  func `what would not come back is escaped`(_ row: (text: String, written: String)) throws {
    let written = YAMLScalar.inDoubleQuotes(row.text)
    #expect(written == row.written)
    for line in ["- \(written)\n", "- \(written)  # why\n"] {
      let quick = try YAMLNode(parsing: line, file: "s.yaml").list()[0].string()
      let library = try YAMLNode(readByLibrary: Array(line.utf8), file: "s.yaml").list()[0].string()
      #expect(quick.utf8.elementsEqual(row.text.utf8))
      #expect(library.utf8.elementsEqual(row.text.utf8))
    }
  }
}
