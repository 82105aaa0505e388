import DirectoryModel
import SyncSemantics

extension Rule {
  /// A local account whose person is in the tenant's recycle bin.
  static let identityDeparted = Rule(
    id: "identity.departed", severity: .error,
    summary: "The person was deleted in the tenant; the local account is still there.",
    manual: """
      The tenant deleted the person and the application still has the account, with whatever it grants.

      What to do: block the account and remove its memberships.
      """,
    sources: [.entraUsersRestore]
  ) { input, number in
    input.loneAccountFindings(number) { _, reason in
      if case .deleted = reason { true } else { false }
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message:
        "'\(subject.localAccountName)' was deleted in the tenant \(subject.deletionTime); the account is \(subject.accountState)",
      expected: "no account of a person who is deleted",
      found: "an account that is \(subject.accountState), in \(subject.membershipsOfAccount)",
      evidence: subject.accountEvidence,
      explanation: [
        "the tenant deleted the user \(subject.deletionTime)", "the local account is still there",
        input.policy.line("lifecycle.deleted-users"),
      ],
      remediation: "block the account and remove its memberships")
  }
}
