import TestSupport
import Testing

@testable import Ingest

/// Tables as spreadsheets and scripts write them, read record by record.
struct CSVTextTests {
  private func records(_ bytes: [UInt8]) throws -> [(line: UInt64, cells: [String])] {
    var text = try CSVText(bytes, file: "m.csv")
    var records: [(line: UInt64, cells: [String])] = []
    while let cells = try text.next() {
      records.append((text.line, cells.map { String(decoding: $0, as: UTF8.self) }))
    }
    return records
  }

  /// How a record is written in a failure, and in the rows below: `line|cell|cell`.
  private func outline(_ bytes: [UInt8]) -> [String] {
    do {
      return try records(bytes).map { (["\($0.line)"] + $0.cells).joined(separator: "|") }
    } catch {
      return ["\(error)"]
    }
  }

  static let rows: [(text: String, records: [String])] = [
    // The examples of RFC 4180, section 2, https://www.rfc-editor.org/rfc/rfc4180#section-2.
    ("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n", ["1|aaa|bbb|ccc", "2|zzz|yyy|xxx"]),
    ("aaa,bbb,ccc\r\nzzz,yyy,xxx", ["1|aaa|bbb|ccc", "2|zzz|yyy|xxx"]),
    ("\"aaa\",\"bbb\",\"ccc\"\r\nzzz,yyy,xxx", ["1|aaa|bbb|ccc", "2|zzz|yyy|xxx"]),
    ("\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx", ["1|aaa|b\r\nbb|ccc", "3|zzz|yyy|xxx"]),
    ("\"aaa\",\"b\"\"bb\",\"ccc\"", ["1|aaa|b\"bb|ccc"]),
    ("", []), ("\n", []), ("\r\n\r\n", []), ("a", ["1|a"]), ("a\n\n\nb", ["1|a", "4|b"]),
    (",", ["1||"]), ("a,\n,b\n", ["1|a|", "2||b"]), ("\"\"", []), ("\"\",\"\"", ["1||"]),
    ("a\rb\rc", ["1|a", "2|b", "3|c"]), ("a\n\rb", ["1|a", "3|b"]),
    (" a , b ", ["1| a | b "]), ("a\"b,c\"", ["1|a\"b|c\""]), ("\"a,b\";c", ["1|a,b|c"]),
    // The separator is the mark that the first line holds most of, outside quotes.
    ("a;b\nc,d;e\n", ["1|a|b", "2|c,d|e"]), ("a\tb\nc;d\te", ["1|a|b", "2|c;d|e"]),
    ("a,b;c\n", ["1|a|b;c"]), ("a;b,c;d\n", ["1|a|b,c|d"]), ("\"a;;;b\",c\n", ["1|a;;;b|c"]),
    ("\"a\n;;\",b\n", ["1|a\n;;|b"]), ("a\nb;c,d;e", ["1|a", "2|b;c|d;e"]),
    ("a;b\tc", ["1|a|b\tc"]), ("\"a\"\"\";\"b\"", ["1|a\"|b"]),
    ("\u{FEFF}a,b", ["1|a|b"]), ("\u{FEFF}\u{FEFF}a", ["1|\u{FEFF}a"]),
    ("\u{FEFF}\"a\",b", ["1|a|b"]),
  ]

  @Test(arguments: rows)
  func `records and their lines are those of RFC 4180`(_ row: (text: String, records: [String])) {
    #expect(outline(Array(row.text.utf8)) == row.records)
  }

  private static let isOpen =
    "found an open quotation mark, expected its closing one\n"
    + "  the file was cut, or a cell with a quotation mark is not quoted"
  private static let isFollowed =
    "found text after a closing quotation mark, expected a separator or the end of the line\n"
    + "  write a quotation mark inside quotes twice"

  /// Texts that are no table, with the whole message.
  static let refused: [(text: String, message: String)] = [
    ("a\n\"b", "m.csv:2: \(isOpen)"), ("a\n\"b\n\nc", "m.csv:2: \(isOpen)"),
    ("\"", "m.csv:1: \(isOpen)"), ("a,\"\"\"", "m.csv:1: \(isOpen)"),
    ("a\n\"b\nc\"d", "m.csv:3: \(isFollowed)"), ("\"a\" ,b", "m.csv:1: \(isFollowed)"),
    ("\"a;b\";\"c\",d", "m.csv:1: \(isFollowed)"), ("a\n\"\"b", "m.csv:2: \(isFollowed)"),
  ]

  @Test(arguments: refused)
  func `a table with a broken quotation is refused at its line`(
    _ row: (text: String, message: String)
  ) {
    #expect(outline(Array(row.text.utf8)).last == row.message)
  }

  private static func utf16(_ text: String, isLittle: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      let (low, high) = (UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8))
      return isLittle ? [low, high] : [high, low]
    }
  }

  @Test(arguments: [true, false])
  func `UTF-16 is read in either order and refused where it is broken`(isLittle: Bool) {
    let mark: [UInt8] = isLittle ? [0xFF, 0xFE] : [0xFE, 0xFF]
    func read(_ bytes: [UInt8]) -> [String] { outline(mark + bytes) }
    #expect(
      read(Self.utf16("Gr\u{FC}n;\u{1F600}\r\n;x", isLittle: isLittle)) == [
        "1|Gr\u{FC}n|\u{1F600}", "2||x",
      ])
    #expect(read([]) == [])
    let half: [UInt8] = isLittle ? [0x3D, 0xD8] : [0xD8, 0x3D]
    let broken =
      "m.csv: found half a surrogate pair in UTF-16, expected both halves\n"
      + "  the file was damaged; export or copy it again"
    #expect(read(half) == [broken])
    #expect(read(half + Self.utf16("a", isLittle: isLittle)) == [broken])
    #expect(
      read([0x61]) == [
        "m.csv: found UTF-16 with an odd number of bytes, expected whole characters\n"
          + "  the file was cut; export it again"
      ])
  }

  /// Cells of the characters that mean something, written with quotes where they must be or may be.
  @Test(arguments: SeededGenerator.seeds(30))
  func `whatever is written by the rules is read back`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let separator = random.pick([",", ";", "\t"])
    let lineEnd = random.pick(["\n", "\r\n", "\r"])
    let signs = ["a", "b", " ", "\"", "\n", "\r\n", "\u{E9}", separator, "'", "\u{1F600}"]
    // The heading decides the separator.
    var expected: [[String]] = [["h1", "h2", "h3"]]
    for _ in 0..<random.number(below: 12) {
      expected.append(
        (0..<3).map { _ in (0..<random.number(below: 5)).map { _ in random.pick(signs) }.joined() })
    }
    let lines = expected.map { cells in
      cells.map { cell in
        let mustQuote = cell.utf8.contains {
          "\"\n\r".utf8.contains($0) || [$0] == Array(separator.utf8)
        }
        guard mustQuote || random.chance(1, outOf: 4) else { return cell }
        return "\"" + cell.unicodeScalars.reduce(into: "") { $0 += $1 == "\"" ? "\"\"" : "\($1)" }
          + "\""
      }.joined(separator: separator)
    }
    let text = lines.joined(separator: lineEnd) + (random.chance(1, outOf: 2) ? lineEnd : "")
    let found = try records(Array(text.utf8))
    #expect(found.map(\.cells).map(joined) == expected.map(joined))
    #expect(found.first?.line == 1)
  }

  /// Cells as bytes: a comparison of texts takes two spellings for one.
  private func joined(_ cells: [String]) -> [[UInt8]] { cells.map { Array($0.utf8) } }

  @Test(arguments: SeededGenerator.seeds(10))
  func `bytes that are no text stay as they are`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let cells = (0..<20).map { _ in
      random.bytes(6).filter { ![0x0A, 0x0D, 0x22, 0x2C].contains($0) }
    }
    var text = try CSVText(
      Array("x,y\n".utf8) + cells.flatMap { [0x61] + $0 + [0x2C, 0x0A] }, file: "m")
    _ = try text.next()
    for cell in cells { #expect(try text.next() == [[0x61] + cell, []]) }
    #expect(try text.next() == nil)
  }
}
