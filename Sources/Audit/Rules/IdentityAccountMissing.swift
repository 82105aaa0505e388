import DirectoryModel
import SyncSemantics

extension Rule {
  /// A user of the tenant without an account in a product whose accounts follow the directory.
  static let identityAccountMissing = Rule(
    id: "identity.account-missing", severity: .error,
    summary: "A user of the tenant has no account although the sync makes one for everybody.",
    manual: """
      The policy makes an account for every user of the directory, and the local accounts, which \
      were read to their end, hold none for this one. A full run would add it.

      What to do: run a full sync; if the account stays missing, look for the filter that leaves the \
      person out.
      """,
    sources: [.kaizala]
  ) { input, number in
    input.memberFindings(number) { $0.kind == .createAccount && $0.decision == .perform }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message: "\(subject.principal) has no account",
      expected: "an account, by \(input.policy.line("people.unmatched"))",
      found: "none among the \(Subject.count(input.local.users.count, "account"))",
      evidence: subject.tenantAccountEvidence,
      explanation: [
        "the tenant has the user", "no account has the identifier, name or address",
        input.policy.line("people.unmatched"),
      ],
      remediation: "run a full sync")
  }
}
