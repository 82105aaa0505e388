import DirectoryModel
import SyncSemantics

extension Rule {
  /// A compared group that nests others more than ten levels deep.
  static let nestedDepth = Rule(
    id: "nested.depth", severity: .note,
    summary: "A group nests others more than ten levels deep.",
    manual: """
      Nobody can tell by looking who is in such a group, and products that read nested groups level \
      by level need one request for each. Entra ID itself states no bound.

      What to do: flatten the upper levels.
      """,
    sources: [.entraLimits]
  ) { input, number in
    input.pairFindings(number) { input.nesting.depth(of: $0.tenant) > 10 }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    let depth = input.nesting.depth(of: finding.tenantGroup)
    return FindingText(
      message: "\(subject.group) nests groups \(depth) levels deep", expected: "at most 10 levels",
      found: "\(depth) levels", evidence: subject.groupEvidence,
      explanation: ["each level is a group that contains the next"],
      remediation: "flatten the upper levels")
  }
}
