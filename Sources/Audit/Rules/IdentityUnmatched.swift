import DirectoryModel
import SyncSemantics

extension Rule {
  /// A local account that matches no user of the tenant, live or deleted.
  static let identityUnmatched = Rule(
    id: "identity.unmatched", severity: .warning,
    summary: "A local account belongs to nobody in the tenant.",
    manual: """
      The account matches no user of the tenant by identifier, user name, address or display name, and no deleted one either: it was made by hand, serves a program, or its original was purged.

      It needs a list of users that was read to its end.

      What to do: find out whose account it is; block it, or tie it to a person.
      """
  ) { input, number in
    guard input.tenant.state(of: .user).provesAbsence else { return [] }
    return input.loneAccountFindings(number) { account, reason in
      input.local.kinds[Int(account)] != .device && reason == .noCandidate
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message: "the account '\(subject.localAccountName)' belongs to nobody in the tenant",
      expected:
        "\(Subject.count(input.tenant.users.count, "user")) of the tenant, one of them this account, by \(input.policy.line("people.match"))",
      found: "nobody of this identifier, name or address",
      evidence: subject.accountEvidence,
      explanation: [
        "no identifier, name, address or display name of the account is found among the users",
        input.policy.line("people.match"),
      ],
      remediation: "find out whose account it is; block it or tie it to a person")
  }
}
