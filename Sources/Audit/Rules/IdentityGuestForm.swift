import DirectoryModel
import SyncSemantics

extension Rule {
  /// A guest's account that is named by the address where the product uses the #EXT# name, or the reverse.
  static let identityGuestForm = Rule(
    id: "identity.guest-form", severity: .warning,
    summary: "A guest is stored under another form of name than the product uses.",
    manual: """
      A guest has two names: the address at home and a user principal name with '#EXT#'. The account uses one, the product's configuration makes the other: the guest gets a second account at the next sign-in.

      What to do: rename the account.
      """,
    sources: [.entraGuests]
  ) { input, number in
    input.userNameFindings(number) { pair in
      switch pair.difference {
      case .none, .letterCase, .blanks, .invisibleCharacters: false
      default: input.isGuestUnderOtherForm(pair)
      }
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message: "the guest '\(subject.localAccountName)' is stored under another form of name",
      expected: "\(subject.expectedAccountName), by \(input.policy.line("people.guest-names"))",
      found: "'\(subject.localAccountName)'",
      evidence: subject.accountEvidence,
      explanation: [
        subject.accountPairing, "guests have an address and a name with #EXT#",
        input.policy.line("people.guest-names"),
      ],
      remediation: "rename the account to the form that the product makes")
  }
}
