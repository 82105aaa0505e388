import SyncSemantics

extension Rule {
  /// A local group whose name imitates the tenant's with letters of another script.
  static let nameLookAlike = Rule.name(
    "name.look-alike", .lookAlike, severity: .error,
    summary: "The names of two groups look the same but use letters of different scripts.",
    manual: """
      One of the names has a letter of another script that looks like the right one, a Cyrillic 'а' for a Latin 'a'. It may be an accident of a keyboard layout; it is also how somebody passes one group off as another.

      Products that match groups by exact name take the two for strangers: the local group is never updated again, and many products make a second one beside it.

      What to do: find out who made the local group, then rename it.
      """,
    sources: [.unicodeConfusables, .rezolve],
    because: "the names have the same skeleton of shapes and different letters",
    remediation: "find out who named the local group, then give it the tenant's spelling")
}
