import DirectoryModel
import JSONText
import Testing

@testable import MembershipRules

/// Why nobody can say what a comparison answers although the value is there.
struct UndecidedReasonTests {
  typealias Row = (rule: String, value: RuleValue, now: Int64?, reason: String?)

  private static let long = Array(String(repeating: "a", count: 60).utf8)[...]
  private static let given = "the search for the pattern was given up: it takes too long"
  private static let doubtful = "engines of regular expressions read the pattern differently"

  static let rows: [Row] = [
    (#"user.department -match "(a+)+b""#, .text(long), startOf2024, given),
    (#"user.department -notMatch "(a+)+b""#, .text(long), startOf2024, given),
    (#"user.department -match "[a-z-[m]]""#, .text(long), startOf2024, doubtful),
    (#"user.department -match "[a&&b]""#, .text(long), startOf2024, doubtful),
    (
      #"user.employeeHireDate -ge system.now"#, .instant(1), nil, "nobody said what 'system.now' is"
    ),
    (
      #"user.employeeHireDate -ge system.now"#, .text("soon"), nil,
      "the value is no time, or nobody said what 'system.now' is"
    ),
    (
      #"user.employeeHireDate -ge "2024-01-01T00:00:00Z""#, .text("soon"), nil,
      "the value is no time"
    ),
    (
      #"user.accountEnabled -eq true"#, .text("perhaps"), nil, "the value is neither true nor false"
    ),
    // Where the answer is certain, or the value says why it is not, no reason is due.
    (#"user.department -match "(a+)+b""#, .text("b"), startOf2024, nil),
    (#"user.department -match "(a+)+b""#, .notCollected, startOf2024, nil),
    (#"user.department -match "[a&&b]""#, .notCollected, startOf2024, nil),
    (#"user.department -match "[a&&b]""#, .absent, startOf2024, nil),
    (#"user.accountEnabled -eq true"#, .text("true"), nil, nil),
    (#"user.accountEnabled -eq false"#, .falseOrAbsent, nil, nil),
    (#"user.employeeHireDate -ge system.now"#, .instant(1), startOf2024, nil),
    (#"user.department -eq "a""#, .notCollected, nil, nil),
  ]

  @Test(arguments: rows.indices)
  func `an undecided comparison names its reason, a decided one needs none`(_ number: Int) throws {
    let row = Self.rows[number]
    let rule = try MembershipRule(parsing: row.rule)
    let property = try #require(rule.properties.first)
    let explanation = rule.explain(on: SampleSubject(values: [property: row.value]), now: row.now)
    #expect(explanation.reason == row.reason)
    #expect(explanation.result == .unknown || row.reason == nil)
    let lines = explanation.lines.joined(separator: "\n")
    #expect(lines.hasSuffix(row.reason.map { "(\($0))" } ?? lines))
    var json = JSONWriter(indent: 1)
    explanation.write(to: &json)
    let text = String(decoding: json.takeBytes(), as: UTF8.self)
    #expect(text.contains("\"reason\":") == (row.reason != nil))
    if let reason = row.reason { #expect(text.contains("\"reason\": \"\(reason)\"")) }
  }

  @Test func `the reason stands with the part that has it`() throws {
    let rule = try MembershipRule(
      parsing: #"user.city -eq "Bonn" -and user.department -match "(a+)+b""#)
    let subject = SampleSubject(values: [.city: .text("Bonn"), .department: .text(Self.long)])
    let explanation = rule.explain(on: subject, now: nil)
    #expect(explanation.result == .unknown && explanation.reason == nil)
    #expect(explanation.parts.map(\.reason) == [nil, Self.given])
  }

  @Test(arguments: [true, false])
  func `an explanation says that its rule is paused, and no other does`(_ isPaused: Bool) throws {
    let rule = try MembershipRule(parsing: #"user.city -eq "Bonn""#)
    let explanation = rule.explain(on: SampleSubject(), now: nil)
    var json = JSONWriter(indent: 1)
    rule.write(explanation, isPaused: isPaused, to: &json)
    let text = String(decoding: json.takeBytes(), as: UTF8.self)
    #expect(text.contains("\"membershipRuleProcessingState\": \"Paused\"") == isPaused)
  }
}
