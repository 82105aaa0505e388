/// What an object of a directory is.
///
/// Source: "directoryObject resource type",
/// https://learn.microsoft.com/graph/api/resources/directoryobject.
///
/// Usable from inline code, like every type that other modules compare often: else each of their
/// comparisons asks a table how it is done.
@usableFromInline package enum ObjectKind: UInt8, CaseIterable, Sendable {
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
@usableFromInline package struct ObjectFlags: OptionSet, Sendable {
  @usableFromInline package let rawValue: UInt32

  @inlinable
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  // Written out because the forms that every option set has are not inlined into other modules.

  /// All of some flags.
  @inlinable
  package init(arrayLiteral flags: Self...) {
    var bits: UInt32 = 0
    for flag in flags { bits |= flag.rawValue }
    rawValue = bits
  }

  /// Whether all of these flags are set.
  @inlinable
  package func contains(_ flags: Self) -> Bool { rawValue & flags.rawValue == flags.rawValue }

  /// These flags and others.
  @inlinable
  package func union(_ flags: Self) -> Self { Self(rawValue: rawValue | flags.rawValue) }

  /// Sets more flags.
  @inlinable
  package mutating func formUnion(_ flags: Self) { self = union(flags) }

  /// No flag at all.
  @inlinable package static var none: Self { Self(rawValue: 0) }

  /// The object's own record was read, not only a reference to it.
  @inlinable package static var recorded: Self { Self(rawValue: 1 << 0) }

  /// The object is in the recycle bin, or marked as deleted by its own system.
  @inlinable package static var deleted: Self { Self(rawValue: 1 << 1) }

  /// It is known whether the account may sign in.
  @inlinable package static var enabledKnown: Self { Self(rawValue: 1 << 2) }

  /// The account may sign in.
  @inlinable package static var enabled: Self { Self(rawValue: 1 << 3) }

  /// It is known whether the account was invited.
  @inlinable package static var guestKnown: Self { Self(rawValue: 1 << 4) }

  /// The account was invited from elsewhere.
  @inlinable package static var guest: Self { Self(rawValue: 1 << 5) }

  /// It is known whether an on-premises directory masters the object.
  @inlinable package static var onPremisesKnown: Self { Self(rawValue: 1 << 6) }

  /// Mastered by an on-premises directory.
  @inlinable package static var onPremises: Self { Self(rawValue: 1 << 7) }

  /// `securityEnabled` was read.
  @inlinable package static var securityKnown: Self { Self(rawValue: 1 << 8) }

  /// The group gives access.
  @inlinable package static var securityEnabled: Self { Self(rawValue: 1 << 9) }

  /// `mailEnabled` was read.
  @inlinable package static var mailKnown: Self { Self(rawValue: 1 << 10) }

  /// The group has a mail address.
  @inlinable package static var mailEnabled: Self { Self(rawValue: 1 << 11) }

  /// `groupTypes` was read.
  @inlinable package static var typesKnown: Self { Self(rawValue: 1 << 12) }

  /// `groupTypes` holds `Unified`: a Microsoft 365 group.
  @inlinable package static var unified: Self { Self(rawValue: 1 << 13) }

  /// `groupTypes` holds `DynamicMembership`.
  @inlinable package static var dynamic: Self { Self(rawValue: 1 << 14) }

  /// `membershipRuleProcessingState` is `Paused`.
  @inlinable package static var rulePaused: Self { Self(rawValue: 1 << 15) }

  /// Roles of the directory may be given to the group.
  @inlinable package static var roleAssignable: Self { Self(rawValue: 1 << 16) }

  /// `visibility` is `HiddenMembership`.
  @inlinable package static var hiddenMembership: Self { Self(rawValue: 1 << 17) }

  /// A local group or configuration that is archived.
  @inlinable package static var archived: Self { Self(rawValue: 1 << 18) }

  /// A group that its product made itself and that no sync ever touches.
  @inlinable package static var builtIn: Self { Self(rawValue: 1 << 19) }

  /// `onPremisesSyncEnabled` is false, not null: mastered by an on-premises directory once, and no
  /// more.
  @inlinable package static var onPremisesEnded: Self { Self(rawValue: 1 << 20) }
}

/// The kinds of group that Entra ID has, told apart by three properties.
///
/// Source: "Working with groups in Microsoft Graph",
/// https://learn.microsoft.com/graph/api/resources/groups-overview.
@usableFromInline package enum GroupKind: String, Sendable, CaseIterable {
  case microsoft365 = "Microsoft 365"
  case security
  case mailEnabledSecurity = "mail-enabled security"
  case distribution
  /// The properties that tell kinds apart were not collected, or contradict each other.
  case unknown
}
