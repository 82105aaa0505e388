import DirectoryModel
import SyncSemantics

extension Engine {
  /// Looks at what changed on the side that is right, and carries that over.
  func incrementalRun(
    _ run: inout CurrentRun, _ world: inout World, _ timeline: inout Timeline
  ) {
    let links = world.links.indices.filter {
      run.takesPart(world.links[$0]) && !world.links[$0].needsFullRun
    }
    guard let (sight, matching) = followAccounts(&run, &world, &timeline) else { return }
    guard run.failures.isEmpty else {
      // The round counts only when it is whole.
      for index in links { world.links[index].lastSync = failedRun(world) }
      return
    }
    let changes = changes(of: links, matching, sight, world)
    var plan = plan(
      changes: changes, tenant: sight.tenant, local: sight.local, matching: matching,
      policy: policy, nesting: Nesting(sight.tenant), localNesting: Nesting(sight.local))
    let held = hold(&plan, matching, sight, run, &timeline, world)
    carryOut(plan, held, matching, sight, links, .incremental, &run, &world, &timeline)
  }

  /// Reads both sides, and follows what became of people and groups since the run before; `nil`
  /// when the sync stopped dead.
  private func followAccounts(
    _ run: inout CurrentRun, _ world: inout World, _ timeline: inout Timeline
  ) -> (Sight, Matching)? {
    var rules = policy
    rules.fullRun = policy.incrementalRun
    for _ in 1..<Self.mostPasses {
      let sight = look(&run, &world, &timeline)
      let matching = matching(of: sight, &world)
      let seen = world.identityVersions
      guard run.group == nil, run.failures.isEmpty, world.session.accountsFollowed != seen
      else { return (sight, matching) }
      let plan = plan(
        tenant: sight.tenant, local: sight.local, matching: matching, policy: rules,
        nesting: Nesting(sight.tenant), localNesting: Nesting(sight.local))
      let isNew = make(plan, sight, &run, &world, &timeline)
      if run.hasCrashed { return nil }
      if !isNew {
        world.session.accountsFollowed = seen
        return (sight, matching)
      }
      refreshLinks(
        self.matching(of: look(&run, &world, &timeline), &world), sight, run, &world, &timeline)
    }
    let sight = look(&run, &world, &timeline)
    return (sight, matching(of: sight, &world))
  }

  private func failedRun(_ world: World) -> LinkRun { LinkRun(time: world.now, status: .failed) }

  /// Who came onto the lists of the given links, or left them, since each link's position.
  private func changes(
    of links: [Int], _ matching: Matching, _ sight: Sight, _ world: World
  ) -> [MemberChange] {
    var feed = ChangeFeed(world, sight, matching)
    for index in links {
      let link = world.links[index]
      let pair = matching.pairOfLocalGroup[Int(link.localGroup)]
      guard pair != .max else { continue }
      let isPushed = isPushed(matching.groups[Int(pair)])
      feed.follow(link, pair, isPushed ? .local : .tenant)
    }
    return feed.changes(policy)
  }
}

/// Gathers what changed on the side that is right, for each pair once a member.
private struct ChangeFeed {
  private let world: World
  private let sight: Sight
  private var changes: Set<MemberChange> = []
  /// The pairs of each group of a side, with the position from which its changes count.
  private var followed: [Side: [ObjectIndex: (pair: UInt32, position: Int)]] = [:]

  init(_ world: World, _ sight: Sight, _ matching: Matching) {
    (self.world, self.sight) = (world, sight)
  }

  mutating func follow(_ link: SyncLink, _ pair: UInt32, _ side: Side) {
    let group = side == .tenant ? link.tenantGroup : link.localGroup
    let position = side == .tenant ? link.position.tenant : link.position.local
    followed[side, default: [:]][group] = (pair, position)
    for pending in link.pending {
      let isMember = isMember(pending.member, of: group, side)
      changes.insert(MemberChange(pair: pair, member: pending.member, isMember: isMember))
    }
  }

  private func isMember(_ member: ObjectIndex, of group: ObjectIndex, _ side: Side) -> Bool {
    let overlay = side == .tenant ? world.tenant : world.local
    return overlay.contains(member, in: group) && overlay.isLive(member)
  }

  mutating func changes(_ policy: Policy) -> [MemberChange] {
    for side in [Side.tenant, .local] { read(side, policy) }
    return changes.sorted { ($0.pair, $0.member) < ($1.pair, $1.member) }
  }

  private mutating func read(_ side: Side, _ policy: Policy) {
    guard let groups = followed[side], let first = groups.values.map(\.position).min()
    else { return }
    let overlay = side == .tenant ? world.tenant : world.local
    let isTransitive = policy.members.nesting == .transitive && side == .tenant
    let last = side == .tenant ? sight.position.tenant : sight.position.local
    guard first < last else { return }
    for position in first..<last {
      switch overlay.log[position] {
      case .edge(.members, let group, let target, _):
        if isTransitive {
          noteTransitive(group, target, position, groups, overlay)
        } else {
          note(target, of: group, position, groups, side, overlay)
        }
      case .flags(let object, let old, let new)
      where old.contains(.deleted) != new.contains(.deleted) && policy.delta.joinsDeletedUsers:
        for group in overlay.lists(holding: object) {
          note(object, of: group, position, groups, side, overlay)
        }
      case .edge, .text, .flags: continue
      }
    }
  }

  private mutating func note(
    _ target: ObjectIndex, of group: ObjectIndex, _ position: Int,
    _ groups: [ObjectIndex: (pair: UInt32, position: Int)], _ side: Side, _ overlay: Overlay
  ) {
    guard let (pair, start) = groups[group], position >= start, overlay.kinds[Int(target)] != .group
    else { return }
    let isMember = overlay.contains(target, in: group) && overlay.isLive(target)
    changes.insert(MemberChange(pair: pair, member: target, isMember: isMember))
  }

  /// A change below a group changes the members of every group above it.
  private mutating func noteTransitive(
    _ group: ObjectIndex, _ target: ObjectIndex, _ position: Int,
    _ groups: [ObjectIndex: (pair: UInt32, position: Int)], _ overlay: Overlay
  ) {
    let people =
      overlay.kinds[Int(target)] == .group ? reached(from: target, overlay) : [target]
    for above in above(group, overlay) {
      guard let (pair, start) = groups[above], position >= start else { continue }
      let members = Set(reached(from: above, overlay))
      for person in people where overlay.kinds[Int(person)] != .group {
        changes.insert(
          MemberChange(
            pair: pair, member: person,
            isMember: members.contains(person) && overlay.isLive(person)))
      }
    }
  }

  /// Everybody and everything in a group and in those it nests, in breadth.
  private func reached(from group: ObjectIndex, _ overlay: Overlay) -> [ObjectIndex] {
    var (queue, seen, head) = ([group], Set([group]), 0)
    while head < queue.count {
      defer { head += 1 }
      guard overlay.kinds[Int(queue[head])] == .group else { continue }
      for member in overlay.list(of: queue[head]) where seen.insert(member).inserted {
        queue.append(member)
      }
    }
    return queue
  }

  private func above(_ group: ObjectIndex, _ overlay: Overlay) -> [ObjectIndex] {
    var (queue, seen, head) = ([group], Set([group]), 0)
    while head < queue.count {
      for parent in overlay.lists(holding: queue[head]) where seen.insert(parent).inserted {
        queue.append(parent)
      }
      head += 1
    }
    return queue
  }
}
