import DirectoryModel
import SyncSemantics

extension Rule {
  /// An account tied to a deleted user while a live one has the same name.
  static let identityRecreated = Rule(
    id: "identity.recreated", severity: .error,
    summary: "The account carries the identifier of a deleted user; a live one has the name.",
    manual: """
      The user was deleted and created again under the same name, with a new identifier. Products that match by identifier take the person for a stranger; products that match by name give the new user everything the old one had, even if it is somebody else.

      What to do: make sure that both are one person, then set the new identifier.
      """,
    sources: [.entraClaims, .entraUsersRestore]
  ) { input, number in
    input.accountConflictFindings(number) { kind in
      if case .identifierOfDeleted = kind { true } else { false }
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message:
        "'\(subject.localAccountName)' carries the identifier of a deleted user; the person was created anew",
      expected: "the identifier \(input.tenant.guids[Int(finding.tenantPrincipal)])",
      found: "the identifier \(input.local.guids[Int(finding.localPrincipal)])",
      evidence: subject.accountEvidence,
      explanation: [
        "the identifier belongs to a user who was deleted", "a live user has the same name",
        input.policy.line("people.match"),
      ],
      remediation: "set the identifier of the live user, once it is sure that both are one person")
  }
}
