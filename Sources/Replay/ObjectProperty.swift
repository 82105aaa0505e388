package import DirectoryModel

/// A property by which an object of a directory can change, as one byte.
package struct ObjectProperty: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  // Attributes come below 112.

  /// No property at all.
  package static let none = ObjectProperty(rawValue: .max)
  package static let displayName = ObjectProperty(rawValue: 112)
  package static let principalName = ObjectProperty(rawValue: 113)
  package static let mail = ObjectProperty(rawValue: 114)
  /// The external identifier of a local object.
  package static let externalID = ObjectProperty(rawValue: 115)
  package static let accountEnabled = ObjectProperty(rawValue: 116)
  package static let guest = ObjectProperty(rawValue: 117)
  package static let onPremises = ObjectProperty(rawValue: 118)
  package static let securityEnabled = ObjectProperty(rawValue: 119)
  package static let mailEnabled = ObjectProperty(rawValue: 120)
  /// Whether a group is a Microsoft 365 group.
  package static let unified = ObjectProperty(rawValue: 121)
  /// Whether a rule fills the group.
  package static let dynamic = ObjectProperty(rawValue: 122)
  package static let rulePaused = ObjectProperty(rawValue: 123)
  package static let archived = ObjectProperty(rawValue: 124)
  package static let builtIn = ObjectProperty(rawValue: 125)

  /// The property that an attribute is.
  package init(_ key: AttributeKey) { rawValue = key.rawValue }

  /// The attribute that the property is, if it is one.
  package var attribute: AttributeKey? { AttributeKey(rawValue: rawValue) }

  /// The properties with a column of texts, in the order of reports.
  static let texts: [ObjectProperty] = [.displayName, .principalName, .mail]

  /// The properties that are flags: what says that they are known, and what says yes.
  ///
  /// Whether roles can be assigned to a group cannot change: "isAssignableToRole … is immutable",
  /// https://learn.microsoft.com/graph/api/resources/group#properties.
  package static let flags: [(property: ObjectProperty, known: ObjectFlags, value: ObjectFlags)] = [
    (.accountEnabled, .enabledKnown, .enabled), (.guest, .guestKnown, .guest),
    (.onPremises, .onPremisesKnown, .onPremises),
    (.securityEnabled, .securityKnown, .securityEnabled),
    (.mailEnabled, .mailKnown, .mailEnabled), (.unified, .typesKnown, .unified),
    (.dynamic, .typesKnown, .dynamic),
  ]

  /// The property in reports, in Graph's words where Graph has one.
  package var label: String {
    if let attribute { return "\(attribute)" }
    switch self {
    case .displayName: return "displayName"
    case .principalName: return "userPrincipalName"
    case .mail: return "mail"
    case .externalID: return "externalId"
    case .accountEnabled: return "accountEnabled"
    case .guest: return "guest"
    case .onPremises: return "onPremisesSyncEnabled"
    case .securityEnabled: return "securityEnabled"
    case .mailEnabled: return "mailEnabled"
    case .unified: return "microsoft365"
    case .dynamic: return "dynamicMembership"
    case .rulePaused: return "rulePaused"
    case .archived: return "archived"
    case .builtIn: return "builtIn"
    default: return ""
    }
  }

  /// Every property, those of all objects first, attributes in the order of their keys.
  package static let all: [ObjectProperty] =
    texts + [.externalID] + flags.map(\.property) + [.rulePaused, .archived, .builtIn]
    + AttributeKey.allCases.map(ObjectProperty.init)

  /// The place of each property in `all`, by its raw value.
  private static let ranks: [UInt8] = {
    var ranks = [UInt8](repeating: .max, count: 256)
    for (rank, property) in all.enumerated() { ranks[Int(property.rawValue)] = UInt8(rank) }
    return ranks
  }()

  /// The place of the property in reports; those that have none come last.
  package var rank: UInt8 { Self.ranks[Int(rawValue)] }
}

/// A set of properties, one bit each.
struct PropertySet: Sendable {
  private var bits: UInt128 = 0

  func contains(_ property: ObjectProperty) -> Bool { bits &>> UInt128(property.rawValue) & 1 != 0 }

  mutating func insert(_ property: ObjectProperty) { bits |= 1 &<< UInt128(property.rawValue) }

  mutating func formUnion(_ other: PropertySet) { bits |= other.bits }
}
