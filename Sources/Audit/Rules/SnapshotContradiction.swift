import DirectoryModel
import SyncSemantics

extension Rule {
  /// Two inputs, or two records of one, that say different things of one object of the tenant.
  static let snapshotContradiction = Rule(
    id: "snapshot.contradiction", severity: .warning,
    summary: "Two inputs say different things of one object.",
    manual: """
      The inputs were taken at different times, or one of them is damaged. The first that was read \
      was believed; whatever rests on the property is only as good as that choice.

      What to do: take one snapshot anew and audit that.
      """,
    sources: [],
    distinguish: contradictionWords
  ) { input, number in
    var seen: Set<ExactText> = []
    return input.tenant.contradictions.enumerated().compactMap { index, contradiction in
      // A third input that repeats the second one adds nothing.
      let words = [
        "\(contradiction.object)", contradiction.property, contradiction.firstValue,
        contradiction.secondValue,
      ]
      guard seen.insert(ExactText(words.joined(separator: "\u{0}"))).inserted else { return nil }
      let isGroup = input.tenant.kinds[Int(contradiction.object)] == .group
      return Finding(
        rule: number, tenantGroup: isGroup ? contradiction.object : noObject,
        tenantPrincipal: isGroup ? noObject : contradiction.object, detail: UInt32(index))
    }
  } explain: { input, finding in
    let contradiction = input.tenant.contradictions[Int(finding.detail)]
    let subject = Subject(input, finding)
    let name = finding.tenantGroup == noObject ? subject.principal : subject.group
    return FindingText(
      message: "two inputs differ in the \(contradiction.property) of \(name)",
      expected: "one value",
      found: "'\(contradiction.firstValue)' and '\(contradiction.secondValue)'",
      evidence: [
        EvidenceLine(
          side: .tenant, place: input.tenant.text(of: contradiction.first),
          statement: "\(contradiction.property) '\(contradiction.firstValue)'"),
        EvidenceLine(
          side: .tenant, place: input.tenant.text(of: contradiction.second),
          statement: "\(contradiction.property) '\(contradiction.secondValue)'"),
      ],
      explanation: ["the first value that was read was believed"],
      remediation: "take one snapshot anew")
  }
}

/// What tells findings of the rule apart that concern the same subject.
@Sendable private func contradictionWords(_ input: AuditInput, _ finding: Finding) -> String {
  let contradiction = input.tenant.contradictions[Int(finding.detail)]
  let values = [contradiction.firstValue, contradiction.secondValue]
  return "\(contradiction.property) \(values.joined(separator: "\u{0}"))"
}
