import TestSupport
import Testing

@testable import YAMLText

/// Where scalars and lists end, held against texts that were written with their places.
struct ExtentsTests {
  /// A text that notes where each of its scalars and lists begins and ends.
  private struct Writing {
    var text = ""
    var line = 1
    var column = 1
    var spans: [(start: YAMLExtents.Position, end: YAMLExtents.Position)] = []
    var mappings: [YAMLExtents.Position] = []

    var here: YAMLExtents.Position { YAMLExtents.Position(line, column) }

    mutating func write(_ part: String) {
      for scalar in part.unicodeScalars {
        text.unicodeScalars.append(scalar)
        (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
      }
    }

    mutating func scalar(_ random: inout SeededGenerator) {
      let start = here
      write(random.pick(["a", "b c", "'d e'", "\"f\\n\"", "\u{E9}x", "'\u{1F600}'", "7", "~"]))
      spans.append((start, here))
    }

    /// A line break, or a blank, where either may stand.
    mutating func gap(_ random: inout SeededGenerator) {
      write(random.pick(["", " ", "\n    ", " # why\n    "]))
    }

    mutating func value(_ depth: Int, _ random: inout SeededGenerator) {
      let choice = depth > 3 ? 0 : random.number(below: 3)
      guard choice > 0 else { return scalar(&random) }
      let (start, count) = (here, random.number(below: 4))
      write(choice == 1 ? "[" : "{")
      for number in 0..<count {
        gap(&random)
        if choice == 2 {
          let key = here
          write("k\(number)")
          spans.append((key, here))
          write(": ")
        }
        value(depth + 1, &random)
        gap(&random)
        if number < count - 1 { write(", ") }
      }
      write(choice == 1 ? "]" : "}")
      if choice == 1 { spans.append((start, here)) } else { mappings.append(start) }
    }
  }

  private func place(_ position: YAMLExtents.Position) -> YAMLPlace {
    YAMLPlace(file: "x.yaml", line: position.line, column: position.column)
  }

  @Test(arguments: SeededGenerator.seeds(40), [false, true])
  func `everything in brackets ends where it was written to end`(seed: UInt64, hasMark: Bool) throws
  {
    var random = SeededGenerator(seed: seed)
    var writing = Writing()
    for number in 0..<5 {
      let key = writing.here
      writing.write("key\(number)")
      writing.spans.append((key, writing.here))
      writing.write(": ")
      writing.value(0, &random)
      writing.write("\n")
    }
    let bytes = (hasMark ? [0xEF, 0xBB, 0xBF] : []) + Array(writing.text.utf8)
    let extents = try YAMLExtents(parsing: bytes, file: "x.yaml")
    for (start, end) in writing.spans {
      #expect(extents.end(of: place(start)) == end, "\(writing.text)")
    }
    // What begins with a brace is no scalar and no list.
    for start in writing.mappings { #expect(extents.end(of: place(start)) == nil) }
    let starts = Set(writing.spans.map(\.start))
    for line in 1...writing.line {
      for column in 1...20 where !starts.contains(YAMLExtents.Position(line, column)) {
        #expect(extents.end(of: place(YAMLExtents.Position(line, column))) == nil)
      }
    }
    // Both readers of the text know the same places.
    let node = try YAMLNode(parsing: bytes, file: "x.yaml")
    for entry in try node.mapping().entries where entry.value.isScalarOrList {
      #expect(extents.end(of: entry.value.place) != nil)
    }
  }

  /// Lists in block style, where they begin, and where they end: where the next thing begins.
  static let blocks: [(text: String, start: (Int, Int), end: (Int, Int))] = [
    ("a:\n  - b\n  - c\nd: e\n", (2, 3), (4, 1)), ("a:\n- b\n", (2, 1), (3, 1)),
    ("a:\n  - b\n\n  # why\n\nd: e\n", (2, 3), (6, 1)), ("- a\n- b", (1, 1), (3, 1)),
    ("a:\n  - b: c\n  - d\n", (2, 3), (4, 1)), ("a: |\n  b\n  c\nd: e\n", (1, 4), (4, 1)),
  ]

  @Test(arguments: blocks)
  func `a list in block style ends where the next thing begins`(
    _ row: (text: String, start: (Int, Int), end: (Int, Int))
  ) throws {
    let extents = try YAMLExtents(parsing: Array(row.text.utf8), file: "x.yaml")
    let start = YAMLExtents.Position(row.start.0, row.start.1)
    #expect(extents.end(of: place(start)) == YAMLExtents.Position(row.end.0, row.end.1))
  }

  @Test(arguments: ["a: [b", "a: 'b", "\ta", "a: \"\\x\"", "a: b: c"])
  func `what cannot be parsed has no extents`(_ text: String) {
    #expect(throws: YAMLError.self) {
      _ = try YAMLExtents(parsing: Array(text.utf8), file: "x.yaml")
    }
  }
}

extension YAMLNode {
  fileprivate var isScalarOrList: Bool {
    if case .mapping = content { return false }
    return true
  }
}

/// Long mappings, whose keys are found by a table.
struct LongMappingTests {
  /// Keys that look alike, or begin alike.
  private static func key(_ number: Int) -> String {
    let forms = ["k", "K", "k ", "\u{E9}", "e\u{301}", "\u{4B}", "''", "long key "]
    return "\"\(forms[number % forms.count])\(number / forms.count)\""
  }

  @Test(arguments: [1, 15, 16, 17, 18, 40, 200])
  func `each key stands once, however many there are before it`(_ count: Int) throws {
    // The quotes and the accents leave the text to libyaml.
    let keys = (0..<count).filter { $0 % 8 != 5 }.map(Self.key)
    let lines = keys.enumerated().map { "\($1): \($0)\n" }
    let mapping = try YAMLNode(parsing: lines.joined(), file: "x.yaml").mapping()
    #expect(mapping.entries.count == keys.count)
    for (number, entry) in mapping.entries.enumerated() {
      #expect(mapping.entry(entry.key)?.place == entry.place)
      #expect(try entry.value.int() == number)
    }
    for again in [0, keys.count / 2, keys.count - 1] {
      let text = lines.joined() + "\(keys[again]): x\n"
      let error = #expect(throws: YAMLError.self) {
        _ = try YAMLNode(parsing: text, file: "x.yaml")
      }
      let key = keys[again].dropFirst().dropLast()
      #expect(
        error?.description == """
          x.yaml:\(keys.count + 1):1: found the key '\(key)' a second time, expected each key once
            the first one stands at \(again + 1):1
          """)
    }
  }

  /// Two texts, and whether they are the same byte for byte.
  static let pairs: [(one: String, other: String, areSame: Bool)] = [
    ("", "", true), ("a", "a", true), ("a", "b", false), ("a", "aa", false),
    ("\u{E9}", "e\u{301}", false), ("\u{E9}\u{E9}", "e\u{301}\u{E9}", false),
    // As many bytes, and one text for a comparison by characters.
    ("\u{212B}", "A\u{30A}", false), ("\u{1E69}", "s\u{323}\u{307}", false),
    ("a\u{323}\u{307}", "a\u{307}\u{323}", false), ("\u{AC00}x", "\u{AC00}x", true),
    (String(repeating: "k", count: 40), String(repeating: "k", count: 40), true),
    (String(repeating: "k", count: 40) + "a", String(repeating: "k", count: 40) + "b", false),
  ]

  @Test(arguments: pairs)
  func `keys are told apart by their bytes`(_ row: (one: String, other: String, areSame: Bool)) {
    #expect(row.one.hasBytes(of: row.other) == row.areSame)
    #expect(row.other.hasBytes(of: row.one) == row.areSame)
  }

  @Test func `two spellings of one name are two keys, short or long`() throws {
    for extra in [0, 30] {
      let more = (0..<extra).map { "x\($0): 1\n" }.joined()
      let text = "\(more)\"a\u{323}\u{307}\": 1\n\"a\u{307}\u{323}\": 2\n"
      let mapping = try YAMLNode(parsing: text, file: "x.yaml").mapping()
      #expect(mapping.entries.count == extra + 2)
      #expect(try mapping.entries.suffix(2).map { try $0.value.int() } == [1, 2])
    }
  }
}
