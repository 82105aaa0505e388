import Testing

@testable import YAMLText

/// The last of what is allowed, and the first of what is not.
struct EdgeTests {
  /// What a text is, or what is wrong with it.
  private func read(_ text: String) -> String {
    var outcome = ""
    let message = told { outcome = outline(try YAMLNode(parsing: text, file: "e.yaml")) }
    return outcome.isEmpty ? message : outcome
  }

  private static let notText = "found a control character, expected printable text"
  private static let escape = "\n  write it as an escape in double quotes"
  private static let tab =
    "found character that cannot start any token (while scanning for the next token that begins at"

  /// Columns count characters, of however many bytes each is.
  static let places: [(text: String, read: String)] = [
    ("abc: \u{1}", "e.yaml:1:6: \(notText)\(escape)"),
    ("\u{FC}\u{6E2F}\u{1F600}: \u{1}", "e.yaml:1:6: \(notText)\(escape)"),
    ("\u{FC}: 1\n\u{FC}: \u{1F600} \u{1}", "e.yaml:2:6: \(notText)\(escape)"),
    ("a: b\n\u{1}", "e.yaml:2:1: \(notText)\(escape)"),
    (
      "a: @b",
      "e.yaml:1:4: \(tab) 1:4), expected YAML 1.2"
    ),
    (
      "\u{FC}\u{6E2F}\u{1F600}:\n\t- b",
      "e.yaml:2:1: \(tab) 2:1), expected YAML 1.2\n  indent with spaces, not with tabs"
    ),
    ("[a] b", "e.yaml:1:5: found something else, expected a single document"),
    ("{a: b}\n[c]", "e.yaml:2:1: found something else, expected a single document"),
    // The mark of a document's end inside brackets, and a text that begins with a point.
    ("a: [b,\n .c]", "{a@1:1: [b@1:5, .c@2:2]@1:4}@1:1"),
    ("a: [b,\n.c]", "{a@1:1: [b@1:5, .c@2:1]@1:4}@1:1"),
    (
      "a: [b,\n... c]",
      "e.yaml:2:1: found something else (while parsing a flow node that begins at 2:1), "
        + "expected node content"
    ),
  ]

  @Test(arguments: places)
  func `a mistake stands where its first character stands`(_ row: (text: String, read: String)) {
    #expect(read(row.text) == row.read)
  }

  private static func tag(_ name: String, at column: Int = 1) -> String {
    "e.yaml:1:\(column): found the tag '\(name)', expected a value without a tag\n  remove the tag"
  }

  /// The tags of the core schema where they belong, there and nowhere else.
  ///
  /// Source: "YAML Ain't Markup Language 1.2", https://yaml.org/spec/1.2.2/#103-core-schema.
  static let tags: [(text: String, read: String)] = [
    ("!!null ~", "~@1:1"), ("!!float 1.5", "1.5@1:1"), ("!!bool yes", "yes@1:1"),
    ("!!str ~", "'~'@1:1"), ("!!int '1'", "'1'@1:1"), ("!!seq []", "[]@1:1"),
    ("!!map {}", "{}@1:1"), ("!!str a: b", "{a@1:1: b@1:10}@1:1"),
    ("!!map a", tag("tag:yaml.org,2002:map")), ("!!seq a", tag("tag:yaml.org,2002:seq")),
    ("!!str []", tag("tag:yaml.org,2002:str")), ("!!seq {}", tag("tag:yaml.org,2002:seq")),
    ("!!map []", tag("tag:yaml.org,2002:map")), ("!!null {}", tag("tag:yaml.org,2002:null")),
    ("!!binary aGk=", tag("tag:yaml.org,2002:binary")),
    ("!!timestamp 2001-12-14", tag("tag:yaml.org,2002:timestamp")),
    ("!!set {a}", tag("tag:yaml.org,2002:set")), ("[a, !own b]", tag("!own", at: 5)),
  ]

  @Test(arguments: tags)
  func `a tag is taken for what it may stand before`(_ row: (text: String, read: String)) {
    #expect(read(row.text) == row.read)
  }

  /// How long a text is, and how it is shown.
  static let lengths: [(count: Int, shown: String)] = [
    (79, String(repeating: "\u{FC}", count: 79)), (80, String(repeating: "\u{FC}", count: 80)),
    (81, String(repeating: "\u{FC}", count: 80) + "..."),
  ]

  @Test(arguments: lengths)
  func `eighty characters are shown, more are cut`(_ row: (count: Int, shown: String)) {
    let text = String(repeating: "\u{FC}", count: row.count)
    let node = YAMLNode(.scalar(text, .plain), at: YAMLPlace(file: "e.yaml", line: 1, column: 1))
    #expect(node.kind == "'\(row.shown)'")
    let other = YAMLNode(.scalar("a\nb\n", .quoted), at: node.place)
    #expect(other.kind == "the text 'a b '")
  }

  enum Drink: String, CaseIterable {
    case coffee = "caf\u{E9}"
    case tea = "th\u{E9}"
  }

  /// A word as it is spelled, and what it is taken for.
  static let drinks: [(text: String, drink: Drink?)] = [
    ("caf\u{E9}", .coffee), ("th\u{E9}", .tea), ("'th\u{E9}'", .tea), ("cafe\u{301}", nil),
    ("Caf\u{E9}", nil), ("cafe", nil), ("''", nil), ("~", nil), ("[caf\u{E9}]", nil),
  ]

  @Test(arguments: drinks)
  func `a word that only looks like one of an enumeration is none`(
    _ row: (text: String, drink: Drink?)
  ) throws {
    let node = try YAMLNode(parsing: row.text, file: "e.yaml")
    var drink: Drink?
    let message = told { drink = try node.enumeration(of: Drink.self) }
    #expect(drink == row.drink)
    let refusal = "e.yaml:1:1: found \(node.kind), expected one of 'caf\u{E9}', 'th\u{E9}'"
    #expect(row.drink != nil || message.utf8.starts(with: refusal.utf8))
  }

  @Test func `a file of exactly the limit is read, one byte more is refused`() throws {
    let end = Array("\na: b\n".utf8)
    let note = [UInt8](repeating: UInt8(ascii: "#"), count: YAMLLimits.bytes - end.count)
    let node = try YAMLNode(parsing: note + end, file: "e.yaml")
    #expect(outline(node) == "{a@2:1: b@2:4}@1:1" || outline(node) == "{a@2:1: b@2:4}@2:1")
    #expect(
      told { _ = try YAMLNode(parsing: [0x23] + note + end, file: "e.yaml") }
        == "e.yaml:1:1: found 8388609 bytes, expected at most 8388608 bytes of YAML")
  }
}

/// Edits, held against the definition of optimal string alignment.
struct EditDefinitionTests {
  /// The definition as it is written down, without any table: slow and plainly right.
  ///
  /// Source: "A technique for computer detection and correction of spelling errors",
  /// https://doi.org/10.1145/363958.363994, in the restricted form.
  private func defined(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Int {
    guard let last = one.last, let match = other.last else { return one.count + other.count }
    var least = min(
      defined(one.dropLast(), other) + 1, defined(one, other.dropLast()) + 1,
      defined(one.dropLast(), other.dropLast()) + (last == match ? 0 : 1))
    let (tail, head) = (one.suffix(2), other.suffix(2))
    if tail.count == 2, head.count == 2, tail.first == head.last, tail.last == head.first {
      least = min(least, defined(one.dropLast(2), other.dropLast(2)) + 1)
    }
    return least
  }

  private static let words: [String] = {
    var words = [""]
    for _ in 0..<3 { words += words.flatMap { word in ["a", "b", "c"].map { word + $0 } } }
    return Array(Set(words)).sorted()
  }()

  @Test func `the distance of any two short words is that of the definition`() {
    for one in Self.words {
      for other in Self.words {
        let distance = defined(Array(one.utf8)[...], Array(other.utf8)[...])
        for limit in 0...3 {
          #expect(
            editDistance(one, other, atMost: limit) == (distance <= limit ? distance : nil),
            "'\(one)' and '\(other)' within \(limit)")
        }
      }
    }
  }

  @Test func `letters of ASCII are equal without case, and nothing else is`() {
    for one in UInt8(0)..<128 {
      for other in UInt8(0)..<128 {
        let (a, b) = (Unicode.Scalar(one), Unicode.Scalar(other))
        let isEqual = a.properties.lowercaseMapping == b.properties.lowercaseMapping
        let distance = editDistance(String(a), String(b), atMost: 1)
        if distance != (isEqual ? 0 : 1) { Issue.record("\(one) and \(other): \(distance ?? -1)") }
      }
    }
    #expect(editDistance("\u{E9}", "\u{C9}", atMost: 1) == 1)
  }

  /// How long a word is, and how many of its letters may be wrong for it to be recognised.
  static let rooms: [(length: Int, wrong: Int)] = [
    (1, 1), (2, 1), (4, 1), (7, 1), (8, 2), (11, 2), (12, 3), (15, 3), (16, 4), (20, 5), (23, 5),
  ]

  @Test(arguments: rooms)
  func `a quarter of a word may be wrong, and one letter always`(_ row: (length: Int, wrong: Int)) {
    let word = String(repeating: "w", count: row.length)
    func off(by count: Int) -> String {
      String(repeating: "x", count: count) + word.dropFirst(min(count, row.length))
    }
    #expect(closestMatch(to: word, in: [off(by: row.wrong)]) == off(by: row.wrong))
    #expect(closestMatch(to: word, in: [off(by: row.wrong + 1)]) == nil)
    // The nearest, and of equally near ones the first.
    let far = off(by: row.wrong)
    #expect(closestMatch(to: word, in: [far, "y" + far.dropFirst(), far]) == far)
    #expect(closestMatch(to: word, in: [far, word.uppercased(), word]) == word.uppercased())
  }
}
