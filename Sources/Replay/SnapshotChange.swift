package import DirectoryModel

/// What became different between two snapshots of one system.
@usableFromInline package enum ChangeKind: UInt8, CaseIterable, Sendable {
  /// An object that the older snapshot proves not to have been there.
  case added
  /// An object that is back from the recycle bin.
  case restored
  /// An object whose property has another value.
  case changed
  case ownerRemoved
  case memberRemoved
  case memberAdded
  case ownerAdded
  /// An object that went into the recycle bin, or was marked as deleted.
  case deleted
  /// An object that the newer snapshot proves to be gone.
  case removed

  /// Whether the numbers of a change are those of the older snapshot, not of the newer one.
  package var isOfOlder: Bool {
    self == .memberRemoved || self == .ownerRemoved || self == .removed
  }

  /// Whether the change is about an entry of a list, not about an object.
  package var isOfList: Bool { relation != nil }

  /// The list that an entry was added to or removed from.
  package var relation: Relation? {
    switch self {
    case .memberAdded, .memberRemoved: .members
    case .ownerAdded, .ownerRemoved: .owners
    case .added, .restored, .changed, .deleted, .removed: nil
    }
  }

  /// The word in reports for programs.
  package var label: String {
    switch self {
    case .added: "added"
    case .restored: "restored"
    case .changed: "changed"
    case .ownerRemoved: "ownerRemoved"
    case .memberRemoved: "memberRemoved"
    case .memberAdded: "memberAdded"
    case .ownerAdded: "ownerAdded"
    case .deleted: "deleted"
    case .removed: "removed"
    }
  }
}

/// One difference between two snapshots; 12 bytes, texts are made only when it is shown.
package struct SnapshotChange: Hashable, Sendable {
  package let kind: ChangeKind
  /// What has another value; `none` unless the kind is `changed`.
  package let property: ObjectProperty
  /// The group whose list differs, or `noObject`.
  package let group: ObjectIndex
  /// The object itself, or the entry of the list.
  package let object: ObjectIndex

  package init(
    _ kind: ChangeKind, group: ObjectIndex = noObject, object: ObjectIndex,
    property: ObjectProperty = .none
  ) {
    (self.kind, self.property, self.group, self.object) = (kind, property, group, object)
  }
}
