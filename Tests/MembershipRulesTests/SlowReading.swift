import DirectoryModel
import UnicodeForms

@testable import MembershipRules

/// What an expression means, said once more and as plainly as possible.
struct SlowReading {
  let subject: SampleSubject

  func answer(_ expression: RuleExpression, _ element: RuleProgram.Element?) -> Truth {
    switch expression {
    case .or(let parts): parts.map { answer($0, element) }.reduce(.no) { $0 || $1 }
    case .and(let parts): parts.map { answer($0, element) }.reduce(.yes) { $0 && $1 }
    case .not(let part): !answer(part, element)
    case .memberOf(let groups): groups.map(subject.isMember).reduce(.no) { $0 || $1 }
    case .directReports(let manager): subject.hasManager(manager)
    case .any(let property, let condition):
      elements(property)?.map { answer(condition, $0) }.reduce(.no) { $0 || $1 } ?? .unknown
    case .all(let property, let condition):
      elements(property)?.map { answer(condition, $0) }.reduce(.yes) { $0 && $1 } ?? .unknown
    case .comparison(let operand, let comparison, let literal):
      answer(value(operand, element), comparison, literal)
    }
  }

  private func elements(_ property: RuleProperty) -> [RuleProgram.Element]? {
    switch subject.value(of: property) {
    case .notCollected: nil
    case .texts(let texts): texts.map { .text($0) }
    case .plans(let plans): plans.map { .plan($0) }
    default: []
    }
  }

  private func value(_ operand: RuleOperand, _ element: RuleProgram.Element?) -> RuleValue {
    switch (operand, element) {
    case (.property(let property), _): subject.value(of: property)
    case (.plan(let property), .plan(let plan)?): plan.value(of: property)
    case (.element, .text(let bytes)?): .text(bytes)
    default: .notCollected
    }
  }

  private func answer(
    _ value: RuleValue, _ comparison: RuleOperator, _ literal: RuleLiteral
  ) -> Truth {
    if value == .notCollected { return .unknown }
    let texts: [String]
    switch value {
    case .text(let bytes): texts = [folded(bytes)]
    case .texts(let list): texts = list.map(folded)
    default: texts = []
    }
    let isAbsent = value == .absent || value == .texts([ArraySlice<UInt8>]())
    let holds: Bool
    switch (literal, value) {
    case (.null, _): holds = isAbsent
    case (_, .absent): holds = false
    case (.flag(let wanted), _): holds = value == .flag(wanted)
    case (.text(let bytes), _):
      holds = texts.contains { test($0, comparison, folded(bytes[...]), bytes) }
    case (.list(let list), _):
      holds = texts.contains { text in list.contains { same(folded($0[...]), text) } }
    case (.instant(let limit), .instant(let instant)): holds = test(instant, comparison, limit)
    case (.now(let offset), .instant(let instant)):
      let limit = offset.map { RuleTime.moved(startOf2024, by: $0) } ?? startOf2024
      holds = test(instant, comparison, limit)
    default: holds = false
    }
    return Truth(holds != comparison.isNegated)
  }

  private func folded(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: TextForm.simplyFolded(Array(bytes)), as: UTF8.self)
  }

  private func same(_ one: String, _ other: String) -> Bool { one.utf8.elementsEqual(other.utf8) }

  private func test(
    _ text: String, _ comparison: RuleOperator, _ wanted: String, _ pattern: [UInt8]
  ) -> Bool {
    let (bytes, other) = (Array(text.utf8), Array(wanted.utf8))
    switch comparison {
    case .startsWith, .notStartsWith: return bytes.starts(with: other)
    case .endsWith, .notEndsWith: return bytes.reversed().starts(with: other.reversed())
    case .contains, .notContains:
      return bytes.indices.contains {
        bytes[$0...].starts(with: other)
      } || other.isEmpty
    case .matches, .notMatches:
      // The patterns that are made at random are few enough to be said in words.
      switch String(decoding: pattern, as: UTF8.self) {
      case "": return true
      case "a": return text.contains("a")
      case "^A": return text.unicodeScalars.first == "a"
      case "b$": return text.unicodeScalars.last == "b"
      case #"\d"#: return text.contains("1")
      default:
        let first = text.unicodeScalars.firstIndex(of: "a")
        return first.map { text.unicodeScalars[$0...].contains("b") } ?? false
      }
    default: return same(text, wanted)
    }
  }

  private func test(_ instant: Int64, _ comparison: RuleOperator, _ limit: Int64) -> Bool {
    switch comparison {
    case .atMost: instant <= limit
    case .atLeast: instant >= limit
    default: instant == limit
    }
  }
}
