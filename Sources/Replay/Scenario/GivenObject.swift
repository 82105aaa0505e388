package import DirectoryModel
package import YAMLText

/// An object of one side as a scenario writes it down.
package struct GivenObject: Sendable {
  /// The word by which the rest of the scenario refers to it.
  package let key: ScenarioName
  package let kind: ObjectKind
  package var properties: [GivenProperty] = []
  package var members: [ScenarioName] = []
  package var owners: [ScenarioName] = []
  /// Members whom somebody put there by hand, where the product tells them apart.
  package var handMade: [ScenarioName] = []

  package init(key: ScenarioName, kind: ObjectKind) { (self.key, self.kind) = (key, kind) }
}

/// A property and what it is.
package struct GivenProperty: Sendable {
  package let key: ScenarioProperty
  package let value: PropertyValue
  package let place: YAMLPlace

  package init(key: ScenarioProperty, value: PropertyValue, place: YAMLPlace) {
    (self.key, self.value, self.place) = (key, value, place)
  }
}

/// What a property can be.
package enum PropertyValue: Sendable, Equatable {
  case text(String)
  case flag(Bool)
  case kind(GroupKind)
  /// Nothing stands there.
  case none

  /// The value as a scenario writes it.
  package var text: String {
    switch self {
    case .text(let text): text
    case .flag(let isOn): isOn ? "yes" : "no"
    case .kind(let kind): kind.word
    case .none: "~"
    }
  }
}

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

  /// What may stand under the key.
  enum Form { case text, flag, kind }

  var form: Form {
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
      [.id, .name, .deviceID, .hostName, .enabled, .deleted, .onPremises]
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

  private static let personal: [ScenarioProperty] = [
    .mailNickname, .otherMail, .givenName, .surname, .department, .jobTitle, .mobilePhone,
    .phone, .city, .companyName, .employeeID,
  ]
  private static let directoryUser: [ScenarioProperty] =
    [.id, .name, .userName, .mail, .enabled, .guest, .deleted, .onPremises] + personal
  private static let localUser: [ScenarioProperty] =
    [.id, .name, .userName, .mail, .externalID, .enabled, .deleted, .archived, .type] + personal

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
    default: nil
    }
  }
}

extension GroupKind {
  /// The kinds a scenario may write, as policies do: `microsoft-365`.
  static let words: [(word: String, kind: GroupKind)] = [
    ("security", .security), ("microsoft-365", .microsoft365),
    ("mail-enabled-security", .mailEnabledSecurity), ("distribution", .distribution),
  ]

  /// The word for the kind, `unknown` for the one that cannot be written.
  var word: String { Self.words.first { $0.kind == self }?.word ?? "unknown" }
}
