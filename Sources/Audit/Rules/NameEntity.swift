import SyncSemantics

extension Rule {
  /// A local group whose name was stored with HTML entities.
  static let nameEntity = Rule.name(
    "name.entity", .entity, severity: .warning,
    summary: "The local name holds an HTML entity where the tenant's has the character.",
    manual: """
      The local name was escaped for a web page once too often: '&amp;' stands where '&' should.

      Products that match groups by exact name take the two for strangers: the local group is never updated again, and many products make a second one beside it.

      What to do: rename the local group and look for the import that escapes names.
      """,
    sources: [.characterReferences, .rezolve],
    because: "the local name becomes the tenant's once its entities are resolved",
    remediation: "rename the local group and mend the import that escapes names")
}
