import DirectoryModel
import MembershipRules
import UnicodeForms

extension Subject {
  /// The group that a finding of a rule `dynamic.*` is about.
  var dynamicGroup: DynamicGroup { input.dynamicGroups[Int(finding.detail)] }

  /// The rule as the tenant has it, on one line.
  var membershipRule: String {
    TextForm.visible(input.tenant.names.copy(dynamicGroup.text))
  }

  /// The tenant's principal, by name: what a rule looks at is the tenant's.
  var ruleSubject: String {
    let name = input.tenant.principalName(finding.tenantPrincipal)
    let shown = name.isEmpty ? input.tenant.displayName(finding.tenantPrincipal) : name
    return "'\(TextForm.visible(Array(shown.utf8)))'"
  }

  /// The group with its rule, and the principal, each with its place.
  var evidenceOfRule: [EvidenceLine] {
    let tenant = input.tenant
    var lines = tenantGroupEvidence
    lines.append(
      EvidenceLine(
        side: .tenant, place: tenant.text(of: tenant.place(of: finding.tenantGroup)),
        statement: "membershipRule '\(membershipRule)'"))
    guard finding.tenantPrincipal != noObject else { return lines }
    lines.append(
      EvidenceLine(
        side: .tenant, place: tenant.text(of: tenant.place(of: finding.tenantPrincipal)),
        statement: "\(tenant.kinds[Int(finding.tenantPrincipal)].label) \(ruleSubject)"))
    lines.append(
      EvidenceLine(
        side: .tenant, place: tenant.text(of: tenant.members.place(of: finding.tenantGroup)),
        statement: "\(tenant.members.range(of: finding.tenantGroup).count) members of \(group), "
          + tenant.members.state(of: finding.tenantGroup).label))
    return lines
  }

  /// What each part of the rule says of the principal.
  var ruleExplanation: [String] {
    guard let rule = dynamicGroup.rule, let subjects = input.ruleSubjects else { return [] }
    return rule.explain(on: subjects.subject(finding.tenantPrincipal)).sentences
  }
}

extension RuleExplanation {
  /// The parts that look at a property or a group, or the whole if there is none, as sentences.
  fileprivate var sentences: [String] {
    if !parts.isEmpty { return parts.flatMap(\.sentences) }
    let answer =
      switch result {
      case .yes: "yes"
      case .no: "no"
      case .unknown: "nobody can say"
      }
    switch (propertyName, propertyValue) {
    case (let name?, .text(let text)): return ["\(expression): \(answer), \(name) is '\(text)'"]
    case (let name?, .absent): return ["\(expression): \(answer), \(name) has no value"]
    case (let name?, .notCollected): return ["\(expression): \(answer), \(name) was not read"]
    default: return ["\(expression): \(answer)"]
    }
  }
}
