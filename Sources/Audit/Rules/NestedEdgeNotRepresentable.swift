import SyncSemantics

extension Rule {
  /// An edge between groups that the product cannot store beside another one.
  static let nestedEdgeNotRepresentable = edges(
    .addNestedGroup, id: "nested.edge-not-representable", severity: .warning,
    summary: "The tenant nests a group twice; the product keeps one parent a group.",
    manual: """
      The product stores one parent for each group, and another parent has taken the place. People of the nested group lack what this outer group grants, and no sync can mend it.

      What to do: list the people of the nested group in the outer group itself.
      """,
    sources: [.openWebUIGroups]
  ) { operation in
    operation.cause == .notRepresentable
      && (operation.decision == .notWritable || operation.decision == .perform)
  } says: { subject in
    (
      message:
        "\(subject.nested) cannot be nested in \(subject.group) as well: it has another parent",
      expected: "the nested group \(subject.nested)", found: "another parent of the local group",
      remediation: "list the people in the outer group itself"
    )
  }
}
