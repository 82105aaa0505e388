import DirectoryModel
import SyncSemantics

extension Rule {
  /// A tenant group that an on-premises sync of the same product will document a second time.
  static let onPremisesTwice = Rule(
    id: "onprem.appears-twice", severity: .warning,
    summary: "A group synchronised from on-premises will appear twice in the product.",
    manual: """
      The product documents cloud groups and, with another integration, groups of the on-premises \
      directory. A group that is synchronised from there to Entra ID is both.

      What to do: switch one of the two integrations off for these groups.
      """,
    sources: [.itGlue]
  ) { input, number in
    guard input.policy.scope.warnsOfOnPremisesGroups else { return [] }
    return input.pairFindings(number) { input.tenant.isOnPremises($0.tenant) == .yes }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message: "\(subject.group) comes from on-premises and may appear twice",
      expected: "one document a group", found: "onPremisesSyncEnabled is true",
      evidence: subject.groupEvidence,
      explanation: [
        "an on-premises directory masters the group",
        input.policy.line("groups.warn-of-on-premises"),
      ],
      remediation: "switch one of the two integrations off for these groups")
  }
}
