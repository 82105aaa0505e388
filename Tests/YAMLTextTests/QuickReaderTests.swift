import TestSupport
import Testing

@testable import YAMLText

/// What is read without libyaml is what libyaml reads.
struct QuickReaderTests {
  /// What the quick reader makes of a text: its outline, `-` where it gives up.
  private func quick(_ text: String) -> String {
    QuickReader.read(Array(text.utf8), file: "x.yaml").map(outline) ?? "-"
  }

  private func library(_ bytes: [UInt8]) -> YAMLNode? {
    do { return try YAMLNode(readByLibrary: bytes, file: "x.yaml") } catch { return nil }
  }

  @Test func `every byte is told to be printable ASCII or not wherever it stands`() {
    for count in 1...18 {
      for place in 0..<count {
        for byte in UInt8.min...UInt8.max {
          var bytes = [UInt8](repeating: place % 2 == 0 ? 0x7E : 0x20, count: count)
          bytes[place] = byte
          let isPlain = byte == 0x0A || (0x20...0x7E).contains(byte)
          if QuickReader.isPrintableASCII(bytes) != isPlain {
            Issue.record("\(byte) at \(place) of \(count)")
          }
        }
      }
    }
    #expect(QuickReader.isPrintableASCII([]))
  }

  static let plain: [(text: String, outline: String)] = [
    ("a: b", "{a@1:1: b@1:4}@1:1"),
    ("a: b\n", "{a@1:1: b@1:4}@1:1"),
    ("# note\n\n  \na: b # more\n# end", "{a@4:1: b@4:4}@4:1"),
    ("a:\n  - x\n  - \"y\"\n", "{a@1:1: [x@2:5, 'y'@3:5]@2:3}@1:1"),
    ("a:\n- x\n- y\nb: 'z'\n", "{a@1:1: [x@2:3, y@3:3]@2:1, b@4:1: 'z'@4:4}@1:1"),
    ("a: # why\n  b : c d \n", "{a@1:1: {b@2:3: c d@2:7}@2:3}@1:1"),
    ("- a: 1\n  b: 2\n- c\n", "[{a@1:3: 1@1:6, b@2:3: 2@2:6}@1:3, c@3:3]@1:1"),
    ("- a:\n  - b\n-\n  c: d\n", "[{a@1:3: [b@2:5]@2:3}@1:3, {c@4:3: d@4:6}@4:3]@1:1"),
    (
      "a: { b: [ c, -1 ],\n  'd': ~ }\n",
      "{a@1:1: {b@1:6: [c@1:11, -1@1:14]@1:9, d@2:3: ~@2:8}@1:4}@1:1"
    ),
    ("a: []\nb: {}\n", "{a@1:1: []@1:4, b@2:1: {}@2:4}@1:1"),
    ("a: 2022-11-30T08:00:00Z\n", "{a@1:1: 2022-11-30T08:00:00Z@1:4}@1:1"),
    ("a: [b, ]\n", "{a@1:1: [b@1:5]@1:4}@1:1"),
    ("a: {b: , c: }\n", "{a@1:1: {b@1:5: @1:8, c@1:10: @1:13}@1:4}@1:1"),
    ("a: [b c, d#e, x:y]\n", "{a@1:1: [b c@1:5, d#e@1:10, x:y@1:15]@1:4}@1:1"),
    ("a: ''\n", "{a@1:1: ''@1:4}@1:1"),
    ("a: 'it''s '''\n", "{a@1:1: 'it's ''@1:4}@1:1"),
    ("a:\nb:  # none\n", "{a@1:1: @1:3, b@2:1: @2:3}@1:1"),
    ("a:\n  -\n  - b\nc:", "{a@1:1: [@2:4, b@3:5]@2:3, c@4:1: @4:3}@1:1"),
    ("\"a b\": c\n", "{a b@1:1: c@1:8}@1:1"),
  ]

  @Test(arguments: plain)
  func `the plain part of the language is read at once`(_ row: (text: String, outline: String)) {
    #expect(quick(row.text) == row.outline)
    #expect(library(Array(row.text.utf8)).map(outline) == row.outline)
  }

  /// Mistakes, and what would mean the same only with more knowledge of the language.
  static let left = [
    "", "\n", "# note\n", "text", "[a]", "{a: b}", "---\na: b\n", "a: b\n...\n",
    "%YAML 1.2\n---\na: b\n",
    "a: b\n---\nc: d\n", "a: \n  b\n", "a: b\n  c\n", "a: \"b\n  c\"\n",
    "a: \"b\\n\"\n", "a: |\n  b\n", "a: &x b\n", "a: *x\n", "a: !!str b\n",
    "? a\n: b\n",
    "a: b: c\n", "a: - b\n", "- - a\n", "- a\n b\n", "a: b\na: c\n", "a: {b: 1, b: 2}\n",
    "a: [b\n", "a: {b}\n", "a: [b: c]\n", "a: {\"b\":c}\n",
    "a: [b,\n# c\nd]\n",
    "a: [b\nc]\n", "a: [b?]\n", "a: [b:]\n", "a: [b] c\n", "a: 'b' c\n", "a: 'b'# c\n", "a: @b\n",
    "a: `b`\n", "a:\tb\n", "a: b\r\n", "a: \u{FC}\n", "\u{FEFF}a: b\n", "a: b\u{7F}\n",
    "a: b\u{0}\n",
    "  a: b\n c: d\n", "a:\n    b: c\n  d: e\n", "- a\nb: c\n", "a: b\n- c\n", "a: %b\n",
    "a: b\n.c: d\n",
    "a: [b,\n--- c]\n", "[a]: b\n", "a: \"b\": c\n", "a: <<\n", "a: =\n", "-a: -\n",
  ]

  @Test(arguments: left)
  func `whatever is not certain is left to libyaml`(_ text: String) { #expect(quick(text) == "-") }

  @Test func `keys that libyaml would not find are left to it`() {
    let long = String(repeating: "k", count: 1_100)
    let blanks = String(repeating: " ", count: 1_100)
    for text in ["\(long): v\n", "'\(long)': v\n", "a\(blanks): v\n", "a: {\(long): v}\n"] {
      #expect(quick(text) == "-")
    }
    let many = (0..<65).map { "k\($0): v\n" }.joined()
    #expect(quick(many) == "-")
    let deep = String(repeating: "[", count: 61) + String(repeating: "]", count: 61)
    #expect(quick("a: \(deep)\n") == "-")
  }

  /// One text with everything that is read at once.
  static let everything = """
    # A note.
    title: The one - of it
    from: "doc: (2022)"   # why
    given:
      side:
        list: [A, B c, -1]
        map: { G: [A, ], 'h i': { j: ~, k: } }
      other:
      - x
      -  y: 1
         z:
         - {}
    when:
      - enable: C
      - expect: { d: { G: [A,
          B] }, s: [ remove A ] }
      -
        wait: 5m
    """ + "\n"

  static let signs = Array(" \n-:,[]{}#'\"?&*!|>%@`~.a1\\\t\u{E9}".utf8)

  @Test func `a text with any byte changed, added or left out is read as libyaml reads it`() {
    let text = Array(Self.everything.utf8)
    #expect(QuickReader.read(text, file: "x.yaml") != nil)
    var atOnce = 0
    for place in text.indices {
      var changed = [Array(text[..<place] + text[(place + 1)...])]
      for sign in Self.signs {
        changed.append(Array(text[..<place] + [sign] + text[(place + 1)...]))
        changed.append(Array(text[..<place] + [sign] + text[place...]))
      }
      for bytes in changed {
        guard let quick = QuickReader.read(bytes, file: "x.yaml") else { continue }
        atOnce += 1
        guard library(bytes) != quick else { continue }
        Issue.record("not as libyaml reads it:\n\(String(decoding: bytes, as: UTF8.self))")
      }
    }
    #expect(atOnce > 5_000)
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `small texts of the signs of the language are read as libyaml reads them`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "a", "b: ", "- ", "\n", "\n  ", "\n    ", " ", ": ", ":", ",", "[", "]", "{", "}", "#", " #",
      "'c'", "\"d\"", "e f", "~", "-", "?", "a:\n", "a: b\n", "- a\n", "--", ".",
    ]
    for _ in 0..<3_000 {
      let count = 1 + random.number(below: 12)
      let text = (0..<count).map { _ in pieces[random.number(below: pieces.count)] }.joined()
      let bytes = Array(text.utf8)
      guard let quick = QuickReader.read(bytes, file: "x.yaml") else { continue }
      if library(bytes) != quick { Issue.record("not as libyaml reads it, seed \(seed):\n\(text)") }
    }
  }

  @Test func `every scenario of the repository is read at once, as libyaml reads it`() throws {
    for file in try Fixture.files(in: "scenarios", withExtension: "yaml") {
      let bytes = try Fixture.bytes(file)
      let quick = QuickReader.read(bytes, file: "x.yaml")
      let hasEscapes = bytes.contains(UInt8(ascii: "\\"))
      #expect((quick == nil) == hasEscapes, "\(file)")
      if let quick { #expect(quick == library(bytes), "\(file)") }
    }
  }
}
