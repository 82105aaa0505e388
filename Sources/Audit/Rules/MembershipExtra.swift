import DirectoryModel
import SyncSemantics

extension Rule {
  /// A member of the copy whom the authority's complete list does not hold.
  static let membershipExtra = Rule(
    id: "membership.extra", severity: .error,
    summary: "Somebody is in the copy whom the authority does not list.",
    manual: """
      The person is known on both sides, and the authority's list, which was read to its end, does not hold them. A full run of the sync would remove them, unless the policy keeps foreign members.

      The same holds for somebody on the authority's list whom the policy leaves out: a guest, or a person whose sign-in is blocked, where it excludes such people.

      Why it matters: the person has access that nobody granted in the directory.

      What to do: remove the membership, or add the person where the truth lies.
      """,
    sources: [.rezolve, .configurationManager]
  ) { input, number in
    input.memberFindings(number) { operation in
      operation.kind == .removeMember && operation.decision == .perform
        && [.notListed, .guest, .blocked].contains(operation.cause)
    }
  } explain: { input, finding in
    let operation = input.plan.operations[Int(finding.detail)]
    let subject = Subject(input, finding)
    let rest: (words: String, key: String) =
      switch operation.cause {
      case .guest: ("as a guest, and guests are left out", "members.guests")
      case .blocked:
        ("and may not sign in, and such people are left out", "members.disabled-accounts")
      default: ("and not in the authority", "authority")
      }
    return FindingText(
      message: "\(subject.principal) is in \(subject.copy) \(rest.words)",
      expected: "no membership, by \(input.policy.line(rest.key))",
      found: "a membership of the copy",
      evidence: subject.evidenceOfMembership(operation),
      explanation: subject.chain(of: operation),
      remediation: "remove the member, or add the person on the other side")
  }
}
