import Memory
import Threads

extension DirectoryBuilder {
  /// Entries whose identifiers are looked up together, so that their cache misses overlap.
  static let batchSize = 64

  /// Opens a list whose group may be named only at its end.
  package mutating func beginList(_ relation: Relation) {
    flushPending()
    openRelation = relation
    openStart = relation == .members ? members.targets.count : owners.targets.count
  }

  /// Adds an entry to the open list.
  @inline(__always)
  package mutating func addEntry(_ guid: GUID, kind: ObjectKind) {
    pending.append((guid, kind))
    if pending.count == Self.batchSize { flushPending() }
  }

  /// Closes the open list and gives it to its group; entries of several lists are joined.
  ///
  /// A list that is given as complete stands by itself: another complete one that differs is a
  /// contradiction. Pages of one list are given as not collected, and `joinState` says at last
  /// what they amount to.
  package mutating func endList(group: GUID, state: Completeness, at place: Place) {
    flushPending()
    let index = object(group)
    if kinds[Int(index)] == .unknown { kinds[Int(index)] = .group }
    let segment = EdgeAccumulator.Segment(
      group: index, start: openStart, isWhole: state == .complete, place: place)
    if openRelation == .members {
      members.segments.append(segment)
    } else {
      owners.segments.append(segment)
    }
    joinState(of: index, openRelation, with: state)
  }

  /// Forgets the entries of the open list, when what was read turned out to be no list.
  package mutating func abandonList() {
    pending.removeAll(keepingCapacity: true)
    if openRelation == .members {
      members.targets.removeSubrange(openStart...)
    } else {
      owners.targets.removeSubrange(openStart...)
    }
  }

  /// Joins what is known of a group's list with one more statement.
  package mutating func joinState(
    of group: ObjectIndex, _ relation: Relation, with state: Completeness
  ) {
    if relation == .members {
      members.states.join(group, with: state)
    } else {
      owners.states.join(group, with: state)
    }
  }

  /// Replaces what is known of a group's list, when a whole input tells better than its parts.
  package mutating func setState(
    of group: ObjectIndex, _ relation: Relation, to state: Completeness
  ) {
    if relation == .members {
      members.states.set(group, to: state)
    } else {
      owners.states.set(group, to: state)
    }
  }

  /// Adds one row of a membership table; rows may come in any order.
  ///
  /// A builder takes rows or lists for one relation, not both, and an origin with every row of a
  /// relation or with none.
  @inline(__always)
  package mutating func addRow(
    _ relation: Relation, group: ObjectIndex, target: ObjectIndex, origin: NameIndex? = nil
  ) {
    if relation == .members {
      Self.addRow(&members, group, target, origin)
    } else {
      Self.addRow(&owners, group, target, origin)
    }
  }

  @inline(__always)
  private static func addRow(
    _ edges: inout EdgeAccumulator, _ group: ObjectIndex, _ target: ObjectIndex,
    _ origin: NameIndex?
  ) {
    edges.rowGroups.append(group)
    edges.targets.append(target)
    guard let origin else { return }
    edges.origins.append(edges.originWords.number(of: origin))
  }

  /// Adds rows of a membership table whose keys are whole numbers, as `addRow` does one by one.
  ///
  /// A row belongs to the lists that `relations` names for the number of its word; all rows have
  /// number 0 where `words` is empty.
  package mutating func addRows(
    groups: [Int64], targets: [Int64], count: Int, targetKind: ObjectKind, words: [UInt8],
    relations: [RelationSet]
  ) {
    var (lastKey, lastGroup) = (Int64.min, noObject)
    for row in 0..<count {
      let relations = relations[words.isEmpty ? 0 : Int(words[row])]
      if groups[row] != lastKey || lastGroup == noObject {
        lastKey = groups[row]
        lastGroup = object(.integer(lastKey), kind: .group)
      }
      let target = object(.integer(targets[row]), kind: targetKind)
      if relations.contains(.members) {
        members.rowGroups.append(lastGroup)
        members.targets.append(target)
      }
      if relations.contains(.owners) {
        owners.rowGroups.append(lastGroup)
        owners.targets.append(target)
      }
    }
  }

  /// Looks up all pending entries: in three rounds, so that each finds at hand what it needs.
  mutating func flushPending() {
    guard !pending.isEmpty else { return }
    for (guid, _) in pending {
      let hash = identifiers.hash(guid.high, guid.low)
      identifiers.expect(hash: hash)
      pendingHashes.append(hash)
    }
    for hash in pendingHashes {
      let guess = identifiers.guess(hash: hash) ?? noObject
      if guess != noObject {
        prefetch(guids, Int(guess))
        prefetch(kinds, Int(guess))
      }
      pendingObjects.append(guess)
    }
    for index in pending.indices {
      let (guid, kind) = pending[index]
      var object = pendingObjects[index]
      if object == noObject || guids[Int(object)] != guid {
        object = self.object(guid, hash: pendingHashes[index])
        pendingObjects[index] = object
      }
      if case .unknown = kinds[Int(object)] { kinds[Int(object)] = kind }
    }
    if openRelation == .members {
      members.targets += pendingObjects
    } else {
      owners.targets += pendingObjects
    }
    pending.removeAll(keepingCapacity: true)
    pendingHashes.removeAll(keepingCapacity: true)
    pendingObjects.removeAll(keepingCapacity: true)
  }

  /// Ends the collection; takes time in proportion to objects and entries.
  ///
  /// Another thread sorts the members where there are many.
  package consuming func finish() -> Directory {
    flushPending()
    noteContradictions(.members)
    noteContradictions(.owners)
    let count = kinds.count
    let defaults = defaultStates
    let (memberEdges, ownerEdges) = (Handover(members), owners)
    members = EdgeAccumulator()
    owners = EdgeAccumulator()
    let memberLists = Meanwhile(isSmall: count < 20_000) {
      memberEdges.take().lists(objectCount: count, defaultState: defaults.members)
    }
    attributes.sort()
    var places: [Place] = []
    places.reserveCapacity(count)
    for index in 0..<count {
      places.append(Place(unit: placeUnits[index], position: placePositions[index]))
    }
    let ownerLists = ownerEdges.lists(objectCount: count, defaultState: defaults.owners)
    let (groups, users, devices) = (recorded(.group), recorded(.user), recorded(.device))
    return Directory(
      side: side, sources: sources, units: units, names: names, kinds: kinds, guids: guids,
      displayNames: displayNames, principalNames: principalNames, mails: mails, flags: flags,
      attributes: attributes, members: memberLists.result(), owners: ownerLists, groups: groups,
      users: users, devices: devices, deleted: deletedObjects(), kindStates: kindStates,
      contradictions: contradictions, tallies: tallies, tenantID: tenantID,
      tenantName: tenantName, places: places, storedKeys: storedKeys, identifiers: identifiers,
      keyTable: keyTable, statements: statements.finish())
  }

  private func recorded(_ kind: ObjectKind) -> [ObjectIndex] {
    var objects: [ObjectIndex] = []
    for index in kinds.indices where kinds[index] == kind {
      let flags = flags[index]
      if flags.contains(.recorded), !flags.contains(.deleted) { objects.append(ObjectIndex(index)) }
    }
    return objects
  }

  private func deletedObjects() -> [ObjectIndex] {
    flags.indices.filter { flags[$0].contains([.recorded, .deleted]) }.map(ObjectIndex.init)
  }
}
