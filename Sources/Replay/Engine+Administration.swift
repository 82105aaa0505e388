import DirectoryModel
import SyncSemantics

extension Engine {
  /// Switches a link on or off, archives or deletes it, or says why that is not possible.
  func perform(
    _ action: LinkAction, _ group: ObjectIndex, _ world: inout World, _ timeline: inout Timeline
  ) {
    let name = world.local.string(.displayName, of: group)
    guard let index = world.link(ofLocal: group) else {
      world.refuse("'\(name)' cannot be \(action.participle): it is not synchronised", &timeline)
      return
    }
    switch world.links[index].state.after(action) {
    case .failure(let refusal):
      world.refuse("'\(name)' cannot be \(action.participle): \(refusal.reason)", &timeline)
    case .success(let state):
      world.noteEvent("\(action.rawValue) '\(name)'", &timeline)
      world.activity.append(
        Activity(time: world.now, action: action.activity, object: group, subject: ""))
      let old = world.links[index].state
      world.links[index].state = state
      follow(action, index, from: old, &world, &timeline)
    }
  }

  private func follow(
    _ action: LinkAction, _ index: Int, from old: LinkState, _ world: inout World,
    _ timeline: inout Timeline
  ) {
    let link = world.links[index]
    switch action {
    case .archive: world.perform(.flag(link.localGroup, .archived, isSet: true), on: .local)
    case .unarchive: world.perform(.flag(link.localGroup, .archived, isSet: false), on: .local)
    case .delete:
      world.session.neverAgain.append(link.tenantGroup)
      world.session.matching = nil
      world.perform(.purge(link.localGroup), on: .local)
    case .enable: enabled(index, from: old, &world, &timeline)
    case .disable: break
    }
    world.noteOrigin(.local, UInt32(timeline.entries.count - 1))
  }

  /// What follows from switching a link on: its first run, and the schedule.
  private func enabled(
    _ index: Int, from old: LinkState, _ world: inout World, _ timeline: inout Timeline
  ) {
    if policy.schedule.firstRunIsFull { world.links[index].needsFullRun = true }
    guard policy.schedule.trigger == .interval, old == .new else { return }
    if world.session.nextRun == nil {
      world.session.nextRun = world.now + policy.schedule.intervalSeconds
    }
    run(.incremental, world.links[index].localGroup, &world, &timeline)
  }

  /// Takes up a link that somebody stated.
  func state(
    _ tenantGroup: ObjectIndex, _ localGroup: ObjectIndex, _ direction: Link.Direction?,
    _ world: inout World, _ timeline: inout Timeline
  ) {
    let names = (
      world.local.string(.displayName, of: localGroup),
      world.tenant.string(.displayName, of: tenantGroup)
    )
    if policy.writing.requiresAssignedGroup, direction != .importing,
      policy.authority != .directory, !world.tenant.isAssignable(tenantGroup)
    {
      world.refuse(
        "'\(names.0)' cannot be linked to '\(names.1)': its members cannot be written", &timeline)
      return
    }
    world.session.matching = nil
    world.links.removeAll { $0.localGroup == localGroup }
    world.links.append(
      SyncLink(
        tenantGroup: tenantGroup, localGroup: localGroup, direction: direction, isStated: true,
        state: policy.scope.linkedOnly ? .new : .enabled, position: world.position))
    world.links.sort { $0.localGroup < $1.localGroup }
    world.noteEvent("link '\(names.0)' to '\(names.1)'", &timeline)
  }

  /// Switches the lists of some kinds of group on or off; what was copied stays.
  func set(
    _ kinds: [GroupKind], _ isOn: Bool, _ world: inout World, _ timeline: inout Timeline
  ) {
    world.session.switchedOff.removeAll(where: kinds.contains)
    if !isOn { world.session.switchedOff += kinds }
    world.session.matching = nil
    let words = kinds.map(\.rawValue).joined(separator: ", ")
    world.noteEvent("switch \(words) groups \(isOn ? "on" : "off")", &timeline)
    for index in world.links.indices {
      let kind = world.tenant.groupKind(world.links[index].tenantGroup)
      guard kinds.contains(kind) else { continue }
      world.links[index].switchTo(isOn: isOn, .bySetting)
    }
  }

  /// Connects the product with the directory, or takes the connection away; what was copied stays.
  func setIntegration(_ isThere: Bool, _ world: inout World, _ timeline: inout Timeline) {
    world.session.hasIntegration = isThere
    world.noteEvent("\(isThere ? "add" : "remove") the integration", &timeline)
    for index in world.links.indices {
      world.links[index].switchTo(isOn: isThere, .byRemovedIntegration)
    }
  }
}

extension SyncLink {
  fileprivate mutating func switchTo(isOn: Bool, _ reason: LinkState.DisableReason) {
    if isOn, state == .disabled(reason) {
      (state, needsFullRun) = (.enabled, true)
    } else if !isOn, state == .enabled {
      state = .disabled(reason)
    }
  }
}

extension LinkAction {
  fileprivate var participle: String {
    switch self {
    case .enable: "enabled"
    case .disable: "disabled"
    case .archive: "archived"
    case .unarchive: "unarchived"
    case .delete: "deleted"
    }
  }

  fileprivate var activity: Activity.Action {
    switch self {
    case .enable: .enabled
    case .disable: .disabled
    case .archive: .archived
    case .unarchive: .unarchived
    case .delete: .deleted
    }
  }
}
