import DirectoryModel
import SyncSemantics

// What happens on the side that is right.
extension ExposureLedger {
  /// When and by what a side changed.
  struct Moment: Sendable {
    let side: Side
    let time: Instant
    /// The entry of the timeline.
    let cause: UInt32
  }

  /// Takes note of a change that nobody made for the sync.
  mutating func note(
    _ entry: TimelineEntry, _ index: Int, _ world: World, _ timeline: Timeline
  ) {
    guard let change = entry.change, let side = entry.side else { return }
    let moment = Moment(side: side, time: entry.time, cause: UInt32(index))
    if world.links.isEmpty, world.session.runCount == 0 { early[moment.cause] = dating }
    switch change {
    case .edge(.members, let group, let target, let isPresent):
      let isPurged =
        !isPresent && isTransitive(side) && world.isGroup(target, on: side)
        && !world.isRecorded(target, on: side)
      let former = isPurged ? formerMembers(of: target, timeline.entries[(index + 1)...]) : []
      compare(group, target, former, moment, world)
      noteHand(group, target, moment, world)
    case .edge(.owners, let group, let target, _) where policy.owners.countAsMembers:
      compare(group, target, [], moment, world)
    case .flags(let object, let old, let new)
    where old.contains(.deleted) != new.contains(.deleted):
      if world.isGroup(object, on: side) {
        turn(object, isGone: new.contains(.deleted), moment, world)
      }
      for group in world[side].lists(holding: object) {
        compare(group, object, [], moment, world)
      }
    case .edge, .flags, .text: return
    }
  }

  private func isTransitive(_ side: Side) -> Bool {
    policy.members.nesting == .transitive && side == .tenant
  }

  /// Whom a group had listed that is gone for good: its entries go in the same step.
  private func formerMembers(
    of group: ObjectIndex, _ entries: ArraySlice<TimelineEntry>
  ) -> [ObjectIndex] {
    var members: [ObjectIndex] = []
    for entry in entries {
      guard entry.kind == .event,
        case .edge(let relation, let list, let target, false)? = entry.change
      else { break }
      if relation == .members, list == group { members.append(target) }
    }
    return members
  }

  /// A group that is deleted takes access from everybody in it; restored, it grants it again.
  private mutating func turn(
    _ group: ObjectIndex, isGone: Bool, _ moment: Moment, _ world: World
  ) {
    if isGone { hasDeletedGroups = true }
    let known = linksOfGone[moment.side].removeValue(forKey: group)
    let own = known ?? links[moment.side].all(of: group)
    if own.isEmpty { return }
    if isGone {
      linksOfGone[moment.side][group] = own
    } else if !links[moment.side].holds(group) {
      // The next run takes them up again.
      for link in own { links[moment.side].insert(link, of: group) }
      reach.forget()
    }
    let isTransitive = isTransitive(moment.side)
    let people =
      isTransitive
      ? below.people(below: group, world.tenant)
      : world[moment.side].list(of: group).filter { !world.isGroup($0, on: moment.side) }
    for person in people {
      var isMember = !isGone && world.isLive(person, on: moment.side)
      if isMember, isTransitive {
        _ = ways.above(person, world.tenant)
        isMember = ways.isMet(group)
      }
      for link in own { settle(person, isMember, link, moment, world) }
    }
  }

  /// Looks at everybody whom a changed list concerns, in every linked group that it reaches.
  private mutating func compare(
    _ group: ObjectIndex, _ target: ObjectIndex, _ former: [ObjectIndex], _ moment: Moment,
    _ world: World
  ) {
    guard isTransitive(moment.side) else {
      guard links[moment.side].holds(group), !world.isGroup(target, on: moment.side) else { return }
      let isMember =
        isListed(target, in: group, moment.side, world) && world.isLive(target, on: moment.side)
      // Almost every group has one link: no list is made for it.
      if let link = links[moment.side].only(of: group) {
        return settle(target, isMember, link, moment, world)
      }
      for link in links[moment.side].all(of: group) {
        settle(target, isMember, link, moment, world)
      }
      return
    }
    let reachable = linksAbove(group, world.tenant)
    guard !reachable.isEmpty else { return }
    // Whoever is below a group now is in every group above it as well.
    let isBelow =
      world.tenant.contains(target, in: group)
      && !(hasDeletedGroups && world.isGroup(target, on: .tenant))
    var people = below.people(below: target, world.tenant)
    for member in former { people += below.people(below: member, world.tenant) }
    for person in people {
      if !isBelow { _ = ways.above(person, world.tenant) }
      for link in reachable {
        let isMet = isBelow || ways.isMet(link.tenantGroup)
        let isThere =
          isMet && !isGone(link.tenantGroup, .tenant)
          || policy.owners.countAsMembers && isListed(person, in: link.tenantGroup, .tenant, world)
        settle(person, isThere && world.tenant.isLive(person), link, moment, world)
      }
    }
  }

  /// The links of a group and of those above it; changes of one list mostly follow each other.
  private mutating func linksAbove(_ group: ObjectIndex, _ tenant: Overlay) -> [LedgerLink] {
    if let known = reach.links(above: group, tenant) { return known }
    let found = ways.above(group, tenant).flatMap { links.tenant.all(of: $0) }
    reach.keep(found, above: group)
    return found
  }

  /// Whether a group that is there lists somebody.
  private func isListed(
    _ target: ObjectIndex, in group: ObjectIndex, _ side: Side, _ world: World
  ) -> Bool {
    if isGone(group, side) { return false }
    if world.contains(target, in: group, on: side) { return true }
    return policy.owners.countAsMembers && world[side].contains(target, in: group, .owners)
  }

  private func isGone(_ group: ObjectIndex, _ side: Side) -> Bool {
    !linksOfGone[side].isEmpty && linksOfGone[side][group] != nil
  }

  private mutating func settle(
    _ person: ObjectIndex, _ isMember: Bool, _ link: LedgerLink, _ moment: Moment, _ world: World
  ) {
    let key = Key(link, person)
    let wanted = isMember ? ExposureRecord.Kind.joiner : .departed
    if !turned.isEmpty, turnedAt != moment.time { endTurned() }
    if let waiting = open[key] {
      if waiting.record.kind == wanted { return }
      open[key] = nil
      // What was so for no time at all was never so.
      if waiting.record.since != moment.time { turnBack(waiting, key, moment) }
    }
    if !turned.isEmpty, let former = turned[key], former.waiting.record.kind == wanted {
      (turned[key], open[key], ends) = (nil, former.waiting, nil)
      return
    }
    let account = account(of: key, isPushed: link.isPushed, world)
    guard isInCopy(key, account, isPushed: link.isPushed, world) != (isMember ? .yes : .no) else {
      return
    }
    if account != noObject { persons.note(Key(link, account), person) }
    let earliest = earliest(of: moment.time, dating)
    var record = ExposureRecord(
      wanted, tenantGroup: link.tenantGroup, localGroup: link.localGroup, person: person,
      since: moment.time, earliest: earliest, cause: moment.cause)
    record.account = account
    open[key] = Waiting(
      record: record, isPushed: link.isPushed,
      hasRunBetween: earliest != moment.time && hasRun(since: earliest, world))
    ends = nil
  }

  /// Whoever comes back had access all the time; whoever leaves again waited in vain.
  private mutating func turnBack(_ waiting: Waiting, _ key: Key, _ moment: Moment) {
    var record = waiting.record
    (record.until, record.end) = (moment.time, moment.cause)
    let sooner = earliest(of: moment.time, dating)
    if sooner != moment.time {
      record.shortest = max(0, (sooner ?? record.since) - record.since)
    }
    if let unproved = waiting.unproved { record.shortest = min(unproved, record.shortest ?? .max) }
    if waiting.mayHaveEndedSooner { record.shortest = 0 }
    turned[key] = (waiting, record)
    turnedAt = moment.time
  }

  /// What was taken back stays so.
  private mutating func endTurned() {
    closed += turned.values.map(\.record)
    turned.removeAll()
  }

  /// When an event of a time can have happened at the earliest.
  func earliest(of time: Instant, _ dating: Dating) -> Instant? {
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
  var interval: Int64? {
    let seconds = policy.schedule.intervalSeconds
    return policy.schedule.trigger == .interval && seconds > 0 ? seconds : nil
  }

  /// The number of a person on the side of the copy, as far as a run has found out; of somebody who
  /// has none any more the last one.
  func account(of key: Key, isPushed: Bool, _ world: World) -> ObjectIndex {
    let accounts =
      isPushed
      ? world.session.matching?.matching.tenantOfLocal
      : world.session.matching?.matching.localOfTenant
    if let accounts, Int(key.person) < accounts.count, accounts[Int(key.person)] != noObject {
      return accounts[Int(key.person)]
    }
    return isPushed
      ? world.session.partners.tenantPartner(key.person)
      : world.session.partners.localPartner(key.person)
  }

  /// Whether the copy holds the person now; nobody knows before the first run.
  func isInCopy(
    _ key: Key, _ account: ObjectIndex, isPushed: Bool, _ world: World
  ) -> Truth {
    guard account != noObject else { return world.session.matching == nil ? .unknown : .no }
    return Truth(
      isPushed
        ? world.tenant.contains(account, in: key.tenantGroup)
        : world.local.contains(account, in: key.localGroup))
  }
}

extension World {
  /// Whether an object of a side has a record.
  fileprivate func isRecorded(_ object: ObjectIndex, on side: Side) -> Bool {
    (side == .tenant ? tenant.flags[Int(object)] : local.flags[Int(object)]).contains(.recorded)
  }
}
