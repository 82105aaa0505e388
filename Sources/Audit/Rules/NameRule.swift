import DirectoryModel
import SyncSemantics

extension Rule {
  /// Makes the rule for one way in which the names of a pair of groups differ.
  ///
  /// What all these rules share: they speak of pairs, they quote both spellings with odd characters
  /// made visible, and they say by which evidence the two are taken for one group.
  static func name(
    _ id: String, _ difference: NameDifference, severity: Severity = .warning, summary: String,
    manual: String, sources: [PublicSource], because cause: String, remediation: String
  ) -> Rule {
    Rule(id: id, severity: severity, summary: summary, manual: manual, sources: sources) {
      input, number in
      input.pairFindings(number) { $0.difference == difference }
    } explain: { input, finding in
      let subject = Subject(input, finding)
      return FindingText(
        message:
          "'\(subject.localGroupName)' is spelled '\(subject.tenantGroupName)' in the tenant",
        expected: "the name '\(subject.tenantGroupName)'",
        found: "the name '\(subject.localGroupName)'",
        evidence: subject.groupEvidence,
        explanation: [subject.pairing, cause, input.policy.line("groups.match")],
        remediation: remediation)
    }
  }
}
