import DirectoryModel
import SyncSemantics

extension Rule {
  /// What a rule says of one edge between nested groups.
  typealias EdgeWords = (message: String, expected: String, found: String, remediation: String)

  /// A rule on edges that a run would write: found among the plan's operations of one kind.
  static func edges(
    _ kind: OperationKind, id: String, severity: Severity, summary: String, manual: String,
    sources: [PublicSource], where isMeant: @escaping @Sendable (Operation) -> Bool,
    says words: @escaping @Sendable (Subject) -> EdgeWords
  ) -> Rule {
    Rule(id: id, severity: severity, summary: summary, manual: manual, sources: sources) {
      input, number in
      input.memberFindings(number) { $0.kind == kind && isMeant($0) }
    } explain: { input, finding in
      let subject = Subject(input, finding)
      let words = words(subject)
      return FindingText(
        message: words.message, expected: words.expected, found: words.found,
        evidence: subject.evidenceOfEdge,
        explanation: [subject.pairing, input.policy.line("members.nesting")],
        remediation: words.remediation)
    }
  }
}
