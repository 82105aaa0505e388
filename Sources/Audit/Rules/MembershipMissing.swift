import DirectoryModel
import SyncSemantics

extension Rule {
  /// A member of the tenant's group whose local account is not in the local group.
  static let membershipMissing = Rule(
    id: "membership.missing", severity: .error,
    summary: "A member of the authority is not in the copy.",
    manual: """
      The authority lists a member directly, the member has an account on the other side, and the \
      copy's list, which was read to its end, does not hold it. A full run of the sync would add it.

      Why it matters: the person lacks access that the directory grants.

      What to do: run the sync for the group; if it stays missing, look for the policy line that \
      leaves the person out with 'rollcall explain --user X --group Y'.
      """,
    sources: [.rezolve, .configurationManager]
  ) { input, number in
    input.memberFindings(number) { operation in
      operation.kind == .addMember && operation.cause == .direct
        && operation.decision == .perform
    }
  } explain: { input, finding in
    let operation = input.plan.operations[Int(finding.detail)]
    let subject = Subject(input, finding)
    return FindingText(
      message: "\(subject.principal) is missing in \(subject.group)",
      expected: "a member, by \(input.policy.line("authority"))",
      found: "no membership among the \(subject.memberCount) of the copy",
      evidence: subject.evidenceOfMembership(operation),
      explanation: subject.chain(of: operation),
      remediation: "run a full sync of the group, or add the member by hand")
  }
}
