import DirectoryModel
import SyncSemantics

extension Rule {
  /// A membership that the local database stores more than once.
  static let localRepeatedRow = Rule(
    id: "local.repeated-row", severity: .warning,
    summary: "The same membership is stored more than once.",
    manual: """
      The table of memberships has no unique index, and the pair of group and user is in it several \
      times. Whoever removes one row believes the member gone, and whoever counts rows counts too \
      many.

      What to do: delete the surplus rows and make the pair unique.
      """,
    sources: [.sqliteUniqueIndexes]
  ) { input, number in
    input.local.members.repeated.enumerated().map { index, edge in
      Finding(
        rule: number, tenantGroup: input.matching.tenantOfLocal[Int(edge.group)],
        localGroup: edge.group, tenantPrincipal: input.matching.tenantOfLocal[Int(edge.target)],
        localPrincipal: edge.target, detail: UInt32(index))
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    let times = input.local.members.repeated[Int(finding.detail)].surplus + 1
    return FindingText(
      message:
        "the membership of \(subject.principal) in \(subject.group) is stored \(times) times",
      expected: "one row", found: "\(times) rows", evidence: subject.localGroupEvidence,
      explanation: ["the pair of keys occurs in \(times) rows"],
      remediation: "delete the surplus rows and make the pair unique")
  }
}
