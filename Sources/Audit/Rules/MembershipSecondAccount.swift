import DirectoryModel
import SyncSemantics

extension Rule {
  /// A member of the copy that is the second account of a person.
  static let membershipSecondAccount = Rule(
    id: "membership.second-account", severity: .error,
    summary: "Somebody is a member through a second account.",
    manual: """
      The account belongs to a person who has another one, and the sync looks after that one only: the memberships of this account are never brought up to date.

      What to do: merge the accounts.
      """,
    sources: [.entraNameChanges]
  ) { input, number in
    input.memberFindings(number) { operation in
      operation.kind == .removeMember && operation.cause == .secondAccount
        && operation.decision == .perform
    }
  } explain: { input, finding in
    let operation = input.plan.operations[Int(finding.detail)]
    let subject = Subject(input, finding)
    return FindingText(
      message: "\(subject.principal) is in \(subject.group) as a second account of somebody",
      expected: "members through one account a person",
      found: "a second account",
      evidence: subject.evidenceOfMembership(operation),
      explanation: subject.chain(of: operation), remediation: "merge the two accounts")
  }
}
