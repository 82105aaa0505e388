import DirectoryModel
import SyncSemantics

extension Rule {
  /// A local group that no tenant group, live or deleted, corresponds to.
  static let groupMissingInTenant = Rule(
    id: "group.missing-in-tenant", severity: .warning,
    summary: "A local group has no counterpart in the tenant.",
    manual: """
      The local group matches no group of the tenant: not by link, identifier or name, nor by a \
      name that only looks different, nor by its members; and no deleted group had its name. It was \
      made by hand, or its original was purged.

      It needs a tenant whose groups of every kind were read to their end; otherwise the group is \
      listed as not assessable.

      What to do: decide whether the group belongs to the sync at all; if not, exclude it.
      """,
    sources: [.entraGroupsRestore]
  ) { input, number in
    guard input.tenantGroupsAreComplete else { return [] }
    return input.loneLocalGroupFindings(number) { reason in
      reason == .noCandidate || reason == .unknownIdentifier
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    let lone = input.matching.loneLocalGroups[Int(finding.detail)]
    let hasIdentifier = lone.reason == .unknownIdentifier
    return FindingText(
      message: "the local group '\(subject.localGroupName)' is not in the tenant",
      expected: "a tenant group, by \(input.policy.line("groups.match"))",
      found: "none among the \(input.tenant.groups.count) groups of the tenant",
      evidence: subject.localGroupEvidence + [
        EvidenceLine(
          side: .tenant, place: "",
          statement: "\(input.tenant.groups.count) groups, none of this name or identifier")
      ],
      explanation: [
        hasIdentifier
          ? "its identifier belongs to nothing that the tenant's export holds"
          : "it carries no identifier and nothing has its name",
        input.policy.line("groups.match"),
      ],
      remediation: "exclude the group from the sync, or create it in the tenant")
  }
}

extension AuditInput {
  /// Whether a group that is not in the snapshot is surely not in the tenant.
  var tenantGroupsAreComplete: Bool {
    tenant.state(of: .group).provesAbsence && tenant.capabilities.contains(.allGroupKinds)
  }
}
