import SyncSemantics

extension Rule {
  /// A local group whose name writes an ampersand as a word, or the reverse.
  static let nameWording = Rule.name(
    "name.wording", .wording, severity: .warning,
    summary: "One name says 'and' where the other has an ampersand.",
    manual: """
      The names differ only in 'and' against '&', as happens when names are typed from memory.

      Products that match groups by exact name take the two for strangers: the local group is never updated again, and many products make a second one beside it.

      What to do: give the local group the tenant's wording.
      """,
    sources: [.rezolve],
    because: "the names are the same once '&' and 'and' count as one",
    remediation: "use the tenant's wording")
}
