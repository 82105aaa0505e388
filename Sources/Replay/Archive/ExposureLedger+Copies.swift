import DirectoryModel
import SyncSemantics

/// Who kept access, by what may end it.
struct OpenEnds: Sendable {
  private(set) var byGroup: [ObjectIndex: [ExposureLedger.Key]] = [:]
  private(set) var byPerson: [ObjectIndex: [ExposureLedger.Key]] = [:]

  /// Linear in what is open.
  init(_ open: OpenExposures) {
    for waiting in open.all where waiting.record.kind == .departed {
      let key = waiting.key
      byGroup[key.localGroup, default: []].append(key)
      byPerson[key.person, default: []].append(key)
    }
  }
}

// What happens to the copies.
extension ExposureLedger {
  /// Somebody changed a copy by hand.
  mutating func noteHand(
    _ group: ObjectIndex, _ target: ObjectIndex, _ moment: Moment, _ world: World
  ) {
    guard let link = linksOfCopies[moment.side].last(of: group) else { return }
    noteHand(link, target, moment, world)
  }

  private mutating func noteHand(
    _ link: LedgerLink, _ account: ObjectIndex, _ moment: Moment, _ world: World
  ) {
    var key = Key(link, account)
    key.person = persons.person(of: key) ?? person(of: account, isPushed: link.isPushed, world)
    guard key.person != noObject else { return strangers.append((link, account, moment)) }
    guard let waiting = open[key], waiting.record.since <= moment.time else { return }
    let isThere = isInCopy(key, account, isPushed: link.isPushed, world) == .yes
    guard isThere == (waiting.record.kind == .joiner) else { return }
    open[key] = nil
    finish(waiting, moment.time, moment.cause)
  }

  /// A run has found out whose some accounts are.
  private mutating func noteStrangers(_ world: World) {
    let known = strangers
    strangers.removeAll()
    for (link, account, moment) in known
    where person(of: account, isPushed: link.isPushed, world) != noObject {
      noteHand(link, account, moment, world)
    }
  }

  /// The number on the side that is right of whose account one was.
  private func person(
    of account: ObjectIndex, isPushed: Bool, _ world: World
  ) -> ObjectIndex {
    isPushed
      ? world.session.partners.localPartner(account)
      : world.session.partners.tenantPartner(account)
  }

  /// A run wrote into a copy; what it wrote shows after the policy's delay.
  mutating func close(
    _ entry: TimelineEntry, _ index: UInt32, _ world: World, _ timeline: Timeline
  ) {
    guard let operation = entry.operation else { return }
    switch operation.kind {
    case .addMember, .removeMember:
      let kind = operation.kind == .addMember ? ExposureRecord.Kind.joiner : .departed
      let key = key(of: operation, entry.side, world)
      guard let waiting = open[key] ?? early(kind, operation, entry, timeline),
        waiting.record.kind == kind
      else { return }
      end(key, waiting, entry.time, index)
    case .endGroup:
      guard policy.lifecycle.deletedGroups.endsAccess else { return }
      endAll(\.byGroup, of: operation.localGroup, entry.time, index)
    case .endAccount:
      guard policy.lifecycle.deletedUsers.endsAccess else { return }
      endAll(\.byPerson, of: operation.tenantPrincipal, entry.time, index)
    case .addOwner, .removeOwner, .addNestedGroup, .removeNestedGroup, .createGroup,
      .renameGroup, .createAccount, .changeAccount:
      return
    }
  }

  /// Ends what a group or an account that is no more left open.
  private mutating func endAll(
    _ place: KeyPath<OpenEnds, [ObjectIndex: [Key]]>, of object: ObjectIndex, _ time: Instant,
    _ index: UInt32
  ) {
    let ends = self.ends ?? OpenEnds(open)
    for key in ends[keyPath: place][object] ?? [] {
      if let waiting = open[key], waiting.record.kind == .departed {
        end(key, waiting, time, index)
      }
    }
    self.ends = ends
  }

  /// A run ended something.
  private mutating func end(_ key: Key, _ waiting: Waiting, _ time: Instant, _ index: UInt32) {
    open[key] = nil
    finish(waiting, time, index, showing: policy.schedule.publicationDelaySeconds)
  }

  private mutating func key(of operation: Operation, _ copy: Side?, _ world: World) -> Key {
    let isPushed = copy == .tenant
    let (person, account) =
      isPushed
      ? (operation.localPrincipal, operation.tenantPrincipal)
      : (operation.tenantPrincipal, operation.localPrincipal)
    var key = Key(
      tenantGroup: operation.tenantGroup, localGroup: operation.localGroup, person: person)
    if person != noObject, open[key] != nil { return key }
    key.person = account
    key.person = persons.person(of: key) ?? self.person(of: account, isPushed: isPushed, world)
    return key
  }

  /// A run wanted to change a copy and did not.
  mutating func hold(_ entry: TimelineEntry, _ world: World, _ timeline: Timeline) {
    guard let operation = entry.operation,
      operation.kind == .addMember || operation.kind == .removeMember
    else { return }
    let kind = operation.kind == .addMember ? ExposureRecord.Kind.joiner : .departed
    let key = key(of: operation, entry.side, world)
    guard var waiting = open[key] ?? early(kind, operation, entry, timeline),
      waiting.record.kind == kind
    else { return }
    if kind == .joiner, operation.decision == .keptByPolicy {
      // Whom the policy leaves out does not wait.
      waiting.isPassedOver = true
    } else if waiting.hold != .passing {
      waiting.hold = Hold(operation.decision)
    }
    if operation.decision == .notProved, waiting.unproved == nil {
      waiting.unproved =
        entry.time - waiting.record.since + policy.schedule.publicationDelaySeconds
    }
    (open[waiting.key], ends) = (waiting, nil)
  }

  /// What the first run makes of a change before it: only now it is known what is linked.
  private func early(
    _ kind: ExposureRecord.Kind, _ operation: Operation, _ entry: TimelineEntry,
    _ timeline: Timeline
  ) -> Waiting? {
    guard !early.isEmpty, let dating = early[entry.cause] else { return nil }
    let isPushed = entry.side == .tenant
    let (person, account) =
      isPushed
      ? (operation.localPrincipal, operation.tenantPrincipal)
      : (operation.tenantPrincipal, operation.localPrincipal)
    guard person != noObject else { return nil }
    let since = timeline.entries[Int(entry.cause)].time
    var record = ExposureRecord(
      kind, tenantGroup: operation.tenantGroup, localGroup: operation.localGroup, person: person,
      since: since, earliest: earliest(of: since, dating), cause: entry.cause)
    record.account = account
    return Waiting(record: record, isPushed: isPushed)
  }

  /// A run of everything that neither made nor held back a change does not want it.
  mutating func settle(_ entry: TimelineEntry, _ world: World) {
    guard let log = world.runs.last(where: { $0.run == entry.run }), log.status != .failed else {
      lastFailure = entry.time
      return
    }
    early.removeAll()
    if !strangers.isEmpty { noteStrangers(world) }
    // What was read may be older than the change.
    guard world.faults.isEmpty else { return }
    for place in open.all.indices {
      let waiting = open.all[place]
      if !waiting.isPassedOver, waiting.hold == .none, waiting.record.since <= log.started,
        world.hasSeen(waiting.key, in: entry.run)
      {
        open.passOver(place)
      }
    }
  }

  /// The copy followed: somebody changed it, or a run whose changes show later.
  private mutating func finish(
    _ waiting: Waiting, _ time: Instant, _ end: UInt32, showing delay: Int64 = 0
  ) {
    var record = waiting.record
    (record.until, record.end, record.shortest) = (time + delay, end, waiting.unproved)
    if waiting.hasRunBetween, waiting.hold != .lasting || waiting.isPassedOver {
      record.shortest = delay
      // The first run followed, and nothing speaks against it that the ones before had done so.
      let isFirst = waiting.hold == .none && !waiting.isPassedOver && !policy.guards.areSet
      if let interval, isFirst, time - record.since <= interval, let earliest = record.earliest,
        lastFailure.map({ $0 < earliest }) ?? true
      {
        record.longest = interval + delay
      }
    }
    closed.append(record)
  }
}

extension World {
  /// Whether a run has dealt with a group's copy, or nothing ever will.
  fileprivate func hasSeen(_ key: ExposureLedger.Key, in run: UInt32) -> Bool {
    guard let link = link(of: key.tenantGroup, key.localGroup) else { return true }
    switch links[link].state {
    case .enabled: return links[link].endedIn == run
    case .new, .disabled: return false
    case .orphaned, .deleted: return true
    }
  }
}

extension Lifecycle.Ending {
  /// Whether nobody has access any more by what has ended so.
  fileprivate var endsAccess: Bool {
    switch self {
    case .keep, .orphan: false
    case .archive, .disable, .delete: true
    }
  }
}

extension Guards {
  /// Whether the number of removals may stop a run.
  fileprivate var areSet: Bool {
    maximumRemovals > 0 || maximumRemovalPercent > 0 || minimumGroupSize > 0
  }
}
