/// What an object of a directory is.
///
/// Source: "directoryObject resource type",
/// https://learn.microsoft.com/graph/api/resources/directoryobject.
package enum ObjectKind: UInt8, CaseIterable, Sendable {
  /// Seen only as an identifier; its source never said what it is.
  case unknown
  case user
  case group
  case device
  case servicePrincipal
  case contact

  /// The word used in reports.
  package var label: String {
    switch self {
    case .unknown: "object"
    case .user: "user"
    case .group: "group"
    case .device: "device"
    case .servicePrincipal: "service principal"
    case .contact: "contact"
    }
  }
}

/// Facts about an object that are known or not known, each in two bits or one.
package struct ObjectFlags: OptionSet, Sendable {
  package let rawValue: UInt32
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The object's own record was read, not only a reference to it.
  package static let recorded = ObjectFlags(rawValue: 1 << 0)
  /// The object is in the recycle bin, or marked as deleted by its own system.
  package static let deleted = ObjectFlags(rawValue: 1 << 1)
  package static let enabledKnown = ObjectFlags(rawValue: 1 << 2)
  package static let enabled = ObjectFlags(rawValue: 1 << 3)
  package static let guestKnown = ObjectFlags(rawValue: 1 << 4)
  package static let guest = ObjectFlags(rawValue: 1 << 5)
  package static let onPremisesKnown = ObjectFlags(rawValue: 1 << 6)
  /// Mastered by an on-premises directory.
  package static let onPremises = ObjectFlags(rawValue: 1 << 7)
  package static let securityKnown = ObjectFlags(rawValue: 1 << 8)
  package static let securityEnabled = ObjectFlags(rawValue: 1 << 9)
  package static let mailKnown = ObjectFlags(rawValue: 1 << 10)
  package static let mailEnabled = ObjectFlags(rawValue: 1 << 11)
  /// `groupTypes` was read.
  package static let typesKnown = ObjectFlags(rawValue: 1 << 12)
  /// `groupTypes` holds `Unified`: a Microsoft 365 group.
  package static let unified = ObjectFlags(rawValue: 1 << 13)
  /// `groupTypes` holds `DynamicMembership`.
  package static let dynamic = ObjectFlags(rawValue: 1 << 14)
  /// `membershipRuleProcessingState` is `Paused`.
  package static let rulePaused = ObjectFlags(rawValue: 1 << 15)
  package static let roleAssignable = ObjectFlags(rawValue: 1 << 16)
  /// `visibility` is `HiddenMembership`.
  package static let hiddenMembership = ObjectFlags(rawValue: 1 << 17)
  /// A local group or configuration that is archived.
  package static let archived = ObjectFlags(rawValue: 1 << 18)
  /// A group that its product made itself and that no sync ever touches.
  package static let builtIn = ObjectFlags(rawValue: 1 << 19)
}

/// The kinds of group that Entra ID has, told apart by three properties.
///
/// Source: "Working with groups in Microsoft Graph",
/// https://learn.microsoft.com/graph/api/resources/groups-overview.
package enum GroupKind: String, Sendable, CaseIterable {
  case microsoft365 = "Microsoft 365"
  case security
  case mailEnabledSecurity = "mail-enabled security"
  case distribution
  /// The properties that tell kinds apart were not collected, or contradict each other.
  case unknown
}
