import Audit
import TestSupport
import Testing

@testable import Reports

/// The rules as a log describes them.
struct SARIFRuleTests {
  private func rule(_ sources: [PublicSource]) throws -> JSONNode {
    let report = try Sample.report([(.warning, Sample.text("a"))], sources: sources)
    let log = try JSONNode(report.text(.sarif))
    #expect(try Schemas.sarif().faults(in: log) == [])
    return log["runs"][0]["tool"]["driver"]["rules"][0]
  }

  // A message of SARIF doubles the braces that are none of a placeholder.
  @Test func `a rule without a source has no address of help`() throws {
    let rule = try rule([])
    #expect(rule["id"].text == "test.raa")
    #expect(rule["shortDescription"]["text"].text == "Says something.")
    #expect(rule["fullDescription"]["text"].text == "A page with {{braces}}.")
    #expect(!rule["helpUri"].exists)
    #expect(rule["defaultConfiguration"]["level"].text == "warning")
  }

  @Test func `the first source is the address of help, and all stand in the description`() throws {
    let rule = try rule([
      PublicSource("One", "https://example.com/one"), PublicSource("Two", "https://example.com/2"),
    ])
    #expect(rule["helpUri"].text == "https://example.com/one")
    #expect(
      rule["fullDescription"]["text"].text == """
        A page with {{braces}}.

        Source: "One", https://example.com/one.

        Source: "Two", https://example.com/2.
        """)
  }
}
