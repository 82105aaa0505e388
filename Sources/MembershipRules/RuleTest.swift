import DirectoryModel
import UnicodeForms

/// A comparison, ready to be made many times.
struct RuleTest: Sendable {
  enum Check: Sendable {
    case null
    case flag(Bool)
    /// A text, and the identifier that it spells.
    case texts([RuleText], identifiers: [GUID?], RuleText.Relation)
    case pattern(TextPattern)
    /// A pattern that Entra's engine may read otherwise than the one at hand.
    case doubtfulPattern
    case instant(RuleLiteral, Order)
  }

  enum Order: Sendable {
    case same, atMost, atLeast
  }

  let operand: RuleOperand
  /// Whether the answer is turned around; what is absent has then the answer yes.
  let isNegated: Bool
  let check: Check

  init(_ operand: RuleOperand, _ comparison: RuleOperator, _ literal: RuleLiteral) {
    self.operand = operand
    isNegated = comparison.isNegated
    check = Self.check(comparison, literal)
  }

  private static func check(_ comparison: RuleOperator, _ literal: RuleLiteral) -> Check {
    switch literal {
    case .null: return .null
    case .flag(let flag): return .flag(flag)
    case .instant, .now: return .instant(literal, order(comparison))
    case .list(let texts): return check(texts, .equal)
    case .text(let bytes):
      switch comparison {
      case .matches, .notMatches:
        if RulePattern.isDoubtful(bytes) { return .doubtfulPattern }
        do { return .pattern(try TextPattern(bytes)) } catch {
          preconditionFailure("a pattern was checked when its rule was read")
        }
      case .startsWith, .notStartsWith: return check([bytes], .prefix)
      case .endsWith, .notEndsWith: return check([bytes], .suffix)
      case .contains, .notContains: return check([bytes], .part)
      default: return check([bytes], .equal)
      }
    }
  }

  private static func check(_ texts: [[UInt8]], _ relation: RuleText.Relation) -> Check {
    .texts(
      texts.map { RuleText($0) },
      identifiers: relation == .equal ? texts.map { GUID($0.span) } : [], relation)
  }

  private static func order(_ comparison: RuleOperator) -> Order {
    switch comparison {
    case .atMost: .atMost
    case .atLeast: .atLeast
    default: .same
    }
  }

  /// The answer for a value; `now` in milliseconds since 1970, `nil` when nobody knows.
  func truth(of value: RuleValue, now: Int64?) -> Truth {
    let answer = holds(value, now)
    return isNegated ? !answer : answer
  }

  private func holds(_ value: RuleValue, _ now: Int64?) -> Truth {
    if case .null = check { return Self.isNull(value) }
    switch value {
    case .notCollected: return .unknown
    case .absent: return .no
    case .texts(let texts):
      var answer = Truth.no
      for text in texts {
        answer = answer || holds(.text(text), now)
        if answer == .yes { break }
      }
      return answer
    case .plans: return .no
    case .falseOrAbsent:
      if case .flag(let wanted) = check { return wanted ? .no : .unknown }
      return .unknown
    case .text(let bytes): return holds(bytes, now)
    case .flag(let flag):
      if case .flag(let wanted) = check { return Truth(flag == wanted) }
      return holds(Array((flag ? "true" : "false").utf8)[...], now)
    case .identifier(let identifier): return holds(identifier, now)
    case .instant(let instant):
      if case .instant(let literal, let order) = check {
        return Self.truth(instant, literal, order, now)
      }
      return holds(Array(RuleTime.text(of: instant).utf8)[...], now)
    }
  }

  private func holds(_ bytes: ArraySlice<UInt8>, _ now: Int64?) -> Truth {
    switch check {
    case .null: return .no
    case .texts(let texts, _, let relation):
      return Truth(texts.contains { $0.matches(bytes.span, relation) })
    case .pattern(let pattern): return Truth(pattern.isFound(in: bytes.span))
    case .doubtfulPattern: return .unknown
    case .flag(let wanted):
      let words = (RuleText(Array("true".utf8)), RuleText(Array("false".utf8)))
      if words.0.matches(bytes.span, .equal) { return Truth(wanted) }
      return words.1.matches(bytes.span, .equal) ? Truth(!wanted) : .unknown
    case .instant(let literal, let order):
      guard let instant = RuleTime.instant(bytes) else { return .unknown }
      return Self.truth(instant, literal, order, now)
    }
  }

  private func holds(_ identifier: GUID, _ now: Int64?) -> Truth {
    if case .texts(_, let identifiers, .equal) = check {
      return Truth(identifiers.contains(identifier))
    }
    var text: [UInt8] = []
    identifier.appendText(to: &text)
    return holds(text[...], now)
  }

  private static func isNull(_ value: RuleValue) -> Truth {
    switch value {
    case .notCollected, .falseOrAbsent: .unknown
    case .absent: .yes
    case .texts(let texts): Truth(texts.isEmpty)
    case .plans(let plans): Truth(plans.isEmpty)
    default: .no
    }
  }

  private static func truth(
    _ instant: Int64, _ literal: RuleLiteral, _ order: Order, _ now: Int64?
  ) -> Truth {
    let limit: Int64
    switch literal {
    case .instant(let fixed): limit = fixed
    case .now(let offset):
      guard let now else { return .unknown }
      limit = offset.map { RuleTime.moved(now, by: $0) } ?? now
    default: return .unknown
    }
    return switch order {
    case .same: Truth(instant == limit)
    case .atMost: Truth(instant <= limit)
    case .atLeast: Truth(instant >= limit)
    }
  }
}
