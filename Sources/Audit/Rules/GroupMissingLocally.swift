import DirectoryModel
import SyncSemantics

extension Rule {
  /// A tenant group that is meant to be in the application and has no local counterpart.
  static let groupMissingLocally = Rule(
    id: "group.missing-locally", severity: .error,
    summary: "A tenant group that is meant to be in the application has no local counterpart.",
    manual: """
      The group was named by '--groups', by a link or by the policy, the local groups were read to \
      their end, and none of them is it: not by link, identifier or name, nor by a name that only \
      looks different, nor by its members.

      Why it matters: nobody has through this group what the directory grants.

      What to do: create the group in the application, or take it off the list of expected groups.
      """,
    sources: [.rezolve]
  ) { input, number in
    guard input.local.state(of: .group).provesAbsence else { return [] }
    return input.matching.loneTenantGroups.filter { $0.reason == .noCandidate }.map { lone in
      Finding(rule: number, tenantGroup: lone.object)
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    let count = input.local.groups.count
    return FindingText(
      message: "\(subject.group) has no local counterpart",
      expected: "a local group for '\(subject.tenantGroupName)', by "
        + input.policy.line("groups.expected"),
      found: "none among the \(count) local groups",
      evidence: subject.tenantGroupEvidence + [
        EvidenceLine(side: .local, place: "", statement: "\(count) local groups, none of this name")
      ],
      explanation: [
        "the group is meant to be in the application", "no local group has its identifier or name",
        input.policy.line("groups.match"),
      ],
      remediation: input.policy.fullRun.createsGroups
        ? "run a full sync, which creates the group"
        : "create the group by hand with exactly this name")
  }
}
