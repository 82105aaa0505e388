extension Overlay {
  /// The object with an identifier; takes constant time.
  package func find(_ guid: GUID) -> ObjectIndex? {
    identifiers.find(hash: identifiers.hash(guid.high, guid.low)) { guids[Int($0)] == guid }
  }

  /// The object of a kind with a text for its key; takes constant time.
  package func find(key: String, _ kind: ObjectKind) -> ObjectIndex? {
    guard let name = names.find(key.utf8Span.span) else { return nil }
    let stored = StoredKey(.text(name))
    return keyTable.find(hash: keyTable.hash(stored.bits, stored.space(kind))) {
      storedKeys[Int($0)] == stored && kinds[Int($0)].keySpace == kind.keySpace
    }
  }

  /// A text of an object, `NameTable.absent` when it has none.
  @inline(__always)
  package func text(_ field: TextField, of object: ObjectIndex) -> NameIndex {
    switch field {
    case .displayName: displayNames[Int(object)]
    case .principalName: principalNames[Int(object)]
    case .mail: mails[Int(object)]
    case .attribute(let key):
      attributeEdits[Self.attributeKey(object, key)]
        ?? (Int(object) < base.objectCount ? base.attributes.first(key, of: object) : nil)
        ?? NameTable.absent
    }
  }

  /// A text of an object as a string, empty when it has none.
  package func string(_ field: TextField, of object: ObjectIndex) -> String {
    names.string(text(field, of: object))
  }

  /// Whether a group lists somebody now; takes constant time, or that of a short list.
  package func contains(
    _ target: ObjectIndex, in group: ObjectIndex, _ relation: Relation = .members
  ) -> Bool {
    relation == .members
      ? members.contains(target, in: group) : owners.contains(target, in: group)
  }

  /// Whom a group lists now, in the order in which they came.
  package func list(
    of group: ObjectIndex, _ relation: Relation = .members
  ) -> [ObjectIndex] {
    relation == .members ? members.list(of: group) : owners.list(of: group)
  }

  /// The groups that list somebody now, by number.
  package func lists(
    holding target: ObjectIndex, _ relation: Relation = .members
  ) -> [ObjectIndex] {
    relation == .members ? members.lists(holding: target) : owners.lists(holding: target)
  }

  /// Appends the groups that list somebody as a member now, by number.
  package func appendLists(holding target: ObjectIndex, to groups: inout [ObjectIndex]) {
    members.appendLists(holding: target, to: &groups)
  }

  /// How much of a group's list is known.
  package func state(of group: ObjectIndex, _ relation: Relation = .members) -> Completeness {
    relation == .members ? members.state(of: group) : owners.state(of: group)
  }

  /// How much of the list of all objects of a kind is known.
  package func state(of kind: ObjectKind) -> Completeness {
    kindStates[kind] ?? base.state(of: kind)
  }

  /// Whether the object is recorded and not deleted.
  package func isLive(_ object: ObjectIndex) -> Bool {
    flags[Int(object)].contains(.recorded) && !flags[Int(object)].contains(.deleted)
  }

  /// The live objects of a kind, by number; linear in all objects.
  package func live(_ kind: ObjectKind) -> [ObjectIndex] {
    kinds.indices.filter { kinds[$0] == kind && isLive(ObjectIndex($0)) }.map(ObjectIndex.init)
  }
}

extension AttributeTable {
  /// The table with the values of some attributes replaced by one; an absent name takes them away.
  func replacing(_ edits: [UInt64: NameIndex]) -> AttributeTable {
    guard !edits.isEmpty else { return self }
    var result = AttributeTable()
    var place = 0
    for edit in edits.keys.sorted() {
      guard let key = AttributeKey(rawValue: UInt8(truncatingIfNeeded: edit)) else { continue }
      let object = ObjectIndex(edit >> 8)
      let (end, old) = (lowerBound(key, object), all(key, of: object))
      // A value that was put back is followed by what followed it.
      if edits[edit] == old.first { continue }
      result.append(self, place..<end)
      place = end + old.count
      if let value = edits[edit], value != NameTable.absent {
        result.append(key, of: object, value: value)
      }
    }
    result.append(self, place..<count)
    return result
  }
}

extension ObjectFlags {
  /// The kind of a group with these flags, told by the three properties of Graph.
  ///
  /// Source: "Working with groups in Microsoft Graph",
  /// https://learn.microsoft.com/graph/api/resources/groups-overview.
  package var groupKind: GroupKind {
    if contains(.unified) { return .microsoft365 }
    guard contains([.typesKnown, .securityKnown, .mailKnown]) else { return .unknown }
    switch (contains(.mailEnabled), contains(.securityEnabled)) {
    case (false, true): return .security
    case (true, true): return .mailEnabledSecurity
    case (true, false): return .distribution
    case (false, false): return .unknown
    }
  }

  /// Whether Graph lets the members of a group with these flags be changed.
  ///
  /// Source: "Add members", https://learn.microsoft.com/graph/api/group-post-members.
  package var isAssignable: Bool {
    switch groupKind {
    case .security, .microsoft365, .unknown: break
    case .mailEnabledSecurity, .distribution: return false
    }
    return !contains(.dynamic) && !contains(.onPremises)
  }
}

extension Overlay {
  /// The kind of a group.
  package func groupKind(_ object: ObjectIndex) -> GroupKind { flags[Int(object)].groupKind }

  /// Whether Graph lets a group's members be changed.
  package func isAssignable(_ group: ObjectIndex) -> Bool { flags[Int(group)].isAssignable }
}

extension Overlay {
  /// A local object's key as text: integers in decimal, texts as they are.
  package func keyText(of object: ObjectIndex) -> String {
    if Int(object) < base.objectCount { return base.keyText(object) }
    guard case .text(let name)? = storedKeys[Int(object)].key else { return "" }
    return names.string(name)
  }
}
