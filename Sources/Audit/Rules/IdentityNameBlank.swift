import DirectoryModel
import SyncSemantics

extension Rule {
  /// An account name with blanks or invisible characters too many.
  static let identityNameBlank = Rule(
    id: "identity.name-blank", severity: .warning,
    summary: "The local user name has blanks or invisible characters that the person's has not.",
    manual: """
      A blank at the end or a character without width came in with an import. Nobody sees it, and every comparison does.

      What to do: remove it.
      """,
    sources: [.sqliteCollation]
  ) { input, number in
    input.userNameFindings(number) { pair in
      switch pair.difference {
      case .blanks, .invisibleCharacters: true
      default: false
      }
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message: "the name '\(subject.localAccountName)' has blanks that do not belong there",
      expected: "\(subject.expectedAccountName)",
      found: "'\(subject.localAccountName)'",
      evidence: subject.accountEvidence,
      explanation: [
        subject.accountPairing, "the names are the same without blanks",
        input.policy.line("people.blanks"),
      ],
      remediation: "remove the blanks from the account's name")
  }
}
