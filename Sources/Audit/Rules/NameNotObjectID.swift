import DirectoryModel
import SyncSemantics

extension Rule {
  /// A local group with a plain name among groups that are named by object identifiers.
  static let nameNotObjectID = Rule(
    id: "name.not-object-id", severity: .warning,
    summary: "A local group has a plain name while all others are named by object identifiers.",
    manual: """
      Nearly all groups of the application are named by object identifiers, this one is not. It \
      was made by hand, or from a claim that sent names: tokens with too many groups make some \
      products ask Graph, which answers with names.

      What to do: find out which name the present configuration makes, and rename the odd one.
      """,
    sources: [.entraGroupClaims, .djangoADFS]
  ) { input, number in
    let groups = input.local.groups.filter { !input.local.flags[Int($0)].contains(.builtIn) }
    let plain = groups.filter { !input.local.isNamedByIdentifier($0) }
    guard !plain.isEmpty, groups.count >= 4, plain.count * 4 <= groups.count else { return [] }
    return plain.map { group in
      Finding(
        rule: number, tenantGroup: input.matching.tenantOfLocal[Int(group)], localGroup: group)
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message: "'\(subject.localGroupName)' stands among groups named by identifiers",
      expected: "an object identifier as name, as at least three of four groups have",
      found: "the name '\(subject.localGroupName)'", evidence: subject.groupEvidence,
      explanation: [
        "the other groups are named by identifiers", input.policy.line("groups.match"),
      ],
      remediation: "rename the group to the identifier, or make the claim send names for all")
  }
}
