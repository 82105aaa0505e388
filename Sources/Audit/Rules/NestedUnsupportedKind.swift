import DirectoryModel
import SyncSemantics

extension Rule {
  /// An edge between groups of the tenant whose kinds cannot be nested, where nesting is kept.
  static let nestedUnsupportedKind = Rule(
    id: "nested.unsupported-kind", severity: .warning,
    summary: "Groups are nested whose kinds cannot be: no sync can write such an edge.",
    manual: """
      Security groups can contain security groups; Microsoft 365 groups can contain no group and be \
      contained in none. An edge that says otherwise cannot be written through Graph.

      What to do: use security groups on both sides of the edge.
      """,
    sources: [.graphGroups]
  ) { input, number in
    guard input.policy.members.nesting == .preserved else { return [] }
    return input.matching.groups.flatMap { pair in
      input.nesting.children.list(of: pair.tenant).filter { child in
        input.tenant.groupKind(pair.tenant) == .microsoft365
          || input.tenant.groupKind(child) == .microsoft365
      }.map { child in
        Finding(
          rule: number, tenantGroup: pair.tenant, localGroup: pair.local, tenantPrincipal: child)
      }
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    let outer = input.tenant.groupKind(finding.tenantGroup).rawValue
    let inner = input.tenant.groupKind(finding.tenantPrincipal).rawValue
    return FindingText(
      message: "\(subject.group) (\(outer)) contains \(subject.nested) (\(inner))",
      expected: "security groups on both sides", found: "\(outer) contains \(inner)",
      evidence: subject.evidenceOfEdge,
      explanation: ["Microsoft 365 groups cannot be nested", input.policy.line("members.nesting")],
      remediation: "use security groups on both sides of the edge")
  }
}
