import DirectoryModel
import SyncSemantics

extension Rule {
  /// A local account of a person who has another, better matching one.
  static let identityTwoAccounts = Rule(
    id: "identity.two-accounts", severity: .error,
    summary: "Two local accounts belong to one person.",
    manual: """
      Both accounts point at one person, by identifier, address or display name. The sync looks after one of them; memberships of the other stay as they are, and whoever blocks one forgets the other.

      What to do: merge the accounts.
      """,
    sources: [.entraNameChanges]
  ) { input, number in
    input.loneAccountFindings(number) { _, reason in
      if case .second = reason { true } else { false }
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message:
        "'\(subject.localAccountName)' is a second account of the person behind '\(subject.firstAccountName)'",
      expected: "one account a person",
      found: "two: '\(subject.firstAccountName)', which was compared, and this one",
      evidence: subject.accountEvidence,
      explanation: [
        "both accounts point at one person of the tenant", "the other one is the better match",
        input.policy.line("people.match"),
      ],
      remediation: "merge the two accounts")
  }
}
