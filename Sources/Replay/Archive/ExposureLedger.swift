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
  /// The links of each linked group of the side that is right, and the link of each copy and of each
  /// local group.
  private var links: [Original: [SyncLink]] = [:]
  private var linksOfCopies: [Original: SyncLink] = [:]
  private var linksOfLocal: [ObjectIndex: SyncLink] = [:]
  /// Who holds whom, by side.
  private var holders: [Side: HolderIndex] = [:]
  private var linksSeen: (count: Int, runs: UInt32) = (-1, 0)

  /// A group's copy and a person on the side that is right.
  struct Key: Hashable {
    var tenantGroup: ObjectIndex
    var localGroup: ObjectIndex
    var person: ObjectIndex
  }

  private struct Original: Hashable {
    var side: Side
    var group: ObjectIndex
  }

  private struct Waiting {
    var record: ExposureRecord
    /// The person's number on the side of the copy, `noObject` when there was none.
    var account: ObjectIndex
    /// Whether a run has gone by that did not want the change.
    var isPassedOver = false
    /// Whether a run wanted the change and could not make it.
    var isHeldBack = false
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
      case .refused, .runStarted, .read, .readFailed, .linked, .unlinked, .writeFailed, .retried,
        .crashed, .linkEnded, .published:
        break
      }
      position += 1
    }
  }

  /// Everything that ended, and what had not ended by now; in the order of groups and persons.
  package func records(_ world: World) -> [ExposureRecord] {
    let still = open.filter { key, waiting in
      switch waiting.record.kind {
      case .departed: isInCopy(key, waiting.account, world) != .no
      case .joiner: waiting.isHeldBack || !waiting.isPassedOver
      }
    }
    return (closed + still.values.map(\.record)).sorted { one, other in
      (one.kind.rawValue, one.localGroup, one.tenantGroup, one.person, one.since)
        < (other.kind.rawValue, other.localGroup, other.tenantGroup, other.person, other.since)
    }
  }

  private mutating func readLinks(_ world: World) {
    links.removeAll(keepingCapacity: true)
    linksOfCopies.removeAll(keepingCapacity: true)
    linksOfLocal.removeAll(keepingCapacity: true)
    for link in world.links {
      let tenants = Original(side: .tenant, group: link.tenantGroup)
      let locals = Original(side: .local, group: link.localGroup)
      linksOfLocal[link.localGroup] = link
      guard link.state == .enabled else { continue }
      links[isPushed(link) ? locals : tenants, default: []].append(link)
      linksOfCopies[isPushed(link) ? tenants : locals] = link
    }
    linksSeen = (world.links.count, world.session.runCount)
  }

  private func isPushed(_ link: SyncLink) -> Bool { policy.isPushed(link.direction) }
}

// What happens on the side that is right.
extension ExposureLedger {
  private mutating func note(_ entry: TimelineEntry, _ index: UInt32, _ world: World) {
    guard let change = entry.change, let side = entry.side else { return }
    switch change {
    case .edge(.members, let group, let target, let isPresent):
      if isPresent { holders[side]?.note(target, in: group) }
      compare(group, target, side, entry.time, index, world)
      noteHand(group, target, side, entry.time, index, world)
    case .flags(let object, let old, let new)
    where old.contains(.deleted) != new.contains(.deleted):
      for group in holderIndex(of: side, world).lists(holding: object, world[side]) {
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
      guard world[side].kinds[Int(target)] != .group,
        let own = links[Original(side: side, group: group)]
      else { return }
      let isMember = world[side].contains(target, in: group) && world[side].isLive(target)
      for link in own { settle(target, isMember, link, side, time, cause, world) }
      return
    }
    let below = world[side].kinds[Int(target)] == .group ? world[side].reached(target) : [target]
    let holding = holderIndex(of: side, world)
    let reachable = holding.above(group, world[side]).flatMap {
      links[Original(side: side, group: $0)] ?? []
    }
    guard !reachable.isEmpty else { return }
    for person in below where world[side].kinds[Int(person)] != .group {
      let above = holding.above(person, world[side])
      for link in reachable {
        let isMember = above.contains(link.tenantGroup) && world[side].isLive(person)
        settle(person, isMember, link, side, time, cause, world)
      }
    }
  }

  private mutating func holderIndex(of side: Side, _ world: World) -> HolderIndex {
    if let known = holders[side] { return known }
    let made = HolderIndex(world[side])
    holders[side] = made
    return made
  }

  private mutating func settle(
    _ person: ObjectIndex, _ isMember: Bool, _ link: SyncLink, _ side: Side, _ time: Instant,
    _ cause: UInt32, _ world: World
  ) {
    let key = Key(link, person)
    let wanted = isMember ? ExposureRecord.Kind.joiner : .departed
    if let waiting = open[key] {
      if waiting.record.kind == wanted { return }
      open[key] = nil
      // Whoever comes back had access all the time; whoever leaves again waited in vain.
      finish(waiting, time, cause)
    }
    let account = account(of: key, world)
    guard isInCopy(key, account, world) != (isMember ? .yes : .no) else { return }
    if account != noObject {
      persons[Key(link, account)] = person
    }
    open[key] = Waiting(
      record: ExposureRecord(
        kind: wanted, tenantGroup: link.tenantGroup, localGroup: link.localGroup, person: person,
        since: time, until: nil, cause: cause, end: .max), account: account)
  }

  /// The number of a person on the side of the copy, as far as a run has found out.
  private func account(of key: Key, _ world: World) -> ObjectIndex {
    guard let link = linksOfLocal[key.localGroup], let matching = world.session.matching?.matching
    else { return noObject }
    let accounts = isPushed(link) ? matching.tenantOfLocal : matching.localOfTenant
    return Int(key.person) < accounts.count ? accounts[Int(key.person)] : noObject
  }

  /// Whether the copy holds the person now; nobody knows before the first run.
  private func isInCopy(_ key: Key, _ account: ObjectIndex, _ world: World) -> Truth {
    guard let link = linksOfLocal[key.localGroup], world.session.matching != nil else {
      return .unknown
    }
    guard account != noObject else { return .no }
    return Truth(
      isPushed(link)
        ? world.tenant.contains(account, in: key.tenantGroup)
        : world.local.contains(account, in: key.localGroup))
  }

  private mutating func finish(_ waiting: Waiting, _ time: Instant, _ end: UInt32) {
    var record = waiting.record
    (record.until, record.end) = (time, end)
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
    guard let link = linksOfCopies[Original(side: side, group: group)],
      let person = persons[Key(link, target)]
    else { return }
    let key = Key(link, person)
    guard let waiting = open[key] else { return }
    let isThere = world[side].contains(target, in: group)
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
    let time = entry.time + policy.schedule.publicationDelaySeconds
    switch operation.kind {
    case .addMember, .removeMember:
      let kind = operation.kind == .addMember ? ExposureRecord.Kind.joiner : .departed
      let key = key(of: operation)
      guard let waiting = open[key], waiting.record.kind == kind else { return }
      open[key] = nil
      finish(waiting, time, index)
    case .endAccount:
      let gone = open.filter {
        $0.value.record.kind == .departed && $0.key.person == operation.tenantPrincipal
      }
      for (key, waiting) in gone.sorted(by: { $0.key.groups < $1.key.groups }) {
        open[key] = nil
        finish(waiting, time, index)
      }
    case .addOwner, .removeOwner, .addNestedGroup, .removeNestedGroup, .createGroup,
      .renameGroup, .endGroup, .createAccount, .changeAccount:
      return
    }
  }

  private func key(of operation: Operation) -> Key {
    let isPushed = linksOfLocal[operation.localGroup].map(isPushed) ?? (policy.authority == .local)
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
    for key in keys(of: operation) { open[key]?.isHeldBack = true }
  }

  /// A run of everything that neither made nor held back a change does not want it.
  private mutating func settle(_ entry: TimelineEntry, _ world: World) {
    guard let log = world.runs.last(where: { $0.run == entry.run }), log.status != .failed else {
      return
    }
    for (key, waiting) in open where waiting.record.since <= log.started && !waiting.isHeldBack {
      open[key]?.isPassedOver = true
    }
  }
}

extension ExposureLedger.Key {
  fileprivate init(_ link: SyncLink, _ person: ObjectIndex) {
    (tenantGroup, localGroup, self.person) = (link.tenantGroup, link.localGroup, person)
  }

  fileprivate var groups: (ObjectIndex, ObjectIndex) { (localGroup, tenantGroup) }
}

extension Overlay {
  /// Everybody and everything in a group and in those that it nests, in breadth, itself first.
  fileprivate func reached(_ group: ObjectIndex) -> [ObjectIndex] {
    var (queue, seen, head) = ([group], Set([group]), 0)
    while head < queue.count {
      if kinds[Int(queue[head])] == .group {
        for member in list(of: queue[head]) where seen.insert(member).inserted {
          queue.append(member)
        }
      }
      head += 1
    }
    return queue
  }
}

/// The groups that list somebody, over lists that change.
private struct HolderIndex {
  private let base: EdgeLists
  private let objectCount: Int
  /// Groups that came to list somebody since; they may have let go again.
  private var added: [ObjectIndex: [ObjectIndex]] = [:]

  /// Turns the lists round once, and reads what was changed before.
  init(_ overlay: Overlay) {
    base = overlay.base.members.reversed()
    objectCount = overlay.base.objectCount
    for case .edge(.members, let group, let target, true) in overlay.log {
      note(target, in: group)
    }
  }

  mutating func note(_ target: ObjectIndex, in group: ObjectIndex) {
    added[target, default: []].append(group)
  }

  /// The groups that list somebody now, each once.
  func lists(holding target: ObjectIndex, _ overlay: Overlay) -> [ObjectIndex] {
    let old = Int(target) < objectCount ? Array(base.list(of: target)) : []
    let all = added[target].map { Array(Set(old + $0)).sorted() } ?? old
    return all.filter { overlay.contains(target, in: $0) }
  }

  /// The groups that list somebody, themselves or through others; a group itself as well.
  func above(_ object: ObjectIndex, _ overlay: Overlay) -> Set<ObjectIndex> {
    var (queue, seen, head) = ([object], Set([object]), 0)
    while head < queue.count {
      for group in lists(holding: queue[head], overlay) where seen.insert(group).inserted {
        queue.append(group)
      }
      head += 1
    }
    return seen
  }
}
