import DirectoryModel
import SyncSemantics

extension Rule {
  /// A local member who is in the tenant's group only through nesting, where only direct members
  /// count.
  static let nestedFlattened = Rule(
    id: "nested.flattened", severity: .error,
    summary: "A member of the copy is in the tenant's group only through nested groups.",
    manual: """
      The policy counts direct members only, and the local group has somebody whom only a nested \
      group brings in: the nesting was flattened on the way.

      What to do: find out which script or setting flattens groups, then remove the member or change \
      the policy.
      """,
    sources: [.entraProvisioning, .graphTransitiveMembers]
  ) { input, number in
    input.memberFindings(number) { operation in
      operation.kind == .removeMember && operation.cause == .onlyNested
        && operation.decision == .perform
    }
  } explain: { input, finding in
    let operation = input.plan.operations[Int(finding.detail)]
    let subject = Subject(input, finding)
    return FindingText(
      message: "\(subject.principal) is in \(subject.group) though only a nested group lists them",
      expected: "no membership, by \(input.policy.line("members.nesting"))",
      found: "a membership of the copy", evidence: subject.evidenceOfMembership(operation),
      explanation: subject.chain(of: operation) + [input.policy.line("members.nesting")],
      remediation: "remove the member, or count nested members in the policy")
  }
}
