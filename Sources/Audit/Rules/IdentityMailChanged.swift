import DirectoryModel
import SyncSemantics

extension Rule {
  /// An account whose address differs from the person's in a product that matches by address.
  static let identityMailChanged = Rule(
    id: "identity.mail-changed", severity: .warning,
    summary: "The account has an address that the person does not have (any more).",
    manual: """
      The product finds people by mail address and the account has one that the person does not have: it is not found at the next sign-in, or mail goes to somebody else.

      What to do: correct the address.
      """,
    sources: [.entraClaims]
  ) { input, number in
    input.accountFindings(number) { input.hasChangedMail($0) }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message: "the address of '\(subject.localAccountName)' is not the one the person has now",
      expected:
        "'\(input.tenant.mail(finding.tenantPrincipal))', by \(input.policy.line("people.match"))",
      found: "'\(input.local.mail(finding.localPrincipal))'",
      evidence: subject.accountEvidence,
      explanation: [
        subject.accountPairing, "the product finds people by their address",
        input.policy.line("people.match"),
      ],
      remediation: "correct the address")
  }
}
