import DirectoryModel
import SyncSemantics

extension Engine {
  /// Carries out a plan for the given links, in the order of the plan, and notes how each ended.
  func carryOut(
    _ plan: Plan, _ held: [GuardedPair], _ matching: Matching, _ sight: Sight, _ links: [Int],
    _ kind: RunKind, _ run: inout CurrentRun, _ world: inout World, _ timeline: inout Timeline
  ) {
    var byPair: [UInt32: Range<Int>] = [:]
    for (index, operation) in plan.operations.enumerated() where operation.pair != .max {
      byPair[operation.pair] = (byPair[operation.pair]?.lowerBound ?? index)..<(index + 1)
    }
    for index in links {
      let pair = matching.pairOfLocalGroup[Int(world.links[index].localGroup)]
      guard pair != .max else { continue }
      let operations = byPair[pair].map { plan.operations[$0] } ?? []
      let reason = held.first { $0.pair == pair }?.reason
      carryOut(
        Array(operations), matching.groups[Int(pair)], sight, index, kind, reason, &run, &world,
        &timeline)
      if run.hasCrashed { return }
    }
  }

  private func carryOut(
    _ operations: [Operation], _ pair: Pair, _ sight: Sight, _ index: Int, _ kind: RunKind,
    _ guardReason: String?, _ run: inout CurrentRun, _ world: inout World,
    _ timeline: inout Timeline
  ) {
    var outcome = LinkRun(time: world.now, status: .success)
    let isPushed = isPushed(pair)
    outcome.memberCount =
      isPushed
      ? sight.local.members.range(of: pair.local).count
      : sight.tenant.members.range(of: pair.tenant).count
    var pending: [PendingChange] = []
    var isOpen = false
    for operation in operations {
      let member = isPushed ? operation.localPrincipal : operation.tenantPrincipal
      guard operation.decision == .perform else {
        holdBack(operation, &run, world, &timeline)
        isOpen = isOpen || operation.decision == .notProved
        if operation.kind == .addMember, operation.decision == .noAccount {
          pending.append(PendingChange(member: member, isMember: true))
        }
        continue
      }
      outcome.wanted += 1
      let failures = run.log.failed
      guard write(operation, sight, &run, &world, &timeline) != nil else { return }
      if run.log.failed > failures {
        outcome.failed += 1
        if operation.kind == .addMember || operation.kind == .removeMember {
          pending.append(PendingChange(member: member, isMember: operation.kind == .addMember))
        }
      } else {
        outcome.completed += 1
      }
    }
    outcome.time = world.now
    outcome.status = status(of: outcome, isOpen: isOpen, isGuarded: guardReason != nil)
    if let guardReason { run.failures.append(guardReason) }
    settle(index, outcome, pending, sight, kind, &run, &world, &timeline)
  }

  private func status(
    of outcome: LinkRun, isOpen: Bool, isGuarded: Bool
  ) -> LinkRun.Status {
    if isGuarded || outcome.failed > 0 && outcome.completed == 0 { return .failed }
    return outcome.failed > 0 || isOpen ? .partialSuccess : .success
  }

  /// Notes how a run ended for a link.
  private func settle(
    _ index: Int, _ outcome: LinkRun, _ pending: [PendingChange], _ sight: Sight, _ kind: RunKind,
    _ run: inout CurrentRun, _ world: inout World, _ timeline: inout Timeline
  ) {
    let isWhole = run.failures.isEmpty && outcome.status != .failed
    world.links[index].lastSync = outcome
    if kind == .full { world.links[index].lastFull = outcome }
    world.links[index].pending = pending
    if isWhole {
      world.links[index].needsFullRun = false
      world.links[index].position = sight.position
    }
    let name = world.local.string(.displayName, of: world.links[index].localGroup)
    timeline.append(
      TimelineEntry(
        time: world.now, kind: .linkEnded, run: run.number, cause: run.entry,
        text: timeline.intern("'\(name)': \(outcome.status.rawValue)")))
  }

  private func holdBack(
    _ operation: Operation, _ run: inout CurrentRun, _ world: World, _ timeline: inout Timeline
  ) {
    run.log.heldBack += 1
    timeline.append(
      TimelineEntry(
        time: world.now, kind: .heldBack, run: run.number, side: world.copy(of: operation, policy),
        operation: operation, cause: run.entry))
  }

  /// Carries out one operation; `nil` when the sync stopped dead, else whether objects changed by
  /// which the sides are matched.
  func write(
    _ operation: Operation, _ sight: Sight, _ run: inout CurrentRun, _ world: inout World,
    _ timeline: inout Timeline
  ) -> Bool? {
    let version = world.local.identityVersion
    let (tenantPosition, localPosition) = (world.tenant.position, world.local.position)
    world.carryOut(operation, policy, sight)
    guard world.tenant.position > tenantPosition || world.local.position > localPosition else {
      return false
    }
    switch operation.kind {
    case .addMember, .addOwner, .addNestedGroup, .createGroup, .createAccount: run.log.added += 1
    case .removeMember, .removeOwner, .removeNestedGroup, .endGroup, .endAccount:
      run.log.removed += 1
    case .renameGroup, .changeAccount: run.log.changed += 1
    }
    let entry = timeline.append(
      TimelineEntry(
        time: world.now, kind: .written, run: run.number, side: world.copy(of: operation, policy),
        operation: operation, cause: run.entry))
    if world.tenant.position > tenantPosition { world.noteOrigin(.tenant, entry) }
    if world.local.position > localPosition { world.noteOrigin(.local, entry) }
    return world.local.identityVersion != version
  }
}

extension World {
  /// The side that an operation writes.
  func copy(of operation: Operation, _ policy: Policy) -> Side {
    switch policy.authority {
    case .directory: return .local
    case .local: return .tenant
    case .perLink:
      guard operation.localGroup != noObject, let link = link(ofLocal: operation.localGroup)
      else { return .local }
      return links[link].direction == .pushing ? .tenant : .local
    }
  }

  /// Does to the copy what an operation says.
  fileprivate mutating func carryOut(_ operation: Operation, _ policy: Policy, _ sight: Sight) {
    switch operation.kind {
    case .addMember, .removeMember, .addNestedGroup, .removeNestedGroup:
      setEdge(operation, .members, policy)
    case .addOwner, .removeOwner: setEdge(operation, .owners, policy)
    case .createGroup: makeCopy(of: operation.tenantGroup, .group, policy, sight)
    case .createAccount: makeCopy(of: operation.tenantPrincipal, .user, policy, sight)
    case .renameGroup:
      let name = tenant.string(.displayName, of: operation.tenantGroup)
      set(.local, operation.localGroup, .displayName, name)
    case .changeAccount:
      for (directory, own) in policy.mappedFields {
        let text = tenant.string(directory, of: operation.tenantPrincipal)
        set(.local, operation.localPrincipal, own, text)
      }
    case .endGroup: end(operation.localGroup, policy.lifecycle.deletedGroups)
    case .endAccount: end(operation.localPrincipal, policy.lifecycle.deletedUsers)
    }
  }

  private mutating func setEdge(_ operation: Operation, _ relation: Relation, _ policy: Policy) {
    let isPresent =
      switch operation.kind {
      case .addMember, .addOwner, .addNestedGroup: true
      case .removeMember, .removeOwner, .removeNestedGroup, .createGroup, .renameGroup,
        .endGroup, .endAccount, .createAccount, .changeAccount:
        false
      }
    let side = copy(of: operation, policy)
    let (group, target) =
      side == .tenant
      ? (operation.tenantGroup, operation.tenantPrincipal)
      : (operation.localGroup, operation.localPrincipal)
    guard target != noObject else { return }
    self[side].apply(.edge(relation, group: group, target: target, isPresent: isPresent))
  }

  private mutating func end(_ object: ObjectIndex, _ ending: Lifecycle.Ending) {
    switch ending {
    case .keep, .orphan: break
    case .archive: perform(.flag(object, .archived, isSet: true), on: .local)
    case .disable: perform(.flag(object, .enabled, isSet: false), on: .local)
    case .delete: perform(.purge(object), on: .local)
    }
  }

  private mutating func makeCopy(
    of original: ObjectIndex, _ kind: ObjectKind, _ policy: Policy, _ sight: Sight
  ) {
    let guid = tenant.guids[Int(original)]
    var new = NewObject(kind: kind)
    (new.key, new.guid) = ("\(guid)", guid)
    new.texts.append((.displayName, tenant.string(.displayName, of: original)))
    if kind == .user {
      new.flags = tenant.flags[Int(original)].intersection([.enabledKnown, .enabled])
      let name = policy.identityMatching.userNames.name(for: original, in: sight.tenant)
      new.texts.append((.principalName, String(decoding: name ?? [], as: UTF8.self)))
      new.texts.append((.mail, tenant.string(.mail, of: original)))
      for (directory, own) in policy.mappedFields where own != .displayName {
        new.texts.append((own, tenant.string(directory, of: original)))
      }
    }
    create(new, on: .local)
  }
}
