import DirectoryModel

@testable import MembershipRules

/// A subject with the values that a test gives it; everything else was not collected.
struct SampleSubject: RuleSubject {
  var values: [RuleProperty: RuleValue] = [:]
  var extensions: [String: RuleValue] = [:]
  var groups: [GUID: Truth] = [:]
  var managers: [GUID: Truth] = [:]

  func value(of property: RuleProperty) -> RuleValue { values[property] ?? .notCollected }

  func extensionValue(named name: [UInt8]) -> RuleValue {
    extensions[String(decoding: name, as: UTF8.self)] ?? .notCollected
  }

  func isMember(of group: GUID) -> Truth { groups[group] ?? .unknown }

  func hasManager(_ manager: GUID) -> Truth { managers[manager] ?? .unknown }
}

/// The answer of a rule for a subject that has one value, at the start of 2024.
func answer(_ rule: String, _ property: RuleProperty, _ value: RuleValue) throws -> Truth {
  try MembershipRule(parsing: rule).evaluate(
    on: SampleSubject(values: [property: value]), now: startOf2024)
}

/// 2024-01-01T00:00:00Z.
let startOf2024: Int64 = 1_704_067_200_000

/// What is said of a rule that is refused; empty when it is not.
func refusal(_ rule: String) -> String { refusal(Array(rule.utf8)) }

/// What is said of a rule that is refused; empty when it is not.
func refusal(_ rule: [UInt8]) -> String {
  do {
    _ = try MembershipRule(parsing: rule)
    return ""
  } catch {
    return "\(error)"
  }
}
