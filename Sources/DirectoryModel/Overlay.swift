/// A directory that changes, over one that never does.
///
/// Copies share everything until one of them changes. A change to a list costs constant time and
/// memory; the first change to a column copies that column once. Every change is logged with what
/// was there before, so that a feed can tell what happened since a position, and so that an
/// earlier state can be had again.
package struct Overlay: Sendable {
  /// The directory beneath.
  package let base: Directory
  package private(set) var names: NameTable
  package private(set) var kinds: [ObjectKind]
  package private(set) var guids: [GUID]
  package private(set) var displayNames: [NameIndex]
  package private(set) var principalNames: [NameIndex]
  package private(set) var mails: [NameIndex]
  package private(set) var flags: [ObjectFlags]
  /// Where each object was read, none for those that are new; empty where that is not known of any.
  private(set) var places: [Place]
  /// Every change in order; a position in the log is the number of changes before it.
  package private(set) var log: [Change] = []
  /// A digest of everything that differs from the directory beneath.
  package private(set) var digest = StateDigest()
  /// Goes up whenever something changes by which objects are matched.
  package private(set) var identityVersion = 0
  var storedKeys: [StoredKey]
  var identifiers: IdentifierTable
  var keyTable: IdentifierTable
  var members: EdgeOverlay
  var owners: EdgeOverlay
  var attributeEdits: [UInt64: NameIndex] = [:]
  var kindStates: [ObjectKind: Completeness] = [:]
  private var originLog: [OriginNote] = []
  /// The directory as it was when it was last kept, and what has changed since.
  var kept: Directory
  var stale: StaleParts = []

  package init(over base: Directory) {
    (self.base, kept) = (base, base)
    (names, kinds, guids) = (base.names, base.kinds, base.guids)
    (displayNames, principalNames, mails) = (base.displayNames, base.principalNames, base.mails)
    (flags, places, storedKeys) = (base.flags, base.places, base.storedKeys)
    (identifiers, keyTable) = (base.identifiers, base.keyTable)
    members = EdgeOverlay(base.members, objectCount: base.objectCount)
    owners = EdgeOverlay(base.owners, objectCount: base.objectCount)
  }

  package var side: Side { base.side }
  /// How many objects there are, references included.
  package var objectCount: Int { kinds.count }
  /// The position behind the last change.
  package var position: Int { log.count }

  /// Applies a change and logs it; says whether it changed anything.
  ///
  /// - Precondition: what the change says was there before is there.
  @discardableResult
  package mutating func apply(_ change: Change) -> Bool {
    switch change {
    case .edge(let relation, let group, let target, let isPresent):
      let isNew =
        relation == .members
        ? members.set(group, target, isPresent: isPresent)
        : owners.set(group, target, isPresent: isPresent)
      guard isNew else { return false }
      stale.insert(relation == .members ? .members : .owners)
      if !isPresent { forgetOrigin(relation, group, target) }
      toggleEdge(relation, group, target)
    case .text(let object, let field, let old, let new):
      precondition(text(field, of: object) == old, "the change knows another text")
      guard old != new else { return false }
      set(field, of: object, to: new)
      toggleText(object, field, old)
      toggleText(object, field, new)
      identityVersion += 1
    case .flags(let object, let old, let new):
      precondition(flags[Int(object)] == old, "the change knows other flags")
      guard old != new else { return false }
      flags[Int(object)] = new
      stale.insert(.objects)
      digest.toggle(identity(object), 4, UInt64(old.rawValue))
      digest.toggle(identity(object), 4, UInt64(new.rawValue))
      identityVersion += 1
    }
    log.append(change)
    return true
  }

  /// States what an object is of which no more than its identifier was known; no change, because it
  /// has been that all the time.
  package mutating func learnKind(_ kind: ObjectKind, of object: ObjectIndex) {
    guard kinds[Int(object)] == .unknown, kind != .unknown else { return }
    kinds[Int(object)] = kind
    stale.insert(.objects)
    identityVersion += 1
  }

  /// The state at an earlier position of the log; its own log ends there.
  package func rewound(to position: Int) -> Overlay {
    guard position < log.count else { return self }
    var earlier = self
    for change in log[position...].reversed() { earlier.apply(change.inverse) }
    earlier.log = Array(log[..<position])
    earlier.takeBackOrigins(to: position, from: self)
    return earlier
  }

  @inline(__always)
  private mutating func set(_ field: TextField, of object: ObjectIndex, to value: NameIndex) {
    switch field {
    case .displayName: displayNames[Int(object)] = value
    case .principalName: principalNames[Int(object)] = value
    case .mail: mails[Int(object)] = value
    case .attribute(let key): attributeEdits[Self.attributeKey(object, key)] = value
    }
    if case .attribute = field { stale.insert(.attributes) } else { stale.insert(.columns) }
  }

  static func attributeKey(_ object: ObjectIndex, _ key: AttributeKey) -> UInt64 {
    UInt64(object) << 8 | UInt64(key.rawValue)
  }

  @inline(__always)
  private mutating func toggleEdge(
    _ relation: Relation, _ group: ObjectIndex, _ target: ObjectIndex
  ) {
    digest.toggle(identity(group), identity(target), relation == .members ? 1 : 2)
  }

  @inline(__always)
  private mutating func toggleText(
    _ object: ObjectIndex, _ field: TextField, _ text: NameIndex
  ) {
    guard text != NameTable.absent else { return }
    let hash = StateDigest.hash(names.bytes.span.extracting(names.range(of: text)))
    digest.toggle(identity(object), 8 + field.number, hash)
  }

  /// A number for an object that does not depend on the order in which objects were read.
  @inline(__always)
  private func identity(_ object: ObjectIndex) -> UInt64 {
    let guid = guids[Int(object)]
    guard side == .local else { return StateDigest.mix(guid.high, guid.low) }
    let stored = storedKeys[Int(object)]
    let space = stored.space(kinds[Int(object)])
    guard case .text(let name)? = stored.key else { return StateDigest.mix(space, stored.bits) }
    return StateDigest.mix(
      space, StateDigest.hash(names.bytes.span.extracting(names.range(of: name))))
  }
}

extension Overlay {
  /// Makes room for objects that are about to be made, and for what will be logged of them.
  package mutating func expectObjects(_ count: Int) {
    let all = objectCount + count
    kinds.reserveCapacity(all)
    guids.reserveCapacity(all)
    displayNames.reserveCapacity(all)
    principalNames.reserveCapacity(all)
    mails.reserveCapacity(all)
    flags.reserveCapacity(all)
    if side == .local { storedKeys.reserveCapacity(all) }
    log.reserveCapacity(log.count + 4 * count)
    names.expect(texts: 2 * count)
  }

  /// Makes an object of the tenant that is not there yet; a `flags` change records it.
  package mutating func makeObject(_ kind: ObjectKind, _ guid: GUID) -> ObjectIndex {
    precondition(side == .tenant && find(guid) == nil, "identifiers are unique")
    let object = appendObject(kind, guid)
    identifiers.insert(object, hash: identifiers.hash(guid.high, guid.low))
    return object
  }

  /// Makes a local object with a text for its key; a `flags` change records it.
  package mutating func makeObject(_ kind: ObjectKind, key: String, _ guid: GUID) -> ObjectIndex {
    precondition(side == .local && find(key: key, kind) == nil, "keys are unique")
    let stored = StoredKey(.text(names.intern(key)))
    let object = appendObject(kind, guid)
    storedKeys.append(stored)
    keyTable.insert(object, hash: keyTable.hash(stored.bits, stored.space(kind)))
    return object
  }

  private mutating func appendObject(_ kind: ObjectKind, _ guid: GUID) -> ObjectIndex {
    stale.insert([.objects, .members, .owners])
    kinds.append(kind)
    guids.append(guid)
    displayNames.append(NameTable.absent)
    principalNames.append(NameTable.absent)
    mails.append(NameTable.absent)
    flags.append([])
    if !places.isEmpty { places.append(.none) }
    return ObjectIndex(kinds.count - 1)
  }

  /// The number of a text, given a new one when the text was not known.
  package mutating func intern(_ text: String) -> NameIndex {
    let count = names.count
    let name = names.intern(text)
    if names.count > count { stale.insert(.columns) }
    return name
  }

  /// Notes who made an entry of a list: `manual`.
  package mutating func setOrigin(
    _ relation: Relation, group: ObjectIndex, target: ObjectIndex, to word: String
  ) {
    let word = names.intern(word)
    stale.insert([relation == .members ? .members : .owners, .columns])
    noteOrigin(relation, group, target, word, position: log.count)
  }

  /// An entry that goes takes along who made it: who puts it back has made it.
  @inline(__always)
  private mutating func forgetOrigin(
    _ relation: Relation, _ group: ObjectIndex, _ target: ObjectIndex
  ) {
    guard relation == .members ? members.hasOrigins : owners.hasOrigins else { return }
    noteOrigin(relation, group, target, NameTable.empty, position: log.count + 1)
  }

  private mutating func noteOrigin(
    _ relation: Relation, _ group: ObjectIndex, _ target: ObjectIndex, _ word: NameIndex,
    position: Int
  ) {
    let old =
      relation == .members
      ? members.setOrigin(group, target, word) : owners.setOrigin(group, target, word)
    originLog.append(
      OriginNote(
        position: position, relation: relation, group: group, target: target, old: old))
  }

  /// Who made the entries as it was noted at an earlier position of another overlay's log.
  private mutating func takeBackOrigins(to position: Int, from later: Overlay) {
    originLog = later.originLog
    members.takeOrigins(later.members)
    owners.takeOrigins(later.owners)
    while let note = originLog.last, note.position > position {
      originLog.removeLast()
      if note.relation == .members {
        _ = members.setOrigin(note.group, note.target, note.old)
      } else {
        _ = owners.setOrigin(note.group, note.target, note.old)
      }
      stale.insert(note.relation == .members ? .members : .owners)
    }
  }

  /// States how much of a group's list is known, as after a cut reading.
  package mutating func setState(
    of group: ObjectIndex, _ relation: Relation, to state: Completeness
  ) {
    let old = self.state(of: group, relation)
    guard old != state else { return }
    for state in [old, state] { toggle(state, identity(group), relation == .members ? 5 : 6) }
    stale.insert(relation == .members ? .members : .owners)
    if relation == .members {
      members.setState(of: group, to: state)
    } else {
      owners.setState(of: group, to: state)
    }
  }

  /// States how much of the list of all objects of a kind is known.
  package mutating func setState(of kind: ObjectKind, to state: Completeness) {
    let old = self.state(of: kind)
    guard old != state else { return }
    for state in [old, state] { toggle(state, UInt64(kind.rawValue), 7) }
    kindStates[kind] = state
    stale.insert(.columns)
    // Who has no partner is another question where not everybody is known.
    identityVersion += 1
  }

  private mutating func toggle(_ state: Completeness, _ list: UInt64, _ fact: UInt64) {
    digest.toggle(list, fact, StateDigest.hash(state.label.utf8Span.span))
  }
}

/// A note of who made an entry of a list, with what was noted before.
private struct OriginNote: Sendable {
  /// The position of the log from which on the note counts.
  let position: Int
  let relation: Relation
  let group: ObjectIndex
  let target: ObjectIndex
  let old: NameIndex?
}
