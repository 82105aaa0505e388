import DirectoryModel
import JSONText

/// The keys of Graph's JSON that mean something to the reader; all others are skipped unread.
enum GraphKey: Int, CaseIterable {
  case context, nextLink, deltaLink, count, type, reference, removed
  case value, id, displayName, userPrincipalName, mail
  case accountEnabled, userType, onPremisesSyncEnabled, securityEnabled, mailEnabled
  case groupTypes, membershipRule, membershipRuleProcessingState, isAssignableToRole, visibility
  case deletedDateTime, description, mailNickname, createdDateTime, renewedDateTime
  case proxyAddresses, otherMails
  case onPremisesImmutableID, onPremisesSAMAccountName, onPremisesSecurityIdentifier
  case deviceID, appID, servicePrincipalType
  case givenName, surname, department, jobTitle, mobilePhone, city, companyName, employeeID
  case externalUserState, verifiedDomains
  case members, owners, membersNextLink, ownersNextLink, membersDelta, ownersDelta
  case groupID, memberID, memberType, rowGroupID, rowMemberID, rowMemberType
  case pascalID, pascalAdditionalProperties, pascalDisplayName
  case oldMetadata, oldType, oldObjectID
  case error

  /// The key as Graph writes it.
  var name: String {
    switch self {
    case .context: "@odata.context"
    case .nextLink: "@odata.nextLink"
    case .deltaLink: "@odata.deltaLink"
    case .count: "@odata.count"
    case .type: "@odata.type"
    case .reference: "@odata.id"
    case .removed: "@removed"
    case .onPremisesImmutableID: "onPremisesImmutableId"
    case .onPremisesSAMAccountName: "onPremisesSamAccountName"
    case .deviceID: "deviceId"
    case .appID: "appId"
    case .employeeID: "employeeId"
    case .membersNextLink: "members@odata.nextLink"
    case .ownersNextLink: "owners@odata.nextLink"
    case .membersDelta: "members@delta"
    case .ownersDelta: "owners@delta"
    case .groupID: "groupId"
    case .memberID: "memberId"
    case .rowGroupID: "GroupId"
    case .rowMemberID: "MemberId"
    case .rowMemberType: "MemberType"
    case .pascalID: "Id"
    case .pascalAdditionalProperties: "AdditionalProperties"
    case .pascalDisplayName: "DisplayName"
    case .oldMetadata: "odata.metadata"
    case .oldType: "odata.type"
    case .oldObjectID: "objectId"
    default: "\(self)"
    }
  }

  /// All keys, by the raw values of the cases.
  static let table = KeyTable(allCases.map(\.name))

  /// All keys, and behind them those of `FurtherProperty`.
  static let wideTable = KeyTable(allCases.map(\.name) + FurtherProperty.names)

  /// The property of an index behind all keys, if it is one.
  static func further(_ index: Int) -> FurtherProperty? {
    index >= keyCount ? FurtherProperty.all[index - keyCount] : nil
  }

  private static let keyCount = allCases.count
}

/// The keys that one object was seen to have.
struct GraphKeySet {
  private var bits: UInt64 = 0

  mutating func insert(_ key: GraphKey) { bits |= 1 << UInt64(key.rawValue) }

  func contains(_ key: GraphKey) -> Bool { bits & (1 << UInt64(key.rawValue)) != 0 }

  var isEmpty: Bool { bits == 0 }

  func subtracting(_ other: GraphKeySet) -> GraphKeySet {
    var left = self
    left.bits &= ~other.bits
    return left
  }
}

extension GraphKeySet {
  private static let attributes: [(key: GraphKey, set: AttributeSet)] =
    GraphKey.allCases.compactMap { key in key.attribute.map { (key, $0.asSet) } }
    + [
      (.proxyAddresses, AttributeKey.proxyAddress.asSet),
      (.otherMails, AttributeKey.otherMail.asSet),
      (.deletedDateTime, AttributeKey.deletedDateTime.asSet),
    ]

  /// What an object with these keys states, null or not.
  var stated: StatedProperties {
    var stated = StatedProperties()
    stated.displayName = contains(.displayName)
    stated.principalName = contains(.userPrincipalName)
    stated.mail = contains(.mail)
    for (key, set) in Self.attributes where contains(key) { stated.attributes.formUnion(set) }
    return stated
  }
}

extension GraphKey {
  /// The attribute that a text is kept as, if the key is one of those.
  var attribute: AttributeKey? {
    switch self {
    case .membershipRule: .membershipRule
    case .description: .description
    case .mailNickname: .mailNickname
    case .createdDateTime: .createdDateTime
    case .renewedDateTime: .renewedDateTime
    case .onPremisesImmutableID: .onPremisesImmutableID
    case .onPremisesSAMAccountName: .onPremisesSAMAccountName
    case .onPremisesSecurityIdentifier: .onPremisesSecurityIdentifier
    case .deviceID: .deviceID
    case .appID: .appID
    case .givenName: .givenName
    case .surname: .surname
    case .department: .department
    case .jobTitle: .jobTitle
    case .mobilePhone: .mobilePhone
    case .city: .city
    case .companyName: .companyName
    case .employeeID: .employeeID
    case .externalUserState: .externalUserState
    default: nil
    }
  }
}
