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

  @Test func `a finding that an earlier report has twice is gone twice and unchanged once`() throws
  {
    let sayings: [Sample.Saying] = [(.error, Sample.text("a"))]
    let print = try Sample.report(sayings).result.fingerprints[0]
    let twice = ["f1", print, "f1", print].map {
      #"{"rule": "r", "message": "m", "fingerprint": "\#($0)"}"#
    }
    let earlier = try baseline("{\"findings\": [\(twice.joined(separator: ","))]}")
    let report = try Sample.report(sayings, baseline: earlier)
    #expect(earlier.gone(in: report.result).map(\.fingerprint) == ["f1", "f1"])
    #expect(report.text(.text).contains("\nAgainst the baseline: 0 new, 1 unchanged, 2 gone\n"))
    let json = try JSONNode(report.text(.json))
    #expect(json["findings"].items.map { $0["baseline"].text } == ["unchanged"])
    #expect(json["gone"].items.count == 2)
  }

  @Test func `a baseline with no findings makes everything new`() throws {
    let report = try Sample.report(
      [(.error, Sample.text("a"))], baseline: try baseline(#"{"findings": []}"#))
    let json = try JSONNode(report.text(.json))
    #expect(json["findings"][0]["baseline"].text == "new")
    #expect(json["gone"].kind == .array)
    #expect(try Schemas.audit().faults(in: json) == [])
  }

  @Test(arguments: [
    "{}", "[]", "3", #"{"findings": {}}"#, #"{"findings": [{"rule": 3}]}"#,
    // What stands among the findings and is none must not end them.
    #"{"findings": [3]}"#, #"{"findings": ["f1"]}"#, #"{"findings": [null, {"fingerprint": "f"}]}"#,
    #"{"findings": [{"fingerprint": "f"}, 3, {"fingerprint": "g"}]}"#,
    #"{"findings": [[{"fingerprint": "f"}]]}"#, #"{"findings": [{"fingerprint": "f"}, []]}"#,
    // Without its fingerprint a finding cannot be found again.
    #"{"findings": [{}]}"#, #"{"findings": [{"rule": "a.b", "message": "c"}]}"#,
    #"{"findings": [{"fingerprint": ""}]}"#,
    #"{"runs": [{"results": []}]}"#,
  ])
  func `what is no report is refused`(_ text: String) {
    #expect(throws: BaselineError.noReport) { try baseline(text) }
  }

  @Test func `the refusal says what was expected`() {
    #expect(
      "\(BaselineError.noReport)"
        == "found no findings of an audit, expected a report in JSON")
  }

  @Test(arguments: [#"{"findings": []} {"findings": []}"#, #"{"findings": []}x"#])
  func `what follows a report is refused by the reader`(_ text: String) {
    #expect(throws: JSONError.self) { try baseline(text) }
  }

  @Test func `a report that is cut anywhere is refused`() throws {
    let whole = Array(try Sample.report([(.error, Sample.text("a"))]).text(.json).utf8)
    let end = try #require(whole.lastIndex(of: UInt8(ascii: "}")))
    for count in 0...end {
      do {
        _ = try Baseline(reading: ArraySource(Array(whole[..<count])))
        Issue.record("the first \(count) bytes of \(whole.count) are taken for a report")
      } catch {
        continue
      }
    }
  }

  @Test(arguments: ["", "{", #"{"findings": [{"rule": "#, "{]", "\u{FEFF}x"])
  func `what is no JSON is refused by the reader`(_ text: String) {
    #expect(throws: JSONError.self) { try baseline(text) }
  }
}
