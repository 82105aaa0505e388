import SyncSemantics

extension Rule {
  /// A local group whose name is the tenant's without accents.
  static let nameMarksDropped = Rule.name(
    "name.marks-dropped", .marksDropped, severity: .warning,
    summary: "The local name lacks the accents of the tenant's name.",
    manual: """
      Accents were dropped: 'Cafe' stands for 'Café'. Products and scripts that allow ASCII only do this, and so do people.

      Products that match groups by exact name take the two for strangers: the local group is never updated again, and many products make a second one beside it.

      What to do: rename the local group, or link the two explicitly where the product allows ASCII only.
      """,
    sources: [.unicodeForms, .rezolve],
    because: "the names are the same once accents are left out",
    remediation: "restore the accents, or link the two groups explicitly")
}
