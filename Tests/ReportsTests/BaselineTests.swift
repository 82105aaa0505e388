import Audit
import JSONText
import TestSupport
import Testing

@testable import Reports

/// Earlier reports, read back.
struct BaselineTests {
  private func baseline(_ text: String) throws -> Baseline {
    try Baseline(reading: ArraySource(Array(text.utf8)))
  }

  @Test func `a report is a baseline of itself`() throws {
    let sayings: [Sample.Saying] = [(.error, Sample.text("a")), (.note, Sample.text("b"))]
    let earlier = try baseline(try Sample.report(sayings).text(.json))
    let report = try Sample.report(sayings, baseline: earlier)
    #expect(earlier.gone(in: report.result) == [])
    let json = try JSONNode(report.text(.json))
    #expect(json["findings"].items.map { $0["baseline"].text } == ["unchanged", "unchanged"])
    #expect(report.text(.text).contains("\nAgainst the baseline: 0 new, 2 unchanged, 0 gone\n"))
  }

  @Test func `what is gone keeps its earlier order`() throws {
    let earlier = try baseline(
      """
      {"verdict": "differs", "findings": [
      {"rule": "z.old", "message": "second", "fingerprint": "f2", "evidence": [{"side": "local"}]},
      {"rule": "a.old", "fingerprint": "f1", "message": "first", "group": null}
      ], "groups": []}
      """)
    let report = try Sample.report([(.error, Sample.text("a"))], baseline: earlier)
    #expect(
      earlier.gone(in: report.result) == [
        Baseline.Entry(rule: "z.old", message: "second", fingerprint: "f2"),
        Baseline.Entry(rule: "a.old", message: "first", fingerprint: "f1"),
      ])
    let log = try JSONNode(report.text(.sarif))["runs"][0]["results"]
    #expect(log.items.map { $0["baselineState"].text } == ["new", "absent", "absent"])
    #expect(!log[1]["ruleIndex"].exists)
    #expect(log[1]["ruleId"].text == "z.old")
  }

  @Test func `a baseline with no findings makes everything new`() throws {
    let report = try Sample.report(
      [(.error, Sample.text("a"))], baseline: try baseline(#"{"findings": []}"#))
    let json = try JSONNode(report.text(.json))
    #expect(json["findings"][0]["baseline"].text == "new")
    #expect(json["gone"].kind == .array)
    #expect(try Schemas.audit().faults(in: json) == [])
  }

  @Test(arguments: ["{}", "[]", "3", #"{"findings": {}}"#, #"{"findings": [{"rule": 3}]}"#])
  func `what is no report is refused`(_ text: String) {
    #expect(throws: BaselineError.noReport) { try baseline(text) }
  }

  @Test(arguments: ["", "{", #"{"findings": [{"rule": "#, "{]", "\u{FEFF}x"])
  func `what is no JSON is refused by the reader`(_ text: String) {
    #expect(throws: JSONError.self) { try baseline(text) }
  }
}
