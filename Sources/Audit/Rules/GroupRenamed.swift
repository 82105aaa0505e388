import DirectoryModel
import SyncSemantics

extension Rule {
  /// A pair of groups whose names have nothing to do with each other any more.
  static let groupRenamed = Rule(
    id: "group.renamed", severity: .warning,
    summary: "The two groups of a pair have different names: one of them was renamed.",
    manual: """
      The groups are one by link, by identifier or by nearly all of their members, and their names \
      differ by more than spelling. Products that match by name lose such a group: its members are \
      never updated again. Products that match by identifier keep it under the old name, which \
      misleads whoever grants access by it.

      What to do: rename the local group to the tenant's name.
      """,
    sources: [.rezolve]
  ) { input, number in
    // Where a product that matches by name has an identifier for a name, another rule says so.
    let isNameRight = input.policy.groupMatching.ladder.contains(.nameIsObjectID)
    return input.pairFindings(number) { pair in
      pair.difference == .other && (isNameRight || !input.local.isNamedByIdentifier(pair.local))
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message: "'\(subject.localGroupName)' is called '\(subject.tenantGroupName)' in the tenant",
      expected: "the name '\(subject.tenantGroupName)'",
      found: "the name '\(subject.localGroupName)'", evidence: subject.groupEvidence,
      explanation: [
        subject.pairing, "the names differ by more than spelling",
        input.policy.line("full-run.renames-groups"),
      ],
      remediation: "rename the local group to '\(subject.tenantGroupName)'")
  }
}
