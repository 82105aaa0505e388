import SyncSemantics

extension Rule {
  /// A pair of groups nested in the local system and not in the tenant.
  static let nestedEdgeExtra = edges(
    .removeNestedGroup, id: "nested.edge-extra", severity: .error,
    summary: "The copy nests a group that the tenant does not.",
    manual: """
      The local group contains another one, and the tenant's group does not contain its counterpart. People of the nested group have what the outer group grants without being meant to.

      What to do: take the nested group out.
      """,
    sources: [.graphGroups]
  ) { operation in
    operation.cause != .direct && operation.decision == .perform
  } says: { subject in
    (
      message: "\(subject.group) contains \(subject.nested) locally, not in the tenant",
      expected: "no such edge, by \(subject.input.policy.line("members.nesting"))",
      found: "the nested group \(subject.nested)",
      remediation: "take the nested group out of the local group"
    )
  }
}
