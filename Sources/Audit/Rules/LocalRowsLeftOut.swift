import DirectoryModel
import SyncSemantics

extension Rule {
  /// Rows of the local database that could not be used, by reason.
  static let localRowsLeftOut = Rule(
    id: "local.rows-left-out", severity: .warning,
    summary: "Rows of the local database were left out because they make no sense.",
    manual: """
      A key is NULL, a value has the wrong type, a list cannot be read. Received rows are counted, \
      and so are those left out, by reason; nothing is passed over in silence.

      What to do: mend the rows; the place of the first one is given.
      """,
    sources: [],
    distinguish: tallyWords
  ) { input, number in
    input.local.tallies.indices.map { Finding(rule: number, detail: UInt32($0)) }
  } explain: { input, finding in
    let tally = input.local.tallies[Int(finding.detail)]
    return FindingText(
      message: "\(tally.count) \(tally.subject) left out: \(tally.reason)",
      expected: "rows that can be used", found: "\(tally.count) \(tally.subject): \(tally.reason)",
      evidence: [
        EvidenceLine(
          side: .local, place: input.local.text(of: tally.example), statement: "the first of them")
      ],
      explanation: ["what is received is kept or left out, and both are counted"],
      remediation: "mend the rows")
  }
}

/// What tells findings of the rule apart that concern the same subject.
@Sendable private func tallyWords(_ input: AuditInput, _ finding: Finding) -> String {
  let tally = input.local.tallies[Int(finding.detail)]
  return "\(tally.source) \(tally.subject): \(tally.reason)"
}
