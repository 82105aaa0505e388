package import DirectoryModel

/// The users and devices of a directory as rules see them.
///
/// A list of users is not the same as all their properties. A property counts as collected where
/// the record states it without a value, or where another record of the same kind in the same file,
/// table or page has one; only then is a record without one known to have none.
package final class TenantSubjects: Sendable {
  let directory: Directory
  /// For each source group of memberOf rules who is in it, and whether that is all.
  private let groups: [GUID: Members]

  private struct Members {
    var row: BitRow
    var provesAbsence: Bool
  }

  /// Takes the groups that memberOf rules name, see `MembershipRule.sourceGroups`; linear in their
  /// members.
  package init(_ directory: Directory, sourceGroups: [GUID] = []) {
    self.directory = directory
    var groups: [GUID: Members] = [:]
    for guid in sourceGroups where groups[guid] == nil {
      groups[guid] = Self.members(of: guid, in: directory)
    }
    self.groups = groups
  }

  /// A group that a complete list of groups does not have, or has as deleted, has no members.
  private static func members(of guid: GUID, in directory: Directory) -> Members? {
    let none = Members(row: BitRow(count: directory.objectCount), provesAbsence: true)
    guard let group = directory.find(guid), directory.isRecorded(group) else {
      return directory.state(of: .group).provesAbsence ? none : nil
    }
    if directory.isDeleted(group) { return none }
    var row = none.row
    for member in directory.members.list(of: group) { row.insert(member) }
    return Members(row: row, provesAbsence: directory.members.state(of: group).provesAbsence)
  }

  /// A user or a device of the directory.
  package func subject(_ object: ObjectIndex) -> DirectorySubject {
    DirectorySubject(subjects: self, object: object)
  }

  func isMember(_ object: ObjectIndex, of group: GUID) -> Truth {
    guard let members = groups[group] else { return .unknown }
    if members.row.contains(object) { return .yes }
    return members.provesAbsence ? .no : .unknown
  }

  /// Whether an object without a value under a column or attribute is known to have none.
  func isCollected(_ property: RuleProperty, of object: ObjectIndex) -> Bool {
    let stated = directory.stated(of: object)
    switch property {
    case .displayName: return stated.displayName
    case .userPrincipalName: return stated.principalName
    case .mail: return stated.mail
    default: return property.attribute.map { stated.attributes.contains($0) } ?? false
    }
  }
}

extension AttributeSet {
  /// Every attribute that dynamic membership rules look at, and the rules themselves.
  package static let membershipRules = AttributeSet(
    RuleProperty.allCases.compactMap { $0.attribute?.asSet }
      + [AttributeKey.membershipRule.asSet, AttributeKey.manager.asSet])
}

extension RuleProperty {
  /// The attribute under which readers keep the property, if they keep it as one.
  ///
  /// Graph has other names than rules for some: `mobile` is `mobilePhone`.
  package var attribute: AttributeKey? {
    switch self {
    case .city: .city
    case .companyName: .companyName
    case .department: .department
    case .employeeID: .employeeID
    case .givenName: .givenName
    case .jobTitle: .jobTitle
    case .mailNickname: .mailNickname
    case .mobile: .mobilePhone
    case .onPremisesSecurityIdentifier: .onPremisesSecurityIdentifier
    case .surname: .surname
    case .otherMails: .otherMail
    case .proxyAddresses: .proxyAddress
    case .deviceID: .deviceID
    default: furtherAttribute
    }
  }

  /// The same for what nothing but rules looks at.
  private var furtherAttribute: AttributeKey? {
    switch self {
    case .country: .country
    case .state: .state
    case .postalCode: .postalCode
    case .streetAddress: .streetAddress
    case .usageLocation: .usageLocation
    case .preferredLanguage: .preferredLanguage
    case .telephoneNumber: .businessPhone
    case .facsimileTelephoneNumber: .faxNumber
    case .physicalDeliveryOfficeName: .officeLocation
    case .sipProxyAddress: .imAddress
    case .passwordPolicies: .passwordPolicies
    case .onPremisesDistinguishedName: .onPremisesDistinguishedName
    case .employeeHireDate: .employeeHireDate
    case .assignedPlans: .assignedPlan
    default: extensionNumber.map(AttributeKey.extensionAttribute) ?? deviceAttribute
    }
  }

  private var extensionNumber: Int? {
    let number = Int(rawValue) - Int(Self.extensionAttribute1.rawValue) + 1
    return (1...15).contains(number) ? number : nil
  }

  private var deviceAttribute: AttributeKey? {
    switch self {
    case .deviceOSType: .operatingSystem
    case .deviceOSVersion: .operatingSystemVersion
    case .deviceManufacturer: .manufacturer
    case .deviceModel: .model
    case .deviceTrustType: .trustType
    case .profileType: .profileType
    case .deviceOwnership: .deviceOwnership
    case .deviceCategory: .deviceCategory
    case .managementType: .managementType
    case .enrollmentProfileName: .enrollmentProfileName
    case .deviceManagementAppID: .mdmAppID
    case .isRooted: .isRooted
    case .devicePhysicalIDs: .physicalID
    case .systemLabels: .systemLabel
    default: nil
    }
  }
}

extension MembershipRule {
  /// The attributes that readers have to keep for the rule.
  package var attributes: AttributeSet {
    if case .directReports = expression { return AttributeKey.manager.asSet }
    return AttributeSet(properties.compactMap { $0.attribute?.asSet })
  }
}
