package import DirectoryModel

/// What changed between two snapshots of one system, and what they leave open.
package struct SnapshotDifference: Sendable {
  package let old: Directory
  package let new: Directory
  /// Objects first, then lists, then ends of objects; each in the order in which they were read.
  package let changes: [SnapshotChange]
  /// What may have changed and cannot be said, in the order in which it was met.
  package let unsaid: [Unsaid]
  /// The number in the newer snapshot of each object of the older one, or `noObject`.
  package let newOfOld: [ObjectIndex]
  /// The number in the older snapshot of each object of the newer one, or `noObject`.
  package let oldOfNew: [ObjectIndex]

  /// The newer snapshot's objects with a record that the older one only refers to.
  let takenUp: [ObjectIndex]

  /// The snapshot whose numbers a change uses.
  package func directory(of change: SnapshotChange) -> Directory {
    change.kind.isOfOlder ? old : new
  }

  /// How many changes there are of each kind, by the kind's raw value.
  package var counts: [Int] {
    changes.reduce(into: [Int](repeating: 0, count: ChangeKind.allCases.count)) {
      $0[Int($1.kind.rawValue)] += 1
    }
  }
}

extension SnapshotDifference {
  /// Compares two snapshots; a trusted older one is taken for all that there was.
  init(_ old: Directory, _ new: Directory, isOldTrusted: Bool) {
    var comparer = SnapshotComparer(old, new, isOldTrusted: isOldTrusted)
    comparer.compare()
    comparer.changes += comparer.ends
    (self.old, self.new, changes) = (old, new, comparer.changes)
    (unsaid, takenUp) = (comparer.unsaid.entries, comparer.takenUp)
    (newOfOld, oldOfNew) = (comparer.join.newOfOld, comparer.join.oldOfNew)
  }

  /// Whether the newer snapshot shows what the older one could not say, beside what it records of
  /// objects that the older one refers to.
  var leavesOlderOpen: Bool {
    unsaid.contains { $0.epoch == .older }
      || ObjectKind.allCases.contains {
        !old.state(of: $0).provesAbsence && new.state(of: $0).provesAbsence
      }
  }
}

/// Why two snapshots cannot be held against each other.
package enum DifferenceError: Error, Equatable, CustomStringConvertible {
  case differentTenants(older: GUID, newer: GUID)
  case differentSides(older: Side, newer: Side)

  package var description: String {
    switch self {
    case .differentTenants(let older, let newer):
      """
      found snapshots of two tenants, '\(older)' and '\(newer)', expected one tenant
        give two snapshots of the same tenant, the older one first
      """
    case .differentSides(let older, let newer):
      """
      found a \(older.rawValue) snapshot and a \(newer.rawValue) one, expected two of the same side
        give two exports of one tenant or two databases of one application
      """
    }
  }
}

/// Compares two snapshots of one tenant, or two states of one local database.
///
/// Objects of a tenant are the same when their identifiers are, objects of a database when their
/// keys are. What one snapshot cannot say is never a change: it is counted in `unsaid`. An object
/// that went into the recycle bin or came back is not compared further: deleting a user rewrites its
/// user principal name, and recycle bins are exported with fewer properties. Linear time.
///
/// - Throws: `DifferenceError` for snapshots of two tenants or of two sides.
package func difference(
  _ old: Directory, _ new: Directory
) throws(DifferenceError) -> SnapshotDifference {
  guard old.side == new.side else { throw .differentSides(older: old.side, newer: new.side) }
  if old.tenantID != .none, new.tenantID != .none, old.tenantID != new.tenantID {
    throw .differentTenants(older: old.tenantID, newer: new.tenantID)
  }
  return SnapshotDifference(old, new, isOldTrusted: false)
}
