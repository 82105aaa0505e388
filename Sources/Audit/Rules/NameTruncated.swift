import SyncSemantics

extension Rule {
  /// A local group whose name was cut.
  static let nameTruncated = Rule.name(
    "name.truncated", .truncated, severity: .warning,
    summary: "The local name is the tenant's cut at a limit of length.",
    manual: """
      The product, or the script that filled it, holds fewer characters than the tenant's name has. Two long names with one beginning become one group there.

      What to do: shorten the tenant's name, or link the two explicitly.
      """,
    sources: [.graphGroup, .djangoAuth],
    because: "the local name is a beginning of the tenant's, cut at a length that systems use",
    remediation: "shorten the tenant's name, or link the two groups explicitly")
}
