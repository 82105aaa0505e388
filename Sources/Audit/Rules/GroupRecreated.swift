import DirectoryModel
import SyncSemantics

extension Rule {
  /// A local group whose identifier is gone while a tenant group of its name is there.
  static let groupRecreated = Rule(
    id: "group.recreated", severity: .error,
    summary:
      "The local group carries the identifier of a group that is gone; one of its name exists.",
    manual: """
      The identifier that the local group carries belongs to nothing live in the tenant, and a group \
      of the same name is there under another identifier: the original was deleted and made again. \
      Products that match by identifier do not see the new group; products that match by name have \
      silently attached themselves to it.

      What to do: find out whether the new group is meant to be the old one, then set its identifier.
      """,
    sources: [.entraGroupsRestore, .graphGroup]
  ) { input, number in
    input.groupConflictFindings(number) { kind in
      switch kind {
      case .staleIdentifier, .identifierOfDeleted: true
      default: false
      }
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    let stale = input.local.guids[Int(finding.localGroup)]
    return FindingText(
      message: "the identifier of '\(subject.localGroupName)' belongs to a group that is gone",
      expected: "the identifier \(input.tenant.guids[Int(finding.tenantGroup)])",
      found: "the identifier \(stale)", evidence: subject.groupEvidence,
      explanation: [
        "no live group of the tenant has the identifier \(stale)",
        "a group of the same name has another identifier",
        input.policy.line("groups.match"),
      ],
      remediation: "set the external identifier to that of the new group")
  }
}
