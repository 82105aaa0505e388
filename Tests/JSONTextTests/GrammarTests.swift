import Testing

@testable import JSONText

/// A text that is refused, and all that the error says.
struct Row: Sendable, CustomTestStringConvertible {
  let text: String
  let error: JSONError

  init(
    _ text: String, _ kind: JSONError.Kind, _ line: UInt64, _ offset: UInt64, _ found: String,
    _ expected: String
  ) {
    self.text = text
    error = JSONError(kind: kind, offset: offset, line: line, found: found, expected: expected)
  }

  var testDescription: String { text }
}

struct GrammarTests {
  static let refused: [Row] =
    RefusedGrammar.structure + RefusedGrammar.empty + RefusedGrammar.literals
    + RefusedGrammar.numbers + RefusedGrammar.blanks + RefusedGrammar.lines + RefusedText.strings
    + RefusedText.surrogates + RefusedText.encodings + RefusedText.marks

  static let accepted: [(text: String, events: String)] =
    Accepted.values + Accepted.numbers + Accepted.strings + Accepted.blanks + Accepted.marks

  @Test(arguments: refused)
  func `a text outside the grammar is refused with place, finding and expectation`(_ row: Row) {
    let expected = words(for: row.error)
    #expect(problem(bytes(row.text)) == expected)
  }

  @Test(arguments: refused)
  func `what is skipped is refused for the same reason as what is read`(_ row: Row) {
    let expected = words(for: row.error)
    #expect(skipping(bytes(row.text)) == expected)
  }

  @Test(arguments: refused)
  func `a refused text is refused for the same reason in every cut`(_ row: Row) {
    let expected = transcript(bytes(row.text))
    for blockSize in 1...12 {
      #expect(transcript(bytes(row.text), blockSize: blockSize) == expected)
    }
  }

  @Test(arguments: refused)
  func `a refused text is refused inside a container too`(_ row: Row) {
    let inside = [UInt8]("[[],".utf8) + bytes(row.text) + [UInt8](",0]".utf8)
    #expect(!problem(inside).isEmpty)
  }

  @Test(arguments: accepted)
  func `a text of the grammar is accepted and gives its events`(
    _ row: (text: String, events: String)
  ) throws {
    #expect(try compact(bytes(row.text)) == row.events)
    #expect(skipping(bytes(row.text)) == "")
  }

  @Test func `errors of every kind read as one line`() {
    let rows: [(kind: JSONError.Kind, text: String, words: String)] = [
      (.truncated, "[1,", "line 1, byte 3: found the end of the input, expected a value"),
      (.malformed, "[1,\n}", "line 2, byte 4: found '}', expected a value"),
      (.invalidUTF8, "\"<FF>\"", "line 1, byte 1: found byte 0xFF, expected well-formed UTF-8"),
      (
        .loneSurrogate, #""\uDC00""#,
        #"line 1, byte 1: found a lone surrogate '\uDC00', "#
          + #"expected '\uD800' to '\uDBFF' before it"#
      ),
      (
        .tooDeep, "[[[[]]]]",
        "line 1, byte 3: found more containers inside each other, expected at most 3"
      ),
      (.tooLong, "[\"abcdef\"]", "line 1, byte 1: found a longer string, expected at most 5 bytes"),
      (.tooLong, "[123456]", "line 1, byte 1: found a longer number, expected at most 5 bytes"),
    ]
    for row in rows {
      let found = problem(bytes(row.text), limits: JSONLimits(depth: 3, textBytes: 5))
      #expect(found == "\(row.kind): \(row.words)")
    }
  }
}
