import DirectoryModel
import SyncSemantics

extension Engine {
  /// Looks at what changed on the side that is right, and carries that over.
  func incrementalRun(
    _ run: inout CurrentRun, _ world: inout World, _ timeline: inout Timeline
  ) {
    (run.causes, run.causesSince) = (nil, world.firstOpen(.incremental))
    run.basis = nil
    let partners = world.session.partners
    guard let feed = readFeed(incrementalLinks(run, world), &run, &world, &timeline) else {
      for index in incrementalLinks(run, world) { leave(index, &run, &world, &timeline) }
      return
    }
    run.pages = FeedPages(feed)
    guard let (looked, matching) = followAccounts(&run, &world, &timeline) else { return }
    var sight = looked
    sight.position = feed.end
    run.seen = feed.end
    let links = incrementalLinks(run, world)
    // What the feed holds of both sides must be gone before anything is written, or it is copied.
    let changes = changes(in: feed, of: links, matching, partners, world)
    let owners = ownerChanges(in: feed, of: links, matching, world)
    var plan = Plan.nothing(about: matching)
    if !changes.isEmpty || !owners.isEmpty {
      let nestings = world.nestings(of: sight)
      plan = SyncSemantics.plan(
        changes: changes, owners: owners, tenant: sight.tenant, local: sight.local,
        matching: matching, policy: policy, nesting: nestings.tenant,
        localNesting: nestings.local, formerPartners: partners)
    }
    if !sight.unread.isEmpty { withholdRemovals(of: &plan, &run) }
    let held = hold(&plan, matching, sight)
    if timeline.keepsGrounds { run.basis = RunBasis(sight, matching) }
    carryOut(plan, held, matching, sight, links, .incremental, &run, &world, &timeline)
  }

  /// Who came onto the lists of the given links, or left them.
  private func changes(
    in feed: Feed, of links: [Int], _ matching: Matching, _ partners: FormerPartners,
    _ world: World
  ) -> [MemberChange] {
    // Most runs find nothing: then the feed need not be taken apart.
    guard
      feed.hasNews || links.contains(where: { !world.links[$0].pending.isEmpty })
        || !partners.changes(to: matching).isEmpty
    else { return [] }
    var all: [MemberChange] = []
    for part in inParts(links, world) {
      var changes = ChangeFeed(feed, policy)
      for index in part {
        let pair = matching.pair(
          of: world.links[index].tenantGroup, world.links[index].localGroup)
        guard pair != .max else { continue }
        changes.follow(
          world.links, index, pair,
          policy.isPushed(world.links[index].direction) ? .local : .tenant)
      }
      changes.followPartners(matching, since: partners)
      all += changes.gather()
    }
    return all.sorted { ($0.pair, $0.member) < ($1.pair, $1.member) }
  }

  /// Who became an owner of a group that the sync copies, or is one no more.
  ///
  /// Owners come on the pages of the members: "Get incremental changes for groups",
  /// https://learn.microsoft.com/graph/delta-query-groups.
  private func ownerChanges(
    in feed: Feed, of links: [Int], _ matching: Matching, _ world: World
  ) -> [MemberChange] {
    guard policy.owners.handling == .mirror, let state = feed.tenant.state?.overlay else {
      return []
    }
    var (followed, changes) = ([ObjectIndex: (pair: UInt32, start: Int)](), Set<MemberChange>())
    let joins = policy.delta.joinsDeletedUsers
    func note(_ owner: ObjectIndex, of group: ObjectIndex, _ pair: UInt32) {
      let isThere = !joins || state.isLive(owner)
      changes.insert(
        MemberChange(
          pair: pair, member: owner,
          isMember: isThere && state.contains(owner, in: group, .owners)))
    }
    for index in links where !isPushed(world.links[index]) {
      let link = world.links[index]
      let pair = matching.pair(of: link.tenantGroup, link.localGroup)
      guard pair != .max else { continue }
      followed[link.tenantGroup] = (pair, link.position.tenant)
      for pending in link.pending where pending.relation == .owners {
        note(pending.member, of: link.tenantGroup, pair)
      }
    }
    let first = min(followed.values.map(\.start).min() ?? state.position, state.position)
    for position in first..<state.position {
      guard case .edge(.owners, let group, let owner, _) = state.log[position],
        let (pair, start) = followed[group], position >= start
      else { continue }
      note(owner, of: group, pair)
    }
    for person in feed.tenant.people where joins {
      for group in state.lists(holding: person.person, .owners) {
        guard let (pair, start) = followed[group], person.position >= start else { continue }
        note(person.person, of: group, pair)
      }
    }
    return changes.sorted { ($0.pair, $0.member) < ($1.pair, $1.member) }
  }

  /// The links in parts, in each of which a local group stands once: one, unless some local group
  /// fills several groups.
  private func inParts(_ links: [Int], _ world: World) -> [[Int]] {
    var parts: [[Int]] = [[]]
    var (group, place) = (noObject, 0)
    for index in links {
      place = world.links[index].localGroup == group ? place + 1 : 0
      group = world.links[index].localGroup
      if place == parts.count { parts.append([]) }
      parts[place].append(index)
    }
    return parts
  }

  /// The links that the run still has to deal with.
  ///
  /// One that it has looked at as a whole is done with: what was refused a moment ago is for the
  /// next run to try again.
  func incrementalLinks(_ run: CurrentRun, _ world: World) -> [Int] {
    world.links.indices.filter {
      world.links[$0].state == .enabled && run.concerns(world.links[$0].localGroup)
        && !world.links[$0].needsFullRun
        && world.links[$0].endedIn != run.number
    }
  }

  /// Reads both sides, and follows what became of people and groups since the run before; `nil`
  /// when the sync stopped dead.
  private func followAccounts(
    _ run: inout CurrentRun, _ world: inout World, _ timeline: inout Timeline
  ) -> (Sight, Matching)? {
    for _ in 1..<Self.mostPasses {
      let sight = lookUp(&run, &world, &timeline)
      let matching = matching(of: sight, &world)
      let seen = world.identityVersions
      // Rules are asked anew in every run: they, and the lists that they fill, change by hand too.
      guard run.group == nil, sight.unread.isEmpty,
        world.session.accountsFollowed != seen || policy.dynamicRules
      else { return (sight, matching) }
      var rules = policy
      rules.fullRun = policy.incrementalRun
      let plan = planObjects(
        tenant: sight.tenant, local: sight.local, matching: matching, policy: rules)
      if timeline.keepsGrounds { run.basis = RunBasis(sight, matching) }
      let failures = run.log.failed
      let isNew = make(plan, sight, &run, &world, &timeline)
      if run.hasCrashed { return nil }
      if !isNew {
        if run.log.failed == failures { world.session.accountsFollowed = seen }
        return (sight, matching)
      }
      run.basis = nil
      let again = lookUp(&run, &world, &timeline)
      refreshLinks(self.matching(of: again, &world), again, run, &world, &timeline)
    }
    let sight = lookUp(&run, &world, &timeline)
    return (sight, matching(of: sight, &world))
  }

  /// Notes that a link was not dealt with, because what changed could not be read whole.
  func leave(
    _ index: Int, _ run: inout CurrentRun, _ world: inout World, _ timeline: inout Timeline
  ) {
    let link = world.links[index]
    let (side, group): (Side, ObjectIndex) =
      isPushed(link) ? (.local, link.localGroup) : (.tenant, link.tenantGroup)
    var failed = LinkRun(time: world.now, status: .failed)
    failed.memberCount = world[side].list(of: group).count
    failed.waiting = failed.memberCount
    world.links[index].lastSync = failed
    noteEnd(index, .failed, &run, &world, &timeline)
  }
}
