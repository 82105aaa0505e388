import DirectoryModel
import SyncSemantics

extension Rule {
  /// A member whom only a nested group brings in and who is not in the local group.
  static let nestedMemberMissing = Rule(
    id: "nested.member-missing", severity: .error,
    summary: "A member who comes through nested groups is not in the copy.",
    manual: """
      The tenant's group does not list the person itself, a group that it nests does. The policy \
      counts such people, the person has a local account, and the local group does not have them: \
      the sync read direct members only, or stopped at the first page.

      What to do: find out how the product reads nested groups; if it reads direct members only, \
      list the people in the group itself.
      """,
    sources: [.graphTransitiveMembers]
  ) { input, number in
    input.memberFindings(number) { operation in
      operation.kind == .addMember && operation.cause == .nested && operation.decision == .perform
    }
  } explain: { input, finding in
    let operation = input.plan.operations[Int(finding.detail)]
    let subject = Subject(input, finding)
    return FindingText(
      message: "\(subject.principal) is missing in \(subject.group), which nests a group with them",
      expected: "a member, by \(input.policy.line("members.nesting"))",
      found: "no membership among the \(subject.memberCount) of the copy",
      evidence: subject.evidenceOfMembership(operation),
      explanation: subject.chain(of: operation),
      remediation: "sync nested members, or list the person in the group itself")
  }
}
