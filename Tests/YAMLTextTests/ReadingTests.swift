import Testing
import YAMLText

enum Direction: String, CaseIterable {
  case fromDirectory = "from-directory"
  case toDirectory = "to-directory"
  case none
}

/// The value of the key `v` in `v: …`.
private func value(_ text: String) throws -> YAMLNode {
  try YAMLNode(parsing: "v: \(text)", file: "x.yaml").mapping().required("v")
}

struct ScalarTests {
  static let bools: [(text: String, value: Bool?, message: String)] = [
    ("true", true, ""), ("True", true, ""), ("FALSE", false, ""), ("false", false, ""),
    (
      "yes", nil,
      """
      x.yaml:1:4: found 'yes', expected true or false
        write true or false; put a text into quotes
      """
    ),
    (
      "Off", nil,
      """
      x.yaml:1:4: found 'Off', expected true or false
        write true or false; put a text into quotes
      """
    ),
    (
      "n", nil,
      """
      x.yaml:1:4: found 'n', expected true or false
        write true or false; put a text into quotes
      """
    ),
    (
      "'true'", nil,
      """
      x.yaml:1:4: found the text 'true', expected true or false
        write true or false without quotes
      """
    ),
    ("1", nil, "x.yaml:1:4: found '1', expected true or false"),
    ("tRUE", nil, "x.yaml:1:4: found 'tRUE', expected true or false"),
    ("", nil, "x.yaml:1:3: found nothing, expected true or false"),
    ("[]", nil, "x.yaml:1:4: found a list, expected true or false"),
    ("{}", nil, "x.yaml:1:4: found a mapping, expected true or false"),
  ]

  @Test(arguments: bools)
  func `only true and false are truth values`(_ row: (text: String, value: Bool?, message: String))
    throws
  {
    let node = try value(row.text)
    if let expected = row.value {
      #expect(try node.bool() == expected)
    } else {
      #expect(told { _ = try node.bool() } == row.message)
    }
  }

  static let ints: [(text: String, value: Int?, message: String)] = [
    ("0", 0, ""), ("12", 12, ""), ("-3", -3, ""), ("+4", 4, ""),
    ("9223372036854775807", .max, ""), ("-9223372036854775808", .min, ""),
    (
      "9223372036854775808", nil, "x.yaml:1:4: found '9223372036854775808', expected a whole number"
    ),
    ("1.0", nil, "x.yaml:1:4: found '1.0', expected a whole number"),
    ("1e3", nil, "x.yaml:1:4: found '1e3', expected a whole number"),
    ("0x10", nil, "x.yaml:1:4: found '0x10', expected a whole number"),
    ("1_000", nil, "x.yaml:1:4: found '1_000', expected a whole number"),
    ("+", nil, "x.yaml:1:4: found '+', expected a whole number"),
    ("\u{663}", nil, "x.yaml:1:4: found '\u{663}', expected a whole number"),
    (
      "010", nil,
      """
      x.yaml:1:4: found '010', expected a whole number
        leave out the leading zero; it reads as octal
      """
    ),
    (
      "\"12\"", nil,
      """
      x.yaml:1:4: found the text '12', expected a whole number
        write a number without quotes
      """
    ),
    ("", nil, "x.yaml:1:3: found nothing, expected a whole number"),
  ]

  @Test(arguments: ints)
  func `numbers are whole and decimal`(_ row: (text: String, value: Int?, message: String)) throws {
    let node = try value(row.text)
    if let expected = row.value {
      #expect(try node.int() == expected)
    } else {
      #expect(told { _ = try node.int() } == row.message)
    }
  }

  @Test func `a number outside its range is refused`() throws {
    #expect(try value("5").int(in: 1...5) == 5)
    #expect(
      told { _ = try value("6").int(in: 1...5) }
        == "x.yaml:1:4: found '6', expected a whole number from 1 to 5")
  }

  static let durations: [(text: String, seconds: Int64?)] = [
    ("0s", 0), ("90s", 90), ("5m", 300), ("1h", 3_600), ("30d", 2_592_000), ("'1h'", 3_600),
    ("5", nil), ("m", nil), ("5 m", nil), ("-5m", nil), ("1.5h", nil), ("5M", nil), ("5w", nil),
    ("1h30m", nil), ("99999999999999999999d", nil), ("9223372036854775807d", nil), ("[]", nil),
    ("", nil),
  ]

  @Test(arguments: durations)
  func `a duration is a number and a unit`(_ row: (text: String, seconds: Int64?)) throws {
    let node = try value(row.text)
    if let seconds = row.seconds {
      #expect(try node.duration() == seconds)
    } else {
      let column = row.text.isEmpty ? 3 : 4
      #expect(
        told { _ = try node.duration() }
          == "x.yaml:1:\(column): found \(node.kind), "
          + "expected a duration such as '90s', '5m', '1h' or '30d'")
    }
  }

  static let strings: [(text: String, value: String?, message: String)] = [
    ("x", "x", ""), ("''", "", ""), ("no", "no", ""), ("1.10", "1.10", ""), ("'~'", "~", ""),
    ("\"null\"", "null", ""),
    (
      "~", nil,
      """
      x.yaml:1:4: found '~', expected a text
        write '' for an empty text
      """
    ),
    (
      "null", nil,
      """
      x.yaml:1:4: found 'null', expected a text
        write '' for an empty text
      """
    ),
    (
      "", nil,
      """
      x.yaml:1:3: found nothing, expected a text
        write '' for an empty text
      """
    ),
    ("[a]", nil, "x.yaml:1:4: found a list, expected a text"),
  ]

  @Test(arguments: strings)
  func `a text keeps its spelling and null is none`(
    _ row: (text: String, value: String?, message: String)
  ) throws {
    let node = try value(row.text)
    if let expected = row.value {
      #expect(try node.string() == expected)
    } else {
      #expect(told { _ = try node.string() } == row.message)
    }
  }

  static let words: [(text: String, value: Direction?, message: String)] = [
    ("from-directory", .fromDirectory, ""), ("'none'", Direction.none, ""),
    (
      "form-directory", nil,
      """
      x.yaml:1:4: found 'form-directory', expected one of 'from-directory', 'to-directory', 'none'
        did you mean 'from-directory'?
      """
    ),
    (
      "None", nil,
      """
      x.yaml:1:4: found 'None', expected one of 'from-directory', 'to-directory', 'none'
        did you mean 'none'?
      """
    ),
    (
      "both", nil,
      "x.yaml:1:4: found 'both', expected one of 'from-directory', 'to-directory', 'none'"
    ),
    (
      "[]", nil,
      "x.yaml:1:4: found a list, expected one of 'from-directory', 'to-directory', 'none'"
    ),
  ]

  @Test(arguments: words)
  func `a word is one of its enumeration`(_ row: (text: String, value: Direction?, message: String))
    throws
  {
    let node = try value(row.text)
    if let expected = row.value {
      #expect(try node.enumeration(of: Direction.self) == expected)
    } else {
      #expect(told { _ = try node.enumeration(of: Direction.self) } == row.message)
    }
  }

  @Test func `a long text is cut in a message`() throws {
    let node = try value("\"\(String(repeating: "ab", count: 50))\\nc\"")
    #expect(
      told { _ = try node.mapping() }
        == "x.yaml:1:4: found the text '\(String(repeating: "ab", count: 40))...', "
        + "expected a mapping")
  }
}

struct MappingTests {
  static let text = """
    name: x
    membership:
      sql: SELECT 1
      keys: [a, 'b']
    empty:
    one: a
    """

  @Test func `keys are asked for by name`() throws {
    let mapping = try YAMLNode(parsing: Self.text, file: "mapping.yaml").mapping()
    #expect(try mapping.required("name").string() == "x")
    #expect(mapping.optional("missing") == nil)
    #expect(mapping.optional("empty") == nil)
    #expect(mapping.entry("empty")?.value.isNull == true)
    let inner = try mapping.required("membership").mapping()
    #expect(inner.place.description == "mapping.yaml:3:3")
    #expect(inner.entry("keys")?.place.line == 4)
    #expect(try inner.required("keys").list().map { try $0.string() } == ["a", "b"])
    #expect(try inner.required("keys").strings() == ["a", "b"])
    #expect(try mapping.required("one").strings() == ["a"])
    #expect(mapping.entries.map(\.key) == ["name", "membership", "empty", "one"])
  }

  @Test func `a key that is not there is an error at the mapping`() throws {
    let mapping = try YAMLNode(parsing: "memberhip: 1\nb: 2", file: "mapping.yaml").mapping()
    #expect(
      told { _ = try mapping.required("membership") }
        == """
        mapping.yaml:1:1: found a mapping without 'membership', expected the key 'membership'
          is 'memberhip' meant to be 'membership'?
        """)
    #expect(
      told { _ = try mapping.required("name") }
        == "mapping.yaml:1:1: found a mapping without 'name', expected the key 'name'")
  }

  static let unknown: [(text: String, known: [String], message: String)] = [
    ("a: 1", ["a", "b"], "no error"),
    ("{}", ["a"], "no error"),
    (
      "name: x\n  \nmemberhip: 1", ["name", "membership"],
      """
      mapping.yaml:3:1: found unknown key 'memberhip', expected one of 'name', 'membership'
        did you mean 'membership'?
      """
    ),
    (
      "x: 1", ["name"],
      "mapping.yaml:1:1: found unknown key 'x', expected 'name'"
    ),
    (
      "e\u{301}: 1", ["\u{E9}"],
      "mapping.yaml:1:1: found unknown key 'e\u{301}', expected '\u{E9}'"
    ),
    ("x: 1", [], "mapping.yaml:1:1: found unknown key 'x', expected nothing"),
  ]

  @Test(arguments: unknown)
  func `an unknown key is refused with the known ones`(
    _ row: (text: String, known: [String], message: String)
  ) throws {
    let mapping = try YAMLNode(parsing: row.text, file: "mapping.yaml").mapping()
    #expect(told { try mapping.refuseUnknownKeys(row.known) } == row.message)
  }

  @Test func `what is no mapping or no list says what it is`() throws {
    let list = try YAMLNode(parsing: "[1]", file: "x.yaml")
    #expect(told { _ = try list.mapping() } == "x.yaml:1:1: found a list, expected a mapping")
    let text = try YAMLNode(parsing: "abc", file: "x.yaml")
    #expect(told { _ = try text.list() } == "x.yaml:1:1: found 'abc', expected a list")
    #expect(
      told { _ = try YAMLNode(parsing: "[a, [b]]", file: "x.yaml").strings() }
        == "x.yaml:1:5: found a list, expected a text")
  }
}

struct SuggestionTests {
  static let distances: [(one: String, other: String, distance: Int?)] = [
    ("", "", 0), ("a", "", 1), ("abc", "abc", 0), ("abc", "abd", 1), ("abc", "acb", 1),
    ("ABC", "abc", 0), ("kitten", "sitting", 3), ("abcd", "dcba", 3), ("abcd", "wxyz", nil),
    ("ca", "abc", 3),
    ("a", "abcdef", nil), ("\u{E9}", "e\u{301}", 2),
  ]

  @Test(arguments: distances)
  func `edits are counted up to a limit, from either side`(
    _ row: (one: String, other: String, distance: Int?)
  ) {
    #expect(editDistance(row.one, row.other, atMost: 3) == row.distance)
    #expect(editDistance(row.other, row.one, atMost: 3) == row.distance)
  }

  static let suggestions: [(word: String, candidates: [String], closest: String?)] = [
    ("--fromat", ["--form", "--format", "--from"], "--format"), ("x", ["y", "z"], "y"),
    ("json", ["csv"], nil), ("memberhip", ["members", "membership"], "membership"),
    ("", ["a"], "a"), ("", ["ab"], nil), ("a", [], nil), ("Rezolve", ["rezolve"], "rezolve"),
    ("configmanager", ["configmgr"], nil), ("configmgrr", ["config", "configmgr"], "configmgr"),
  ]

  @Test(arguments: suggestions)
  func `a misspelt word finds what was meant`(
    _ row: (word: String, candidates: [String], closest: String?)
  ) {
    #expect(closestMatch(to: row.word, in: row.candidates) == row.closest)
  }
}
