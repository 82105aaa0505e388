import DirectoryModel
import Replay
import TestSupport
import Testing

@testable import Reports

/// Words of a scenario as YAML reads them back.
struct ScenarioTextTests {
  static let rows: [(text: String, written: String)] = [
    ("Sales", "Sales"), ("Sales Nordic", "Sales Nordic"),
    ("ada@contoso.example", "ada@contoso.example"), ("a/b (c)", "a/b (c)"),
    ("", "\"\""), (" Sales", "\" Sales\""), ("Sales ", "\"Sales \""), ("yes", "\"yes\""),
    ("NO", "\"NO\""), ("null", "\"null\""), ("7", "\"7\""), ("1e5", "\"1e5\""),
    ("a: b", "\"a: b\""), ("a #b", "\"a #b\""), ("[a]", "\"[a]\""), ("a,b", "\"a,b\""),
    ("say \"x\"", "\"say \\\"x\\\"\""), ("a\\b", "\"a\\\\b\""), ("a\nb", "\"a\\nb\""),
    ("a\u{0}b", "\"a\\u0000b\""), ("Bj\u{F8}rn", "\"Bj\u{F8}rn\""),
    ("a\u{85}b", "\"a\\u0085b\""), ("~", "\"~\""), ("*a", "\"*a\""), ("-", "\"-\""),
  ]

  @Test(arguments: rows)
  func `a word is plain where that is safe and quoted otherwise`(
    _ row: (text: String, written: String)
  ) {
    #expect(ScenarioText.quoted(row.text) == row.written)
  }
}
