import DirectoryModel
import SyncSemantics

extension Rule {
  /// Groups of the tenant that contain each other.
  static let nestedCycle = Rule(
    id: "nested.cycle", severity: .warning,
    summary: "Groups of the tenant contain each other.",
    manual: """
      Entra ID lets groups contain each other, directly or by way of others.

      Walks through nested groups that do not expect a cycle never end or stop somewhere in it. \
      rollcall counts everybody in the cycle as a member of each of its groups.

      What to do: take one of the edges out.
      """
  ) { input, number in
    input.nesting.cycles.enumerated().compactMap { index, groups in
      groups.min(by: input.tenant.precedesInReports).map { first in
        Finding(rule: number, tenantGroup: first, detail: UInt32(index))
      }
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    let groups = input.nesting.cycles[Int(finding.detail)]
      .sorted(by: input.tenant.precedesInReports)
    let way = Subject.cycle(input.nesting.wayRound(groups, in: input.tenant), in: input.tenant)
    return FindingText(
      message: "\(Subject.count(groups.count, "group")) contain each other: \(way)",
      expected: "no group that contains itself",
      found: "a cycle of \(Subject.count(groups.count, "group"))",
      evidence: groups.prefix(12).map { group in
        EvidenceLine(
          side: .tenant, place: input.tenant.text(of: input.tenant.members.place(of: group)),
          statement: "members of '\(Subject.visible(input.tenant, group))'")
      },
      explanation: ["each of these groups contains the next, and the last the first: \(way)"],
      remediation: "take one of the edges out of the cycle of \(subject.group)")
  }
}
