import DirectoryModel
import SyncSemantics

extension Rule {
  /// A hint that a local group without a counterpart is spelled almost like a tenant group.
  static let nameNearMiss = Rule(
    id: "name.near-miss", severity: .note,
    summary: "A local group without counterpart is spelled almost like a tenant group without one.",
    manual: """
      The two names differ in one letter, or in one of every eight. They may be one group with a \
      typing error or two groups with similar names: this is a hint and no more, and the members of \
      the two were not compared.

      What to do: look at both groups; if they are one, mend the name or link them.
      """,
    sources: []
  ) { input, number in
    let open = input.matching.loneTenantGroups.filter { $0.reason == .noCandidate }.map(\.object)
    let lone = input.matching.loneLocalGroups.filter { $0.reason == .noCandidate }.map(\.object)
    // A hint is not worth a long search: many open groups on both sides are a wrong export.
    guard open.count * lone.count <= 250_000 else { return [] }
    return lone.compactMap { group in
      input.nearest(to: group, among: open).map { near in
        Finding(rule: number, tenantGroup: near, localGroup: group)
      }
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message: "'\(subject.localGroupName)' is spelled almost like '\(subject.tenantGroupName)'",
      expected: "perhaps the name '\(subject.tenantGroupName)'",
      found: "the name '\(subject.localGroupName)'", evidence: subject.groupEvidence,
      explanation: ["the names differ in a few letters", "their members were not compared"],
      remediation: "if the two are one group, mend the name or link them")
  }
}

extension AuditInput {
  /// The one tenant group whose name is nearest to a local group's and near enough for a hint.
  fileprivate func nearest(
    to group: ObjectIndex, among candidates: [ObjectIndex]
  ) -> ObjectIndex? {
    let name = Array(local.displayName(group).unicodeScalars)
    guard name.count >= 4 else { return nil }
    let bound = max(1, name.count / 8)
    var best: (distance: Int, group: ObjectIndex)?
    for candidate in candidates {
      let other = Array(tenant.displayName(candidate).unicodeScalars)
      guard abs(other.count - name.count) <= bound else { continue }
      let distance = EditDistance.between(name, other, atMost: bound)
      guard distance <= bound else { continue }
      if let known = best {
        if known.distance < distance { continue }
        if known.distance == distance, tenant.precedesInReports(known.group, candidate) { continue }
      }
      best = (distance, candidate)
    }
    return best?.group
  }
}
