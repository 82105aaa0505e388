import DirectoryModel
import TestSupport

@testable import MembershipRules

/// Makes rules and subjects from a seed, within what the language allows.
enum RandomRule {
  private static let letters = ["a", "A", "b", "é", "É", "'", "\"", "\\", "`", " ", "(", "1", "😀"]

  static func text(_ random: inout SeededGenerator) -> [UInt8] {
    Array((0..<random.number(below: 4)).map { _ in random.pick(letters) }.joined().utf8)
  }

  static func expression(
    _ kind: ObjectKind, depth: Int, _ random: inout SeededGenerator
  ) -> RuleExpression {
    if depth == 4, random.chance(1, outOf: 20) {
      let groups = (0...random.number(below: 3)).map { _ in GUID(high: random.next(), low: 1) }
      return kind == .user && random.chance(1, outOf: 2)
        ? .directReports(groups[0]) : .memberOf(groups)
    }
    switch random.number(below: depth > 0 ? 7 : 3) {
    case 3: return .or(parts(kind, depth, &random))
    case 4: return .and(parts(kind, depth, &random))
    case 5: return .not(expression(kind, depth: depth - 1, &random))
    case 6:
      let property: RuleProperty =
        kind == .device
        ? random.pick([.systemLabels, .devicePhysicalIDs])
        : random.pick([.otherMails, .proxyAddresses, .assignedPlans])
      let condition = condition(of: property, depth: 2, &random)
      return random.chance(1, outOf: 2) ? .any(property, condition) : .all(property, condition)
    default: return comparison(kind, &random)
    }
  }

  private static func parts(
    _ kind: ObjectKind, _ depth: Int, _ random: inout SeededGenerator
  ) -> [RuleExpression] {
    (0..<(2 + random.number(below: 2))).map { _ in expression(kind, depth: depth - 1, &random) }
  }

  private static func condition(
    of property: RuleProperty, depth: Int, _ random: inout SeededGenerator
  ) -> RuleExpression {
    switch random.number(below: depth > 0 ? 4 : 1) {
    case 1: return .not(condition(of: property, depth: depth - 1, &random))
    case 2: return .and((0..<2).map { _ in condition(of: property, depth: depth - 1, &random) })
    case 3: return .or((0..<2).map { _ in condition(of: property, depth: depth - 1, &random) })
    default:
      let operand: RuleOperand =
        property == .assignedPlans ? .plan(random.pick(PlanProperty.allCases)) : .element
      return comparison(operand, .text, &random)
    }
  }

  private static func comparison(
    _ kind: ObjectKind, _ random: inout SeededGenerator
  ) -> RuleExpression {
    let properties: [RuleProperty] =
      kind == .device
      ? [.isRooted, .displayName, .systemLabels, .deviceModel]
      : [.accountEnabled, .city, .department, .employeeHireDate, .proxyAddresses, .displayName]
    let property = random.pick(properties)
    if kind == .user, random.chance(1, outOf: 10) {
      let name = "extension_0123456789abcdef0123456789abcdef_n\(random.number(below: 3))"
      return comparison(.directoryExtension(Array(name.utf8)), .text, &random)
    }
    return comparison(.property(property), property.type, &random)
  }

  private static func comparison(
    _ operand: RuleOperand, _ type: RuleType, _ random: inout SeededGenerator
  ) -> RuleExpression {
    let comparison = random.pick(RuleOperator.allCases.filter { $0.accepts(type) })
    return .comparison(operand, comparison, literal(comparison, type, &random))
  }

  private static func literal(
    _ comparison: RuleOperator, _ type: RuleType, _ random: inout SeededGenerator
  ) -> RuleLiteral {
    let mayBeNull = comparison == .equals || comparison == .notEquals
    if mayBeNull, random.chance(1, outOf: 5) { return .null }
    switch (type, comparison) {
    case (.boolean, _): return .flag(random.chance(1, outOf: 2))
    case (.instant, _):
      if random.chance(1, outOf: 3) { return .now(nil) }
      let day = Int64(random.number(below: 3)) * RuleTime.day
      if random.chance(1, outOf: 2) { return .instant(startOf2024 + day + 1) }
      return .now(
        RuleOffset(
          isMinus: random.chance(1, outOf: 2), months: Int64(random.number(below: 3)),
          milliseconds: day + 61_001))
    case (_, .isIn), (_, .isNotIn):
      return .list((0...random.number(below: 3)).map { _ in text(&random) })
    case (_, .matches), (_, .notMatches):
      return .text(Array(random.pick(["a", "^A", "b$", "", "a.*b", #"\d"#]).utf8))
    default: return .text(text(&random))
    }
  }

  static func subject(_ random: inout SeededGenerator) -> SampleSubject {
    var subject = SampleSubject()
    for property in [RuleProperty.city, .department, .displayName] {
      subject.values[property] = value(.text(text(&random)[...]), &random)
    }
    subject.values[.accountEnabled] = value(.flag(random.chance(1, outOf: 2)), &random)
    let day = Int64(random.number(below: 3)) * RuleTime.day
    subject.values[.employeeHireDate] = value(.instant(startOf2024 + day), &random)
    let texts = (0..<random.number(below: 3)).map { _ in text(&random)[...] }
    subject.values[.proxyAddresses] = value(.texts(texts), &random)
    subject.values[.otherMails] = value(.texts(texts), &random)
    let plans = (0..<random.number(below: 3)).map { _ in
      RulePlan(
        capabilityStatus: random.pick(["a", nil]), service: random.pick(["b", "A"]),
        servicePlanID: nil)
    }
    subject.values[.assignedPlans] = value(.plans(plans), &random)
    return subject
  }

  private static func value(
    _ value: RuleValue, _ random: inout SeededGenerator
  ) -> RuleValue {
    random.pick([value, value, value, .absent, .notCollected])
  }
}
