import DirectoryModel
import SyncSemantics

extension Rule {
  /// A tenant group that the policy would write and that cannot be written.
  static let groupNotWritable = Rule(
    id: "group.not-writable", severity: .error,
    summary: "The local side is right about a tenant group that cannot be written.",
    manual: """
      The policy makes the tenant's group follow the local one, but Graph refuses changes to its \
      members: a rule fills it, an on-premises directory masters it, or only Exchange may change it.

      What to do: link the local group to an assigned security or Microsoft 365 group.
      """,
    sources: [.graphAddMembers]
  ) { input, number in
    input.pairFindings(number) { pair in
      let isPushed =
        input.policy.authority == .local
        || input.policy.authority == .perLink && pair.direction == .pushing
      return isPushed && input.tenant.obstacle(to: pair.tenant) != nil
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    let obstacle = input.tenant.obstacle(to: finding.tenantGroup) ?? "nothing"
    return FindingText(
      message: "the members of \(subject.group) cannot be written: \(obstacle)",
      expected: "a group with assigned members, by \(input.policy.line("authority"))",
      found: obstacle, evidence: subject.groupEvidence,
      explanation: [
        input.policy.line("authority"), obstacle,
        input.policy.line("writing.requires-assigned-group"),
      ],
      remediation: "link the local group to an assigned group")
  }
}

extension Directory {
  /// Why the members of a group cannot be written through Graph; `nil` when nothing speaks
  /// against it.
  func obstacle(to group: ObjectIndex) -> String? {
    if isDynamic(group) == .yes { return "a rule fills the group" }
    if isOnPremises(group) == .yes { return "an on-premises directory masters the group" }
    switch groupKind(group) {
    case .mailEnabledSecurity: return "a mail-enabled security group is Exchange's to change"
    case .distribution: return "a distribution group is Exchange's to change"
    case .security, .microsoft365, .unknown: return nil
    }
  }
}
