import DirectoryModel

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
