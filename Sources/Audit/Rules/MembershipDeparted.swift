import DirectoryModel
import SyncSemantics

extension Rule {
  /// A member of the copy whose original is in the tenant's recycle bin.
  static let membershipDeparted = Rule(
    id: "membership.departed", severity: .error,
    summary: "Somebody whose original was deleted is still a member.",
    manual: """
      The tenant deleted the person, and the local group still has them. Products that act at sign-in never notice: who does not sign in any more is never removed.

      What to do: remove the membership and block the local account.
      """,
    sources: [.graphDeletedItems]
  ) { input, number in
    input.memberFindings(number) { operation in
      operation.kind == .removeMember && operation.cause == .departed
        && operation.decision == .perform
    }
  } explain: { input, finding in
    let operation = input.plan.operations[Int(finding.detail)]
    let subject = Subject(input, finding)
    return FindingText(
      message: "\(subject.principal) was deleted in the tenant and is still in \(subject.group)",
      expected: "no membership of a person who is deleted",
      found: "a membership of the copy",
      evidence: subject.evidenceOfMembership(operation),
      explanation: subject.chain(of: operation),
      remediation: "remove the membership and block the account")
  }
}
