import DirectoryModel
import SyncSemantics

extension Rule {
  /// A nested group that would have brought people in, under a policy that takes direct members.
  static let nestedGroupNotFollowed = Rule(
    id: "nested.not-followed", severity: .warning,
    summary: "A nested group would have brought people in; the sync takes direct members only.",
    manual: """
      The tenant's group nests another one, and people who are only in that one are not members of \
      the copy. That is how the product works; the people lack what the outer group grants all the \
      same.

      What to do: list the people in the group itself, or sync the nested group as well.
      """,
    sources: [.rezolve]
  ) { input, number in
    guard input.policy.members.reportsNestedGroups else { return [] }
    // In a list that was cut nobody is known to be missing.
    return input.matching.groups.flatMap { pair -> [Finding] in
      guard input.tenant.members.state(of: pair.tenant).provesAbsence else { return [] }
      return input.nesting.children.list(of: pair.tenant)
        .filter { !input.peopleOnlyThrough($0, of: pair.tenant).isEmpty }
        .map { child in
          Finding(
            rule: number, tenantGroup: pair.tenant, localGroup: pair.local, tenantPrincipal: child)
        }
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    let people = input.peopleOnlyThrough(finding.tenantPrincipal, of: finding.tenantGroup)
    let count = Subject.count(people.count, "person", plural: "people")
    return FindingText(
      message: "\(subject.nested) would bring \(count) into \(subject.group)",
      expected: "direct members only, by \(input.policy.line("members.nesting"))",
      found: "\(count) who come only through \(subject.nested)",
      evidence: subject.evidenceOfEdge,
      explanation: [
        "\(subject.group) contains \(subject.nested)", input.policy.line("members.nesting"),
        input.policy.line("members.report-nested-groups"),
      ],
      remediation: "list the people in the group itself, or sync the nested group as well")
  }
}

extension AuditInput {
  /// People whom a nested group, with all that it nests, brings in and the outer group does not list.
  fileprivate func peopleOnlyThrough(
    _ child: ObjectIndex, of group: ObjectIndex
  ) -> Set<ObjectIndex> {
    var people: Set<ObjectIndex> = []
    for nested in [child] + nesting.descendants(of: child) {
      for member in tenant.members.list(of: nested)
      where policy.members.kinds.contains(tenant.kinds[Int(member)]) { people.insert(member) }
    }
    return people.subtracting(tenant.members.list(of: group))
  }
}
