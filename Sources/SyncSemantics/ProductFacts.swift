/// What is known of a product beside its policy, from the preset that reads its database.
package struct ProductFacts: Sendable, Equatable {
  /// The preset's or mapping's name.
  package var name: String
  /// How many characters a group's name can have; 0 when unknown or unlimited.
  package var groupNameCharacters: Int
  /// How many bytes a group's name can have; 0 when unknown or unlimited.
  package var groupNameBytes: Int
  /// Prefixes that the product puts before group names: `SAML_`.
  package var groupNamePrefixes: [String]
  /// Whether accounts come into being at the first sign-in.
  package var accountsAppearAtSignIn: Bool

  package init(
    name: String, groupNameCharacters: Int = 0, groupNameBytes: Int = 0,
    groupNamePrefixes: [String] = [], accountsAppearAtSignIn: Bool = false
  ) {
    (self.name, self.groupNameCharacters) = (name, groupNameCharacters)
    (self.groupNameBytes, self.groupNamePrefixes) = (groupNameBytes, groupNamePrefixes)
    self.accountsAppearAtSignIn = accountsAppearAtSignIn
  }
}
