import DirectoryModel
import JSONText

/// The properties of one record, whatever its kind; a key may come before the kind is known.
struct AzureHoundFields {
  /// What a record says it is.
  enum Kind {
    case none
    case known(AzureHound.Kind)
    case other([UInt8])
  }

  /// An identifier that is missing, unusable, or there.
  enum Identifier: Equatable {
    case absent
    case malformed
    case guid(GUID)

    var guid: GUID? {
      if case .guid(let guid) = self { guid } else { nil }
    }
  }

  var isOpen = false
  var place = Place.none
  var kind = Kind.none
  var hasData = false
  var id = Identifier.absent
  var tenantID = Identifier.absent
  var groupID = Identifier.absent
  var displayName = NameTable.absent
  var principalName = NameTable.absent
  var mail = NameTable.absent
  var tenantName = NameTable.absent
  var flags = ObjectFlags.none
  var isCollected = false
  var isHome = false
  /// Whether the id has letters in upper case, and the names a letter in lower case.
  var hasUpperCaseID = false
  var hasLowerCaseName = false
  var attributes: [(key: AttributeKey, value: NameIndex)] = []
  /// Attributes of which the record has a value of another type than it should be.
  var unread: AttributeSet = []
  /// The first property of another type than it should have.
  var oddity: (key: String, found: String)?

  /// Where a text of the record belongs, as the mark of a waiting name; attributes come behind.
  enum Slot: UInt8 {
    case displayName, principalName, mail, tenantName
    case firstAttribute
  }

  /// Takes a text that has been numbered.
  mutating func take(_ name: NameIndex, mark: UInt8) {
    switch Slot(rawValue: mark) {
    case .displayName: displayName = name
    case .principalName: principalName = name
    case .mail: mail = name
    case .tenantName: tenantName = name
    case .firstAttribute, nil:
      guard let key = AttributeKey(rawValue: mark - Slot.firstAttribute.rawValue) else { return }
      attributes.append((key, name))
    }
  }

  /// The mark of an attribute's value.
  static func mark(of key: AttributeKey) -> UInt8 { Slot.firstAttribute.rawValue + key.rawValue }

  /// Whether the names of this record can tell if the case of names survived: the id says so, or
  /// has not been read yet.
  var mayShowCase: Bool { hasUpperCaseID || id == .absent }

  /// Forgets the record before.
  mutating func begin(at place: Place) {
    var kept = attributes
    kept.removeAll(keepingCapacity: true)
    attributes = []
    self = AzureHoundFields()
    (attributes, self.place, isOpen) = (kept, place, true)
  }

  /// The properties that are read, in the order of their table.
  enum Key: Int {
    case id, tenantID, groupID, members, owners, displayName, principalName, mail, tenantName
    case accountEnabled, onPremises, securityEnabled, mailEnabled, roleAssignable, collected
    case userType, groupTypes, ruleState, visibility, deleted, category
    case firstAttribute

    /// What the property says by being there, and by being true, if it is true or false.
    var flags: (known: ObjectFlags, value: ObjectFlags)? {
      switch self {
      case .accountEnabled: (.enabledKnown, .enabled)
      case .onPremises: (.onPremisesKnown, .onPremises)
      case .securityEnabled: (.securityKnown, .securityEnabled)
      case .mailEnabled: (.mailKnown, .mailEnabled)
      case .roleAssignable: (.none, .roleAssignable)
      default: nil
      }
    }
  }

  private static let ownKeys = [
    "id", "tenantId", "groupId", "members", "owners", "displayName", "userPrincipalName", "mail",
    "tenantName", "accountEnabled", "onPremisesSyncEnabled", "securityEnabled", "mailEnabled",
    "isAssignableToRole", "collected", "userType", "groupTypes", "membershipRuleProcessingState",
    "visibility", "deletedDateTime", "tenantCategory",
  ]

  /// Attributes that are kept if they are wanted; `visibility` and `deletedDateTime` are above.
  private static let attributeKeys: [(String, AttributeKey)] = [
    ("description", .description), ("mailNickname", .mailNickname),
    ("createdDateTime", .createdDateTime), ("renewedDateTime", .renewedDateTime),
    ("proxyAddresses", .proxyAddress), ("otherMails", .otherMail),
    ("onPremisesImmutableId", .onPremisesImmutableID),
    ("onPremisesSamAccountName", .onPremisesSAMAccountName),
    ("onPremisesSecurityIdentifier", .onPremisesSecurityIdentifier),
    ("membershipRule", .membershipRule), ("deviceId", .deviceID), ("appId", .appID),
    ("givenName", .givenName), ("surname", .surname), ("department", .department),
    ("jobTitle", .jobTitle), ("mobilePhone", .mobilePhone), ("city", .city),
    ("companyName", .companyName), ("employeeId", .employeeID),
    ("externalUserState", .externalUserState),
  ]

  static let keys: [String] = ownKeys + attributeKeys.map(\.0)

  /// The index behind all keys; those of `FurtherProperty` begin there.
  static let firstFurther = keys.count
  /// The index of `extensionAttribute1`, which stands one level deeper.
  static let firstExtension = firstFurther + FurtherProperty.all.count

  /// The property of an index behind all keys, if it is one.
  static func further(_ index: Int) -> FurtherProperty? {
    (firstFurther..<firstExtension).contains(index)
      ? FurtherProperty.all[index - firstFurther] : nil
  }

  /// How errors call a property.
  static func name(of key: Key) -> String {
    switch key {
    case .id, .tenantID, .groupID: "id"
    default: ownKeys[key.rawValue]
    }
  }

  static func attribute(_ index: Int) -> AttributeKey {
    if index >= firstExtension { return .extensionAttribute(index - firstExtension + 1) }
    return further(index)?.key ?? attributeKeys[index - Key.firstAttribute.rawValue].1
  }
}

/// The tables of keys, held by the reader because a global one is looked up anew each time.
struct AzureHoundTables {
  let envelope = KeyTable(["data", "kind", "meta"])
  let meta = KeyTable(["type", "version", "count"])
  let kinds = KeyTable(AzureHound.Kind.allCases.map(\.label))
  private(set) var data = KeyTable(AzureHoundFields.keys)
  let entry = KeyTable(["member", "owner", "groupId"])
  let member = KeyTable(["id", "@odata.type", "displayName"])
  let types = KeyTable([
    "#microsoft.graph.user", "#microsoft.graph.group", "#microsoft.graph.device",
    "#microsoft.graph.servicePrincipal", "#microsoft.graph.orgContact",
  ])

  /// Looks for the properties that only rules look at as well.
  mutating func widen() {
    if data.keys.count == AzureHoundFields.firstFurther { data = Self.wideData }
  }

  private static let wideData = KeyTable(AzureHoundFields.keys + FurtherProperty.names)

  /// What the types of `types` are.
  static let typeKinds: [ObjectKind] = [.user, .group, .device, .servicePrincipal, .contact]
}
