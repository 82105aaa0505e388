import Testing

struct DocumentationRuleTests {
  private static let long = String(repeating: "word ", count: 30)

  /// A text, and what is complained of.
  static let rows: [(text: String, complaints: [String])] = [
    ("/// A name.\npackage struct Name {", []),
    ("/// A name.\n///\n/// More about it\npackage struct Name {", []),
    ("/// A name that is\n/// long.\npackage struct Name {", []),
    ("/// A name.\n@safe package struct Name {", []),
    ("/// A name.\n@frozen\npublic struct Name {", []),
    ("@frozen\n/// A name.\npackage final class Name {", []),
    ("struct Name {", []),
    ("package import Names", []),
    ("  package let text: String", []),
    ("  package init(_ text: String) {", []),
    ("  package static func == (a: Self, b: Self) -> Bool {", []),
    ("  package func hash(into hasher: inout Hasher) {", []),
    ("  package private(set) var now: Int", []),
    ("let text = \"package struct Name\"", []),
    ("package struct Name {", ["1: 'package struct Name {' has no doc comment"]),
    ("// A name.\npackage enum Name {", ["2: 'package enum Name {' has no doc comment"]),
    (
      "/// A name.\n\npackage protocol Name {", ["3: 'package protocol Name {' has no doc comment"]
    ),
    ("public typealias A = B", ["1: 'public typealias A = B' has no doc comment"]),
    ("  package func f() {", ["1: 'package func f() {' has no doc comment"]),
    (
      "  package static mutating func f() {",
      ["1: 'package static mutating func f() {' has no doc comment"]
    ),
    ("  public class func f() {", ["1: 'public class func f() {' has no doc comment"]),
    (
      "/// A name\npackage struct Name {",
      ["2: 'package struct Name {' has a summary that does not end with a full stop"]
    ),
    (
      "/// A name,\n///\n/// and more.\npackage struct Name {",
      ["4: 'package struct Name {' has a summary that does not end with a full stop"]
    ),
    (
      "  /// The text\n  package let text: String",
      ["2: 'package let text: String' has a summary that does not end with a full stop"]
    ),
    (
      "///\n/// A name.\npackage struct Name {",
      ["3: 'package struct Name {' has a doc comment whose first line is empty"]
    ),
    (
      "/// \(long)\n/// word.\npackage struct Name {",
      ["3: 'package struct Name {' has a summary of 155 characters, at most 150 are allowed"]
    ),
  ]

  @Test(arguments: rows)
  func `what other modules see is documented`(_ row: (text: String, complaints: [String])) {
    #expect(SourceRule.documentation.complaints("Sources/A/a.swift", row.text) == row.complaints)
    #expect(SourceRule.documentation.complaints("Tests/A/a.swift", row.text) == [])
  }
}
