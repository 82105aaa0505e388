package import DirectoryModel

extension UserNameForm {
  /// What the product makes of a person of whom only these texts are known.
  ///
  /// The user principal name stands in where names say nothing of the person.
  package func name(
    principalName: String, mail: String, displayName: String, identifier: GUID, isGuest: Bool
  ) -> String {
    let raw =
      switch isGuest ? guests : members {
      case .userPrincipalName, .free: principalName
      case .mail: mail
      case .mailOrUserPrincipalName: mail.isEmpty ? principalName : mail
      case .localPart:
        principalName.utf8.contains(UInt8(ascii: "#"))
          ? principalName : String(principalName.prefix { $0 != "@" })
      case .objectID: identifier.description
      case .displayName: displayName
      }
    return String(decoding: finished(Array(raw.utf8)), as: UTF8.self)
  }
}
