import TestSupport
import Testing

/// The readers with which tests judge what the program wrote.
struct ReaderTests {
  static let tables: [(text: String, header: [String], rows: [[String]])] = [
    ("a,b\n1,2\n", ["a", "b"], [["1", "2"]]),
    ("a,b\r\n1,2\r\n", ["a", "b"], [["1", "2"]]),
    ("a,b\n1,2", ["a", "b"], [["1", "2"]]),
    ("a\n", ["a"], []),
    ("a,b\n,\n", ["a", "b"], [["", ""]]),
    ("a\n\"x, \"\"y\"\"\n z\"\n", ["a"], [["x, \"y\"\n z"]]),
    ("a\n\"\"\n", ["a"], [[""]]),
    ("a\nx\ry\n", ["a"], [["x\ry"]]),
    ("a\n\u{301}\n", ["a"], [["\u{301}"]]),
  ]

  @Test(arguments: tables)
  func `a table is read as RFC 4180 says`(
    _ row: (text: String, header: [String], rows: [[String]])
  ) throws {
    let table = try CSVTable(row.text)
    #expect(table.header == row.header)
    #expect(table.rows == row.rows)
  }

  static let faults: [(text: String, message: String)] = [
    ("", "line 1: found no header"),
    ("a,b\n1\n", "line 2: found 1 cells under 2 headings"),
    ("a\n\"x\ny\"\n1,2\n", "line 4: found 2 cells under 1 headings"),
    ("a\n\"x\n", "line 2: found an open quotation mark"),
  ]

  @Test(arguments: faults)
  func `a text that is no table is refused`(_ row: (text: String, message: String)) {
    let error = #expect(throws: CSVError.self) { try CSVTable(row.text) }
    #expect(error?.description == row.message)
  }

  @Test func `columns and records are found by their heading`() throws {
    let table = try CSVTable("a,b\n1,2\n3,4\n")
    #expect(table.column("b") == ["2", "4"])
    #expect(table.records == [["a": "1", "b": "2"], ["a": "3", "b": "4"]])
  }

  @Test func `places in a JSON text are reached by key and index`() throws {
    let node = try JSONNode(
      #"{"b": [1, "x", true, null, 1.5], "a": {"c": "y"}, "zero": 0, "no": false}"#)
    #expect(node.keys == ["a", "b", "no", "zero"])
    #expect(node["a"]["c"].text == "y")
    #expect(node["b"].items.count == 5)
    #expect(node["b"][0].number == 1)
    #expect(node["b"][0].truth == nil)
    #expect(node["b"][1].text == "x")
    #expect(node["b"][1].number == nil)
    #expect(node["b"][2].truth == true)
    #expect(node["b"][2].number == nil)
    #expect(node["b"][3].isNull)
    #expect(node["b"][4].number == nil)
    #expect(node["zero"].number == 0)
    #expect(node["zero"].truth == nil)
    #expect(node["no"].truth == false)
    #expect(!node["b"][5].exists)
    #expect(!node["none"]["deeper"].exists)
    #expect(node["none"].keys.isEmpty && node["none"].items.isEmpty)
    #expect(throws: (any Error).self) { try JSONNode("{") }
  }
}
