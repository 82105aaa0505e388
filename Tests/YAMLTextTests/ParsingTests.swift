import TestSupport
import Testing
import YAMLText

/// The message of the error that `body` throws.
func told(_ body: () throws -> Void) -> String {
  do {
    try body()
    return "no error"
  } catch { return (error as? YAMLError)?.description ?? "not a YAML error: \(error)" }
}

/// A node on one line, with the place of every value: `{a@1:1: 'b'@1:4}`.
func outline(_ node: YAMLNode) -> String {
  let place = "@\(node.place.line):\(node.place.column)"
  switch node.content {
  case .scalar(let text, .plain): return "\(text)\(place)"
  case .scalar(let text, .quoted): return "'\(text)'\(place)"
  case .sequence(let nodes): return "[\(nodes.map(outline).joined(separator: ", "))]\(place)"
  case .mapping(let entries):
    let inner = entries.map { entry in
      "\(entry.key)@\(entry.place.line):\(entry.place.column): \(outline(entry.value))"
    }
    return "{\(inner.joined(separator: ", "))}\(place)"
  }
}

struct ParsingTests {
  static let documents: [(text: String, outline: String)] = [
    ("a: b", "{a@1:1: b@1:4}@1:1"),
    ("a: b\n", "{a@1:1: b@1:4}@1:1"),
    ("a: b\r\nc: d\r\n", "{a@1:1: b@1:4, c@2:1: d@2:4}@1:1"),
    ("\u{FEFF}a: b", "{a@1:1: b@1:4}@1:1"),
    ("# note\n---\na: 'b'\n...\n", "{a@3:1: 'b'@3:4}@3:1"),
    ("a:\n  - x\n  - \"y\"\n", "{a@1:1: [x@2:5, 'y'@3:5]@2:3}@1:1"),
    ("{a: [1, {b: ~}], 'c': }", "{a@1:2: [1@1:6, {b@1:10: ~@1:13}@1:9]@1:5, c@1:18: @1:23}@1:1"),
    (
      "a: |\n  two\n  lines\nb: >\n  one\n  line\n",
      "{a@1:1: 'two\nlines\n'@1:4, b@4:1: 'one line\n'@4:4}@1:1"
    ),
    (
      "Gr\u{FC}n: \u{1F600}\n\u{6E2F}: x", "{Gr\u{FC}n@1:1: \u{1F600}@1:7, \u{6E2F}@2:1: x@2:4}@1:1"
    ),
    ("text", "text@1:1"),
    ("''", "''@1:1"),
    ("!!str 12", "'12'@1:1"),
    ("!!int 12", "12@1:1"),
    ("!!map {a: !!seq [!!bool true]}", "{a@1:8: [true@1:18]@1:11}@1:1"),
    ("a: \"\\u00e9\\0\"", "{a@1:1: '\u{E9}\u{0}'@1:4}@1:1"),
    ("z: 1\na: 2\nm: 3", "{z@1:1: 1@1:4, a@2:1: 2@2:4, m@3:1: 3@3:4}@1:1"),
    ("e\u{301}: 1\n\u{E9}: 2", "{e\u{301}@1:1: 1@1:5, \u{E9}@2:1: 2@2:4}@1:1"),
  ]

  @Test(arguments: documents)
  func `every node and every key knows its line and column`(
    _ row: (text: String, outline: String)
  ) throws {
    let node = try YAMLNode(parsing: row.text, file: "x.yaml")
    #expect(outline(node) == row.outline)
    #expect(node.place.file == "x.yaml")
  }

  static let broken: [(text: String, message: String)] = [
    ("", "x.yaml:1:1: found no document, expected a YAML document"),
    ("# only a note\n", "x.yaml:2:1: found no document, expected a YAML document"),
    (
      "a: 1\nb: 2\na: 3\n",
      """
      x.yaml:3:1: found the key 'a' a second time, expected each key once
        the first one stands at 1:1
      """
    ),
    (
      "o: {k: 1, \"k\": 2}",
      """
      x.yaml:1:11: found the key 'k' a second time, expected each key once
        the first one stands at 1:5
      """
    ),
    (
      "a: &x 1",
      """
      x.yaml:1:4: found the anchor '&x', expected a value without an anchor
        write the value out wherever it is needed
      """
    ),
    (
      "a: *x",
      """
      x.yaml:1:4: found the alias '*x', expected a value
        write the value out
      """
    ),
    (
      "&k a: 1",
      """
      x.yaml:1:1: found the anchor '&k', expected a value without an anchor
        write the value out wherever it is needed
      """
    ),
    (
      "a: !ruby/object:Evil {}",
      """
      x.yaml:1:4: found the tag '!ruby/object:Evil', expected a value without a tag
        remove the tag
      """
    ),
    (
      "a: !!binary aGk=",
      """
      x.yaml:1:4: found the tag 'tag:yaml.org,2002:binary', expected a value without a tag
        remove the tag
      """
    ),
    (
      "!!seq {}",
      """
      x.yaml:1:1: found the tag 'tag:yaml.org,2002:seq', expected a value without a tag
        remove the tag
      """
    ),
    ("? [a]\n: 1", "x.yaml:1:3: found a list or a mapping as key, expected a plain or quoted key"),
    (
      "%YAML 1.1\n---\na: 1",
      """
      x.yaml:1:1: found a directive, expected a document without %YAML and %TAG
        remove the lines that begin with '%'
      """
    ),
    (
      "a: 1\n---\nb: 2",
      """
      x.yaml:2:1: found a second document, expected a single document
        remove the line '---' or put the second document into a file of its own
      """
    ),
    (
      "a:\n\t- b",
      """
      x.yaml:2:1: found character that cannot start any token (while scanning for the next token \
      that begins at 2:1), expected YAML 1.2
        indent with spaces, not with tabs
      """
    ),
    (
      "a: [1, 2",
      """
      x.yaml:2:1: found something else (while parsing a flow sequence that begins at 1:4), \
      expected ',' or ']'
      """
    ),
    (
      "a: {b: 1\nc: 2",
      """
      x.yaml:2:2: found something else (while parsing a flow mapping that begins at 1:4), \
      expected ',' or '}'
      """
    ),
    (
      "a: 'open",
      """
      x.yaml:1:9: found unexpected end of stream (while scanning a quoted scalar that begins at \
      1:4), expected YAML 1.2
      """
    ),
    (
      "a: b: c",
      "x.yaml:1:5: found 'mapping values are not allowed in this context', expected YAML 1.2"
    ),
    (
      "a: 1\n  b: 2",
      "x.yaml:2:4: found 'mapping values are not allowed in this context', expected YAML 1.2"
    ),
    (
      "a:\n  - 1\n - 2",
      """
      x.yaml:3:2: found something else (while parsing a block mapping that begins at 1:1), \
      expected key
      """
    ),
    (
      "a: \"\\q\"",
      """
      x.yaml:1:5: found unknown escape character (while parsing a quoted scalar that begins at \
      1:4), expected YAML 1.2
      """
    ),
    (
      "a: b\u{7}",
      """
      x.yaml:1:5: found a control character, expected printable text
        write it as an escape in double quotes
      """
    ),
    (
      "a: 1\nb: \u{0}",
      """
      x.yaml:2:4: found a control character, expected printable text
        write it as an escape in double quotes
      """
    ),
    (
      "a: @b",
      """
      x.yaml:1:4: found character that cannot start any token (while scanning for the next token \
      that begins at 1:4), expected YAML 1.2
      """
    ),
  ]

  @Test(arguments: broken)
  func `what is not strict YAML is refused with its place`(_ row: (text: String, message: String)) {
    #expect(told { _ = try YAMLNode(parsing: row.text, file: "x.yaml") } == row.message)
  }

  static let encodings: [(bytes: [UInt8], message: String)] = [
    (
      [0xFF, 0xFE, 0x61, 0, 0x3A, 0],
      """
      x.yaml:1:1: found UTF-16 or UTF-32, expected UTF-8
        save the file as UTF-8
      """
    ),
    (
      [0xFE, 0xFF, 0, 0x61],
      """
      x.yaml:1:1: found UTF-16 or UTF-32, expected UTF-8
        save the file as UTF-8
      """
    ),
    (
      [0x61, 0, 0x3A, 0],
      """
      x.yaml:1:1: found UTF-16 or UTF-32, expected UTF-8
        save the file as UTF-8
      """
    ),
    (
      [0, 0x61],
      """
      x.yaml:1:1: found UTF-16 or UTF-32, expected UTF-8
        save the file as UTF-8
      """
    ),
    (
      Array("a: 1\nb: caf".utf8) + [0xE9, 0x0A],
      """
      x.yaml:2:7: found broken UTF-8 (incomplete UTF-8 octet sequence), expected UTF-8
        save the file as UTF-8
      """
    ),
    (
      Array("a: ".utf8) + [0xE9, 0x41, 0x41],
      """
      x.yaml:1:5: found broken UTF-8 (invalid trailing UTF-8 octet), expected UTF-8
        save the file as UTF-8
      """
    ),
    (
      Array("a: ".utf8) + [0xFF],
      """
      x.yaml:1:4: found broken UTF-8 (invalid leading UTF-8 octet), expected UTF-8
        save the file as UTF-8
      """
    ),
    (
      Array("a: ".utf8) + [0xED, 0xA0, 0x80],
      """
      x.yaml:1:4: found broken UTF-8 (invalid Unicode character), expected UTF-8
        save the file as UTF-8
      """
    ),
    (
      Array("a: ".utf8) + [0xC3],
      """
      x.yaml:1:4: found broken UTF-8 (incomplete UTF-8 octet sequence), expected UTF-8
        save the file as UTF-8
      """
    ),
  ]

  @Test(arguments: encodings)
  func `another encoding is refused`(_ row: (bytes: [UInt8], message: String)) {
    #expect(told { _ = try YAMLNode(parsing: row.bytes, file: "x.yaml") } == row.message)
  }

  @Test func `a billion laughs end at the first anchor`() {
    let laughs = """
      a: &a ["lol", "lol"]
      b: &b [*a, *a]
      c: &c [*b, *b]
      """
    #expect(
      told { _ = try YAMLNode(parsing: laughs, file: "x.yaml") }
        == """
        x.yaml:1:4: found the anchor '&a', expected a value without an anchor
          write the value out wherever it is needed
        """)
  }

  @Test func `nesting ends at its limit, in brackets and by indentation`() throws {
    func nested(_ levels: Int) -> String {
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
    _ = try YAMLNode(parsing: nested(YAMLLimits.depth), file: "x.yaml")
    let message = "found nesting deeper than 64 levels, expected at most 64 levels"
    #expect(
      told { _ = try YAMLNode(parsing: nested(65), file: "x.yaml") } == "x.yaml:1:65: \(message)")
    #expect(
      told { _ = try YAMLNode(parsing: String(repeating: "[", count: 100_000), file: "x.yaml") }
        == "x.yaml:1:65: \(message)")
    let block = String(repeating: "- ", count: 10_000)
    #expect(
      told { _ = try YAMLNode(parsing: block, file: "x.yaml") } == "x.yaml:1:129: \(message)")
  }

  @Test func `a file beyond the limit is not even looked at`() {
    let huge = [UInt8](repeating: 0x20, count: YAMLLimits.bytes + 1)
    #expect(
      told { _ = try YAMLNode(parsing: huge, file: "x.yaml") }
        == "x.yaml:1:1: found 8388609 bytes, expected at most 8388608 bytes of YAML")
  }

  static let whole = """
    # A mapping with everything.
    name: "Gr\u{FC}ne \\u00e9"
    detect: {tables: [grp, mem], version: '1'}
    groups:
      - sql: |
          SELECT id
          FROM grp
        key: plain text
      - ~
    last: true
    """

  @Test func `a file cut anywhere is an error or a beginning of the whole`() throws {
    let bytes = Array(Self.whole.utf8)
    let whole = try YAMLNode(parsing: bytes, file: "x.yaml").mapping()
    for count in 0..<bytes.count {
      do {
        let cut = try YAMLNode(parsing: Array(bytes[..<count]), file: "x.yaml")
        guard case .mapping(let entries) = cut.content else { continue }
        #expect(entries.count <= whole.entries.count)
        #expect(
          entries.dropLast().elementsEqual(whole.entries.prefix(max(0, entries.count - 1))),
          "cut to \(count) bytes")
      } catch { #expect(error.line >= 1 && error.column >= 1, "cut to \(count) bytes") }
    }
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `wrong bytes are an error or a document, never the end of the program`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      var bytes = Array(Self.whole.utf8)
      for _ in 0..<3 {
        bytes[random.number(below: bytes.count)] = UInt8(random.number(below: 256))
      }
      do {
        _ = try YAMLNode(parsing: bytes, file: "x.yaml")
      } catch { #expect(error.line >= 1 && error.column >= 1) }
    }
  }
}

struct PlaceTests {
  @Test func `a place costs twelve bytes and no reference`() {
    #expect(MemoryLayout<YAMLPlace>.size == 12)
  }

  static let files = ["a.yaml", "b.yaml", "", "Gru\u{308}n.yaml", "Gr\u{FC}n.yaml", "a.yaml"]

  @Test func `a place knows its file by every byte of its name`() {
    let places = Self.files.map { YAMLPlace(file: $0, line: 8_388_608, column: 1) }
    for (place, file) in zip(places, Self.files) {
      #expect(place.file.utf8.elementsEqual(file.utf8))
      #expect(place.description.utf8.elementsEqual("\(file):8388608:1".utf8))
      #expect(place.line == 8_388_608 && place.column == 1)
    }
    #expect(places[0] == places[5] && places[0] != places[1] && places[3] != places[4])
  }
}
