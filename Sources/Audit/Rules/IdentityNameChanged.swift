import DirectoryModel
import SyncSemantics

extension Rule {
  /// An account under a name that its person had before.
  static let identityNameChanged = Rule(
    id: "identity.upn-changed", severity: .error,
    summary: "The account has a name that the person does not have (any more).",
    manual: """
      User principal names change with marriages and mergers. Products that match by name make a second account at the next sign-in and leave the first one with its groups.

      What to do: rename the account before the next sign-in.
      """,
    sources: [.entraNameChanges]
  ) { input, number in
    guard input.policy.identityMatching.userNames.members != .free else { return [] }
    return input.userNameFindings(number) { pair in
      switch pair.difference {
      case .none, .letterCase, .blanks, .invisibleCharacters: false
      default: !input.isGuestUnderOtherForm(pair) && !input.mayBeGuest(pair)
      }
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message:
        "'\(subject.localAccountName)' is called \(subject.expectedAccountName) in the tenant now",
      expected: "\(subject.expectedAccountName), by \(input.policy.line("people.user-names"))",
      found: "'\(subject.localAccountName)'",
      evidence: subject.accountEvidence,
      explanation: [
        subject.accountPairing,
        "the user name differs from what the product would make of the person now",
        input.policy.line("people.user-names"),
      ],
      remediation: "rename the account before the person signs in and gets a second one")
  }
}
