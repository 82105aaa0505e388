import Replay
import TestSupport
import Testing
import YAMLText

@testable import Reports

/// Names, folders and lines of scenarios in JUnit XML.
struct JUnitTests {
  private func junit(_ outcomes: [ScenarioOutcome]) -> String {
    ScenarioResults(version: "1.2.3", command: [], outcomes: outcomes).junit()
  }

  private func passed(_ file: String, title: String = "T") -> ScenarioOutcome {
    var outcome = ScenarioOutcome(file: file, verdict: .passed)
    outcome.title = title
    return outcome
  }

  /// The values of an attribute of all elements of a name, as they are written.
  private func values(_ attribute: String, of element: String, in xml: String) -> [String] {
    xml.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " \(attribute)=\"", maxSplits: 1)
      guard line.drop(while: { $0 == " " }).hasPrefix("<\(element) "), words.count == 2 else {
        return nil
      }
      return String(words[1].prefix { $0 != "\"" })
    }
  }

  /// Scalars, and how they stand in an attribute and in a text.
  ///
  /// Source: "Extensible Markup Language (XML) 1.0", https://www.w3.org/TR/xml/: a `Char` is
  /// `#x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]`, and blanks in
  /// attributes are made spaces unless they are references (3.3.3).
  static let characters: [(scalar: Unicode.Scalar, attribute: String, text: String)] = [
    ("\u{0}", "\u{FFFD}", "\u{FFFD}"), ("\u{8}", "\u{FFFD}", "\u{FFFD}"),
    ("\u{9}", "&#9;", "\u{9}"), ("\u{A}", "&#10;", "\u{A}"), ("\u{B}", "\u{FFFD}", "\u{FFFD}"),
    ("\u{D}", "&#13;", "\u{D}"), ("\u{E}", "\u{FFFD}", "\u{FFFD}"),
    ("\u{1F}", "\u{FFFD}", "\u{FFFD}"), (" ", " ", " "), ("\u{7F}", "\u{7F}", "\u{7F}"),
    ("\u{D7FF}", "\u{D7FF}", "\u{D7FF}"), ("\u{E000}", "\u{E000}", "\u{E000}"),
    ("\u{FFFD}", "\u{FFFD}", "\u{FFFD}"), ("\u{FFFE}", "\u{FFFD}", "\u{FFFD}"),
    ("\u{FFFF}", "\u{FFFD}", "\u{FFFD}"), ("\u{10000}", "\u{10000}", "\u{10000}"),
    ("\u{10FFFF}", "\u{10FFFF}", "\u{10FFFF}"), ("&", "&amp;", "&amp;"), ("<", "&lt;", "&lt;"),
    (">", "&gt;", "&gt;"), ("\"", "&quot;", "&quot;"), ("'", "'", "'"),
  ]

  @Test(arguments: characters)
  func `a character that XML cannot hold or would change is written otherwise`(
    _ row: (scalar: Unicode.Scalar, attribute: String, text: String)
  ) {
    let xml = junit([ScenarioOutcome(file: "f", verdict: .broken("a\(row.scalar)z"))])
    let (attribute, text) = ("message=\"a\(row.attribute)z\"", ">a\(row.text)z</error>")
    #expect(Array(xml.utf8).firstRange(of: Array(attribute.utf8)) != nil, "\(xml)")
    #expect(Array(xml.utf8).firstRange(of: Array(text.utf8)) != nil, "\(xml)")
  }

  /// Files, the suite that holds each and the class that it is shown under.
  static let folders: [(file: String, suite: String, shown: String)] = [
    ("a.yaml", ".", "."), ("./a.yaml", ".", "."), ("x/a.yaml", "x", "x"),
    ("x/y/a.yaml", "x/y", "x.y"), ("x//a.yaml", "x/", "x"), ("../x/a.yaml", "../x", "...x"),
    // A suite needs a name, by the schema: the folder of the root has one.
    ("/a.yaml", "/", "."), ("/x/a.yaml", "/x", "x"), ("//a.yaml", "/", "."),
    ("a b/c.d/e.yaml", "a b/c.d", "a b.c.d"), ("gru\u{308}n/a", "gru\u{308}n", "gru\u{308}n"),
  ]

  @Test(arguments: folders)
  func `a scenario stands in the suite of its folder`(
    _ row: (file: String, suite: String, shown: String)
  ) {
    let xml = junit([passed(row.file)])
    #expect(values("name", of: "testsuite", in: xml) == [row.suite])
    #expect(values("classname", of: "testcase", in: xml) == [row.shown])
    #expect(values("file", of: "testcase", in: xml) == [row.file])
  }

  @Test func `folders come in the order of their first scenario, each once`() {
    let files = ["b/1", "a/1", "b/2", "3", "gru\u{308}n/1", "a/2", "gr\u{FC}n/1"]
    let xml = junit(files.map { passed($0, title: $0) })
    // The two spellings of one word are two folders to a file system.
    let suites = ["b", "a", ".", "gru\u{308}n", "gr\u{FC}n"]
    #expect(
      values("name", of: "testsuite", in: xml).map { Array($0.utf8) }
        == suites.map { Array($0.utf8) })
    #expect(values("id", of: "testsuite", in: xml) == ["0", "1", "2", "3", "4"])
    #expect(values("tests", of: "testsuite", in: xml) == ["2", "2", "1", "1", "1"])
    #expect(
      values("name", of: "testcase", in: xml).map { Array($0.utf8) }
        == ["b/1", "b/2", "a/1", "a/2", "3", "gru\u{308}n/1", "gr\u{FC}n/1"].map { Array($0.utf8) })
  }

  private static func failure(line: Int, _ subject: String) -> ScenarioFailure {
    let place = YAMLPlace(file: "f.yaml", line: line, column: 3)
    return ScenarioFailure(
      place: place, value: place, subject: subject, expected: [], found: .text("x"))
  }

  @Test func `a case leads to the first thing that does not hold`() {
    let failures = [Self.failure(line: 9, "one"), Self.failure(line: 4, "two")]
    var failed = ScenarioOutcome(file: "f.yaml", verdict: .failed(failures))
    failed.line = 77
    var broken = ScenarioOutcome(file: "g.yaml", verdict: .broken("no"))
    broken.line = 5
    let unread = ScenarioOutcome(file: "h.yaml", verdict: .broken("no"))
    let xml = junit([failed, broken, unread, passed("i.yaml")])
    #expect(values("line", of: "testcase", in: xml) == ["9", "5"])
    // Without a title the file is the name.
    #expect(values("name", of: "testcase", in: xml) == ["f.yaml", "g.yaml", "h.yaml", "T"])
    #expect(values("message", of: "failure", in: xml) == ["f.yaml:9:3: one"])
    #expect(values("failures", of: "testsuite", in: xml) == ["1"])
    #expect(values("errors", of: "testsuite", in: xml) == ["2"])
    #expect(
      xml.contains(
        "type=\"expectation\">f.yaml:9:3: one\n  expected: \n  found: x\n"
          + "f.yaml:4:3: two\n  expected: \n  found: x\n</failure>"))
  }
}
