import SyncSemantics

extension Rule {
  /// A local group whose name differs from the tenant's only in punctuation.
  static let namePunctuation = Rule.name(
    "name.punctuation", .punctuation, severity: .warning,
    summary: "The names of two groups differ only in hyphens, dashes, underscores or quotes.",
    manual: """
      One sign stands for another: a hyphen for a dash, an underscore for a blank, a straight quote for a curly one. Some products replace signs that they do not allow; people retype them.

      Products that match groups by exact name take the two for strangers: the local group is never updated again, and many products make a second one beside it.

      What to do: rename the local group, or link the two explicitly where the product cannot hold the sign.
      """,
    sources: [.rezolve],
    because: "the names are the same once dashes, underscores, blanks and quotes count as one",
    remediation: "use the tenant's punctuation, or link the two groups explicitly")
}
