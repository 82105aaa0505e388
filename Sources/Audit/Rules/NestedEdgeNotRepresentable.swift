import DirectoryModel
import SyncSemantics

extension Rule {
  /// An edge between groups that the product cannot store beside another one.
  static let nestedEdgeNotRepresentable = Rule(
    id: "nested.edge-not-representable", severity: .warning,
    summary: "The tenant nests a group twice; the product keeps one parent a group.",
    manual: """
      The product stores one parent for each group, and another parent has taken the place. People of the nested group lack what this outer group grants, and no sync can mend it.

      What to do: list the people of the nested group in the outer group itself.
      """,
    sources: [.openWebUIGroups]
  ) { input, number in
    input.memberFindings(number) { operation in
      operation.kind == .addNestedGroup && operation.cause == .notRepresentable
        && (operation.decision == .notWritable || operation.decision == .perform)
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message:
        "\(subject.nested) cannot be nested in \(subject.group) as well: it has another parent",
      expected: "the nested group \(subject.nested)", found: "another parent of the local group",
      evidence: subject.evidenceOfEdge,
      explanation: [subject.pairing, input.policy.line("members.nesting")],
      remediation: "list the people in the outer group itself")
  }
}
