import DirectoryModel
import Memory
import SyncSemantics

/// What the feeds of both sides told an incremental run.
struct Feed {
  /// Somebody who came onto a list, or left it.
  struct Edge {
    let group: ObjectIndex
    let target: ObjectIndex
    /// Its place in the log; `Int.max` for what a round told, which says nothing of the order.
    let position: Int
    /// Index into `Timeline.texts`: the page that told it.
    let page: UInt32
  }

  /// Somebody, or a group, of whom something changed by which they count: who went to the recycle bin
  /// or came back from it, or whom the policy leaves out now and did not before.
  struct Person {
    let person: ObjectIndex
    let position: Int
    let page: UInt32
  }

  /// A side as it was at some time; a class, because to hand an overlay on counts all its columns.
  final class State {
    let overlay: Overlay

    init(_ overlay: consuming Overlay) { self.overlay = overlay }

    var objectCount: Int { overlay.objectCount }
    var position: Int { overlay.position }
  }

  /// One side's part.
  struct Part {
    var edges: [Edge] = []
    var people: [Person] = []
    /// The side as it was at the end of what was told; `nil` for a side that nothing follows.
    var state: State?
  }

  var tenant: Part
  var local: Part
  /// Up to where the logs were told.
  var end: FeedPosition

  /// Whether anything was told at all.
  var hasNews: Bool {
    !tenant.edges.isEmpty || !tenant.people.isEmpty || !local.edges.isEmpty
      || !local.people.isEmpty
  }

  subscript(side: Side) -> Part {
    _read {
      if side == .tenant { yield tenant } else { yield local }
    }
    _modify {
      if side == .tenant { yield &tenant } else { yield &local }
    }
  }
}

/// The pages that told what changed: by group and member, and by person.
struct FeedPages {
  var edges: [UInt64: UInt32] = [:]
  var people: [ObjectIndex: UInt32] = [:]

  init() {}

  init(_ feed: Feed) {
    for edge in feed.tenant.edges where edge.page != 0 {
      edges[Causes.key(edge.group, edge.target)] = edge.page
    }
    for person in feed.tenant.people where person.page != 0 {
      people[person.person] = person.page
    }
  }
}

extension Engine {
  /// Whether the sync follows the directory by delta links.
  package var usesDeltaLinks: Bool {
    policy.delta.tokenLifetimeSeconds > 0 && policy.authority == .directory
  }

  /// Reads what changed since the given links were last dealt with; `nil` when something was in
  /// the way, because a round counts only when it is whole.
  func readFeed(
    _ links: [Int], _ run: inout CurrentRun, _ world: inout World, _ timeline: inout Timeline
  ) -> Feed? {
    var feed = Feed(tenant: Feed.Part(), local: Feed.Part(), end: world.position)
    for side in [Side.tenant, .local] {
      let followed = links.filter {
        (policy.isPushed(world.links[$0].direction) ? .local : .tenant) == side
      }
      let isRound = side == .tenant && usesDeltaLinks
      guard isRound || !followed.isEmpty else { continue }
      var start = self.start(of: followed, side, world)
      if isRound { start = min(start ?? .max, world.session.roundPosition) }
      let end = max(start ?? 0, self.end(of: side, world))
      if side == .tenant { feed.end.tenant = end } else { feed.end.local = end }
      let told = side == .tenant ? world.tenant.rewound(to: end) : world.local.rewound(to: end)
      let answers = !world.faults.contains(.answersNobody(side))
      let round =
        isRound && answers ? round(of: told, since: start ?? end, &world) : nil
      feed[side] = Feed.Part(state: Feed.State(consume told))
      guard answers else { continue }
      let isRead =
        if let round {
          readRound(round, since: start ?? end, &feed.tenant, &run, &world, &timeline)
        } else {
          readList(followed, start ?? end, side, &feed[side], &run, &world, &timeline)
        }
      guard isRead else { return nil }
    }
    return feed
  }

  /// The first change of a side that some link has not seen, as far as the clocks let it be told;
  /// `nil` without links.
  private func start(of links: [Int], _ side: Side, _ world: World) -> Int? {
    let behind = -world.clockAhead(side)
    var first: Int?
    // Links are many and large: what is needed of each is read in place.
    for index in links {
      var own =
        side == .tenant
        ? world.links[index].position.tenant : world.links[index].position.local
      if behind > 0, !usesDeltaLinks, let readAt = world.links[index].readAt {
        let told = world.position(at: min(world.now, readAt + behind))
        own = max(own, side == .tenant ? told.tenant : told.local)
      }
      first = min(first ?? own, own)
    }
    return first
  }

  private func end(of side: Side, _ world: World) -> Int {
    let ahead = usesDeltaLinks ? 0 : max(0, world.clockAhead(side))
    return world.position(side, lag: world.lag(side, [.delta]) + ahead)
  }

  /// Reads a round whose news, if it tells any, the run before has found to change nothing.
  func readRoundAgain(
    _ run: inout CurrentRun, _ world: inout World, _ timeline: inout Timeline
  ) {
    let links = incrementalLinks(run, world).filter { !isPushed(world.links[$0]) }
    let start = min(
      self.start(of: links, .tenant, world) ?? .max, world.session.roundPosition)
    var round = DeltaRound(
      of: world.tenant, since: start, pageSize: world.session.pageSize, &world.generator)
    disturb(&round, &world)
    var part = Feed.Part()
    // Only a round that tells something asks for the side itself, all of which would be counted.
    if start < world.tenant.position { part.state = Feed.State(world.tenant) }
    _ = readRound(round, since: start, &part, &run, &world, &timeline)
  }

  /// The round that a directory tells, as it is at the end of the round.
  private func round(of told: Overlay, since start: Int, _ world: inout World) -> DeltaRound {
    var round = DeltaRound(
      of: told, since: start, pageSize: world.session.pageSize, &world.generator)
    disturb(&round, &world)
    return round
  }

  /// Reads one round of delta pages into the part of the directory that they tell of.
  private func readRound(
    _ round: DeltaRound, since start: Int, _ part: inout Feed.Part, _ run: inout CurrentRun,
    _ world: inout World, _ timeline: inout Timeline
  ) -> Bool {
    let count = round.groups.count + round.users.count
    if let reason = obstacle(in: round, world) {
      fail("the round is not whole: \(reason)", .tenant, &run, world, &timeline)
      return false
    }
    for page in 1...count {
      let outcome = call("page \(page) of \(count) of the round", &run, &world, &timeline)
      if case .gaveUp(let status) = outcome {
        fail(
          "the round is not whole: page \(page) could not be read: \(status)", .tenant, &run,
          world, &timeline)
        return false
      }
    }
    // What was told before is known.
    if let state = part.state, start < state.position {
      take(round, since: start, state, &part, &timeline)
    }
    timeline.append(
      TimelineEntry(
        time: world.now, kind: .read, run: run.number, side: .tenant, cause: run.entry,
        text: timeline.intern(round.summary)))
    return true
  }

  /// Lets pages come twice or in another order.
  private func disturb(_ round: inout DeltaRound, _ world: inout World) {
    if world.faults.contains(.pageRepeated) {
      let again = world.generator.number(below: round.groups.count)
      let place = world.generator.number(below: round.groups.count + 1)
      round.groups.insert(round.groups[again], at: place)
    }
    if world.faults.contains(.pagesReordered) {
      round.groups = world.generator.inAnyOrder(round.groups)
      round.users = world.generator.inAnyOrder(round.users)
    }
  }

  /// Why a round cannot be read to its end.
  private func obstacle(in round: DeltaRound, _ world: World) -> String? {
    for fault in world.faults {
      switch fault {
      case .pageLost:
        return "the page with the next link was lost, and no delta link came"
      case .cutList(.tenant, group: nil): return "no delta link came"
      case .cutList(.tenant, let group?) where !round.pages(of: group).isEmpty:
        return "no delta link came"
      case .unreadablePage(.tenant, let group, let page):
        let pages = round.pages(of: group)
        if page <= pages.count { return "page \(pages[page - 1]) could not be read: 503" }
      case .cutList, .unreadablePage, .throttled, .refused, .crash, .tokenDead, .pageRepeated,
        .pagesReordered, .lag, .answersNobody, .clockAhead:
        continue
      }
    }
    return nil
  }

  /// Keeps what a round told and the sync did not know yet: what comes a second time says nothing.
  private func take(
    _ round: DeltaRound, since start: Int, _ state: Feed.State, _ part: inout Feed.Part,
    _ timeline: inout Timeline
  ) {
    let told = round.told
    if told.edges.isEmpty, told.people.isEmpty, told.groups.isEmpty { return }
    let known = state.overlay.rewound(to: start)
    for edge in told.edges
    where known.contains(edge.member, in: edge.group) == edge.isRemoved {
      let page = timeline.intern("page \(edge.page) of \(round.groups.count) of the groups' round")
      part.edges.append(
        Feed.Edge(group: edge.group, target: edge.member, position: .max, page: page))
    }
    func keep(_ objects: [DeltaRound.Told.Person], _ feed: String, _ count: Int) {
      for told in objects {
        let object = Int(told.person)
        guard
          known.isLive(told.person) != state.overlay.isLive(told.person)
            || policy.countsOtherwise(known.flags[object], state.overlay.flags[object])
        else { continue }
        let page = timeline.intern("page \(told.page) of \(count) of the \(feed)' round")
        part.people.append(Feed.Person(person: told.person, position: .max, page: page))
      }
    }
    keep(told.groups, "groups", round.groups.count)
    keep(told.people, "users", round.users.count)
  }

  /// Reads the list of changes that a product keeps of its own.
  private func readList(
    _ links: [Int], _ start: Int, _ side: Side, _ part: inout Feed.Part,
    _ run: inout CurrentRun, _ world: inout World, _ timeline: inout Timeline
  ) -> Bool {
    guard let state = part.state, start < state.position else { return true }
    for position in start..<state.position {
      switch state.overlay.log[position] {
      case .edge(.members, let group, let target, _):
        part.edges.append(Feed.Edge(group: group, target: target, position: position, page: 0))
      case .flags(let object, let old, let new)
      where policy.countsOtherwise(old, new):
        part.people.append(Feed.Person(person: object, position: position, page: 0))
      case .edge, .text, .flags: continue
      }
    }
    guard !part.edges.isEmpty || !part.people.isEmpty, !world.faults.isEmpty else { return true }
    let groups = Set(
      links.map {
        side == .tenant ? world.links[$0].tenantGroup : world.links[$0].localGroup
      })
    if let reason = obstacle(in: part, of: groups, side, world) {
      fail("the list of changes (\(side.word)): \(reason)", side, &run, world, &timeline)
      return false
    }
    guard side == .tenant else { return true }
    if case .gaveUp(let status) = call("the list of changes", &run, &world, &timeline) {
      fail("the list of changes (directory): \(status)", side, &run, world, &timeline)
      return false
    }
    return true
  }

  /// Why a product's list of changes cannot be read to its end.
  private func obstacle(
    in part: Feed.Part, of groups: Set<ObjectIndex>, _ side: Side, _ world: World
  ) -> String? {
    func count(_ group: ObjectIndex) -> Int {
      groups.contains(group) ? part.edges.count { $0.group == group } : 0
    }
    for fault in world.faults {
      switch fault {
      case .pageLost: return "a page was lost"
      case .cutList(side, group: nil): return "it ended early"
      case .cutList(side, let group?) where count(group) > 0: return "it ended early"
      case .unreadablePage(side, let group, let page)
      where count(group) > (page - 1) * world.session.pageSize:
        return "page \(page) could not be read: 503"
      case .cutList, .unreadablePage, .throttled, .refused, .crash, .tokenDead, .pageRepeated,
        .pagesReordered, .lag, .answersNobody, .clockAhead:
        continue
      }
    }
    return nil
  }
}

extension Policy {
  /// Whether somebody counts as a member by one value of their switches and not by another.
  fileprivate func countsOtherwise(_ old: ObjectFlags, _ new: ObjectFlags) -> Bool {
    if old == new { return false }
    var deciding = ObjectFlags.deleted
    if members.guests == .exclude { deciding.formUnion([.guest, .guestKnown]) }
    if members.disabledAccounts == .exclude { deciding.formUnion([.enabled, .enabledKnown]) }
    return old.intersection(deciding) != new.intersection(deciding)
  }
}

extension DeltaRound {
  private static let nothing = "the round has 1 pages of groups, 1 of users, 0 entries"

  /// How much the round tells, for the timeline; of most rounds the same.
  fileprivate var summary: String {
    let count = entryCount
    if groups.count == 1, users.count == 1, count == 0 { return Self.nothing }
    var line: [UInt8] = []
    line.reserveCapacity(64)
    appendCount(groups.count, " pages of groups", after: "the round has ", to: &line)
    appendCount(users.count, " of users", after: ", ", to: &line)
    appendCount(count, " entries", after: ", ", to: &line)
    return String(decoding: line, as: UTF8.self)
  }

  /// The numbers of the pages that hold a part of a group, counted from 1.
  fileprivate func pages(of group: ObjectIndex) -> [Int] {
    groups.indices.filter { index in groups[index].entries.contains { $0.object == group } }
      .map { $0 + 1 }
  }
}
