import SyncSemantics

extension Rule {
  /// A local group whose name differs from the tenant's only in characters that nobody sees.
  static let nameInvisible = Rule.name(
    "name.invisible", .invisibleCharacters, severity: .warning,
    summary: "The names of two groups differ only in no-break blanks or characters without width.",
    manual: """
      One of the names holds a no-break blank, another Unicode blank, or a character that shows nothing, as texts pasted from web pages and office documents do.

      Products that match groups by exact name take the two for strangers: the local group is never updated again, and many products make a second one beside it.

      What to do: type the name anew by hand.
      """,
    sources: [.rezolve, .unicodeConfusables],
    because: "the names look the same: they differ in blanks or signs that show nothing",
    remediation: "type the local name anew instead of pasting it")
}
