import DirectoryModel
import SyncSemantics
import TestSupport
import Testing

@testable import Replay

/// What outlives a run must never show.
struct KnownSightTests {
  private static let people = ["Ann", "Ben"]

  private func town(_ name: String) throws -> Town {
    var town = try Town(name) { $0.schedule.trigger = .manual }
    for side in [Side.tenant, .local] {
      for person in Self.people { town.make(side, .user, person) }
      town.group(side, "Team", .user, ["Ann"])
    }
    town.engine.prepare(&town.world, &town.timeline)
    return town
  }

  /// Something that may happen between two looks.
  enum Step: CaseIterable {
    case fullRun, incrementalRun, join, leave, rename, newcomer, hand, cut, unlink, bin
  }

  /// Carries out a step; with `anew`, nothing of what was seen before is remembered.
  private func take(_ step: Step, _ town: inout Town, anew: Bool) {
    if anew { town.world.session.sight = nil }
    switch step {
    case .fullRun: town.run(.full)
    case .incrementalRun: town.run(.incremental)
    case .join: town.edge(.tenant, "Team", .user, "Ben", true)
    case .leave: town.edge(.tenant, "Team", .user, "Ann", false)
    case .rename:
      let ben = town[.tenant, .user, "Ben"]
      town.step(.hand(.tenant, .text(ben, .displayName, "Benjamin")))
    case .newcomer where town[.tenant, .user, "Cho"] == noObject:
      town.make(.tenant, .user, "Cho")
    case .newcomer: town.edge(.tenant, "Team", .user, "Cho", true)
    case .bin:
      let team = town[.tenant, .group, "Team"]
      let isLive = town.world.tenant.isLive(team)
      town.step(.hand(.tenant, isLive ? .delete(team) : .restore(team)))
    case .hand: town.edge(.local, "Team", .user, "Ann", false)
    case .cut: town.step(.fault(.cutList(.tenant, group: nil)))
    case .unlink:
      town.step(.unlink(localGroup: town[.local, .group, "Team"], tenantGroup: nil))
    }
  }

  /// Every order of up to three steps.
  private static let histories: [[Step]] = {
    var (all, last): ([[Step]], [[Step]]) = ([], [[]])
    for _ in 0..<3 {
      last = last.flatMap { history in Step.allCases.map { history + [$0] } }
      all += last
    }
    return all
  }()

  @Test(arguments: ["rezolve", "configmgr", "itglue", "kaizala"])
  func `whoever remembers what was seen does what one does who looks anew`(
    _ policy: String
  ) throws {
    let start = try town(policy)
    for history in Self.histories {
      var (known, fresh) = (start, start)
      for step in history + [.fullRun, .fullRun, .incrementalRun] {
        take(step, &known, anew: false)
        take(step, &fresh, anew: true)
      }
      #expect(known.timeline.entries == fresh.timeline.entries, "\(history)")
      #expect(known.timeline.texts == fresh.timeline.texts, "\(history)")
      #expect(known.world.digest == fresh.world.digest, "\(history)")
      #expect(known.world.runs == fresh.world.runs, "\(history)")
      #expect(known.world.session.callCount == fresh.world.session.callCount, "\(history)")
    }
  }

  @Test func `both sides are read once as long as neither changes`() throws {
    var world = try town("rezolve").world
    let (first, second) = (world.plainSight(), world.plainSight())
    #expect(first.tenant === second.tenant && first.local === second.local)
    #expect(second.isPlain && second.position == world.position)
  }

  @Test(arguments: [Side.tenant, .local])
  func `a change of either side is seen by the next look`(_ side: Side) throws {
    var town = try town("rezolve")
    let before = town.world.plainSight()
    town.edge(side, "Team", .user, "Ben", true)
    let after = town.world.plainSight()
    // The other side is what it was.
    #expect((before.tenant === after.tenant) == (side == .local))
    #expect((before.local === after.local) == (side == .tenant))
    let team = town[side, .group, "Team"]
    let (old, new) =
      side == .tenant ? (before.tenant, after.tenant) : (before.local, after.local)
    #expect(old.members.list(of: team).count == 1)
    #expect(new.members.list(of: team).count == 2)
  }

  @Test(arguments: [Side.tenant, .local])
  func `nested groups are looked for again on the side that changed`(_ side: Side) throws {
    var town = try town("rezolve")
    town.group(side, "Inner", .user, [])
    let before = town.world.nestings(of: town.world.plainSight())
    let again = town.world.nestings(of: town.world.plainSight())
    #expect(again.tenant === before.tenant && again.local === before.local)
    town.edge(side, "Team", .group, "Inner", true)
    let after = town.world.nestings(of: town.world.plainSight())
    #expect((after.tenant === before.tenant) == (side == .local))
    #expect((after.local === before.local) == (side == .tenant))
    let (old, new) =
      side == .tenant ? (before.tenant, after.tenant) : (before.local, after.local)
    let team = town[side, .group, "Team"]
    #expect(!old.hasChildren(team) && new.hasChildren(team))
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `nesting that is followed from look to look is that of each look`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var town = try town("rezolve")
    let groups = ["Team", "Inner", "Outer"]
    for side in [Side.tenant, .local] {
      for group in groups.dropFirst() { town.group(side, group, .user, []) }
    }
    for step in 0..<30 {
      let side = random.chance(1, outOf: 2) ? Side.tenant : .local
      let (group, other) = (random.pick(groups), random.pick(groups))
      switch random.number(below: 4) {
      case 0: town.edge(side, group, .group, other, random.chance(1, outOf: 2))
      case 1: town.make(side, .user, "New \(step)")
      case 2: town.make(side, .group, "Group \(step)")
      default: town.edge(side, group, .user, "Ben", random.chance(1, outOf: 2))
      }
      let sight = town.world.plainSight()
      let known = town.world.nestings(of: sight)
      for (known, directory) in [(known.tenant, sight.tenant), (known.local, sight.local)] {
        let fresh = Nesting(directory)
        #expect(known.children.targets == fresh.children.targets, "seed \(seed), \(step)")
        #expect(known.children.starts == fresh.children.starts, "seed \(seed), \(step)")
        let (own, anew) = (known.parts, fresh.parts)
        #expect(own.componentOf == anew.componentOf, "seed \(seed), \(step)")
        #expect(own.depths == anew.depths && known.cycles == fresh.cycles)
      }
    }
  }

  @Test func `a run that finds nothing new does what it would have planned`() throws {
    var town = try town("configmgr")
    town.run(.full)
    let entries = town.timeline.entries.count
    for _ in 0..<2 { town.run(.incremental) }
    let kinds = town.timeline.entries[entries...].map(\.kind)
    #expect(!kinds.contains(.written) && !kinds.contains(.heldBack))
    #expect(town.world.runs.suffix(2).allSatisfy { $0.added + $0.removed + $0.changed == 0 })
  }

  @Test func `an earlier copy of a world keeps what it saw`() throws {
    var town = try town("rezolve")
    _ = town.world.plainSight()
    var earlier = town.world
    town.edge(.tenant, "Team", .user, "Ben", true)
    let (now, then) = (town.world.plainSight(), earlier.plainSight())
    let team = town[.tenant, .group, "Team"]
    #expect(now.tenant.members.list(of: team).count == 2)
    #expect(then.tenant.members.list(of: team).count == 1)
  }

  @Test func `large sides are let go of after the run`() throws {
    var world = try town("rezolve").world
    for number in 0..<KnownSight.mostObjects {
      var user = NewObject(kind: .user)
      user.guid = GUID(high: 9, low: UInt64(number) + 1)
      world.create(user, on: .tenant)
    }
    let (first, second) = (world.plainSight(), world.plainSight())
    #expect(first.tenant !== second.tenant)
    #expect(world.session.sight == nil)
  }
}
