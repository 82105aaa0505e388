package import DirectoryModel
package import SyncSemantics

/// What happens to a world: somebody changes a side, time passes, a run is asked for.
package enum Event: Sendable {
  /// Somebody other than the sync changes a side.
  case hand(Side, HandChange)
  /// Time passes; whatever is due in between happens.
  case advance(to: Instant)
  /// A run is asked for, of all links or of the link of one local group.
  case run(RunKind, localGroup: ObjectIndex?)
  case link(LinkAction, localGroup: ObjectIndex)
  /// Somebody states a link.
  case state(tenantGroup: ObjectIndex, localGroup: ObjectIndex, Link.Direction?)
  /// Somebody takes the links of a local group back, or the one to a group of the directory.
  case unlink(localGroup: ObjectIndex, tenantGroup: ObjectIndex?)
  /// The lists of some kinds of group are switched on or off.
  case setting([GroupKind], isOn: Bool)
  case integration(isThere: Bool)
  /// Something that must be there before the first call is there, or is not.
  case prerequisite(String, isMet: Bool)
  /// Everything that the sync remembers of its feed is thrown away.
  case reset
  case fault(Fault)
  /// Every fault ends.
  case repair
}

/// What a run looks at.
package enum RunKind: String, Sendable { case full, incremental }

/// A change by hand, or by whatever else writes to a side.
package enum HandChange: Sendable {
  case edge(Relation, group: ObjectIndex, target: ObjectIndex, isPresent: Bool)
  case text(ObjectIndex, TextField, String)
  case flag(ObjectIndex, ObjectFlags, isSet: Bool)
  /// The object goes to the recycle bin; its memberships stay.
  case delete(ObjectIndex)
  /// The object comes back from the recycle bin with its memberships.
  case restore(ObjectIndex)
  /// The object is gone for good, and so are its memberships.
  case purge(ObjectIndex)
  /// A new object; its number is that of the next object of the side.
  case create(NewObject)
}

/// An object to be made.
package struct NewObject: Sendable {
  package var kind: ObjectKind
  /// The key of a local object; a tenant's object has none.
  package var key = ""
  package var guid = GUID.none
  package var flags: ObjectFlags = []
  package var texts: [(field: TextField, text: String)] = []

  package init(kind: ObjectKind) { self.kind = kind }
}
