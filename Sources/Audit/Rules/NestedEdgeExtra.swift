import DirectoryModel
import SyncSemantics

extension Rule {
  /// A pair of groups nested in the local system and not in the tenant.
  static let nestedEdgeExtra = Rule(
    id: "nested.edge-extra", severity: .error,
    summary: "The copy nests a group that the tenant does not.",
    manual: """
      The local group contains another one, and the tenant's group does not contain its counterpart. People of the nested group have what the outer group grants without being meant to.

      What to do: take the nested group out.
      """,
    sources: [.graphGroups]
  ) { input, number in
    input.memberFindings(number) { operation in
      operation.kind == .removeNestedGroup && operation.cause != .direct
        && operation.decision == .perform
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message: "\(subject.group) contains \(subject.nested) locally, not in the tenant",
      expected: "no such edge, by \(input.policy.line("members.nesting"))",
      found: "the nested group \(subject.nested)",
      evidence: subject.evidenceOfEdge,
      explanation: [subject.pairing, input.policy.line("members.nesting")],
      remediation: "take the nested group out of the local group")
  }
}
