import DirectoryModel
import SyncSemantics

extension Engine {
  /// Switches a link on or off, archives or deletes it, or says why that is not possible.
  func perform(
    _ action: LinkAction, _ group: ObjectIndex, _ world: inout World, _ timeline: inout Timeline
  ) {
    let name = world.called(group, on: .local)
    let links = world.links(ofLocal: group)
    guard !links.isEmpty else {
      world.refuse("'\(name)' cannot be \(action.participle): it is not synchronised", &timeline)
      return
    }
    var (moved, reason) = ([(link: Int, state: LinkState)](), "")
    for index in links {
      switch world.links[index].state.after(action) {
      case .success(let state): moved.append((index, state))
      case .failure(let refusal): if reason.isEmpty { reason = refusal.reason }
      }
    }
    guard !moved.isEmpty else {
      world.refuse("'\(name)' cannot be \(action.participle): \(reason)", &timeline)
      return
    }
    world.noteEvent("\(action.rawValue) '\(name)'", &timeline)
    world.activity.append(
      Activity(time: world.now, action: action.activity, object: group, subject: ""))
    let isNew = moved.contains { world.links[$0.link].state == .new }
    for (index, state) in moved {
      world.links[index].state = state
      if action == .enable, policy.schedule.firstRunIsFull {
        world.links[index].needsFullRun = true
      }
      if action == .delete { world.session.neverAgain.append(world.links[index].tenantGroup) }
    }
    follow(action, group, isNew: isNew, &world, &timeline)
  }

  private func follow(
    _ action: LinkAction, _ group: ObjectIndex, isNew: Bool, _ world: inout World,
    _ timeline: inout Timeline
  ) {
    switch action {
    case .archive: world.perform(.flag(group, .archived, isSet: true), on: .local)
    case .unarchive: world.perform(.flag(group, .archived, isSet: false), on: .local)
    case .delete:
      world.session.matching = nil
      world.perform(.purge(group), on: .local)
    case .enable: if isNew { runFirst(group, &world, &timeline) }
    case .disable: break
    }
    world.noteOrigin(.local, UInt32(timeline.entries.count - 1))
  }

  /// What follows from switching a link on: its first run, and the schedule.
  private func runFirst(
    _ group: ObjectIndex, _ world: inout World, _ timeline: inout Timeline
  ) {
    guard policy.schedule.trigger == .interval else { return }
    if world.session.nextRun == nil {
      world.session.nextRun = world.now + policy.schedule.intervalSeconds
    }
    run(.incremental, group, &world, &timeline)
  }

  /// Takes up a link that somebody stated; one that is stated already stays as it is.
  func state(
    _ tenantGroup: ObjectIndex, _ localGroup: ObjectIndex, _ direction: Link.Direction?,
    _ world: inout World, _ timeline: inout Timeline
  ) {
    let names = (
      world.called(localGroup, on: .local), world.called(tenantGroup, on: .tenant)
    )
    if policy.writing.requiresAssignedGroup, direction != .importing,
      policy.authority != .directory, !world.tenant.isAssignable(tenantGroup)
    {
      world.refuse(
        "'\(names.0)' cannot be linked to '\(names.1)': its members cannot be written", &timeline)
      return
    }
    let isPushed = policy.isPushed(direction)
    if isPushed, let other = world.holder(of: tenantGroup, policy), other != localGroup {
      let holder = world.called(other, on: .local)
      world.refuse(
        "'\(names.0)' cannot be linked to '\(names.1)': '\(holder)' says who its members are",
        &timeline)
      return
    }
    if let known = world.link(of: tenantGroup, localGroup), world.links[known].isStated,
      world.links[known].state != .deleted,
      policy.isPushed(world.links[known].direction) == isPushed
    {
      return
    }
    world.session.matching = nil
    // A local group may fill several groups; it is itself the copy of one only.
    world.links.removeAll {
      $0.localGroup == localGroup
        && ($0.tenantGroup == tenantGroup || !isPushed || !policy.isPushed($0.direction))
    }
    world.links.append(
      SyncLink(
        tenantGroup: tenantGroup, localGroup: localGroup, direction: direction, isStated: true,
        state: policy.scope.linkedOnly ? .new : .enabled, position: world.position))
    world.sortLinks()
    world.noteEvent("link '\(names.0)' to '\(names.1)'", &timeline)
  }

  /// Takes the links of a local group back, or the one to a group of the directory.
  func unlink(
    _ localGroup: ObjectIndex, _ tenantGroup: ObjectIndex?, _ world: inout World,
    _ timeline: inout Timeline
  ) {
    let name = world.called(localGroup, on: .local)
    var text = "unlink '\(name)'"
    if let tenantGroup {
      let target = world.called(tenantGroup, on: .tenant)
      text += " from '\(target)'"
      guard world.link(of: tenantGroup, localGroup) != nil else {
        world.refuse("'\(name)' cannot be unlinked from '\(target)': no link is there", &timeline)
        return
      }
    }
    guard !world.links(ofLocal: localGroup).isEmpty else {
      world.refuse("'\(name)' cannot be unlinked: no link is there", &timeline)
      return
    }
    world.links.removeAll {
      $0.localGroup == localGroup && (tenantGroup ?? $0.tenantGroup) == $0.tenantGroup
    }
    world.session.matching = nil
    world.noteEvent(text, &timeline)
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

extension World {
  /// The local group that says who the members of a group of the directory are.
  fileprivate func holder(of tenantGroup: ObjectIndex, _ policy: Policy) -> ObjectIndex? {
    links.first {
      $0.tenantGroup == tenantGroup && $0.isStated && $0.state != .deleted
        && policy.isPushed($0.direction)
    }?.localGroup
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
