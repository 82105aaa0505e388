import Memory

/// Parts of a directory that have to be made anew because something in them changed.
struct StaleParts: OptionSet, Sendable {
  let rawValue: UInt8

  static let members = StaleParts(rawValue: 1)
  static let owners = StaleParts(rawValue: 2)
  /// Which objects there are, and their switches.
  static let objects = StaleParts(rawValue: 4)
  static let attributes = StaleParts(rawValue: 8)
  /// Names, kinds of which not all is known, and texts that have a column of their own.
  static let columns = StaleParts(rawValue: 16)
}

extension Overlay {
  /// The directory as it is now; shares what did not change, linear in what did.
  ///
  /// Takes constant time for a state that `keepDirectory` made, and where nothing ever changed.
  package func directory() -> Directory {
    if stale.isEmpty { return kept }
    let objects = stale.contains(.objects) ? liveObjects() : ObjectLists(kept)
    return Directory(
      side: side, sources: base.sources, units: base.units, names: names, kinds: kinds,
      guids: guids, displayNames: displayNames, principalNames: principalNames, mails: mails,
      flags: flags,
      attributes: stale.contains(.attributes)
        ? base.attributes.replacing(attributeEdits) : kept.attributes,
      members: stale.contains(.members)
        ? members.lists(objectCount: objectCount) : kept.members,
      owners: stale.contains(.owners) ? owners.lists(objectCount: objectCount) : kept.owners,
      groups: objects.groups, users: objects.users, devices: objects.devices,
      deleted: objects.deleted,
      kindStates: kindStates.isEmpty
        ? base.kindStates : ObjectKind.allCases.map { kindStates[$0] ?? base.state(of: $0) },
      contradictions: base.contradictions, tallies: base.tallies, tenantID: base.tenantID,
      tenantName: base.tenantName, places: objects.places, storedKeys: storedKeys,
      identifiers: identifiers, keyTable: keyTable, statements: base.statements)
  }

  /// The directory as it is now, kept until the next change.
  ///
  /// What is asked for again costs nothing, and of the directory after a change only the parts that
  /// changed are made anew.
  /// Keeps the lists of one directory in memory, four bytes an entry.
  @discardableResult
  package mutating func keepDirectory() -> Directory {
    if stale.isEmpty { return kept }
    kept = directory()
    stale = []
    return kept
  }

  /// Where each object was read; who is new was read nowhere.
  private var placesNow: [Place] {
    if !places.isEmpty { return places }
    let new = objectCount - base.objectCount
    return kept.places.count == new ? kept.places : Array(new, of: .none)
  }

  /// The live objects of every kind in one pass; linear in all objects.
  private func liveObjects() -> ObjectLists {
    var lists = ObjectLists(places: placesNow)
    if objectCount < ObjectLists.fewObjects { lists.expect(kinds) }
    for index in kinds.indices where flags[index].contains(.recorded) {
      let object = ObjectIndex(index)
      guard !flags[index].contains(.deleted) else {
        lists.deleted.append(object)
        continue
      }
      switch kinds[index] {
      case .group: lists.groups.append(object)
      case .user: lists.users.append(object)
      case .device: lists.devices.append(object)
      case .unknown, .servicePrincipal, .contact: continue
      }
    }
    return lists
  }
}

/// The lists of objects that a directory holds, each in the order of numbers.
private struct ObjectLists {
  var groups: [ObjectIndex] = []
  var users: [ObjectIndex] = []
  var devices: [ObjectIndex] = []
  var deleted: [ObjectIndex] = []
  let places: [Place]

  /// Objects below which room for all of them costs less than lists that grow.
  static var fewObjects: Int { 64 }

  init(places: [Place]) { self.places = places }

  mutating func expect(_ kinds: [ObjectKind]) {
    let groupCount = kinds.count { $0 == .group }
    let userCount = kinds.count { $0 == .user }
    groups.reserveCapacity(groupCount)
    users.reserveCapacity(userCount)
    if groupCount + userCount < kinds.count {
      devices.reserveCapacity(kinds.count - groupCount - userCount)
    }
  }

  init(_ directory: Directory) {
    (groups, users, devices) = (directory.groups, directory.users, directory.devices)
    (deleted, places) = (directory.deleted, directory.places)
  }
}
