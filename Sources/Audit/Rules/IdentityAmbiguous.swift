import DirectoryModel
import SyncSemantics

extension Rule {
  /// A local account with several equally good people behind it.
  static let identityAmbiguous = Rule(
    id: "identity.ambiguous", severity: .warning,
    summary: "An account could belong to several people: it is refused.",
    manual: """
      Display names and addresses are not unique. What the account carries fits several users, so none was chosen.

      What to do: set the identifier of the right person.
      """,
    sources: [.entraTokenClaims, .entraClaims]
  ) { input, number in
    input.loneAccountFindings(number) { _, reason in
      if case .ambiguous = reason { true } else { false }
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message: "'\(subject.localAccountName)' could belong to several people",
      expected: "one person",
      found: "several people of this name or address",
      evidence: subject.accountEvidence,
      explanation: [
        "several users have what the account carries", input.policy.line("people.match"),
      ],
      remediation: "set the identifier of the person")
  }
}
