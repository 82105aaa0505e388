import DirectoryModel
import SyncSemantics

extension Rule {
  /// A rule on groups of one side that contain each other; `where` begins its manual page.
  static func cycles(
    of side: Side, id: String, severity: Severity, summary: String, where first: String
  ) -> Rule {
    Rule(
      id: id, severity: severity, summary: summary,
      manual: """
        \(first)

        Walks through nested groups that do not expect a cycle never end or stop somewhere in it. \
        rollcall counts everybody in the cycle as a member of each of its groups.

        What to do: take one of the edges out.
        """,
      sources: []
    ) { input, number in
      let directory = input.directory(side)
      return input.nesting(of: side).cycles.enumerated().compactMap { index, groups in
        groups.min(by: directory.precedesInReports).map { first in
          side == .tenant
            ? Finding(rule: number, tenantGroup: first, detail: UInt32(index))
            : Finding(rule: number, localGroup: first, detail: UInt32(index))
        }
      }
    } explain: { input, finding in
      cycleText(Subject(input, finding), side, Int(finding.detail))
    }
  }

  private static func cycleText(_ subject: Subject, _ side: Side, _ cycle: Int) -> FindingText {
    let (directory, nesting) = (subject.input.directory(side), subject.input.nesting(of: side))
    let groups = nesting.cycles[cycle].sorted(by: directory.precedesInReports)
    let way = Subject.cycle(nesting.wayRound(groups, in: directory), in: directory)
    return FindingText(
      message: "\(Subject.count(groups.count, "group")) contain each other: \(way)",
      expected: "no group that contains itself",
      found: "a cycle of \(Subject.count(groups.count, "group"))",
      evidence: groups.prefix(12).map { group in
        EvidenceLine(
          side: side, place: directory.text(of: directory.members.place(of: group)),
          statement: "members of '\(Subject.visible(directory, group))'")
      },
      explanation: ["each of these groups contains the next, and the last the first: \(way)"],
      remediation: "take one of the edges out of the cycle of \(subject.group)")
  }
}

extension AuditInput {
  /// One of the two compared sides.
  func directory(_ side: Side) -> Directory { side == .tenant ? tenant : local }

  /// The nesting of one side's groups.
  func nesting(of side: Side) -> Nesting { side == .tenant ? nesting : localNesting }
}
