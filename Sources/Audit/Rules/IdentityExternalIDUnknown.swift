import DirectoryModel
import SyncSemantics

extension Rule {
  /// A local account whose identifier nothing in the tenant has.
  static let identityExternalIDUnknown = Rule(
    id: "identity.external-id-unknown", severity: .error,
    summary: "The account's identifier belongs to nobody in the tenant.",
    manual: """
      The account carries an identifier that no user has, live or deleted: the original was purged, the identifier is that of another tenant, or it never was an object identifier.

      What to do: set the right identifier, or block the account.
      """,
    sources: [.entraClaims]
  ) { input, number in
    guard input.tenant.state(of: .user).provesAbsence else { return [] }
    let alone = input.loneAccountFindings(number) { _, reason in reason == .unknownIdentifier }
    return alone + input.accountConflictFindings(number) { $0 == .staleIdentifier }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message: "the identifier of '\(subject.localAccountName)' belongs to nobody in the tenant",
      expected: "the identifier of a user",
      found: "\(input.local.guids[Int(finding.localPrincipal)])",
      evidence: subject.accountEvidence,
      explanation: [
        "nothing in the tenant has the identifier, live or deleted",
        input.policy.line("people.match"),
      ],
      remediation: "set the identifier of the person, or block the account")
  }
}
