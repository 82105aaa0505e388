import DirectoryModel
import SyncSemantics
import TestSupport
import Testing

@testable import Replay

/// Who is touched by changes below groups, held against a feed that looks at everybody each time.
struct ChangeFeedTests {
  /// A tenant of groups 0, 1, … and users 100, 101, …, and the links of all groups.
  private struct Case {
    var state: Overlay
    var links: [SyncLink]
    private let start: Int

    init(groups: Int, users: Int, members: [Int: Set<Int>]) {
      var sketch = SketchWorld()
      for number in 0..<groups { sketch.objects[number] = .init(name: "group \(number)") }
      for number in 0..<users { sketch.objects[100 + number] = .init(name: "user \(number)") }
      sketch.members = members
      let overlay = Overlay(over: sketch.snapshot())
      (state, start) = (overlay, overlay.position)
      links = (0..<groups).compactMap { overlay.find(SketchWorld.guid($0)) }.map {
        SyncLink(
          tenantGroup: $0, localGroup: $0, direction: nil, isStated: false, state: .enabled,
          position: FeedPosition(tenant: 0, local: 0))
      }
    }

    func object(_ number: Int) throws -> ObjectIndex {
      try #require(state.find(SketchWorld.guid(number)))
    }

    /// Puts somebody on a list who is not there, and takes away who is.
    mutating func toggle(_ target: Int, in group: Int) throws {
      let (group, target) = (try object(group), try object(target))
      let isPresent = !state.contains(target, in: group)
      state.apply(.edge(.members, group: group, target: target, isPresent: isPresent))
    }

    mutating func toggleBin(_ number: Int) throws {
      let object = try object(number)
      let old = state.flags[Int(object)]
      state.apply(.flags(object, old: old, new: old.symmetricDifference(.deleted)))
    }

    /// Everything that the log tells, as a list of changes does.
    var part: Feed.Part {
      var part = Feed.Part()
      part.state = Feed.State(state)
      for (position, change) in state.log.enumerated() {
        switch change {
        case .edge(.members, let group, let target, _):
          part.edges.append(Feed.Edge(group: group, target: target, position: position, page: 0))
        case .flags(let object, _, _):
          part.people.append(Feed.Person(person: object, position: position, page: 0))
        case .edge, .text: continue
        }
      }
      return part
    }

    func found(_ policy: Policy) -> [MemberChange] {
      let end = FeedPosition(tenant: state.position, local: 0)
      var feed = ChangeFeed(Feed(tenant: part, local: Feed.Part(), end: end), policy)
      for pair in links.indices { feed.follow(links, pair, UInt32(pair), .tenant) }
      return feed.gather()
    }

    func expected(_ policy: Policy) -> [MemberChange] {
      PlainFeed(part, state, policy).changes(links)
    }
  }

  private func policy(_ nesting: MemberRules.Nesting, joins: Bool = true) throws -> Policy {
    var policy = try #require(try SyncSemantics.policy(named: "mirror"))
    (policy.members.nesting, policy.delta.joinsDeletedUsers) = (nesting, joins)
    return policy
  }

  @Test func `every history of three changes over two groups and a user tells what a look tells`()
    throws
  {
    let edges = [(0, 0), (0, 1), (1, 0), (1, 1), (0, 100), (1, 100)]
    let policy = try policy(.transitive)
    for start in 0..<(1 << edges.count) {
      var members: [Int: Set<Int>] = [:]
      for (bit, edge) in edges.enumerated() where start >> bit & 1 == 1 {
        members[edge.0, default: []].insert(edge.1)
      }
      let first = Case(groups: 2, users: 1, members: members)
      for history in 0..<216 {
        var all = first
        for choice in [history % 6, history / 6 % 6, history / 36] {
          try all.toggle(edges[choice].1, in: edges[choice].0)
        }
        // One link has dealt with the first change.
        all.links[history % 2].position.tenant = 1
        if all.found(policy) != all.expected(policy) { Issue.record("\(start) \(history)") }
      }
    }
  }

  @Test(arguments: SeededGenerator.seeds(40))
  func `long histories of groups in groups tell what a look tells`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let (groups, users) = (7, 9)
    func target() -> Int {
      random.chance(1, outOf: 3) ? random.number(below: groups) : 100 + random.number(below: users)
    }
    var members: [Int: Set<Int>] = [:]
    for _ in 0..<25 { members[random.number(below: groups), default: []].insert(target()) }
    for nesting in [MemberRules.Nesting.transitive, .direct] {
      var all = Case(groups: groups, users: users, members: members)
      for _ in 0..<random.number(below: 30) {
        if random.chance(1, outOf: 6) {
          try all.toggleBin(100 + random.number(below: users))
        } else if random.chance(1, outOf: 6) {
          try all.toggleBin(random.number(below: groups))
        } else {
          try all.toggle(target(), in: random.number(below: groups))
        }
      }
      for index in all.links.indices {
        all.links[index].position.tenant = random.number(below: all.state.position + 1)
        guard random.chance(1, outOf: 2) else { continue }
        let member = try all.object(100 + random.number(below: users))
        all.links[index].pending = [
          PendingChange(member: member, isMember: random.chance(1, outOf: 2))
        ]
      }
      let policy = try policy(nesting, joins: random.chance(1, outOf: 2))
      #expect(all.found(policy) == all.expected(policy), "seed \(seed)")
    }
  }

  @Test func `a cycle of groups that comes apart lets go of whoever came through it`() throws {
    var all = Case(groups: 3, users: 1, members: [0: [1], 1: [2], 2: [0, 100]])
    try all.toggle(1, in: 0)
    let changes = all.found(try policy(.transitive))
    let user = try all.object(100)
    // Round the cycle the change lies below every group, and the user came through all of them.
    #expect(
      changes == [
        MemberChange(pair: 0, member: user, isMember: false),
        MemberChange(pair: 1, member: user, isMember: true),
        MemberChange(pair: 2, member: user, isMember: true),
      ])
  }

  @Test func `two copies of one group are told apart`() throws {
    var all = Case(groups: 1, users: 2, members: [:])
    all.links.append(all.links[0])
    try all.toggle(100, in: 0)
    all.links[0].pending = [PendingChange(member: try all.object(101), isMember: true)]
    let changes = all.found(try policy(.direct))
    // The latest link follows the group; what the other one owes is still asked.
    #expect(
      changes == [
        MemberChange(pair: 0, member: try all.object(101), isMember: false),
        MemberChange(pair: 1, member: try all.object(100), isMember: true),
      ])
  }
}
