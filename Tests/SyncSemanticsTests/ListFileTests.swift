import DirectoryModel
import TestSupport
import Testing

@testable import SyncSemantics

/// Files of links and aliases, record by record.
struct ListFileTests {
  private func told(_ text: String) -> [String] {
    do {
      return try ListFile(file: "l.csv").records(text).map { "\($0.line): \($0.cells)" }
    } catch {
      return ["\(error)"]
    }
  }

  static let rows: [(text: String, told: [String])] = [
    ("", []), ("\n\n", []), ("a,b", ["1: [\"a\", \"b\"]"]), ("a,b\r\n", ["1: [\"a\", \"b\"]"]),
    ("a\r", ["1: [\"a\"]"]), ("a\rb,c\n", ["1: [\"a\\rb\", \"c\"]"]),
    ("\u{FEFF}a\n\nb", ["1: [\"a\"]", "3: [\"b\"]"]), (",", []), (",,\na", ["2: [\"a\"]"]),
    (",a", ["1: [\"\", \"a\"]"]), ("a,", ["1: [\"a\", \"\"]"]),
    (" a , b", ["1: [\" a \", \" b\"]"]),
    // A comment is a line that begins with the sign, and nothing else is one.
    ("# x\na\n#\n b#\n", ["2: [\"a\"]", "4: [\" b#\"]"]), ("#", []), ("#a\r\nb", ["2: [\"b\"]"]),
    ("\"#a\",b", ["1: [\"#a\", \"b\"]"]), ("a,#b\n#\"\nc", ["1: [\"a\", \"#b\"]", "3: [\"c\"]"]),
    ("\"a\n# b\",c\nd", ["1: [\"a\\n# b\", \"c\"]", "3: [\"d\"]"]),
    ("\"a\"\"b\",\"\"\"\"", ["1: [\"a\\\"b\", \"\\\"\"]"]), ("\"\",\"x\"", ["1: [\"\", \"x\"]"]),
    ("a\"b,c\"", ["1: [\"a\\\"b\", \"c\\\"\"]"]),
    ("\"a\r\nb\"\r\nc", ["1: [\"a\\r\\nb\"]", "3: [\"c\"]"]),
    (
      "\"a",
      ["l.csv:1: found a quotation mark that is never closed, expected a closing quotation mark"]
    ),
    (
      "a\n\"b\n\nc",
      ["l.csv:2: found a quotation mark that is never closed, expected a closing quotation mark"]
    ),
    (
      "\"a\nb\"c",
      [
        "l.csv:2: found text after a closing quotation mark, expected a comma or the end of the line"
      ]
    ),
    (
      "\"a\" ,b",
      [
        "l.csv:1: found text after a closing quotation mark, expected a comma or the end of the line"
      ]
    ),
  ]

  @Test(arguments: rows)
  func `records stand at the lines where they begin`(_ row: (text: String, told: [String])) {
    #expect(told(row.text) == row.told)
  }

  /// A text for a local group, and the group that it names.
  static let references: [(text: String, named: Link.Reference)] = [
    ("Sales", .name("Sales")), ("key:7", .key("7")), ("key:", .key("")), ("Key:7", .name("Key:7")),
    ("key: 7", .key(" 7")), (" key:7", .name(" key:7")), ("key", .name("key")),
    ("key:key:7", .key("key:7")), ("key:\u{301}x", .key("\u{301}x")),
    ("key:\u{1F469}\u{200D}\u{1F4BB}", .key("\u{1F469}\u{200D}\u{1F4BB}")),
  ]

  @Test(arguments: references)
  func `the key of a local group is every byte behind its mark`(
    _ row: (text: String, named: Link.Reference)
  ) throws {
    let links = try Link.read(text: "tenantGroup,localGroup\nT,\(row.text)\n", file: "l.csv")
    #expect(links.map(\.localGroup) == [row.named])
    #expect(links.map(\.tenantGroup) == [.name("T")])
    // What looks equal may be spelled otherwise.
    #expect(links.map { bytes(of: $0.localGroup) } == [bytes(of: row.named)])
  }

  private func bytes(of reference: Link.Reference) -> [UInt8] {
    switch reference {
    case .name(let text), .key(let text): Array(text.utf8)
    case .objectID(let guid): guid.bytes
    }
  }

  /// A text for a tenant group, and whether it is taken for an identifier.
  static let identifiers: [(text: String, isID: Bool)] = [
    ("f81d4fae-7dec-11d0-a765-00a0c91e6bf6", true), ("F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6", true),
    ("f81d4fae7dec11d0a76500a0c91e6bf6", false), ("{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}", false),
    (" f81d4fae-7dec-11d0-a765-00a0c91e6bf6", false),
    ("f81d4fae-7dec-11d0-a765-00a0c91e6bf", false),
  ]

  @Test(arguments: identifiers)
  func `only a whole identifier is one, whatever else is a name`(_ row: (text: String, isID: Bool))
    throws
  {
    let links = try Link.readAliases(text: "tenantGroup,localName\n\(row.text),L\n", file: "a.csv")
    let expected =
      row.isID ? GUID(row.text).map(Link.Reference.objectID) : Link.Reference.name(row.text)
    #expect(links.map(\.tenantGroup) == [expected])
    #expect(links.map(\.localGroup) == [.name("L")])
    #expect(links.map(\.place) == ["a.csv:2"])
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `names with every sign of the format come back`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let signs = ["a", ",", "\"", "\n", "\r", "#", " ", "\u{301}", ";", "key:"]
    let names = (0..<30).map { _ in
      "x" + (0..<random.number(below: 6)).map { _ in random.pick(signs) }.joined()
    }
    func quoted(_ name: String) -> String {
      var text = "\""
      for scalar in name.unicodeScalars { text += scalar == "\"" ? "\"\"" : String(scalar) }
      return text + "\""
    }
    let text =
      "tenantGroup,localGroup,direction\n"
      + names.map { "\(quoted($0)),\(quoted($0)),push\n" }.joined(separator: "# between\n\n")
    let links = try Link.read(text: text, file: "l.csv")
    #expect(links.count == names.count)
    for (link, name) in zip(links, names) {
      #expect(bytes(of: link.tenantGroup) == Array(name.utf8))
      #expect(bytes(of: link.localGroup) == Array(name.utf8))
      #expect(link.direction == .pushing)
    }
  }
}
