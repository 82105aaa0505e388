/// What a source can say at all, whatever its contents.
///
/// Each format's reader names the public documents behind its own set.
@usableFromInline package struct Capability: OptionSet, Sendable {
  @usableFromInline package let rawValue: UInt32
  @inlinable package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Groups of every kind, not only security-enabled ones.
  package static let allGroupKinds = Capability(rawValue: 1 << 0)
  /// Letter case of display names as the tenant has it.
  package static let nameCase = Capability(rawValue: 1 << 1)
  package static let owners = Capability(rawValue: 1 << 2)
  /// False as distinct from null and from not collected.
  package static let threeValuedFlags = Capability(rawValue: 1 << 3)
  /// Objects in the recycle bin.
  package static let deletions = Capability(rawValue: 1 << 4)
  /// Members of groups that a rule fills.
  package static let dynamicMembers = Capability(rawValue: 1 << 5)
  /// Whether accounts are enabled.
  package static let accountEnabled = Capability(rawValue: 1 << 6)
  package static let userType = Capability(rawValue: 1 << 7)
  package static let userPrincipalNames = Capability(rawValue: 1 << 8)
  package static let mail = Capability(rawValue: 1 << 9)
  package static let devices = Capability(rawValue: 1 << 10)
  package static let nesting = Capability(rawValue: 1 << 11)
  /// Members that are service principals or contacts.
  package static let otherMembers = Capability(rawValue: 1 << 12)
  /// On-premises synchronisation state of groups.
  package static let onPremisesState = Capability(rawValue: 1 << 13)
  /// External identifiers of local users.
  package static let userExternalIDs = Capability(rawValue: 1 << 14)
  /// External identifiers of local groups.
  package static let groupExternalIDs = Capability(rawValue: 1 << 15)

  /// Every capability with its word in reports, in the order of reports.
  package static let labels: [(Capability, String)] = [
    (.allGroupKinds, "allGroupKinds"), (.nameCase, "nameCase"), (.owners, "owners"),
    (.threeValuedFlags, "threeValuedFlags"), (.deletions, "deletions"),
    (.dynamicMembers, "dynamicMembers"), (.accountEnabled, "accountEnabled"),
    (.userType, "userType"), (.userPrincipalNames, "userPrincipalNames"), (.mail, "mail"),
    (.devices, "devices"), (.nesting, "nesting"), (.otherMembers, "otherMembers"),
    (.onPremisesState, "onPremisesState"), (.userExternalIDs, "userExternalIDs"),
    (.groupExternalIDs, "groupExternalIDs"),
  ]
}

/// One input of a directory: what it was, how it was read and what it can say.
package struct Source: Sendable, Equatable {
  /// The input as the user named it.
  package var input: String
  /// The format, in the words of `inspect`: `AzureHound list`, `SQLite, preset grafana`.
  package var format: String
  /// Lower-case hexadecimal SHA-256 of the input's bytes.
  package var sha256: String
  /// Bytes of the input as it lies on disk.
  package var byteCount: UInt64
  package var capabilities: Capability
  /// Whether the input's own end was seen and every part of it could be read.
  package var completeness: Completeness
  /// Facts a reader must know: what was repaired, ignored, or which state of a database was read.
  package var notes: [String]

  package init(
    input: String, format: String, sha256: String, byteCount: UInt64, capabilities: Capability,
    completeness: Completeness, notes: [String] = []
  ) {
    (self.input, self.format, self.sha256, self.byteCount) = (input, format, sha256, byteCount)
    self.capabilities = capabilities
    (self.completeness, self.notes) = (completeness, notes)
  }
}

extension Capability {
  /// The words of the capabilities that are there, in the order of reports.
  package var words: [String] { Self.labels.filter { contains($0.0) }.map(\.1) }
}
