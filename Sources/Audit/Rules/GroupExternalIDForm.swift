import DirectoryModel
import SyncSemantics

extension Rule {
  /// A local group whose identifier is right and written in a form that breaks the comparison.
  static let groupExternalIDForm = Rule(
    id: "group.external-id-form", severity: .warning,
    summary: "The local group's identifier is right but written in another form.",
    manual: """
      The identifier has capitals, braces, no hyphens or blanks around it, and the product compares \
      it letter for letter: its sync takes the group for unknown.

      What to do: store the identifier in lower case with hyphens, as Graph writes it.
      """,
    sources: [.stringUUID, .sqliteCollation]
  ) { input, number in
    guard input.policy.groupMatching.externalIDs == .exact else { return [] }
    return input.pairFindings(number) { pair in
      input.local.guids[Int(pair.local)] != .none
        && input.local.attributes.first(.externalIDText, of: pair.local) != nil
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    let text = input.local.attribute(.externalIDText, of: finding.localGroup) ?? ""
    return FindingText(
      message: "the identifier of '\(subject.localGroupName)' is written '\(text)'",
      expected: "'\(input.local.guids[Int(finding.localGroup)])'", found: "'\(text)'",
      evidence: subject.groupEvidence,
      explanation: [
        "the value is the same, the form is not", input.policy.line("groups.external-ids"),
      ],
      remediation: "store the identifier in lower case with hyphens")
  }
}
