import DirectoryModel
import SyncSemantics

extension Rule {
  /// A local group without an identifier in a product that matches by identifier.
  static let groupExternalIDMissing = Rule(
    id: "group.external-id-missing", severity: .warning,
    summary: "The local group carries no identifier although its product matches by it.",
    manual: """
      The product finds groups by the identifier of the tenant's group and this one has none; it was \
      paired by its name here. The product's own sync does not see it, or makes a second one.

      What to do: set the external identifier, or let the sync make the group anew.
      """,
    sources: [.entraProvisioning]
  ) { input, number in
    guard input.policy.groupMatching.expectsExternalIDs else { return [] }
    return input.pairFindings(number) { pair in
      input.local.guids[Int(pair.local)] == .none
        && input.local.attributes.first(.externalIDText, of: pair.local) == nil
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message: "'\(subject.localGroupName)' carries no identifier",
      expected: "the identifier \(input.tenant.guids[Int(finding.tenantGroup)])", found: "none",
      evidence: subject.groupEvidence,
      explanation: [
        subject.pairing, "the product finds groups by their identifiers",
        input.policy.line("groups.expects-external-ids"),
      ],
      remediation: "set the external identifier of the local group")
  }
}
