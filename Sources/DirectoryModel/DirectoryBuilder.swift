import Memory

/// What one record says of an object; a property that the record lacks stays `absent` or unset.
package struct ObjectRecord: Sendable {
  package var kind: ObjectKind
  package var displayName = NameTable.absent
  package var principalName = NameTable.absent
  package var mail = NameTable.absent
  /// `recorded` is added by the builder.
  package var flags = ObjectFlags.none
  /// The source says that there is more than it shows, so that nothing absent is known to be so.
  package var isLimited = false

  package init(kind: ObjectKind) { self.kind = kind }
}

/// Collects objects and lists as they are read and turns them into a `Directory`.
///
/// References may come before the records they refer to, and a list before its group is known.
/// Memory: 16 + 8 bytes of identifier, 29 bytes of columns and the names for each object, 4 bytes
/// for each entry of a list, or 8 when entries come as rows.
package struct DirectoryBuilder: ~Copyable {
  package let side: Side
  /// The attributes that readers are asked to keep.
  package let wanted: AttributeSet
  package private(set) var sources: [Source] = []
  package private(set) var units: [PlaceUnit] = []
  package var names = NameTable()
  /// Whether it began with the texts of a snapshot, so that most of those that come are known.
  package private(set) var knowsTexts = false
  /// The tenant's identifier, set by whichever input states it first.
  package var tenantID = GUID.none
  package var tenantName = NameTable.absent
  /// Where the tenant's identifier was stated first.
  package var tenantPlace = Place.none

  var kinds: [ObjectKind] = []
  var guids: [GUID] = []
  var displayNames: [NameIndex] = []
  var principalNames: [NameIndex] = []
  var mails: [NameIndex] = []
  var flags: [ObjectFlags] = []
  var placeUnits: [UInt32] = []
  var placePositions: [UInt64] = []
  var storedKeys: [StoredKey] = []
  var attributes = AttributeTable()
  var statements = StatementLedger()
  var identifiers = IdentifierTable()
  var keyTable = IdentifierTable()
  /// Objects by small whole keys, for each key space: databases number their rows from 1.
  var denseKeys = [[ObjectIndex]](repeating: [], count: 3)
  var members = EdgeAccumulator()
  var owners = EdgeAccumulator()
  var kindStates = [Completeness](repeating: .notCollected, count: ObjectKind.allCases.count)
  var contradictions: [Contradiction] = []
  var tallies: [Tally] = []
  var openRelation = Relation.members
  var openStart = 0
  /// What is known of a group's lists where nothing was said of that group.
  package var defaultStates: (members: Completeness, owners: Completeness) = (
    .notCollected, .notCollected
  )
  var pending: [(guid: GUID, kind: ObjectKind)] = []
  /// Hashes and objects of the pending entries, kept for their room.
  var pendingHashes: [UInt64] = []
  var pendingObjects: [ObjectIndex] = []

  /// Begins with nothing, or with the texts of a snapshot that the input is likely to resemble.
  ///
  /// They have their numbers, and there is room for as many objects; what is collected is the same.
  package init(side: Side, wanted: AttributeSet = .audit, like former: Directory? = nil) {
    (self.side, self.wanted) = (side, wanted)
    pending.reserveCapacity(Self.batchSize)
    guard let former else { return }
    (names, knowsTexts) = (former.names, true)
    // Some objects come and some go; room that is too small by one would be doubled.
    reserve(former.objectCount + former.objectCount / 64)
    let entryCount = former.members.targets.count
    members.targets.reserveCapacity(entryCount + entryCount / 64)
  }

  private mutating func reserve(_ count: Int) {
    kinds.reserveCapacity(count)
    guids.reserveCapacity(count)
    displayNames.reserveCapacity(count)
    principalNames.reserveCapacity(count)
    mails.reserveCapacity(count)
    flags.reserveCapacity(count)
    placeUnits.reserveCapacity(count)
    placePositions.reserveCapacity(count)
    identifiers.reserve(count)
  }

  /// Adds an input and returns its number.
  package mutating func addSource(_ source: Source) -> Int {
    sources.append(source)
    return sources.count - 1
  }

  /// Replaces what is said of an input, once all of it has been read.
  package mutating func updateSource(_ number: Int, _ change: (inout Source) -> Void) {
    change(&sources[number])
  }

  /// Adds a stretch of input and returns the number that places refer to.
  package mutating func addUnit(_ unit: PlaceUnit) -> UInt32 {
    units.append(unit)
    return UInt32(units.count - 1)
  }

  /// States how much of the list of all objects of a kind was seen; joins with what is known.
  package mutating func setState(of kind: ObjectKind, to state: Completeness) {
    kindStates[Int(kind.rawValue)] = kindStates[Int(kind.rawValue)].joined(with: state)
  }

  /// How many objects are known, references included.
  package var objectCount: Int { kinds.count }

  /// What is known so far of an object's display name.
  package func displayName(of object: ObjectIndex) -> NameIndex { displayNames[Int(object)] }

  /// Replaces an object's display name by a spelling that is known to be truer.
  package mutating func setDisplayName(_ name: NameIndex, of object: ObjectIndex) {
    displayNames[Int(object)] = name
  }

  /// What is known so far of an object's kind.
  package func kind(of object: ObjectIndex) -> ObjectKind { kinds[Int(object)] }

  /// Whether the object's own record was read.
  package func isRecorded(_ object: ObjectIndex) -> Bool {
    flags[Int(object)].contains(.recorded)
  }

  /// Counts something that was received and left out, by reason; keeps the first place.
  package mutating func tally(
    _ subject: String, _ reason: String, source: Int, at place: Place, count: Int = 1
  ) {
    let known = tallies.firstIndex {
      $0.source == source && $0.subject == subject && $0.reason == reason
    }
    if let known {
      tallies[known].count += count
    } else {
      tallies.append(
        Tally(source: source, subject: subject, reason: reason, count: count, example: place))
    }
  }

  /// Notes that two inputs say different things of one object.
  package mutating func note(_ contradiction: Contradiction) {
    contradictions.append(contradiction)
  }
}

extension DirectoryBuilder {
  /// The object with an identifier; made as a mere reference when it was not known.
  package mutating func object(_ guid: GUID) -> ObjectIndex {
    object(guid, hash: identifiers.hash(guid.high, guid.low))
  }

  @inline(__always)
  mutating func object(_ guid: GUID, hash: UInt64) -> ObjectIndex {
    if let known = identifiers.find(hash: hash, where: { guids[Int($0)] == guid }) {
      return known
    }
    let object = appendObject(kind: .unknown, guid: guid)
    identifiers.insert(object, hash: hash)
    return object
  }

  /// Asks for what finding an object will look at first.
  ///
  /// It takes a while to come; a reader calls this as soon as it knows the identifier.
  package func expect(_ guid: GUID) {
    identifiers.expect(hash: identifiers.hash(guid.high, guid.low))
  }

  /// Asks for what finding an object will look at next; of use a while after `expect`.
  package func expectColumns(of guid: GUID) {
    guard let object = identifiers.guess(hash: identifiers.hash(guid.high, guid.low))
    else { return }
    prefetch(guids, Int(object))
    prefetch(flags, Int(object))
    statements.expect(object)
  }

  /// The object with a local key; made as a mere reference when it was not known.
  @inline(__always)
  package mutating func object(_ key: LocalKey, kind: ObjectKind) -> ObjectIndex {
    guard case .integer(let value) = key, value >= 0 else { return hashedObject(key, kind: kind) }
    let space = Int(kind.keySpace)
    if value < denseKeys[space].count {
      let known = denseKeys[space][Int(value)]
      if known != noObject { return known }
    }
    return denselyKeptObject(value, key, kind)
  }

  @inline(never)
  private mutating func denselyKeptObject(
    _ value: Int64, _ key: LocalKey, _ kind: ObjectKind
  ) -> ObjectIndex {
    let space = Int(kind.keySpace)
    let object = hashedObject(key, kind: kind)
    // Room for twice as many keys as objects: a sparse numbering must not cost memory.
    let room = 1024 + 2 * kinds.count
    if value < room {
      if value >= denseKeys[space].count {
        let missing =
          max(Int(value) + 1, min(room, 2 * denseKeys[space].count))
          - denseKeys[space].count
        denseKeys[space].append(contentsOf: repeatElement(noObject, count: missing))
      }
      denseKeys[space][Int(value)] = object
    }
    return object
  }

  private mutating func hashedObject(_ key: LocalKey, kind: ObjectKind) -> ObjectIndex {
    let stored = StoredKey(key)
    let hash = keyTable.hash(stored.bits, stored.space(kind))
    let known = keyTable.find(hash: hash) {
      storedKeys[Int($0)] == stored && kinds[Int($0)].keySpace == kind.keySpace
    }
    if let known { return known }
    let object = appendObject(kind: kind, guid: .none)
    storedKeys[Int(object)] = stored
    keyTable.insert(object, hash: hash)
    return object
  }

  private mutating func appendObject(kind: ObjectKind, guid: GUID) -> ObjectIndex {
    precondition(kinds.count < Int(UInt32.max) - 1, "more than 4 billion objects")
    kinds.append(kind)
    guids.append(guid)
    displayNames.append(NameTable.absent)
    principalNames.append(NameTable.absent)
    mails.append(NameTable.absent)
    flags.append([])
    placeUnits.append(.max)
    placePositions.append(0)
    if side == .local { storedKeys.append(.none) }
    return ObjectIndex(kinds.count - 1)
  }

  /// Notes what a reference says of an object: its kind, and a name if it has none yet.
  package mutating func refer(
    to object: ObjectIndex, kind: ObjectKind, displayName: NameIndex = NameTable.absent
  ) {
    let index = Int(object)
    if kinds[index] == .unknown { kinds[index] = kind }
    if displayNames[index] == NameTable.absent { displayNames[index] = displayName }
  }

  /// Takes over an object's own record; a second record may add, and contradictions are noted.
  package mutating func record(_ object: ObjectIndex, _ record: ObjectRecord, at place: Place) {
    let index = Int(object)
    if side == .tenant { statements.begin(object, record, unit: place.unit) }
    if flags[index].contains(.recorded) { compare(object, record, place) }
    if kinds[index] == .unknown || !flags[index].contains(.recorded) { kinds[index] = record.kind }
    let isFirst = !flags[index].contains(.recorded)
    Self.fill(&displayNames[index], record.displayName, overwriting: isFirst)
    Self.fill(&principalNames[index], record.principalName, overwriting: isFirst)
    Self.fill(&mails[index], record.mail, overwriting: isFirst)
    // What the first record says stands; where a second one says another thing, that was noted.
    var added = record.flags
    if !isFirst {
      added.subtract(.deleted)
      for (_, known, values) in Self.answers where flags[index].contains(known) {
        added.subtract(values)
      }
      if flags[index].contains(.onPremisesKnown) { added.remove(.onPremisesEnded) }
    }
    flags[index].formUnion(added.union(.recorded))
    if isFirst { (placeUnits[index], placePositions[index]) = (place.unit, place.position) }
  }

  /// Properties that are known or not, with the flag of the value, or those of its parts.
  private static let answers: [(property: String, known: ObjectFlags, values: ObjectFlags)] = [
    ("accountEnabled", .enabledKnown, .enabled), ("userType", .guestKnown, .guest),
    ("securityEnabled", .securityKnown, .securityEnabled),
    ("mailEnabled", .mailKnown, .mailEnabled),
    ("onPremisesSyncEnabled", .onPremisesKnown, .onPremises),
    ("groupTypes", .typesKnown, [.unified, .dynamic]),
  ]

  private static func word(_ flags: ObjectFlags, of values: ObjectFlags) -> String {
    guard values.contains(.unified) else { return "\(!flags.isEmpty)" }
    let parts: [(ObjectFlags, String)] = [(.unified, "Unified"), (.dynamic, "DynamicMembership")]
    let words = parts.filter { flags.contains($0.0) }.map(\.1)
    return "[" + words.joined(separator: ", ") + "]"
  }

  private static func fill(_ name: inout NameIndex, _ value: NameIndex, overwriting: Bool) {
    if value != NameTable.absent && (overwriting || name == NameTable.absent) { name = value }
  }

  private mutating func compare(_ object: ObjectIndex, _ record: ObjectRecord, _ place: Place) {
    let index = Int(object)
    let first = Place(unit: placeUnits[index], position: placePositions[index])
    let texts = [
      ("displayName", displayNames[index], record.displayName),
      ("userPrincipalName", principalNames[index], record.principalName),
      ("mail", mails[index], record.mail),
    ]
    for (property, old, new) in texts where old != new {
      guard old != NameTable.absent, new != NameTable.absent else { continue }
      note(
        Contradiction(
          object: object, property: property, first: first, second: place,
          firstValue: names.string(old), secondValue: names.string(new)))
    }
    let (wasDeleted, isDeleted) = (
      flags[index].contains(.deleted), record.flags.contains(.deleted)
    )
    if wasDeleted != isDeleted {
      let words = (live: "not deleted", deleted: "deleted")
      note(
        Contradiction(
          object: object, property: "deletion", first: first, second: place,
          firstValue: wasDeleted ? words.deleted : words.live,
          secondValue: isDeleted ? words.deleted : words.live))
    }
    for (property, known, values) in Self.answers
    where flags[index].contains(known) && record.flags.contains(known) {
      let (old, new) = (flags[index].intersection(values), record.flags.intersection(values))
      guard old != new else { continue }
      note(
        Contradiction(
          object: object, property: property, first: first, second: place,
          firstValue: Self.word(old, of: values), secondValue: Self.word(new, of: values)))
    }
  }

  /// The identifier of an object, `GUID.none` while it has none.
  package func guid(of object: ObjectIndex) -> GUID { guids[Int(object)] }

  /// Sets the external identifier of a local object.
  package mutating func setGUID(_ guid: GUID, of object: ObjectIndex) {
    precondition(side == .local, "a tenant's objects are known by their identifiers")
    guids[Int(object)] = guid
  }

  /// Keeps one more value of an attribute, if it is wanted.
  package mutating func setAttribute(
    _ key: AttributeKey, of object: ObjectIndex, to value: NameIndex
  ) {
    guard wanted.contains(key), value != NameTable.absent else { return }
    attributes.append(key, of: object, value: value)
    if value != NameTable.empty { statements.add(key, of: object) }
  }
}
