import DirectoryModel

/// A property that a scenario may state of an object.
package enum ScenarioProperty: String, CaseIterable, Sendable {
  case id, name
  case userName = "user-name"
  case mail
  case externalID = "external-id"
  case enabled, guest, deleted
  case onPremises = "on-premises"
  case kind, dynamic, rule
  case rulePaused = "rule-paused"
  case roleAssignable = "role-assignable"
  case hiddenMembership = "hidden-membership"
  case archived
  case builtIn = "built-in"
  case description, type
  case mailNickname = "mail-nickname"
  case otherMail = "other-mail"
  case givenName = "given-name"
  case surname, department
  case jobTitle = "job-title"
  case mobilePhone = "mobile-phone"
  case phone, city
  case companyName = "company-name"
  case employeeID = "employee-id"
  case deviceID = "device-id"
  case hostName = "host-name"
  // What nothing but dynamic membership rules looks at.
  case country
  case state
  case postalCode = "postal-code"
  case streetAddress = "street-address"
  case usageLocation = "usage-location"
  case preferredLanguage = "preferred-language"
  case businessPhone = "business-phone"
  case faxNumber = "fax-number"
  case officeLocation = "office-location"
  case imAddress = "im-address"
  case passwordPolicies = "password-policies"
  case onPremisesDistinguishedName = "on-premises-distinguished-name"
  case employeeHireDate = "hire-date"
  case extensionAttribute1 = "extension-attribute-1"
  case extensionAttribute2 = "extension-attribute-2"
  case extensionAttribute3 = "extension-attribute-3"
  case extensionAttribute4 = "extension-attribute-4"
  case extensionAttribute5 = "extension-attribute-5"
  case extensionAttribute6 = "extension-attribute-6"
  case extensionAttribute7 = "extension-attribute-7"
  case extensionAttribute8 = "extension-attribute-8"
  case extensionAttribute9 = "extension-attribute-9"
  case extensionAttribute10 = "extension-attribute-10"
  case extensionAttribute11 = "extension-attribute-11"
  case extensionAttribute12 = "extension-attribute-12"
  case extensionAttribute13 = "extension-attribute-13"
  case extensionAttribute14 = "extension-attribute-14"
  case extensionAttribute15 = "extension-attribute-15"
  case operatingSystem = "operating-system"
  case operatingSystemVersion = "operating-system-version"
  case manufacturer
  case model
  case trustType = "trust-type"
  case profileType = "profile-type"
  case deviceOwnership = "ownership"
  case deviceCategory = "category"
  case managementType = "management-type"
  case enrollmentProfileName = "enrollment-profile-name"
  case mdmAppID = "mdm-app-id"
  case isRooted = "rooted"
  case manager

  /// What may stand under a key.
  package enum Form { case text, flag, kind }

  /// What may stand under the key.
  package var form: Form {
    switch self {
    case .enabled, .guest, .deleted, .onPremises, .dynamic, .rulePaused, .roleAssignable,
      .hiddenMembership, .archived, .builtIn:
      .flag
    case .kind: .kind
    default: .text
    }
  }

  /// The properties of an object of a kind on a side, in the order of the manual.
  static func known(for kind: ObjectKind, on side: Side) -> [ScenarioProperty] {
    switch (kind, side) {
    case (.user, .tenant): directoryUser
    case (.user, .local): localUser
    case (.device, .tenant):
      directoryDevice
    case (.device, .local):
      [.id, .name, .externalID, .deviceID, .hostName, .enabled, .deleted, .archived, .type]
    case (.group, .tenant):
      [
        .id, .name, .kind, .dynamic, .rule, .rulePaused, .onPremises, .roleAssignable,
        .hiddenMembership, .deleted, .description, .mail, .mailNickname,
      ]
    case (.group, .local):
      [
        .id, .name, .externalID, .type, .description, .mail, .enabled, .archived, .builtIn,
        .deleted, .rule,
      ]
    default: [.id, .name, .mail, .enabled, .deleted]
    }
  }

  /// The keys as messages list them: the extension attributes by the first and the last.
  static func listed(_ known: [ScenarioProperty]) -> [String] {
    known.compactMap { property in
      if property == .extensionAttribute1 {
        return "'\(property.rawValue)' to '\(extensionAttribute15.rawValue)'"
      }
      return extensions.contains(property) ? nil : "'\(property.rawValue)'"
    }
  }

  private static let personal: [ScenarioProperty] =
    [
      .mailNickname, .otherMail, .givenName, .surname, .department, .jobTitle, .mobilePhone,
      .phone, .city, .companyName, .employeeID,
    ] + ruled + extensions
  private static let ruled: [ScenarioProperty] = [
    .country, .state, .postalCode, .streetAddress, .usageLocation, .preferredLanguage,
    .businessPhone, .faxNumber, .officeLocation, .imAddress, .passwordPolicies,
    .onPremisesDistinguishedName, .employeeHireDate,
  ]
  /// The extension attributes by their numbers.
  static let extensions: [ScenarioProperty] = [
    .extensionAttribute1, .extensionAttribute2, .extensionAttribute3, .extensionAttribute4,
    .extensionAttribute5, .extensionAttribute6, .extensionAttribute7, .extensionAttribute8,
    .extensionAttribute9, .extensionAttribute10, .extensionAttribute11, .extensionAttribute12,
    .extensionAttribute13, .extensionAttribute14, .extensionAttribute15,
  ]
  private static let ruledOfDevices: [ScenarioProperty] = [
    .operatingSystem, .operatingSystemVersion, .manufacturer, .model, .trustType, .profileType,
    .deviceOwnership, .deviceCategory, .managementType, .enrollmentProfileName, .mdmAppID,
    .isRooted,
  ]
  private static let directoryDevice: [ScenarioProperty] =
    [.id, .name, .deviceID, .hostName, .enabled, .deleted, .onPremises] + ruledOfDevices
    + extensions
  private static let directoryUser: [ScenarioProperty] =
    [.id, .name, .userName, .mail, .enabled, .guest, .deleted, .onPremises] + personal
    + [.manager]
  private static let localUser: [ScenarioProperty] =
    [.id, .name, .userName, .mail, .externalID, .enabled, .deleted, .archived, .type] + personal
}
