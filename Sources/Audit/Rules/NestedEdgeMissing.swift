import DirectoryModel
import SyncSemantics

extension Rule {
  /// A pair of groups nested in the tenant and not in the local system.
  static let nestedEdgeMissing = Rule(
    id: "nested.edge-missing", severity: .error,
    summary: "A group that the tenant nests is not nested in the copy.",
    manual: """
      Both groups have local counterparts, the tenant's contains the other one, and the local one does not. People of the nested group lack what the outer group grants.

      What to do: nest the local group.
      """,
    sources: [.graphGroups]
  ) { input, number in
    input.memberFindings(number) { operation in
      operation.kind == .addNestedGroup && operation.cause == .direct
        && operation.decision == .perform
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message: "\(subject.group) does not contain \(subject.nested) locally",
      expected: "the nested group \(subject.nested), by \(input.policy.line("members.nesting"))",
      found: "no such edge",
      evidence: subject.evidenceOfEdge,
      explanation: [subject.pairing, input.policy.line("members.nesting")],
      remediation: "nest the local group")
  }
}
