/// The properties of users and devices that dynamic membership rules may look at.
///
/// Source: "Manage rules for dynamic membership groups in Microsoft Entra ID",
/// https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership.
package enum RuleProperty: UInt8, CaseIterable, Sendable {
  case accountEnabled, dirSyncEnabled
  case employeeHireDate
  case city, companyName, country, department, displayName, employeeID, facsimileTelephoneNumber
  case givenName, jobTitle, mail, mailNickname, memberOf, mobile, objectID
  case onPremisesDistinguishedName, onPremisesSecurityIdentifier, passwordPolicies
  case physicalDeliveryOfficeName, postalCode, preferredLanguage, sipProxyAddress, state
  case streetAddress, surname, telephoneNumber, usageLocation, userPrincipalName, userType
  case otherMails, proxyAddresses
  case assignedPlans
  case deviceCategory, deviceID, deviceManagementAppID, deviceManufacturer, deviceModel
  case deviceOSType, deviceOSVersion, deviceOwnership, devicePhysicalIDs, deviceTrustType
  case enrollmentProfileName, isRooted, managementType, organizationalUnit, profileType
  case systemLabels
  case extensionAttribute1, extensionAttribute2, extensionAttribute3, extensionAttribute4
  case extensionAttribute5, extensionAttribute6, extensionAttribute7, extensionAttribute8
  case extensionAttribute9, extensionAttribute10, extensionAttribute11, extensionAttribute12
  case extensionAttribute13, extensionAttribute14, extensionAttribute15

  /// The name as the documentation spells it, without `user.` or `device.`.
  package var name: String { Self.names[Int(rawValue)] }

  /// The names in the order of the declaration, made once: a case tells its own name slowly.
  private static let names = allCases.map(\.spelling)

  private var spelling: String {
    switch self {
    case .employeeID: "employeeId"
    case .mailNickname: "mailNickName"
    case .objectID: "objectId"
    case .deviceID: "deviceId"
    case .deviceManagementAppID: "deviceManagementAppId"
    case .devicePhysicalIDs: "devicePhysicalIds"
    default: "\(self)"
    }
  }

  /// The properties by their names in lower case.
  static let byLowerName = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0.name.lowercased(), $0) })

  /// What values the property has.
  package var type: RuleType {
    switch self {
    case .accountEnabled, .dirSyncEnabled, .isRooted: .boolean
    case .employeeHireDate: .instant
    case .otherMails, .proxyAddresses, .devicePhysicalIDs, .systemLabels: .texts
    case .assignedPlans: .plans
    case .memberOf: .groups
    default: .text
    }
  }

  /// The properties of users, in the order of the declaration.
  package static let ofUsers: [RuleProperty] = allCases.filter { $0.isOfUsers }

  /// The properties of devices, in the order of the declaration.
  package static let ofDevices: [RuleProperty] = allCases.filter { $0.isOfDevices }

  private var isOfUsers: Bool {
    !(Self.deviceCategory.rawValue...Self.systemLabels.rawValue).contains(rawValue)
  }

  private var isOfDevices: Bool {
    switch self {
    case .accountEnabled, .displayName, .memberOf, .objectID: true
    default: rawValue >= Self.deviceCategory.rawValue
    }
  }

  /// The values that are documented to be all there are; empty where any text may stand.
  var documentedValues: [String] {
    switch self {
    case .userType: ["Member", "Guest"]
    case .deviceOwnership: ["Personal", "Company", "Unknown"]
    case .deviceTrustType: ["AzureAD", "ServerAD", "Workplace"]
    default: []
    }
  }
}

/// The types of properties, as far as operators tell them apart.
package enum RuleType: UInt8, CaseIterable, Sendable {
  case boolean, instant, text
  /// A collection of texts.
  case texts
  /// The collection of a user's service plans.
  case plans
  /// The groups that have the object as a member.
  case groups

  /// The type in words.
  package var label: String {
    switch self {
    case .boolean: "a Boolean"
    case .instant: "a date"
    case .text: "a text"
    case .texts: "a collection of texts"
    case .plans: "a collection of plans"
    case .groups: "a collection of groups"
    }
  }
}

/// The properties of one of a user's service plans.
package enum PlanProperty: UInt8, CaseIterable, Sendable {
  case capabilityStatus, service
  case servicePlanID

  /// The name as the documentation spells it, without `assignedPlan.`.
  package var name: String { self == .servicePlanID ? "servicePlanId" : "\(self)" }
}
