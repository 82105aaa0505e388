import DirectoryModel
import SyncSemantics

extension Rule {
  /// A person whom several nested groups bring in and who is stored once for each of them.
  static let nestedCountedTwice = Rule(
    id: "nested.counted-twice", severity: .note,
    summary: "Somebody who comes through several nested groups is stored once for each.",
    manual: """
      The person is in the group by more than one way, and the local system has as many rows. They \
      are one member; whoever counts rows counts too many.

      What to do: make membership unique in the local table.
      """,
    sources: [.graphTransitiveMembers]
  ) { input, number in
    guard input.policy.members.nesting == .transitive else { return [] }
    return input.local.members.repeated.enumerated().compactMap { index, edge in
      guard let pair = input.pair(ofLocal: edge.group) else { return nil }
      let person = input.matching.tenantOfLocal[Int(edge.target)]
      guard person != noObject, input.nesting.hasChildren(pair.tenant) else { return nil }
      let ways = input.nesting.paths(from: pair.tenant, to: person, in: input.tenant, limit: 2)
      guard ways.count == 2 else { return nil }
      return Finding(
        rule: number, tenantGroup: pair.tenant, localGroup: pair.local, tenantPrincipal: person,
        localPrincipal: edge.target, detail: UInt32(index))
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    let edge = input.local.members.repeated[Int(finding.detail)]
    let ways = input.nesting.paths(
      from: finding.tenantGroup, to: finding.tenantPrincipal, in: input.tenant, limit: 5)
    return FindingText(
      message: "\(subject.principal) is stored \(edge.surplus + 1) times in \(subject.group)",
      expected: "one membership", found: "\(edge.surplus + 1) rows",
      evidence: subject.groupEvidence,
      explanation: ways.map { way in
        way.map { "'\(Subject.visible(input.tenant, $0))'" }.joined(separator: " contains ")
      }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) },
      remediation: "make the membership unique")
  }
}
