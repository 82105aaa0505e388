import DirectoryModel
import SyncSemantics

extension Rule {
  /// An account name that differs from what the product would make of the person only in case.
  static let identityNameCase = Rule(
    id: "identity.name-case", severity: .warning,
    summary: "The local user name differs from the product's form only in upper and lower case.",
    manual: """
      The product compares user names letter for letter: at the next sign-in the person gets a second account, or none.

      What to do: rename the account.
      """,
    sources: [.sqliteCollation]
  ) { input, number in
    guard input.policy.identityMatching.userNames.spelling.letterCase == .exact else { return [] }
    return input.userNameFindings(number) { $0.difference == .letterCase }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message:
        "'\(subject.localAccountName)' is spelled \(subject.expectedAccountName) by the directory",
      expected: "\(subject.expectedAccountName)",
      found: "'\(subject.localAccountName)'",
      evidence: subject.accountEvidence,
      explanation: [
        subject.accountPairing, "the letters are the same but for their case",
        input.policy.line("people.letter-case"),
      ],
      remediation: "rename the account to the directory's spelling")
  }
}
