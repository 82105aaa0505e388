import SyncSemantics

extension Rule {
  /// A local group whose name is the tenant's in another Unicode normalisation form.
  static let nameNormalization = Rule.name(
    "name.normalization", .normalization, severity: .warning,
    summary: "The names of two groups are the same text in two Unicode forms.",
    manual: """
      The same letters are written once as one code point each and once as a letter with combining marks (NFC and NFD), as happens when names pass through macOS or some directories.

      Products that match groups by exact name take the two for strangers: the local group is never updated again, and many products make a second one beside it.

      What to do: store the local name in the form that the tenant uses.
      """,
    sources: [.unicodeForms, .rezolve],
    because: "both names are one text once normalised to NFC",
    remediation: "store the name in the tenant's Unicode form")
}
