import DirectoryModel
import SyncSemantics

extension Rule {
  /// Local groups that contain each other.
  static let nestedLocalCycle = Rule(
    id: "nested.local-cycle", severity: .error,
    summary: "Local groups contain each other.",
    manual: """
      The application's groups contain each other, directly or by way of others.

      Walks through nested groups that do not expect a cycle never end or stop somewhere in it. \
      rollcall counts everybody in the cycle as a member of each of its groups.

      What to do: take one of the edges out.
      """
  ) { input, number in
    input.localNesting.cycles.enumerated().compactMap { index, groups in
      groups.min(by: input.local.precedesInReports).map { first in
        Finding(rule: number, localGroup: first, detail: UInt32(index))
      }
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    let groups = input.localNesting.cycles[Int(finding.detail)]
      .sorted(by: input.local.precedesInReports)
    let way = Subject.cycle(input.localNesting.wayRound(groups, in: input.local), in: input.local)
    return FindingText(
      message: "\(Subject.count(groups.count, "group")) contain each other: \(way)",
      expected: "no group that contains itself",
      found: "a cycle of \(Subject.count(groups.count, "group"))",
      evidence: groups.prefix(12).map { group in
        EvidenceLine(
          side: .local, place: input.local.text(of: input.local.members.place(of: group)),
          statement: "members of '\(Subject.visible(input.local, group))'")
      },
      explanation: ["each of these groups contains the next, and the last the first: \(way)"],
      remediation: "take one of the edges out of the cycle of \(subject.group)")
  }
}
