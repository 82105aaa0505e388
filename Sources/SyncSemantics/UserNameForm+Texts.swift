package import DirectoryModel

extension UserNameForm {
  /// What the product makes of a person of whom only these texts are known.
  ///
  /// The user principal name stands in where names say nothing of the person.
  package func name(
    principalName: @autoclosure () -> String, mail: @autoclosure () -> String,
    displayName: @autoclosure () -> String, identifier: GUID, isGuest: Bool
  ) -> String {
    let raw =
      switch isGuest ? guests : members {
      case .userPrincipalName, .free: principalName()
      case .mail: mail()
      case .mailOrUserPrincipalName: mail().isEmpty ? principalName() : mail()
      case .localPart: Self.localPart(of: principalName())
      case .objectID: identifier.description
      case .displayName: displayName()
      }
    if keepsNames { return raw }
    return String(decoding: finished(Array(raw.utf8)), as: UTF8.self)
  }

  /// What stands before the at sign; the name of a guest as a whole.
  private static func localPart(of principalName: String) -> String {
    // By scalars: a mark behind the sign would make one Character of both.
    principalName.utf8.contains(UInt8(ascii: "#"))
      ? principalName : String(principalName.unicodeScalars.prefix { $0 != "@" })
  }
}
