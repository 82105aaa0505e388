import SyncSemantics

extension Rule {
  /// A local group whose name differs from the tenant's only in blanks at its ends or doubled ones.
  static let nameBlank = Rule.name(
    "name.blank", .blanks, severity: .warning,
    summary: "The names of two groups differ only in leading, trailing or doubled blanks.",
    manual: """
      One of the names begins or ends with a blank or has two blanks where the other has one. Nobody sees it, and every comparison by bytes does.

      Products that match groups by exact name take the two for strangers: the local group is never updated again, and many products make a second one beside it.

      What to do: take the blanks out of the local name, or out of the tenant's if they are there.
      """,
    sources: [.rezolve, .sqliteCollation],
    because: "the names are the same once blanks are trimmed and doubled ones joined",
    remediation: "remove the surplus blanks from the name")
}
