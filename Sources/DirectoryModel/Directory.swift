import Memory

/// Which of the two compared systems a directory is.
@usableFromInline package enum Side: String, Sendable {
  case tenant, local
}

/// Users, groups and devices of one system, and who is in which group; immutable once built.
///
/// A tenant and a local database have this one shape. Objects are numbers; their properties are
/// columns. The three-valued questions answer `unknown` where the sources never said.
///
/// A class, because it holds some thirty columns: handing on a structure would count them all.
package final class Directory: Sendable {
  package let side: Side
  package let sources: [Source]
  /// The stretches of input that places refer to.
  package let units: [PlaceUnit]
  package let names: NameTable
  package let kinds: [ObjectKind]
  /// Object identifiers of the tenant; external identifiers of local objects; `GUID.none` if none.
  package let guids: [GUID]
  /// Display names of users, groups and devices.
  package let displayNames: [NameIndex]
  /// User principal names of the tenant; user names of local accounts.
  package let principalNames: [NameIndex]
  package let mails: [NameIndex]
  package let flags: [ObjectFlags]
  package let attributes: AttributeTable
  package let members: EdgeLists
  package let owners: EdgeLists
  /// Recorded groups, the deleted ones left out, in the order of their numbers.
  package let groups: [ObjectIndex]
  /// Recorded users, the deleted ones left out, in the order of their numbers.
  package let users: [ObjectIndex]
  /// Recorded devices, the deleted ones left out, in the order of their numbers.
  package let devices: [ObjectIndex]
  /// Objects that are recorded and deleted, in the order of their numbers.
  package let deleted: [ObjectIndex]
  /// How much of the list of all objects of a kind is known, by the kind's raw value.
  let kindStates: [Completeness]
  package let contradictions: [Contradiction]
  package let tallies: [Tally]
  /// The tenant's identifier, or `GUID.none` when no input states it.
  package let tenantID: GUID
  package let tenantName: NameIndex
  let places: [Place]
  let storedKeys: [StoredKey]
  let identifiers: IdentifierTable
  let keyTable: IdentifierTable
  let statements: StatementTable

  init(
    side: Side, sources: [Source], units: [PlaceUnit], names: NameTable, kinds: [ObjectKind],
    guids: [GUID], displayNames: [NameIndex], principalNames: [NameIndex], mails: [NameIndex],
    flags: [ObjectFlags], attributes: AttributeTable, members: EdgeLists, owners: EdgeLists,
    groups: [ObjectIndex], users: [ObjectIndex], devices: [ObjectIndex], deleted: [ObjectIndex],
    kindStates: [Completeness], contradictions: [Contradiction], tallies: [Tally], tenantID: GUID,
    tenantName: NameIndex, places: [Place], storedKeys: [StoredKey], identifiers: IdentifierTable,
    keyTable: IdentifierTable, statements: StatementTable
  ) {
    (self.side, self.sources, self.units) = (side, sources, units)
    (self.names, self.kinds, self.guids) = (names, kinds, guids)
    (self.displayNames, self.principalNames, self.mails) = (displayNames, principalNames, mails)
    (self.flags, self.attributes, self.members) = (flags, attributes, members)
    (self.owners, self.groups, self.users) = (owners, groups, users)
    (self.devices, self.deleted, self.kindStates) = (devices, deleted, kindStates)
    (self.contradictions, self.tallies, self.tenantID) = (contradictions, tallies, tenantID)
    (self.tenantName, self.places, self.storedKeys) = (tenantName, places, storedKeys)
    (self.identifiers, self.keyTable, self.statements) = (identifiers, keyTable, statements)
  }

  /// How many objects there are, references included.
  package var objectCount: Int { kinds.count }

  /// What all sources together can say: a capability counts only if every source that holds
  /// objects has it.
  package var capabilities: Capability {
    var common = sources.isEmpty ? [] : Capability(rawValue: .max)
    for source in sources { common.formIntersection(source.capabilities) }
    return common
  }

  /// How much of the list of all objects of a kind is known.
  package func state(of kind: ObjectKind) -> Completeness { kindStates[Int(kind.rawValue)] }

  /// Where an object's record was read.
  package func place(of object: ObjectIndex) -> Place { places[Int(object)] }

  /// A local object's key, `nil` for a tenant's.
  package func key(of object: ObjectIndex) -> LocalKey? {
    storedKeys.isEmpty ? nil : storedKeys[Int(object)].key
  }

  /// The lists of one relation.
  package func lists(_ relation: Relation) -> EdgeLists {
    relation == .members ? members : owners
  }

  /// The object with an identifier; takes constant time.
  package func find(_ guid: GUID) -> ObjectIndex? {
    identifiers.find(hash: identifiers.hash(guid.high, guid.low)) { guids[Int($0)] == guid }
  }

  /// Objects below which memory need not be waited for.
  private static var fewObjects: Int { 1_000 }

  /// The object with each of some identifiers, `noObject` where there is none; linear time.
  ///
  /// In three rounds, so that the waits for memory overlap.
  package func find(_ wanted: [GUID]) -> [ObjectIndex] {
    if objectCount < Self.fewObjects {
      return wanted.map { $0 == .none ? noObject : find($0) ?? noObject }
    }
    var found: [ObjectIndex] = []
    found.reserveCapacity(wanted.count)
    var hashes: [UInt64] = []
    for start in stride(from: 0, to: wanted.count, by: DirectoryBuilder.batchSize) {
      let batch = wanted[start..<min(start + DirectoryBuilder.batchSize, wanted.count)]
      hashes.removeAll(keepingCapacity: true)
      for guid in batch { hashes.append(identifiers.hash(guid.high, guid.low)) }
      for hash in hashes { identifiers.expect(hash: hash) }
      for hash in hashes {
        if let object = identifiers.guess(hash: hash) { prefetch(guids, Int(object)) }
      }
      for (guid, hash) in zip(batch, hashes) {
        let object = identifiers.find(hash: hash) { guids[Int($0)] == guid }
        found.append(guid == .none ? noObject : object ?? noObject)
      }
    }
    return found
  }

  /// The object of a kind with a local key; takes constant time.
  package func find(_ key: LocalKey, kind: ObjectKind) -> ObjectIndex? {
    let stored = StoredKey(key)
    return keyTable.find(hash: keyTable.hash(stored.bits, stored.space(kind))) {
      storedKeys[Int($0)] == stored && kinds[Int($0)].keySpace == kind.keySpace
    }
  }
}

extension Directory {
  /// Whether the object's own record was read.
  package func isRecorded(_ object: ObjectIndex) -> Bool {
    flags[Int(object)].contains(.recorded)
  }

  /// Whether the object is in the directory's recycle bin or marked as deleted.
  package func isDeleted(_ object: ObjectIndex) -> Bool { flags[Int(object)].contains(.deleted) }

  /// Whether an account may sign in.
  package func isEnabled(_ object: ObjectIndex) -> Truth {
    truth(object, .enabledKnown, .enabled)
  }

  /// Whether an account was invited from elsewhere.
  package func isGuest(_ object: ObjectIndex) -> Truth { truth(object, .guestKnown, .guest) }

  /// Whether an on-premises directory masters the object.
  package func isOnPremises(_ object: ObjectIndex) -> Truth {
    truth(object, .onPremisesKnown, .onPremises)
  }

  /// Whether a rule fills the group.
  package func isDynamic(_ object: ObjectIndex) -> Truth { truth(object, .typesKnown, .dynamic) }

  /// The kind of a group.
  package func groupKind(_ object: ObjectIndex) -> GroupKind { flags[Int(object)].groupKind }

  private func truth(_ object: ObjectIndex, _ known: ObjectFlags, _ value: ObjectFlags) -> Truth {
    let flags = flags[Int(object)]
    return flags.contains(known) ? (flags.contains(value) ? .yes : .no) : .unknown
  }

  /// The display name as text, empty when none was read.
  package func displayName(_ object: ObjectIndex) -> String {
    names.string(displayNames[Int(object)])
  }

  /// The user principal name or user name as text, empty when none was read.
  package func principalName(_ object: ObjectIndex) -> String {
    names.string(principalNames[Int(object)])
  }

  /// The mail address as text, empty when none was read.
  package func mail(_ object: ObjectIndex) -> String { names.string(mails[Int(object)]) }

  /// The first value of an attribute as text.
  package func attribute(_ key: AttributeKey, of object: ObjectIndex) -> String? {
    attributes.first(key, of: object).map { names.string($0) }
  }

  /// A local object's key as text: integers in decimal, texts as they are, bytes as hexadecimal.
  package func keyText(_ object: ObjectIndex) -> String {
    switch key(of: object) {
    case .integer(let value): String(value)
    case .real(let value): "\(value)"
    case .text(let name): names.string(name)
    case .blob(let name): "x'" + names.copy(name).map(Self.hex).joined() + "'"
    case nil: ""
    }
  }

  private static func hex(_ byte: UInt8) -> String {
    String(
      decoding: [HexDigits.letters[Int(byte >> 4)], HexDigits.letters[Int(byte & 15)]],
      as: UTF8.self)
  }

  /// A place as people write it: `export.zip!groups.json:42`.
  package func text(of place: Place) -> String {
    guard place != .none else { return "" }
    let unit = units[Int(place.unit)]
    let entry = unit.entry.isEmpty ? "" : "!\(unit.entry)"
    let mark = unit.counting == .byteOffset ? "@" : ":"
    return "\(unit.input)\(entry)\(mark)\(place.position)"
  }
}

/// Two inputs, or two records of one, that say different things of one object.
package struct Contradiction: Sendable, Equatable {
  package let object: ObjectIndex
  /// What they differ in: `displayName`, `members`, ….
  package let property: String
  package let first: Place
  package let second: Place
  package let firstValue: String
  package let secondValue: String
}

/// Records of one kind that a reader received and how many of them it left out, for one reason.
package struct Tally: Sendable, Equatable {
  /// Index into `Directory.sources`.
  package let source: Int
  /// What was left out: `membership rows`, `records`.
  package let subject: String
  /// Why: `the group does not exist`, `the user is NULL`.
  package let reason: String
  package var count: Int
  /// The first one.
  package let example: Place

  package init(source: Int, subject: String, reason: String, count: Int, example: Place) {
    (self.source, self.subject, self.reason) = (source, subject, reason)
    (self.count, self.example) = (count, example)
  }
}
