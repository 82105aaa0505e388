package import DirectoryModel

extension GivenProperty {
  /// The switch behind the property and whether it is on, `nil` when it is no switch.
  var flag: (flag: ObjectFlags, isSet: Bool)? {
    guard case .flag(let isSet) = value, let flag = key.flag else { return nil }
    return (flag, isSet)
  }
}

extension ScenarioProperty {
  /// The switch behind the property.
  var flag: ObjectFlags? {
    switch self {
    case .enabled: .enabled
    case .guest: .guest
    case .deleted: .deleted
    case .onPremises: .onPremises
    case .dynamic: .dynamic
    case .rulePaused: .rulePaused
    case .roleAssignable: .roleAssignable
    case .hiddenMembership: .hiddenMembership
    case .archived: .archived
    case .builtIn: .builtIn
    default: nil
    }
  }

  /// The text behind the property.
  var field: TextField? {
    switch self {
    case .name: .displayName
    case .userName: .principalName
    case .mail: .mail
    default: attribute.map { .attribute($0) }
    }
  }

  /// The attribute behind the property, `nil` for those that have a column or a flag.
  var attribute: AttributeKey? {
    switch self {
    case .description: .description
    case .type: .productType
    case .rule: .membershipRule
    case .mailNickname: .mailNickname
    case .otherMail: .otherMail
    case .givenName: .givenName
    case .surname: .surname
    case .department: .department
    case .jobTitle: .jobTitle
    case .mobilePhone: .mobilePhone
    case .phone: .phone
    case .city: .city
    case .companyName: .companyName
    case .employeeID: .employeeID
    case .deviceID: .deviceID
    case .hostName: .hostName
    default: ruledAttribute
    }
  }

  /// The attribute behind what nothing but dynamic membership rules looks at.
  private var ruledAttribute: AttributeKey? {
    switch self {
    case .businessPhone: .businessPhone
    case .country: .country
    case .employeeHireDate: .employeeHireDate
    case .faxNumber: .faxNumber
    case .imAddress: .imAddress
    case .officeLocation: .officeLocation
    case .onPremisesDistinguishedName: .onPremisesDistinguishedName
    case .passwordPolicies: .passwordPolicies
    case .postalCode: .postalCode
    case .preferredLanguage: .preferredLanguage
    case .state: .state
    case .streetAddress: .streetAddress
    case .usageLocation: .usageLocation
    case .operatingSystem: .operatingSystem
    case .operatingSystemVersion: .operatingSystemVersion
    case .manufacturer: .manufacturer
    case .model: .model
    case .trustType: .trustType
    case .profileType: .profileType
    case .deviceOwnership: .deviceOwnership
    case .deviceCategory: .deviceCategory
    case .managementType: .managementType
    case .enrollmentProfileName: .enrollmentProfileName
    case .mdmAppID: .mdmAppID
    case .isRooted: .isRooted
    case .manager: .manager
    default: Self.extensions.firstIndex(of: self).map { .extensionAttribute($0 + 1) }
    }
  }
}

// What changed between snapshots as a scenario states it.
extension ScenarioProperty {
  /// The property by which a scenario states one of an object of a kind, `nil` where it has none.
  ///
  /// Lists of addresses are left out: a snapshot has several, a scenario one value.
  package static func stating(
    _ property: ObjectProperty, of kind: ObjectKind, on side: Side
  ) -> ScenarioProperty? {
    stating[place(kind, side)][Int(property.rawValue)]
  }

  private static func place(_ kind: ObjectKind, _ side: Side) -> Int {
    2 * Int(kind.rawValue) + (side == .tenant ? 0 : 1)
  }

  /// For each kind on each side the properties of scenarios by the numbers of those of objects.
  private static let stating: [[ScenarioProperty?]] = {
    let none = [ScenarioProperty?](repeating: nil, count: Int(ObjectProperty.none.rawValue) + 1)
    var rows = [[ScenarioProperty?]](repeating: none, count: 2 * ObjectKind.allCases.count)
    for kind in ObjectKind.allCases {
      for side in [Side.tenant, .local] {
        // Who is nothing but an identifier stands among the people of a scenario.
        for word in known(for: kind == .unknown ? .user : kind, on: side) {
          for property in word.stated {
            rows[place(kind, side)][Int(property.rawValue)] = word
          }
        }
      }
    }
    return rows
  }()

  /// The properties of objects that the property states.
  private var stated: [ObjectProperty] {
    switch self {
    case .name: [.displayName]
    case .userName: [.principalName]
    case .mail: [.mail]
    case .externalID: [.externalID]
    case .enabled: [.accountEnabled]
    case .guest: [.guest]
    case .onPremises: [.onPremises]
    case .kind: [.securityEnabled, .mailEnabled, .unified]
    case .dynamic: [.dynamic]
    case .rulePaused: [.rulePaused]
    case .archived: [.archived]
    case .builtIn: [.builtIn]
    case .otherMail, .imAddress: []
    default: attribute.map { [ObjectProperty($0)] } ?? []
    }
  }
}

extension ObjectFlags {
  /// The flag that says that another one is known.
  var known: ObjectFlags {
    switch self {
    case .enabled: .enabledKnown
    case .guest: .guestKnown
    case .onPremises: .onPremisesKnown
    case .dynamic: .typesKnown
    default: []
    }
  }
}

extension GroupKind {
  /// The flags by which a directory tells the kind.
  ///
  /// Source: "Working with groups in Microsoft Graph",
  /// https://learn.microsoft.com/graph/api/resources/groups-overview.
  var flags: ObjectFlags {
    switch self {
    case .microsoft365: [.unified, .mailEnabled]
    case .security: [.securityEnabled]
    case .mailEnabledSecurity: [.securityEnabled, .mailEnabled]
    case .distribution: [.mailEnabled]
    case .unknown: []
    }
  }
}

extension ProductSetting {
  /// The kinds of group whose list is switched.
  var kinds: [GroupKind] {
    switch self {
    case .microsoft365Groups: [.microsoft365]
    case .securityGroups: [.security, .mailEnabledSecurity]
    }
  }
}
