import SyncSemantics

extension Rule {
  /// A local group whose name equals the tenant's but for upper and lower case.
  static let nameCase = Rule.name(
    "name.case", .letterCase, severity: .warning,
    summary: "The names of two groups differ only in upper and lower case.",
    manual: """
      The local name and the tenant's name are the same letters in another case.

      Products that match groups by exact name take the two for strangers: the local group is never updated again, and many products make a second one beside it.

      It needs a source that keeps letter case; exports of AzureHound 3.1.0 and later do not, and then nothing is claimed.

      What to do: give the local group the tenant's spelling.
      """,
    sources: [.rezolve, .sqliteCollation],
    because: "the letters are the same but for their case",
    remediation: "rename the local group to the tenant's spelling")
}
