import DirectoryModel
import SyncSemantics

extension Rule {
  /// An account without an identifier in a product that finds people by it.
  static let identityExternalIDMissing = Rule(
    id: "identity.external-id-missing", severity: .warning,
    summary: "The account carries no identifier although its product matches by it.",
    manual: """
      The product finds people by the identifier of the directory and this account has none; it was paired by its name or address here. At the next sign-in or run it is not found.

      What to do: set the external identifier.
      """,
    sources: [.entraProvisioning]
  ) { input, number in
    guard input.policy.identityMatching.expectsExternalIDs else { return [] }
    return input.accountFindings(number) { pair in
      input.local.guids[Int(pair.local)] == .none
        && input.local.attributes.first(.externalIDText, of: pair.local) == nil
        && input.local.kinds[Int(pair.local)] == .user && !input.isGuestWithoutIdentifier(pair)
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message: "'\(subject.localAccountName)' carries no identifier",
      expected: "the identifier \(input.tenant.guids[Int(finding.tenantPrincipal)])",
      found: "none",
      evidence: subject.accountEvidence,
      explanation: [
        subject.accountPairing, "the product finds people by their identifiers",
        input.policy.line("people.expects-external-ids"),
      ],
      remediation: "set the external identifier of the account")
  }
}
