import DirectoryModel
import SyncSemantics

extension Rule {
  /// A local group that is named by an object identifier where its product matches by name.
  static let nameIsObjectID = Rule(
    id: "name.is-object-id", severity: .warning,
    summary: "A local group is named by an object identifier instead of a name.",
    manual: """
      The local group is called by the identifier of a tenant group. Tokens carry identifiers by \
      default, so products that make groups from claims name them so until the claim is changed; \
      groups made before and after the change then stand side by side.

      What to do: decide for identifiers or names in the claim and rename the groups of the other kind.
      """,
    sources: [.entraGroupClaims]
  ) { input, number in
    guard !input.policy.groupMatching.ladder.contains(.nameIsObjectID) else { return [] }
    return input.local.groups.filter { input.local.isNamedByIdentifier($0) }.map { group in
      Finding(
        rule: number, tenantGroup: input.matching.tenantOfLocal[Int(group)], localGroup: group)
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message: "the local group '\(subject.localGroupName)' has an identifier for its name",
      expected: "a name, by \(input.policy.line("groups.match"))",
      found: "the identifier '\(subject.localGroupName)'", evidence: subject.groupEvidence,
      explanation: [
        "the name has the form of an object identifier", input.policy.line("groups.match"),
      ],
      remediation: "configure the claim to send names, or match by identifier")
  }
}

extension Directory {
  /// Whether a group's name is the text of an identifier.
  func isNamedByIdentifier(_ group: ObjectIndex) -> Bool {
    let names = names
    let range = names.range(of: displayNames[Int(group)])
    guard range.count == 36 else { return false }
    return GUID(names.bytes.span.extracting(range)) != nil
  }
}
