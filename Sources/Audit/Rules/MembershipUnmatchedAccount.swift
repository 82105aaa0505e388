import DirectoryModel
import SyncSemantics

extension Rule {
  /// A member of the copy whose account matches nobody in the tenant.
  static let membershipUnmatchedAccount = Rule(
    id: "membership.unmatched-account", severity: .error,
    summary: "An account that nobody in the tenant stands behind is a member.",
    manual: """
      The local account matches no user of the tenant, live or deleted, by identifier, name, address or display name: an account made by hand, a service account, or somebody whose original was purged.

      What to do: find out whose account it is; remove the membership or tie the account to a person.
      """,
    sources: []
  ) { input, number in
    input.memberFindings(number) { operation in
      operation.kind == .removeMember && operation.cause == .noOriginal
        && operation.decision == .perform
    }
  } explain: { input, finding in
    let operation = input.plan.operations[Int(finding.detail)]
    let subject = Subject(input, finding)
    return FindingText(
      message: "\(subject.principal) is in \(subject.group) and is nobody in the tenant",
      expected: "members who are in the tenant, by \(input.policy.line("people.match"))",
      found: "an account without an original",
      evidence: subject.evidenceOfMembership(operation),
      explanation: subject.chain(of: operation),
      remediation: "remove the member, or tie the account to a person")
  }
}
