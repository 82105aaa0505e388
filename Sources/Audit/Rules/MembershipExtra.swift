import DirectoryModel
import SyncSemantics

extension Rule {
  /// A member of the copy whom the authority's complete list does not hold.
  static let membershipExtra = Rule(
    id: "membership.extra", severity: .error,
    summary: "Somebody is in the copy whom the authority does not list.",
    manual: """
      The person is known on both sides, and the authority's list, which was read to its end, does not hold them. A full run of the sync would remove them, unless the policy keeps foreign members.

      Why it matters: the person has access that nobody granted in the directory.

      What to do: remove the membership, or add the person where the truth lies.
      """,
    sources: [.rezolve, .configurationManager]
  ) { input, number in
    input.memberFindings(number) { operation in
      operation.kind == .removeMember && operation.cause == .notListed
        && operation.decision == .perform
    }
  } explain: { input, finding in
    let operation = input.plan.operations[Int(finding.detail)]
    let subject = Subject(input, finding)
    return FindingText(
      message: "\(subject.principal) is in \(subject.copy) and not in the authority",
      expected: "no membership, by \(input.policy.line("authority"))",
      found: "a membership of the copy",
      evidence: subject.evidenceOfMembership(operation),
      explanation: subject.chain(of: operation),
      remediation: "remove the member, or add the person on the other side")
  }
}
