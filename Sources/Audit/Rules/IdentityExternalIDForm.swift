import DirectoryModel
import SyncSemantics

extension Rule {
  /// An account whose identifier is right and written in a form that breaks the comparison.
  static let identityExternalIDForm = Rule(
    id: "identity.external-id-form", severity: .warning,
    summary: "The account's identifier is right but written in another form.",
    manual: """
      The identifier has capitals, braces, no hyphens or blanks around it, and the product compares it letter for letter.

      What to do: store it as Graph writes it.
      """,
    sources: [.stringUUID, .sqliteCollation]
  ) { input, number in
    guard input.policy.identityMatching.externalIDs == .exact else { return [] }
    return input.accountFindings(number) { pair in
      input.local.guids[Int(pair.local)] != .none
        && input.local.attributes.first(.externalIDText, of: pair.local) != nil
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message:
        "the identifier of '\(subject.localAccountName)' is written '\(input.local.attribute(.externalIDText, of: finding.localPrincipal) ?? "")'",
      expected: "'\(input.local.guids[Int(finding.localPrincipal)])'",
      found: "'\(input.local.attribute(.externalIDText, of: finding.localPrincipal) ?? "")'",
      evidence: subject.accountEvidence,
      explanation: [
        "the value is the same, the form is not", input.policy.line("people.external-ids"),
      ],
      remediation: "store the identifier in lower case with hyphens")
  }
}
