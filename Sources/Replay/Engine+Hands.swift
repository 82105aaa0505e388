package import DirectoryModel
import SyncSemantics

extension Engine {
  /// Applies a change by hand, or refuses it where only the sync may write.
  func apply(
    _ change: HandChange, by side: Side, _ world: inout World, _ timeline: inout Timeline
  ) {
    if side == .local, policy.scope.hasReadOnlyCopies, let group = syncedGroup(change, world) {
      let name = world.called(group, on: .local)
      world.refuse("'\(name)' is synchronised: its synced fields cannot be edited", &timeline)
      return
    }
    if side == .local, policy.scope.hasReadOnlyCopies, let group = deletedCopy(change, world) {
      // The documentation knows one way to delete a synchronised group, whoever asks for it.
      perform(.delete, group, &world, &timeline)
      return
    }
    let start = world.position(of: side)
    world.perform(change, on: side, handMade: policy.fullRun.handMadeMembers == .keep)
    for place in start..<world.position(of: side) {
      let change = world.change(side, at: place)
      let entry = timeline.append(
        TimelineEntry(time: world.now, kind: .event, side: side, change: change))
      world.noteOrigin(side, entry)
    }
    if side == .local, world.position(of: side) > start { noteActivity(of: change, &world) }
  }

  /// The synchronised group that a change would delete.
  private func deletedCopy(_ change: HandChange, _ world: World) -> ObjectIndex? {
    switch change {
    case .delete(let object), .purge(let object):
      let links = world.links(ofLocal: object)
      return links.contains { world.links[$0].state != .deleted } ? object : nil
    case .edge, .text, .flag, .restore, .create: return nil
    }
  }

  /// The synchronised group that a change would edit.
  private func syncedGroup(_ change: HandChange, _ world: World) -> ObjectIndex? {
    let object: ObjectIndex
    switch change {
    case .edge(_, let group, _, _): object = group
    case .text(let changed, let field, _):
      guard field == .displayName else { return nil }
      object = changed
    case .flag, .delete, .restore, .purge, .create: return nil
    }
    let isSynced = world.links.contains { $0.localGroup == object && $0.state == .enabled }
    return isSynced ? object : nil
  }

  private func noteActivity(of change: HandChange, _ world: inout World) {
    let (action, object, subject): (Activity.Action, ObjectIndex, String)
    var member = noObject
    switch change {
    case .edge(_, let group, let target, let isPresent):
      (action, object, member) = (isPresent ? .updated : .rowDeleted, group, target)
      subject = world.local.string(.displayName, of: target)
    case .text(let changed, let field, _):
      (action, object, subject) = (.updated, changed, field.label)
    case .flag(let changed, let flag, let isSet):
      (action, object, subject) = (flag == .archived && isSet ? .archived : .updated, changed, "")
    case .delete(let gone), .purge(let gone): (action, object, subject) = (.deleted, gone, "")
    case .restore(let back): (action, object, subject) = (.updated, back, "")
    case .create:
      (action, object, subject) = (.created, ObjectIndex(world.local.objectCount - 1), "")
    }
    world.activity.append(
      Activity(
        time: world.now, action: action, object: object, subject: subject, target: member))
  }
}

extension World {
  /// Changes a side without anybody's leave.
  mutating func perform(_ change: HandChange, on side: Side, handMade: Bool = false) {
    switch change {
    case .edge(let relation, let group, let target, let isPresent):
      let isNew = self[side].apply(
        .edge(relation, group: group, target: target, isPresent: isPresent))
      // Whoever was there already was put there by somebody else.
      if isNew, isPresent, handMade, side == .local {
        self[side].setOrigin(relation, group: group, target: target, to: "manual")
      }
    case .text(let object, let field, let text): set(side, object, field, text)
    case .flag(let object, let flag, let isSet):
      let old = flags(of: object, on: side)
      let new = isSet ? old.union(flag) : old.subtracting(flag)
      self[side].apply(.flags(object, old: old, new: new))
    case .delete(let object):
      let old = flags(of: object, on: side)
      self[side].apply(.flags(object, old: old, new: old.union(.deleted)))
    case .restore(let object):
      let old = flags(of: object, on: side)
      self[side].apply(.flags(object, old: old, new: old.subtracting(.deleted)))
    case .purge(let object): self[side].purge(object)
    case .create(let new): create(new, on: side)
    }
  }

  /// Sets a text of an object.
  mutating func set(_ side: Side, _ object: ObjectIndex, _ field: TextField, _ text: String) {
    if side == .tenant {
      tenant.write(text, field, of: object)
    } else {
      local.write(text, field, of: object)
    }
  }

  /// Makes an object and returns its number.
  @discardableResult
  package mutating func create(_ new: NewObject, on side: Side) -> ObjectIndex {
    if side == .tenant {
      let object = tenant.makeObject(new.kind, new.guid)
      tenant.write(new, object)
      return object
    }
    let object = local.makeObject(new.kind, key: new.key, new.guid)
    local.write(new, object)
    return object
  }
}

extension Overlay {
  /// Sets a text of an object; an empty one takes it away.
  fileprivate mutating func write(_ text: String, _ field: TextField, of object: ObjectIndex) {
    let old = self.text(field, of: object)
    let new = text.isEmpty ? NameTable.absent : intern(text)
    apply(.text(object, field, old: old, new: new))
  }

  /// Records an object that was made just now.
  fileprivate mutating func write(_ new: NewObject, _ object: ObjectIndex) {
    apply(.flags(object, old: .none, new: new.flags.union(.recorded)))
    for (field, text) in new.texts { write(text, field, of: object) }
  }
}

extension Overlay {
  /// Takes an object off every list, and out of the recycle bin too: nothing that still knows its
  /// identifier may take it for live.
  fileprivate mutating func purge(_ object: ObjectIndex) {
    for relation in [Relation.members, .owners] {
      for group in lists(holding: object, relation) {
        apply(.edge(relation, group: group, target: object, isPresent: false))
      }
      for target in list(of: object, relation) {
        apply(.edge(relation, group: object, target: target, isPresent: false))
      }
    }
    apply(.flags(object, old: flags[Int(object)], new: .deleted))
  }
}
