import DirectoryModel
import Memory
import SyncSemantics

extension Engine {
  /// Passes after which a run stops making accounts and groups and looking again.
  static let mostPasses = 4

  /// Looks at everything and makes the copies what the policy says.
  func fullRun(
    _ run: inout CurrentRun, _ world: inout World, _ timeline: inout Timeline,
    of wanted: (SyncLink) -> Bool
  ) {
    (run.causes, run.causesSince) = (nil, world.firstOpen(.full))
    for pass in 1...Self.mostPasses {
      run.basis = nil
      let sight = look(&run, &world, &timeline)
      let matching = matching(of: sight, &world)
      refreshLinks(matching, sight, run, &world, &timeline)
      var plan = fullPlan(sight, matching, &world)
      if run.leavesGhosts { plan.decideRemovals(.keptByPolicy) }
      if !sight.unread.isEmpty { withholdRemovals(of: &plan, &run) }
      if timeline.keepsGrounds { run.basis = RunBasis(sight, matching) }
      let failures = run.log.failed
      let made = make(plan, sight, &run, &world, &timeline)
      guard !run.hasCrashed else { return }
      if made && pass < Self.mostPasses { continue }
      if run.group == nil, sight.isPlain, run.log.failed == failures {
        world.session.accountsFollowed = world.identityVersions
      }
      let held = hold(&plan, matching, sight)
      run.seen = sight.position
      let links = world.links.indices.filter {
        run.takesPart(world.links[$0]) && wanted(world.links[$0])
      }
      carryOut(plan, held, matching, sight, links, .full, &run, &world, &timeline)
      return
    }
  }

  /// Leaves everything where it is that the run would take away: a list that ended early may be the
  /// one that speaks for it.
  func withholdRemovals(of plan: inout Plan, _ run: inout CurrentRun) {
    guard plan.decideRemovals(.notProved), !run.withholdsRemovals else { return }
    run.withholdsRemovals = true
    run.log.lines.append("nothing is removed: not everything could be read")
  }

  /// Applies the policy's guards.
  func hold(_ plan: inout Plan, _ matching: Matching, _ sight: Sight) -> [GuardedPair] {
    let (guarded, held) = plan.guarded(
      by: policy,
      sizes: { pair in
        let pair = matching.groups[Int(pair)]
        return isPushed(pair)
          ? sight.tenant.members.range(of: pair.tenant).count
          : sight.local.members.range(of: pair.local).count
      },
      owners: { sight.local.owners.range(of: matching.groups[Int($0)].local).count })
    plan = guarded
    return held
  }

  /// Whether the local side is right about a pair.
  func isPushed(_ pair: Pair) -> Bool { policy.isPushed(pair.direction) }

  /// Whether the local side is right about a link.
  func isPushed(_ link: SyncLink) -> Bool { policy.isPushed(link.direction) }

  /// Makes accounts and groups and follows what became of originals; says whether anything new is
  /// there to be looked at.
  func make(
    _ plan: Plan, _ sight: Sight, _ run: inout CurrentRun, _ world: inout World,
    _ timeline: inout Timeline
  ) -> Bool {
    guard run.group == nil else { return false }
    var isNew = false
    for operation in plan.operations where operation.decision == .perform {
      switch operation.kind {
      case .createAccount, .createGroup, .changeAccount, .renameGroup, .endGroup, .endAccount:
        guard let change = sendAlone(operation, sight, &run, &world, &timeline) else {
          return false
        }
        isNew = isNew || change
      case .addMember, .removeMember, .addOwner, .removeOwner, .addNestedGroup,
        .removeNestedGroup:
        continue
      }
    }
    if !isNew { fill(plan, sight, &run, &world, &timeline) }
    return isNew
  }

  /// Carries out what the rules of groups say, once every account is what it should be.
  private func fill(
    _ plan: Plan, _ sight: Sight, _ run: inout CurrentRun, _ world: inout World,
    _ timeline: inout Timeline
  ) {
    for broken in plan.brokenRules {
      let name = world.called(broken.group, on: .local)
      let message = broken.message.split(separator: "\n").map { $0.drop { $0 == " " } }
        .joined(separator: "; ")
      run.log.lines.append("the rule of '\(name)' cannot be read: \(message)")
    }
    for operation in plan.operations
    where operation.cause == .byRule && operation.decision == .perform {
      guard sendAlone(operation, sight, &run, &world, &timeline) != nil else { return }
    }
  }

  /// The matching of what was read; that of the run before where nothing changed that matters.
  func matching(of sight: Sight, _ world: inout World) -> Matching {
    // What is remembered is large: only what is asked for is taken out of it.
    if sight.isPlain, world.session.matching?.versions == world.identityVersions,
      world.session.matching?.matching.tenantOfLocal.count == world.local.objectCount,
      world.session.matching?.matching.localOfTenant.count == world.tenant.objectCount,
      let known = world.session.matching?.matching
    {
      return known
    }
    guard world.session.switchedOff.isEmpty else {
      var rules = policy
      rules.scope.kinds.removeAll(where: world.session.switchedOff.contains)
      return findMatching(of: sight, rules, &world)
    }
    return findMatching(of: sight, policy, &world)
  }

  private func findMatching(
    of sight: Sight, _ rules: Policy, _ world: inout World
  ) -> Matching {
    let matching = found(in: sight, rules, &world)
    if sight.isPlain { world.remember(matching) }
    return matching
  }

  /// What is matched at all; of large sides only what changed is looked at again.
  private func found(in sight: Sight, _ rules: Policy, _ world: inout World) -> Matching {
    if sight.isLarge {
      world.session.nameKeys.extend(
        sight.tenant, withGroups: rules.seeksNearNames(in: sight.local))
    }
    guard sight.isLarge, sight.isPlain else {
      return match(
        tenant: sight.tenant, local: sight.local, policy: rules, product: product,
        links: statedLinks(world), selection: selection, keys: world.session.nameKeys,
        explains: false, adjusting: { adjust(&$0, rules, sight, &world) })
    }
    let former = world.session.matchMemory
    var memory = former?.memory
    let found = rematch(
      tenant: sight.tenant, local: sight.local, policy: rules, product: product,
      links: statedLinks(world), selection: selection, keys: world.session.nameKeys,
      memory: &memory, changed: world.changedObjects(since: former?.position ?? sight.position),
      explains: false, adjusting: { adjust(&$0, rules, sight, &world) })
    world.session.matchMemory = memory.map { ($0, sight.position) }
    return found
  }

  /// Makes of what was found what the sync takes for pairs, with what it knows beside both sides.
  private func adjust(
    _ matching: inout MatchingDraft, _ rules: Policy, _ sight: Sight, _ world: inout World
  ) {
    matching.keepOwn(rules, in: sight.tenant)
    world.session.partners.note(
      tenantOfLocal: matching.tenantOfLocal, localOfTenant: matching.localOfTenant)
    if !world.session.neverAgain.isEmpty {
      matching.leaveOut(tenantGroups: world.session.neverAgain)
    }
    if world.links.contains(where: { $0.isStated && $0.state != .deleted }) {
      matching.heed(world.links)
    }
    if policy.lifecycle.deletedUsers != .keep {
      matching.partFromOriginals { !sight.tenant.isRecorded($0) && world.tenant.isPurged($0) }
    }
  }

  /// The links that somebody stated, and those that were found before: a copy stays with its
  /// original for as long as both are there, where the product keeps the identifier.
  private func statedLinks(_ world: World) -> [Link] {
    world.links.filter { $0.isStated && $0.state != .deleted }.map { link in
      let key = world.local.keyText(of: link.localGroup)
      return Link(
        tenantGroup: .objectID(world.tenant.guids[Int(link.tenantGroup)]),
        localGroup: .key(key), direction: link.direction, place: "")
    }
  }

  /// Takes up links that the matching found, and lets go of those that it did not.
  func refreshLinks(
    _ matching: Matching, _ sight: Sight, _ run: CurrentRun, _ world: inout World,
    _ timeline: inout Timeline
  ) {
    dropLinks(matching, sight, run, &world, &timeline)
    var found = matching.groups
    if !world.links.isEmpty {
      var isLinked = Array(world.local.objectCount, of: false)
      for index in world.links.indices { isLinked[Int(world.links[index].localGroup)] = true }
      found.removeAll { isLinked[Int($0.local)] }
    }
    if found.isEmpty { return }
    for (place, pair) in found.enumerated() {
      // The names lie anywhere: those of some pairs are asked for together.
      if place % 32 == 0, found.count > 32 {
        world.expectNames(of: found[place..<min(place + 32, found.count)])
      }
      note(.linked, pair.evidence.label, pair.tenant, pair.local, run, world, &timeline)
    }
    // Pairs are smaller than links: what begins in its order needs no sorting afterwards.
    found.sort { ($0.local, $0.tenant) < ($1.local, $1.tenant) }
    let isFirst = world.links.isEmpty
    world.links.reserveCapacity(world.links.count + found.count)
    for pair in found {
      world.links.append(
        SyncLink(
          tenantGroup: pair.tenant, localGroup: pair.local, direction: pair.direction,
          isStated: false, state: policy.scope.linkedOnly ? .new : .enabled,
          position: world.start))
    }
    if !isFirst { world.sortLinks() }
  }

  private func dropLinks(
    _ matching: Matching, _ sight: Sight, _ run: CurrentRun, _ world: inout World,
    _ timeline: inout Timeline
  ) {
    var dropped: [Int] = []
    for index in world.links.indices {
      let (tenantGroup, localGroup) = (
        world.links[index].tenantGroup, world.links[index].localGroup
      )
      let isPaired = matching.pair(of: tenantGroup, localGroup) != .max
      if isPaired, world.links[index].state == .orphaned(.originalDeleted) {
        world.links[index].state = .enabled
        world.links[index].needsFullRun = true
        note(
          .linked, "the original is there again", tenantGroup, localGroup, run, world, &timeline)
      }
      if isPaired || world.links[index].isStated || world.links[index].state != .enabled {
        continue
      }
      // A list that was cut says nothing of a group that it does not hold.
      let isWhole =
        sight.tenant.state(of: .group).provesAbsence
        && sight.local.state(of: .group).provesAbsence
      let isGone =
        sight.tenant.isDeleted(tenantGroup) || isWhole && !world.tenant.isLive(tenantGroup)
      if !isGone, !isWhole { continue }
      note(
        .unlinked, isGone ? "the original was deleted" : "no longer matched", tenantGroup,
        localGroup, run, world, &timeline)
      guard isGone, policy.lifecycle.deletedGroups == .orphan else {
        dropped.append(index)
        continue
      }
      world.links[index].state = .orphaned(.originalDeleted)
      if let look = world.links[index].looks.last {
        noteLook(
          &world.links[index], at: look.position, isOrphan: true, run: run.number, world.now)
      }
    }
    if dropped.isEmpty { return }
    let gone = Set(dropped)
    world.links = world.links.indices.filter { !gone.contains($0) }.map { world.links[$0] }
  }

  private func note(
    _ kind: TimelineEntry.Kind, _ text: String, _ tenantGroup: ObjectIndex,
    _ localGroup: ObjectIndex, _ run: CurrentRun, _ world: World, _ timeline: inout Timeline
  ) {
    // A line for each pair: its pieces are put together without a text for each.
    var line: [UInt8] = []
    line.reserveCapacity(96)
    world.local.appendQuoted(localGroup, to: &line)
    appendText(" and ", to: &line)
    world.tenant.appendQuoted(tenantGroup, to: &line)
    appendText(": ", to: &line)
    appendText(text, to: &line)
    timeline.append(
      TimelineEntry(
        time: world.now, kind: kind, run: run.number, cause: run.entry,
        text: timeline.add(String(decoding: line, as: UTF8.self))))
  }
}

extension Plan {
  /// Decides otherwise about everything that the plan would take away; says whether there was any.
  @discardableResult
  fileprivate mutating func decideRemovals(_ decision: Decision) -> Bool {
    var isAny = false
    for (index, operation) in operations.enumerated() where operation.decision == .perform {
      switch operation.kind {
      case .removeMember, .removeOwner, .removeNestedGroup, .endGroup, .endAccount:
        operations[index] = operation.deciding(decision)
        isAny = true
      case .addMember, .addOwner, .addNestedGroup, .createGroup, .renameGroup, .createAccount,
        .changeAccount:
        continue
      }
    }
    return isAny
  }
}

extension World {
  /// Asks for the names of some pairs of groups.
  fileprivate func expectNames(of pairs: ArraySlice<Pair>) {
    tenant.names.expect(pairs.map { tenant.displayNames[Int($0.tenant)] })
    local.names.expect(pairs.map { local.displayNames[Int($0.local)] })
  }
}

extension Overlay {
  /// Appends the display name of an object between quotation marks.
  func appendQuoted(_ object: ObjectIndex, to line: inout [UInt8]) {
    names.appendQuoted(displayNames[Int(object)], to: &line)
  }

  /// Whether an object was there once and is gone for good.
  fileprivate func isPurged(_ object: ObjectIndex) -> Bool {
    !flags[Int(object)].contains(.recorded)
      && (Int(object) >= base.objectCount || base.isRecorded(object))
  }
}

extension NameTable {
  /// Appends a text between quotation marks.
  func appendQuoted(_ name: NameIndex, to line: inout [UInt8]) {
    line.append(UInt8(ascii: "'"))
    append(name, to: &line)
    line.append(UInt8(ascii: "'"))
  }
}
