package import DirectoryModel
import UnicodeForms

/// Why a rule answers what it answers, as a tree of its parts.
///
/// Imitates "group: evaluateDynamicMembership",
/// https://learn.microsoft.com/graph/api/group-evaluatedynamicmembership.
package struct RuleExplanation: Sendable, Equatable {
  /// The part of the rule in the documented spelling.
  package var expression: String
  package var result: Truth
  /// The property that was looked at, as the rule names it.
  package var propertyName: String?
  package var propertyValue = Value.none
  package var parts: [RuleExplanation] = []
  /// Why nobody can say, where the value is there and the comparison is what fails.
  package var reason: String?

  /// What was there.
  package enum Value: Sendable, Equatable {
    /// The part looks at no property itself.
    case none
    case absent
    case notCollected
    case text(String)
  }

  package init(
    expression: String, result: Truth, propertyName: String? = nil, propertyValue: Value = .none,
    parts: [RuleExplanation] = []
  ) {
    (self.expression, self.result) = (expression, result)
    (self.propertyName, self.propertyValue) = (propertyName, propertyValue)
    self.parts = parts
  }
}

extension MembershipRule {
  /// Why a user or a device belongs to the group or not; every part is looked at.
  package func explain<Subject: RuleSubject>(
    on subject: Subject, now: Int64? = nil
  ) -> RuleExplanation {
    explain(program.root, subject, .none, now)
  }

  private func explain<Subject: RuleSubject>(
    _ number: Int, _ subject: Subject, _ element: RuleProgram.Element, _ now: Int64?
  ) -> RuleExplanation {
    let expression = program.expressions[number]
    var result = RuleExplanation(
      expression: expression.text(of: kind),
      result: program.truth(of: number, subject, element, now))
    switch expression {
    case .or, .and, .not:
      result.parts = program.parts(of: number).map { explain($0, subject, element, now) }
    case .comparison(let operand, _, _):
      result.propertyName = operand.text(of: kind)
      let value = program.value(of: operand, subject, element)
      result.propertyValue = .init(value)
      if result.result == .unknown { result.reason = program.doubt(of: number, about: value) }
    case .any(let property, _), .all(let property, _):
      result.propertyName = kind.prefix + property.name
      result.propertyValue = .init(subject.value(of: property))
      let condition = program.parts(of: number)
      for one in program.elements(of: number, subject) ?? [] {
        result.parts += condition.map { explain($0, subject, one, now) }
      }
    case .memberOf(let groups):
      result.propertyName = kind.prefix + RuleProperty.memberOf.name
      result.parts = groups.map {
        RuleExplanation(expression: "member of '\($0)'", result: subject.isMember(of: $0))
      }
    case .directReports: break
    }
    return result
  }
}

extension RuleExplanation.Value {
  /// A value as people read it: collections in square brackets.
  init(_ value: RuleValue) {
    switch value {
    case .notCollected: self = .notCollected
    case .absent: self = .absent
    case .text(let bytes): self = .text(TextForm.visible(Array(bytes)))
    case .texts(let texts):
      self = .text(
        "[" + texts.map { "'\(TextForm.visible(Array($0)))'" }.joined(separator: ", ") + "]")
    case .falseOrAbsent: self = .text("false or has no value")
    case .flag(let flag): self = .text(flag ? "true" : "false")
    case .identifier(let identifier): self = .text("\(identifier)")
    case .instant(let instant): self = .text(RuleTime.text(of: instant))
    case .plans(let plans):
      self = .text("[" + plans.map(Self.text).joined(separator: ", ") + "]")
    }
  }

  private static func text(_ plan: RulePlan) -> String {
    let parts = [plan.servicePlanID, plan.service, plan.capabilityStatus].compactMap { $0 }
    return "{" + parts.map { TextForm.visible(Array($0)) }.joined(separator: " ") + "}"
  }
}
