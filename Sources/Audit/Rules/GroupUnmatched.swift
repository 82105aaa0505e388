import DirectoryModel
import SyncSemantics

extension Rule {
  /// A local group that nothing in an export corresponds to which cannot hold every kind of group.
  static let groupUnmatched = Rule(
    id: "group.unmatched", severity: .warning,
    summary: "A local group matches none of the groups that the export can hold.",
    manual: """
      The local group matches no group of the export, live or deleted. The export was read to its \
      end, but its format leaves out some kinds of group: AzureHound, for one, lists security-enabled \
      groups only. The group may be one of a kind that is left out, so nothing is said of the tenant \
      itself.

      What to do: look the group up in the tenant, or audit with an export that lists every group.
      """,
    sources: [.azureHound]
  ) { input, number in
    guard input.tenant.state(of: .group).provesAbsence, !input.tenantGroupsAreComplete
    else { return [] }
    return input.loneLocalGroupFindings(number) { reason in
      switch reason {
      case .noCandidate, .unknownIdentifier, .cannotSay: true
      case .deleted, .second, .ambiguous: false
      }
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    let count = input.tenant.groups.count
    return FindingText(
      message: "the local group '\(subject.localGroupName)' matches no group of the export",
      expected: "a group of the export, by \(input.policy.line("groups.match"))",
      found: "none among the \(count) groups that it lists",
      evidence: subject.localGroupEvidence + [
        EvidenceLine(
          side: .tenant, place: "",
          statement: "\(count) groups, none of this name or identifier; not every kind is listed")
      ],
      explanation: [
        "no group of the export has its identifier or name",
        "the format of the export leaves out some kinds of group",
        input.policy.line("groups.match"),
      ],
      remediation: "look the group up in the tenant")
  }
}
