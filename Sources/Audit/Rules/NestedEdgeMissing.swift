import SyncSemantics

extension Rule {
  /// A pair of groups nested in the tenant and not in the local system.
  static let nestedEdgeMissing = edges(
    .addNestedGroup, id: "nested.edge-missing", severity: .error,
    summary: "A group that the tenant nests is not nested in the copy.",
    manual: """
      Both groups have local counterparts, the tenant's contains the other one, and the local one does not. People of the nested group lack what the outer group grants.

      What to do: nest the local group.
      """,
    sources: [.graphGroups]
  ) { operation in
    operation.cause == .direct && operation.decision == .perform
  } says: { subject in
    (
      message: "\(subject.group) does not contain \(subject.nested) locally",
      expected: "the nested group \(subject.nested), by "
        + subject.input.policy.line("members.nesting"),
      found: "no such edge", remediation: "nest the local group"
    )
  }
}
