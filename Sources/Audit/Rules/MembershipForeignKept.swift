import DirectoryModel
import SyncSemantics

extension Rule {
  /// A member whom the authority does not list and whom the policy keeps.
  static let membershipForeignKept = Rule(
    id: "membership.foreign-kept", severity: .warning,
    summary: "Somebody is in the copy whom the authority does not list, and no run removes them.",
    manual: """
      The person is known on both sides and the authority's complete list does not hold them, but \
      the policy keeps such members: the sync removes only what it added itself, or what nobody \
      added by hand. The membership stays until a person removes it.

      What to do: decide whether the membership is meant; if not, remove it by hand.
      """,
    sources: [.configurationManager, .grafanaTeamSync]
  ) { input, number in
    input.memberFindings(number) { operation in
      operation.kind == .removeMember && operation.decision == .keptByPolicy
        && [.notListed, .onlyNested, .guest, .blocked].contains(operation.cause)
    }
  } explain: { input, finding in
    let operation = input.plan.operations[Int(finding.detail)]
    let subject = Subject(input, finding)
    let run = input.policy.fullRun
    let isEmptyAnswer =
      run.emptyAnswer == .keep
      && input.plan.counts[Int(operation.pair)].expected == 0
    let key =
      run.foreignMembers == .keep
      ? "full-run.foreign-members"
      : isEmptyAnswer ? "full-run.empty-answer" : "full-run.hand-made-members"
    return FindingText(
      message: "\(subject.principal) is in \(subject.copy), not in the authority, and is kept",
      expected: "no membership, by \(input.policy.line("authority"))",
      found: "a membership of the copy that no run removes",
      evidence: subject.evidenceOfMembership(operation),
      explanation: subject.chain(of: operation) + [input.policy.line(key)],
      remediation: "remove the membership by hand, unless it is meant")
  }
}
