import DirectoryModel
import Memory
import SyncSemantics

extension Engine {
  /// Carries out a plan for the given links, in the order of the plan, and notes how each ended.
  func carryOut(
    _ plan: Plan, _ held: [GuardedPair], _ matching: Matching, _ sight: Sight, _ links: [Int],
    _ kind: RunKind, _ run: inout CurrentRun, _ world: inout World, _ timeline: inout Timeline
  ) {
    // The pairs lie anywhere: to look for all of them at once lets the waits for them overlap.
    var pairs: [UInt32] = []
    pairs.reserveCapacity(links.count)
    for index in links {
      pairs.append(
        matching.pair(of: world.links[index].tenantGroup, world.links[index].localGroup))
    }
    let byPair = plan.rangesByPair(count: matching.groups.count)
    let operations = plan.operations(of: pairs, byPair)
    var next = 0
    for (place, index) in links.enumerated() {
      if place + 16 < links.count {
        prefetch(sight.tenant.members.starts, Int(world.links[links[place + 16]].tenantGroup))
      }
      let pair = pairs[place]
      guard pair != .max else {
        // The group at the other end of a stated link is gone.
        if world.links[index].isStated { leave(index, &run, &world, &timeline) }
        continue
      }
      let guarded = held.isEmpty ? nil : held.first { $0.pair == pair }
      let first = next
      next += byPair[Int(pair)].count
      carryOut(
        operations, first..<next, matching.groups[Int(pair)], sight, index, kind, guarded, &run,
        &world, &timeline)
      if run.hasCrashed { return }
    }
  }

  /// Carries out those operations of a run that stand in `range`.
  private func carryOut(
    _ all: [Operation], _ range: Range<Int>, _ pair: Pair, _ sight: Sight, _ index: Int,
    _ kind: RunKind, _ guarded: GuardedPair?, _ run: inout CurrentRun, _ world: inout World,
    _ timeline: inout Timeline
  ) {
    let operations = all[range]
    let isPushed = isPushed(pair)
    var outcome = LinkOutcome(isPushed: isPushed)
    outcome.run.memberCount =
      isPushed
      ? sight.local.members.range(of: pair.local).count
      : sight.tenant.members.range(of: pair.tenant).count
    outcome.expect(operations)
    if operations.contains(where: { $0.decision == .notWritable }) {
      refuse(pair, &outcome, &run, &world, &timeline)
    }
    var batch: [Operation] = []
    for (place, operation) in zip(range, operations) {
      expect(entry(all, place + Self.farAhead), entry(all, place + Self.nearAhead), &world)
      guard operation.decision == .perform else {
        holdBack(operation, &run, &world, &timeline)
        outcome.note(heldBack: operation)
        continue
      }
      if let first = batch.first, first.kind != operation.kind || batch.count >= batchSize {
        send(batch, sight, &outcome, &run, &world, &timeline)
        if run.hasCrashed { return stop(index, outcome, &world) }
        batch.removeAll()
      }
      batch.append(operation)
    }
    send(batch, sight, &outcome, &run, &world, &timeline)
    if run.hasCrashed { return stop(index, outcome, &world) }
    outcome.run.time = world.now
    outcome.run.status = outcome.status(
      isUnread: sight.unread.concerns(pair.tenant, pair.local, policy),
      isGuarded: guarded?.stopsAll ?? false)
    if let guarded { run.troubles.append(guarded.reason) }
    settle(index, outcome, sight, kind, &run, &world, &timeline)
  }

  /// The place on a list that an operation further on writes, where that is clear at a glance.
  private func entry(_ operations: [Operation], _ place: Int) -> Entry? {
    guard place < operations.count, policy.authority != .perLink else { return nil }
    let operation = operations[place]
    let relation: Relation
    switch operation.kind {
    case .addMember, .removeMember, .addNestedGroup, .removeNestedGroup: relation = .members
    case .addOwner, .removeOwner: relation = .owners
    case .createGroup, .renameGroup, .endGroup, .endAccount, .createAccount, .changeAccount:
      return nil
    }
    return policy.isPushed(nil)
      ? (.tenant, relation, operation.tenantGroup, operation.tenantPrincipal)
      : (.local, relation, operation.localGroup, operation.localPrincipal)
  }

  /// Leaves a link as a run that stopped dead leaves it: its work has begun and not ended.
  private func stop(_ index: Int, _ outcome: LinkOutcome, _ world: inout World) {
    world.links[index].lastSync = outcome.run
    world.links[index].lastSync?.time = world.now
    world.links[index].lastSync?.status = .inProgress
  }

  private var batchSize: Int { max(1, policy.writing.batchSize) }

  /// Notes how a run ended for a link.
  private func settle(
    _ index: Int, _ outcome: LinkOutcome, _ sight: Sight, _ kind: RunKind,
    _ run: inout CurrentRun, _ world: inout World, _ timeline: inout Timeline
  ) {
    let (tenantGroup, localGroup) = (
      world.links[index].tenantGroup, world.links[index].localGroup
    )
    // What was held back because of another list is still to be done.
    let isRead =
      sight.unread.isEmpty
      || !sight.unread.concerns(tenantGroup, localGroup, policy) && !outcome.isOpen
    let isWhole = isRead && outcome.run.status != .failed
    world.links[index].note(outcome, kind, isWhole: isWhole, at: sight.position)
    if isWhole {
      noteLook(
        &world.links[index], at: sight.position, isOrphan: false, run: run.number, world.now)
      // A round of delta links counts only once all of it is dealt with.
      if usesDeltaLinks {
        run.commits.append(
          LinkCommit(
            tenantGroup: tenantGroup, localGroup: localGroup, position: sight.position,
            needsFullRun: outcome.isOwed))
      } else {
        world.links[index].moveOn(
          to: sight.position, needsFullRun: outcome.isOwed, at: run.log.started)
      }
    }
    noteEnd(index, outcome.run.status, &run, &world, &timeline)
  }

  func noteEnd(
    _ index: Int, _ status: LinkRun.Status, _ run: inout CurrentRun, _ world: inout World,
    _ timeline: inout Timeline
  ) {
    world.links[index].endedIn = run.number
    if status != .success { run.hasOpenLink = true }
    if status != .failed { run.hasServedLink = true }
    let group = world.links[index].localGroup
    let text: UInt32
    if world.isOneOfSeveral(link: index) {
      let own = world.calledInQuotes(group, on: .local)
      let other = world.calledInQuotes(world.links[index].tenantGroup, on: .tenant)
      text = timeline.intern("\(own) in \(other): \(status.rawValue)")
    } else if let known = timeline.ending(of: world.local.displayNames[Int(group)], status) {
      text = known
    } else {
      // The names alone: the side that holds them would be copied.
      let (names, name) = (world.local.names, world.local.displayNames[Int(group)])
      text = timeline.intern(name, status) {
        var line: [UInt8] = []
        line.reserveCapacity(64)
        names.appendQuoted(name, to: &line)
        appendText(": ", to: &line)
        appendText(status.rawValue, to: &line)
        return String(decoding: line, as: UTF8.self)
      }
    }
    timeline.append(
      TimelineEntry(
        time: world.now, kind: .linkEnded, run: run.number, cause: run.entry, text: text))
  }

  /// Says before the first call why a group cannot be written.
  private func refuse(
    _ pair: Pair, _ outcome: inout LinkOutcome, _ run: inout CurrentRun, _ world: inout World,
    _ timeline: inout Timeline
  ) {
    let reason = world.tenant.reasonNotAssignable(pair.tenant) ?? "the policy forbids it"
    let text = "\(world.calledInQuotes(pair.tenant, on: .tenant)) cannot be written: \(reason)"
    run.troubles.append(text)
    outcome.isRefused = true
    timeline.append(
      TimelineEntry(
        time: world.now, kind: .refused, run: run.number, side: .tenant, cause: run.entry,
        text: timeline.intern(text)))
  }

  /// Notes an operation that does not happen.
  func holdBack(
    _ operation: Operation, _ run: inout CurrentRun, _ world: inout World,
    _ timeline: inout Timeline
  ) {
    run.log.heldBack += 1
    let why =
      operation.decision == .notWritable
      ? world.tenant.reasonNotAssignable(operation.tenantGroup) ?? "" : ""
    note(.heldBack, operation, timeline.intern(why), &run, &world, &timeline)
  }

  /// What operations of this part of the run may follow from, found before the first is written.
  func findCauses(
    _ run: inout CurrentRun, _ world: inout World, _ timeline: inout Timeline
  ) -> Causes {
    if let causes = run.causes { return causes }
    let causes = Causes(
      tenant: (world.tenant.log, world.tenantOrigins),
      local: (world.local.log, world.localOrigins), since: run.causesSince, timeline.entries,
      run.pages)
    run.causes = causes
    return causes
  }

  /// Appends an entry for an operation, with the event that it follows from.
  ///
  /// The world is lent: to hand it over would count all that it holds.
  @discardableResult
  func note(
    _ kind: TimelineEntry.Kind, _ operation: Operation, _ text: UInt32, _ run: inout CurrentRun,
    _ world: inout World, _ timeline: inout Timeline
  ) -> UInt32 {
    let copy = world.copy(of: operation, policy)
    let causes = findCauses(&run, &world, &timeline)
    let named = world.namingOriginal(operation)
    let ground =
      timeline.keepsGrounds
      ? run.basis?.ground(
        of: operation, entry: UInt32(timeline.entries.count), writing: copy, &world) : nil
    let event = causes.event(of: named, writing: copy, way: ground?.way ?? [])
    if let ground { timeline.keep(ground) }
    return timeline.append(
      TimelineEntry(
        time: world.now, kind: kind, run: run.number, side: copy, operation: operation,
        cause: event ?? run.entry, text: text == 0 ? causes.page(of: named) : text))
  }
}

extension Plan {
  /// Where the operations of each pair stand.
  fileprivate func rangesByPair(count: Int) -> [Range<Int>] {
    var ranges = Array(count, of: 0..<0)
    for (index, operation) in operations.enumerated() where operation.pair != .max {
      let pair = Int(operation.pair)
      let first = ranges[pair].isEmpty ? index : ranges[pair].lowerBound
      ranges[pair] = first..<(index + 1)
    }
    return ranges
  }

  /// The operations of pairs in the order of these, which are all different.
  fileprivate func operations(of pairs: [UInt32], _ ranges: [Range<Int>]) -> [Operation] {
    var ordered: [Operation] = []
    ordered.reserveCapacity(operations.count)
    for pair in pairs where pair != .max { ordered += operations[ranges[Int(pair)]] }
    return ordered
  }
}

/// How a run goes for one link, as far as it has come.
struct LinkOutcome {
  var run = LinkRun(time: Instant(seconds: 0), status: .success)
  /// Changes to be tried again.
  var pending: [PendingChange] = []
  /// Whether incomplete evidence or an owner who must stay left something open.
  var isOpen = false
  /// Whether the group cannot be written at all.
  var isRefused = false
  /// Whether only another look at everything finds again what was refused: somebody of whom the
  /// authority has never heard.
  var isOwed = false
  let isPushed: Bool

  init(isPushed: Bool) { self.isPushed = isPushed }

  /// Takes note of the members who are to be added.
  mutating func expect(_ operations: ArraySlice<Operation>) {
    run.waiting = operations.count { $0.kind == .addMember && $0.decision != .keptByPolicy }
  }

  private mutating func retry(_ operation: Operation) {
    let relation: Relation
    switch operation.kind {
    case .addMember, .removeMember: relation = .members
    case .addOwner, .removeOwner: relation = .owners
    case .addNestedGroup, .removeNestedGroup, .createGroup, .renameGroup, .endGroup, .endAccount,
      .createAccount, .changeAccount:
      return
    }
    let member = isPushed ? operation.localPrincipal : operation.tenantPrincipal
    // Whom the authority does not know is on none of its lists, and in no change of them.
    guard member != noObject else {
      isOwed = true
      return
    }
    let isMember = operation.kind == .addMember || operation.kind == .addOwner
    pending.append(PendingChange(relation, member: member, isMember: isMember))
  }

  mutating func note(heldBack operation: Operation) {
    isOpen = isOpen || operation.decision == .notProved || operation.decision == .lastOwner
    if operation.decision == .noAccount || operation.decision == .lastOwner { retry(operation) }
    if operation.decision == .notWritable {
      refuse(operation)
      retry(operation)
    }
  }

  mutating func note(failed operation: Operation) {
    run.failed += 1
    refuse(operation)
    retry(operation)
  }

  mutating func note(done operation: Operation) {
    run.completed += 1
    if operation.kind == .addMember { run.waiting -= 1 }
  }

  private mutating func refuse(_ operation: Operation) {
    guard operation.kind == .addMember else { return }
    run.waiting -= 1
    run.refused += 1
  }

  /// Source: "Synchronize collection members to Microsoft Entra groups",
  /// https://learn.microsoft.com/mem/configmgr/core/clients/manage/collections/synchronize-collections-aad-group:
  /// a run has failed when all members have, and is a partial success when at least one has not.
  func status(isUnread: Bool, isGuarded: Bool) -> LinkRun.Status {
    let isVain = run.completed == 0 && run.inStep == 0
    if isGuarded || isRefused || isVain && (run.failed > 0 || isUnread) { return .failed }
    return run.failed > 0 || isOpen || isUnread ? .partialSuccess : .success
  }
}

/// Up to where a link's changes are dealt with once a run counts.
struct LinkCommit {
  let tenantGroup: ObjectIndex
  let localGroup: ObjectIndex
  let position: FeedPosition
  let needsFullRun: Bool
}

extension SyncLink {
  /// Takes up how a run went, and where it looked at everything how far that goes.
  fileprivate mutating func note(
    _ outcome: LinkOutcome, _ kind: RunKind, isWhole: Bool, at position: FeedPosition
  ) {
    lastSync = outcome.run
    if kind == .full {
      lastFull = outcome.run
      if isWhole { lookedAt = position }
    }
    if !outcome.pending.isEmpty || !pending.isEmpty { pending = outcome.pending }
  }

  /// Notes up to where both sides' changes are dealt with.
  fileprivate mutating func moveOn(
    to position: FeedPosition, needsFullRun: Bool, at time: Instant
  ) {
    (self.position, self.needsFullRun, readAt) = (position, needsFullRun, time)
  }
}

extension World {
  /// Moves a link on.
  mutating func commit(_ commit: LinkCommit, at time: Instant) {
    guard let index = link(of: commit.tenantGroup, commit.localGroup) else { return }
    links[index].moveOn(to: commit.position, needsFullRun: commit.needsFullRun, at: time)
  }

  /// Whether the local group of a link fills several groups; takes constant time.
  func isOneOfSeveral(link index: Int) -> Bool {
    let group = links[index].localGroup
    return index > 0 && links[index - 1].localGroup == group
      || index + 1 < links.count && links[index + 1].localGroup == group
  }

  /// The first change that some link or the sync as a whole has not dealt with in runs of a kind.
  func firstOpen(_ kind: RunKind) -> FeedPosition {
    var first = FeedPosition(tenant: session.roundPosition, local: session.localPosition)
    for index in links.indices {
      let own = kind == .full ? links[index].lookedAt : links[index].position
      first.tenant = min(first.tenant, own.tenant)
      first.local = min(first.local, own.local)
    }
    return first
  }
}

extension Overlay {
  /// Which property of a group keeps its members from being changed, `nil` when none does.
  ///
  /// Source: "Add members", https://learn.microsoft.com/graph/api/group-post-members.
  func reasonNotAssignable(_ group: ObjectIndex) -> String? {
    let flags = flags[Int(group)]
    guard !flags.isAssignable else { return nil }
    if flags.contains(.dynamic) {
      return "a rule says who its members are (groupTypes holds DynamicMembership)"
    }
    if flags.contains(.onPremises) {
      return "it is mastered on-premises (onPremisesSyncEnabled is true)"
    }
    return flags.groupKind == .distribution
      ? "it is a distribution list (mailEnabled is true, securityEnabled is not)"
      : "it is a mail-enabled security group (mailEnabled is true, groupTypes is empty)"
  }
}
