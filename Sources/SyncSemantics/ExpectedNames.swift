import DirectoryModel

/// What the product makes of people, and whether an account is called so.
struct ExpectedNames: Sendable {
  private let tenant: Directory
  private let local: Directory
  private let userNames: UserNameForm
  let memberForm: UserNameForm.Form
  let guestForm: UserNameForm.Form
  /// Whether names are taken over as they are.
  let isPlainForm: Bool

  init(_ tenant: Directory, _ local: Directory, _ userNames: UserNameForm) {
    (self.tenant, self.local, self.userNames) = (tenant, local, userNames)
    (memberForm, guestForm) = (userNames.members, userNames.guests)
    isPlainForm = userNames.keepsNames
  }

  /// Whether the account is called exactly what the product makes of the person.
  func isExpected(_ account: ObjectIndex, _ person: ObjectIndex) -> Bool {
    let name = local.principalNames[Int(account)]
    if isPlainForm {
      switch tenant.isGuest(person) == .yes ? guestForm : memberForm {
      case .free: return true
      case .userPrincipalName:
        return local.names.equals(name, tenant.principalNames[Int(person)], of: tenant.names)
      case .mail:
        return local.names.equals(name, tenant.mails[Int(person)], of: tenant.names)
          && tenant.mails[Int(person)] != NameTable.absent
      case .mailOrUserPrincipalName, .localPart, .objectID, .displayName: break
      }
    }
    guard let expected = userNames.name(for: person, in: tenant) else {
      return name == NameTable.absent
    }
    return local.names.equals(name, expected.span)
  }
}
