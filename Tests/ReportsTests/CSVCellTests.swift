import TestSupport
import Testing

@testable import Reports

/// Cells of the table, as bytes and as RFC 4180 reads them back.
struct CSVCellTests {
  private func cell(_ text: String) -> String {
    var bytes: [UInt8] = []
    CSVReport.append(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  static let rows: [(text: String, cell: String)] = [
    ("", ""),
    ("Finance", "Finance"),
    ("Grüppe – 財務", "Grüppe – 財務"),
    (" blank around ", " blank around "),
    ("a,b", "\"a,b\""),
    ("a;b", "a;b"),
    ("say \"hi\"", "\"say \"\"hi\"\"\""),
    ("\"", "\"\"\"\""),
    ("two\nlines", "\"two\nlines\""),
    ("two\r\nlines", "\"two\r\nlines\""),
    ("two\rlines", "\"two\rlines\""),
    ("a\tb", "a\tb"),
    ("a\u{0}b", "a\u{2400}b"),
    ("=1+1", "'=1+1"),
    ("+1", "'+1"),
    ("-1", "'-1"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1", "'\t=1"),
    ("\r=1", "\"'\r=1\""),
    ("\n=1", "\"'\n=1\""),
    ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
    ("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""),
    ("'already", "'already"),
    ("1-2", "1-2"),
    ("a=b", "a=b"),
  ]

  @Test(arguments: rows)
  func `a cell is quoted where it must be and never runs`(_ row: (text: String, cell: String)) {
    #expect(Array(cell(row.text).utf8) == Array(row.cell.utf8))
  }

  @Test(arguments: rows)
  func `a reader of RFC 4180 gets the text back`(_ row: (text: String, cell: String)) throws {
    let table = try CSVTable("a,b,c\r\nx,\(cell(row.text)),z\r\n")
    let isFormula = row.text.utf8.first.map { "=+-@\t\r\n".utf8.contains($0) } ?? false
    let expected = (isFormula ? "'" : "") + row.text.replacing("\u{0}", with: "\u{2400}")
    #expect(table.rows.count == 1)
    #expect(table.rows[0].map { Array($0.utf8) } == ["x", expected, "z"].map { Array($0.utf8) })
  }

  @Test func `the header never changes its order`() {
    #expect(
      CSVReport.columns.joined(separator: ",") == """
        rule,severity,message,groupTenantId,groupLocalId,groupName,principalTenantId,\
        principalLocalId,principalName,expected,found,evidence,explanation,remediation,\
        fingerprint,baseline
        """)
  }

  @Test(arguments: SeededGenerator.seeds(50))
  func `any text survives between its neighbours`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let letters = Array("ab\"',;\r\n\t =+-@é\u{301}\u{1F600}").flatMap { Array($0.unicodeScalars) }
    let text = (0..<random.number(below: 12)).reduce(into: "x") { text, _ in
      text.unicodeScalars.append(random.pick(letters))
    }
    let table = try CSVTable("a,b\r\n\(cell(text)),\(cell(text))\r\n")
    #expect(table.rows.map { $0.map { Array($0.utf8) } } == [[Array(text.utf8), Array(text.utf8)]])
  }
}
