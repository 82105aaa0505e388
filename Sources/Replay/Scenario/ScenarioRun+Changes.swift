import DirectoryModel
import SyncSemantics
import YAMLText

extension ScenarioRun {
  mutating func perform(_ change: SideChange) throws(YAMLError) {
    let side = change.side
    switch change.what {
    case .add(let targets, let name, let isOwner):
      try setEdges(targets, name, side, isOwner, isPresent: true)
    case .remove(let targets, let name, let isOwner):
      try setEdges(targets, name, side, isOwner, isPresent: false)
    case .create(let objects): try create(objects, on: side)
    case .rename(let old, let new):
      let text = new.text
      send(
        side, .text(try object(old, side), .displayName, text), at: old.place,
        "'\(old.text)' is called '\(text)' already")
      names.rename(old, to: new, on: side)
    case .set(let name, let properties):
      let target = try object(name, side)
      for property in properties {
        let count = timeline.entries.count
        try set(property, of: target, on: side)
        note(
          timeline.entries.count == count, at: property.place,
          "'\(property.key.rawValue)' of '\(name.text)' is that already")
      }
    case .delete(let list):
      for name in list {
        send(
          side, .delete(try object(name, side)), at: name.place, "'\(name.text)' is deleted already"
        )
      }
    case .purge(let list):
      for name in list {
        send(side, .purge(try object(name, side)), at: name.place, "'\(name.text)' is gone already")
      }
    case .restore(let list):
      for name in list {
        send(
          side, .restore(try object(name, side)), at: name.place, "'\(name.text)' is not deleted")
      }
    }
  }

  private mutating func setEdges(
    _ targets: [ScenarioName], _ name: ScenarioName, _ side: Side, _ isOwner: Bool,
    isPresent: Bool
  ) throws(YAMLError) {
    let group = try group(name, side)
    for target in targets {
      send(
        side,
        .edge(
          isOwner ? .owners : .members, group: group, target: try object(target, side),
          isPresent: isPresent), at: target.place,
        "'\(target.text)' is \(isPresent ? isOwner ? "an owner" : "a member" : isOwner ? "no owner" : "no member") "
          + "of '\(name.text)'\(isPresent ? " already" : "")")
    }
  }

  private mutating func create(_ objects: [GivenObject], on side: Side) throws(YAMLError) {
    for object in objects {
      let number = world.objectCount(of: side)
      var maker = maker
      maker.names = names
      send(.hand(side, .create(try maker.newObject(object, on: side, in: world))))
      guard world.objectCount(of: side) > number else { continue }
      note(false, at: object.key.place, "")
      names.set(object.key, ObjectIndex(number), on: side)
    }
    for object in objects where object.kind == .group {
      try setEdges(object.members, object.key, side, false, isPresent: true)
      try setEdges(object.owners, object.key, side, true, isPresent: true)
    }
  }

  private mutating func set(
    _ property: GivenProperty, of target: ObjectIndex, on side: Side
  ) throws(YAMLError) {
    if let (flag, isSet) = property.flag {
      if flag.known != [], !world.flags(of: target, on: side).contains(flag.known) {
        send(.hand(side, .flag(target, flag.known, isSet: true)))
      }
      send(.hand(side, .flag(target, flag, isSet: isSet)))
    } else if case .kind(let kind) = property.value {
      for flag in [ObjectFlags.securityEnabled, .mailEnabled, .unified] {
        send(.hand(side, .flag(target, flag, isSet: kind.flags.contains(flag))))
      }
    } else if let field = property.key.field {
      send(.hand(side, .text(target, field, try names.value(of: property, in: world))))
    } else {
      throw property.place.error(
        found: "'\(property.key.rawValue)'", expected: "a property that can change",
        hint: "state it where the object is given or created")
    }
  }

  /// The fault with objects for its names.
  func fault(_ fault: GivenFault) throws(YAMLError) -> Fault {
    switch fault {
    case .unreadablePage(let page, let name, let side):
      .unreadablePage(side, group: try group(name, side), page: page)
    case .cutList(let name, let side):
      .cutList(side, group: try name.map { name throws(YAMLError) in try group(name, side) })
    case .answer(let answer, let call, let times, let retryAfter, let arrives):
      .throttled(
        call: call, status: answer.status, retryAfter: retryAfter, times: times, arrives: arrives)
    case .refuse(let name, let side, let takesBatchDown):
      .refused(
        side ?? copySide, try object(name, side ?? copySide), takesBatchDown: takesBatchDown)
    case .crash(let count): .crash(afterOperations: count)
    case .tokenExpired(let answer): .tokenDead(answer)
    case .pages(.repeated): .pageRepeated
    case .pages(.lost): .pageLost
    case .pages(.reordered): .pagesReordered
    case .lag(let side, let read, let seconds):
      .lag(side, ReadKind(rawValue: read.rawValue) ?? .list, seconds: seconds)
    case .answersNobody(let side): .answersNobody(side)
    case .clockAhead(let side, let seconds): .clockAhead(side, seconds: seconds)
    }
  }

  /// Writing happens to the copy: the local side where the directory is right, else the directory.
  private var copySide: Side {
    let isPushed = engine.policy.authority == .local || world.links.contains(where: engine.isPushed)
    return isPushed ? .tenant : .local
  }
}
