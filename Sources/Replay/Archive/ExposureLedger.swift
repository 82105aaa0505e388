import DirectoryModel
package import SyncSemantics

/// Keeps account of how far copies lag behind their originals, for each group and person.
///
/// It is shown the world after every step and reads what the timeline has gained. Only groups that
/// are linked count, and only persons whom a run wants in the copy: whoever the policy leaves out
/// does not wait.
package struct ExposureLedger: Sendable {
  private let policy: Policy
  /// How much of the timeline has been read.
  private var position = 0
  private var closed: [ExposureRecord] = []
  private var open: [Key: Waiting] = [:]
  /// Who waits, by copy and account: of somebody deleted only the account is left.
  private var persons: [Key: ObjectIndex] = [:]
  /// The links of each linked group of the side that is right, and the link of each copy.
  private var links = BothSides(tenant: LinkTable(), local: LinkTable())
  private var linksOfCopies = BothSides(tenant: LinkTable(), local: LinkTable())
  /// The link of each local group, switched on or not.
  private var linksOfLocal = LinkTable()
  private var ways = WaysUp()
  private var below = WaysDown()
  private var linksSeen: (count: Int, runs: UInt32) = (-1, 0)
  /// When a run came to nothing last.
  private var lastFailure: Instant?
  /// Since when the events that are shown next can have happened.
  var dating = Dating.exact

  /// A group's copy and a person on the side that is right.
  struct Key: Hashable {
    var tenantGroup: ObjectIndex
    var localGroup: ObjectIndex
    var person: ObjectIndex

    func hash(into hasher: inout Hasher) {
      // Two words take half as long as three numbers.
      hasher.combine(UInt64(tenantGroup) << 32 | UInt64(localGroup))
      hasher.combine(UInt64(person))
    }
  }

  /// Since when the events that follow can have happened.
  enum Dating: Sendable {
    /// At the time of the event.
    case exact
    /// At a time, or later up to that of the event.
    case after(Instant)
    /// At any time before the event.
    case unknown
  }

  private struct Waiting {
    var record: ExposureRecord
    /// The person's number on the side of the copy, `noObject` when there was none.
    var account: ObjectIndex
    /// Whether a run went by after the authority can have changed and before it did.
    var hasRunBetween = false
    /// Whether a run has gone by that did not want the change.
    var isPassedOver = false
    /// What kept runs from making the change.
    var hold = Hold.none

    /// Whether a run before it might have made the change already.
    var mayHaveEndedSooner: Bool { hasRunBetween && hold != .lasting }
  }

  /// What kept runs from making a change that they wanted.
  private enum Hold: UInt8 {
    case none
    /// Something that would have kept every run before from it as well.
    case lasting
    /// Something that may not be so in another run.
    case passing

    init(_ decision: Decision) {
      switch decision {
      case .noAccount, .notWritable, .keptByPolicy, .lastOwner: self = .lasting
      case .perform, .notProved, .tooManyRemovals, .tooLargeShare, .tooFewLeft: self = .passing
      }
    }
  }

  package init(_ policy: Policy) { self.policy = policy }

  /// Reads what the timeline has gained; takes time in proportion to that.
  package mutating func observe(_ world: World, _ timeline: Timeline) {
    if linksSeen != (world.links.count, world.session.runCount) { readLinks(world) }
    while position < timeline.entries.count {
      let entry = timeline.entries[position]
      switch entry.kind {
      case .event: note(entry, UInt32(position), world)
      case .written: close(entry, UInt32(position))
      case .heldBack: hold(entry)
      case .runEnded: settle(entry, world)
      case .crashed: lastFailure = entry.time
      case .refused, .runStarted, .read, .readFailed, .linked, .unlinked, .writeFailed, .retried,
        .linkEnded, .published:
        break
      }
      position += 1
    }
  }

  /// Makes room for so many changes of lists.
  mutating func expect(_ changes: Int) {
    open.reserveCapacity(open.count + changes)
    persons.reserveCapacity(persons.count + changes)
  }

  /// Everything that ended, and what had not ended by now; in the order of groups and persons.
  package func records(_ world: World) -> [ExposureRecord] {
    let still = open.filter { key, waiting in
      switch waiting.record.kind {
      case .departed: isInCopy(key, waiting.account, world) != .no
      case .joiner: waiting.hold != .none || !waiting.isPassedOver
      }
    }
    let lasting = still.values.map { waiting in
      var record = waiting.record
      let isLeft = waiting.hold == .none && waiting.isPassedOver
      if waiting.mayHaveEndedSooner, !isLeft { record.shortest = 0 }
      return record
    }
    return (closed + lasting).sorted { one, other in
      (one.kind.rawValue, one.localGroup, one.tenantGroup, one.person, one.since)
        < (other.kind.rawValue, other.localGroup, other.tenantGroup, other.person, other.since)
    }
  }

  private mutating func readLinks(_ world: World) {
    let counts = BothSides(tenant: world.tenant.objectCount, local: world.local.objectCount)
    linksOfLocal.clear(objectCount: counts.local)
    for side in [Side.tenant, .local] {
      links[side].clear(objectCount: counts[side])
      linksOfCopies[side].clear(objectCount: counts[side])
    }
    for index in world.links.indices {
      let link = LedgerLink(
        tenantGroup: world.links[index].tenantGroup, localGroup: world.links[index].localGroup,
        isPushed: policy.isPushed(world.links[index].direction))
      linksOfLocal.insert(link, of: link.localGroup)
      guard world.links[index].state == .enabled else { continue }
      let (original, copy) = link.isPushed ? (Side.local, Side.tenant) : (.tenant, .local)
      links[original].insert(link, of: link.isPushed ? link.localGroup : link.tenantGroup)
      linksOfCopies[copy].insert(link, of: link.isPushed ? link.tenantGroup : link.localGroup)
    }
    linksSeen = (world.links.count, world.session.runCount)
  }
}

// What happens on the side that is right.
extension ExposureLedger {
  private mutating func note(_ entry: TimelineEntry, _ index: UInt32, _ world: World) {
    guard let change = entry.change, let side = entry.side else { return }
    switch change {
    case .edge(.members, let group, let target, _):
      compare(group, target, side, entry.time, index, world)
      noteHand(group, target, side, entry.time, index, world)
    case .flags(let object, let old, let new)
    where old.contains(.deleted) != new.contains(.deleted):
      for group in world[side].lists(holding: object) {
        compare(group, object, side, entry.time, index, world)
      }
    case .edge, .flags, .text: return
    }
  }

  /// Looks at everybody whom a changed list concerns, in every linked group that it reaches.
  private mutating func compare(
    _ group: ObjectIndex, _ target: ObjectIndex, _ side: Side, _ time: Instant, _ cause: UInt32,
    _ world: World
  ) {
    let isTransitive = policy.members.nesting == .transitive && side == .tenant
    if !isTransitive {
      guard links[side].holds(group), !world.isGroup(target, on: side) else { return }
      let isMember =
        world.contains(target, in: group, on: side) && world.isLive(target, on: side)
      // Almost every group has one link: no list is made for it.
      if let link = links[side].only(of: group) {
        return settle(target, isMember, link, side, time, cause, world)
      }
      for link in links[side].all(of: group) {
        settle(target, isMember, link, side, time, cause, world)
      }
      return
    }
    let reachable = ways.above(group, world.tenant).flatMap { links.tenant.all(of: $0) }
    guard !reachable.isEmpty else { return }
    // Whoever is below a group now is in every group above it as well.
    let isBelow = world.tenant.contains(target, in: group)
    for person in below.people(below: target, world.tenant) {
      if !isBelow { _ = ways.above(person, world.tenant) }
      for link in reachable {
        let isListed = isBelow || ways.isMet(link.tenantGroup)
        let isMember = isListed && world.tenant.isLive(person)
        settle(person, isMember, link, side, time, cause, world)
      }
    }
  }

  private mutating func settle(
    _ person: ObjectIndex, _ isMember: Bool, _ link: LedgerLink, _ side: Side, _ time: Instant,
    _ cause: UInt32, _ world: World
  ) {
    let key = Key(link, person)
    let wanted = isMember ? ExposureRecord.Kind.joiner : .departed
    if let waiting = open[key] {
      if waiting.record.kind == wanted { return }
      open[key] = nil
      // Whoever comes back had access all the time; whoever leaves again waited in vain.
      finish(waiting, turnedBackAt: time, cause)
    }
    let account = account(of: key, world)
    guard isInCopy(key, account, world) != (isMember ? .yes : .no) else { return }
    if account != noObject {
      persons[Key(link, account)] = person
    }
    let earliest = earliest(of: time)
    open[key] = Waiting(
      record: ExposureRecord(
        wanted, tenantGroup: link.tenantGroup, localGroup: link.localGroup, person: person,
        since: time, earliest: earliest, cause: cause), account: account,
      hasRunBetween: earliest != time && hasRun(since: earliest, world))
  }

  /// When an event of a time can have happened at the earliest.
  private func earliest(of time: Instant) -> Instant? {
    switch dating {
    case .exact: time
    case .after(let earliest): earliest
    case .unknown: nil
    }
  }

  /// Whether a run on schedule went by after a time, whether it had anything to do or not.
  private func hasRun(since earliest: Instant?, _ world: World) -> Bool {
    guard let interval, let next = world.session.nextRun else { return false }
    return earliest.map { next > $0 + interval } ?? true
  }

  /// How often runs come, where the clock starts them.
  private var interval: Int64? {
    let seconds = policy.schedule.intervalSeconds
    return policy.schedule.trigger == .interval && seconds > 0 ? seconds : nil
  }

  /// The number of a person on the side of the copy, as far as a run has found out.
  private func account(of key: Key, _ world: World) -> ObjectIndex {
    guard let link = linksOfLocal.last(of: key.localGroup),
      let matching = world.session.matching?.matching
    else { return noObject }
    let accounts = link.isPushed ? matching.tenantOfLocal : matching.localOfTenant
    return Int(key.person) < accounts.count ? accounts[Int(key.person)] : noObject
  }

  /// Whether the copy holds the person now; nobody knows before the first run.
  private func isInCopy(_ key: Key, _ account: ObjectIndex, _ world: World) -> Truth {
    guard let link = linksOfLocal.last(of: key.localGroup), world.session.matching != nil else {
      return .unknown
    }
    guard account != noObject else { return .no }
    return Truth(
      link.isPushed
        ? world.tenant.contains(account, in: key.tenantGroup)
        : world.local.contains(account, in: key.localGroup))
  }

  /// The authority took its change back.
  private mutating func finish(_ waiting: Waiting, turnedBackAt time: Instant, _ end: UInt32) {
    var record = waiting.record
    (record.until, record.end) = (time, end)
    let sooner = earliest(of: time)
    if sooner != time { record.shortest = max(0, (sooner ?? record.since) - record.since) }
    if waiting.mayHaveEndedSooner { record.shortest = 0 }
    closed.append(record)
  }

  /// The copy followed: somebody changed it, or a run whose changes show later.
  private mutating func finish(
    _ waiting: Waiting, _ time: Instant, _ end: UInt32, showing delay: Int64 = 0
  ) {
    var record = waiting.record
    (record.until, record.end) = (time + delay, end)
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

// What happens to the copies.
extension ExposureLedger {
  /// Somebody changed a copy by hand.
  private mutating func noteHand(
    _ group: ObjectIndex, _ target: ObjectIndex, _ side: Side, _ time: Instant, _ index: UInt32,
    _ world: World
  ) {
    guard let link = linksOfCopies[side].last(of: group),
      let person = persons[Key(link, target)]
    else { return }
    let key = Key(link, person)
    guard let waiting = open[key] else { return }
    let isThere = world.contains(target, in: group, on: side)
    guard isThere == (waiting.record.kind == .joiner) else { return }
    open[key] = nil
    finish(waiting, time, index)
  }

  private func keys(of operation: Operation) -> [Key] {
    [operation.tenantPrincipal, operation.localPrincipal].map {
      Key(tenantGroup: operation.tenantGroup, localGroup: operation.localGroup, person: $0)
    }
  }

  /// A run wrote into a copy; what it wrote shows after the policy's delay.
  private mutating func close(_ entry: TimelineEntry, _ index: UInt32) {
    guard let operation = entry.operation else { return }
    let delay = policy.schedule.publicationDelaySeconds
    switch operation.kind {
    case .addMember, .removeMember:
      let kind = operation.kind == .addMember ? ExposureRecord.Kind.joiner : .departed
      let key = key(of: operation)
      guard let waiting = open[key], waiting.record.kind == kind else { return }
      open[key] = nil
      finish(waiting, entry.time, index, showing: delay)
    case .endAccount:
      let gone = open.filter {
        $0.value.record.kind == .departed && $0.key.person == operation.tenantPrincipal
      }
      for (key, waiting) in gone.sorted(by: { $0.key.groups < $1.key.groups }) {
        open[key] = nil
        finish(waiting, entry.time, index, showing: delay)
      }
    case .addOwner, .removeOwner, .addNestedGroup, .removeNestedGroup, .createGroup,
      .renameGroup, .endGroup, .createAccount, .changeAccount:
      return
    }
  }

  private func key(of operation: Operation) -> Key {
    let isPushed =
      linksOfLocal.last(of: operation.localGroup)?.isPushed ?? (policy.authority == .local)
    let (person, account) =
      isPushed
      ? (operation.localPrincipal, operation.tenantPrincipal)
      : (operation.tenantPrincipal, operation.localPrincipal)
    var key = Key(
      tenantGroup: operation.tenantGroup, localGroup: operation.localGroup, person: person)
    if open[key] != nil { return key }
    key.person = account
    key.person = persons[key] ?? person
    return key
  }

  /// A run wanted to change a copy and did not.
  private mutating func hold(_ entry: TimelineEntry) {
    guard let operation = entry.operation else { return }
    let hold = Hold(operation.decision)
    for key in keys(of: operation) where open[key]?.hold != .passing { open[key]?.hold = hold }
  }

  /// A run of everything that neither made nor held back a change does not want it.
  private mutating func settle(_ entry: TimelineEntry, _ world: World) {
    guard let log = world.runs.last(where: { $0.run == entry.run }), log.status != .failed else {
      lastFailure = entry.time
      return
    }
    // Named first: to change what is walked through would copy it.
    var passed: [Key] = []
    for (key, waiting) in open
    where !waiting.isPassedOver && waiting.record.since <= log.started && waiting.hold == .none {
      passed.append(key)
    }
    for key in passed { open[key]?.isPassedOver = true }
  }
}

extension ExposureLedger.Key {
  fileprivate init(_ link: LedgerLink, _ person: ObjectIndex) {
    (tenantGroup, localGroup, self.person) = (link.tenantGroup, link.localGroup, person)
  }

  fileprivate var groups: (ObjectIndex, ObjectIndex) { (localGroup, tenantGroup) }
}

extension Guards {
  /// Whether the number of removals may stop a run.
  fileprivate var areSet: Bool {
    maximumRemovals > 0 || maximumRemovalPercent > 0 || minimumGroupSize > 0
  }
}
