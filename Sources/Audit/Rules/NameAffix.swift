import SyncSemantics

extension Rule {
  /// A local group whose name has a prefix or suffix that the tenant's has not.
  static let nameAffix = Rule.name(
    "name.affix", .affix, severity: .warning,
    summary: "The local name carries a prefix or suffix that the tenant's name lacks.",
    manual: """
      The product or an older integration put something before or behind the name, as SAML backends do with 'SAML_'. Groups made before and after such a setting was changed stand side by side.

      Products that match groups by exact name take the two for strangers: the local group is never updated again, and many products make a second one beside it.

      What to do: bring all groups to the form that the present configuration makes.
      """,
    sources: [.nextcloudSAML, .rezolve],
    because: "the names are the same without the prefix or suffix",
    remediation: "rename the group to the form that the present configuration makes")
}
