import DirectoryModel
import SyncSemantics

extension Rule {
  /// A pair whose tenant group is of a kind that the policy does not sync.
  static let groupUnsupportedKind = Rule(
    id: "group.unsupported-kind", severity: .error,
    summary: "The tenant's group is of a kind that the sync does not take.",
    manual: """
      The policy says which kinds of group take part: Microsoft 365, security, mail-enabled \
      security or distribution. This group is of another kind, so the sync passes over it although a \
      local group of its name is there.

      What to do: use a group of a supported kind.
      """,
    sources: [.graphGroups]
  ) { input, number in
    let kinds = input.policy.scope.kinds
    return input.pairFindings(number) { !kinds.contains(input.tenant.groupKind($0.tenant)) }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    let kind = input.tenant.groupKind(finding.tenantGroup).rawValue
    let kinds = input.policy.scope.kinds.map(\.rawValue).joined(separator: ", ")
    return FindingText(
      message: "\(subject.group) is a \(kind) group, which the sync does not take",
      expected: "one of: \(kinds)", found: kind, evidence: subject.groupEvidence,
      explanation: [
        "the three properties of the group make it a \(kind) group",
        input.policy.line("groups.kinds"),
      ],
      remediation: "use a group of a supported kind")
  }
}
