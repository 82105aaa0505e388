import DirectoryModel
import SyncSemantics
import TestSupport
import Testing

@testable import Replay

/// Large sides are matched anew in part only; what runs do must not show it.
struct MatchMemoryTests {
  private static let people = (0..<40).map { "person \($0)" }

  /// A town with more objects than a sight outlives its run with.
  private static func town(_ name: String) throws -> Town {
    var town = try Town(name) { policy in
      policy.schedule.trigger = .manual
      policy.scope.linkedOnly = false
    }
    for number in 0..<KnownSight.mostObjects { town.make(.tenant, .device, "device \(number)") }
    for person in people {
      town.make(.tenant, .user, person)
      if person.hasSuffix("3") == false { town.make(.local, .user, person) }
    }
    for group in 0..<6 {
      let members = people.enumerated().filter { $0.offset % (group + 2) == 0 }.map(\.element)
      town.group(.tenant, "Team \(group)", .user, members)
      let there = members.filter { town[.local, .user, $0] != noObject }
      town.group(.local, group == 5 ? "team 5" : "Team \(group)", .user, there)
    }
    town.engine.prepare(&town.world, &town.timeline)
    return town
  }

  /// Lets something happen that concerns people and groups.
  private static func change(_ town: inout Town, _ random: inout SeededGenerator) {
    let (person, team) = (random.pick(people), "Team \(random.number(below: 6))")
    let one = town[.tenant, .user, person]
    switch random.number(below: 6) {
    case 0: town.edge(.tenant, team, .user, person, random.chance(1, outOf: 2))
    case 1: town.step(.hand(.tenant, .text(one, .principalName, "\(random.pick(people))@x.org")))
    case 2: town.step(.hand(.tenant, .delete(one)))
    case 3: town.step(.hand(.tenant, .restore(one)))
    case 4 where town[.local, .user, person] != noObject:
      let account = town[.local, .user, person]
      town.step(.hand(.local, .text(account, .principalName, "\(random.pick(people))@contoso.com")))
    case 4: break
    default:
      let group = town[.tenant, .group, team]
      town.step(.hand(.tenant, .text(group, .displayName, "Team \(random.number(below: 8))")))
    }
  }

  @Test(arguments: ["rezolve", "itglue", "kaizala"])
  func `runs that remember the matching before do what runs do that match anew`(
    _ policy: String
  ) throws {
    let start = try Self.town(policy)
    for seed in UInt64(1)...2 {
      var (known, fresh) = (start, start)
      for round in 0..<5 {
        var random = SeededGenerator(seed: seed &* 100 &+ UInt64(round))
        var again = random
        for _ in 0..<3 {
          Self.change(&known, &random)
          Self.change(&fresh, &again)
        }
        let kind: RunKind = random.chance(1, outOf: 3) ? .full : .incremental
        known.run(kind)
        fresh.world.session.matchMemory = nil
        fresh.world.session.nestings = nil
        fresh.run(kind)
      }
      #expect(known.world.session.matchMemory != nil)
      #expect(known.timeline.entries == fresh.timeline.entries, "seed \(seed)")
      #expect(known.timeline.texts == fresh.timeline.texts, "seed \(seed)")
      #expect(known.world.digest == fresh.world.digest, "seed \(seed)")
    }
  }

  /// Lets something happen that may concern who is nested in whom.
  private static func nest(_ town: inout Town, _ random: inout SeededGenerator) {
    let side = random.chance(1, outOf: 2) ? Side.tenant : .local
    let (team, other) = ("Team \(random.number(below: 5))", "Team \(random.number(below: 5))")
    switch random.number(below: 6) {
    case 0: town.edge(side, team, .group, other, random.chance(2, outOf: 3))
    case 1: town.edge(side, team, .user, "person \(random.number(below: 3))", false)
    case 2: town.make(side, .user, "newcomer \(town.world[side].objectCount)")
    case 3: town.group(side, "club \(town.world[side].objectCount)", .user, [])
    case 4: town.step(.hand(side, .delete(town[side, .group, team])))
    default: return
    }
  }

  /// What a nesting says, one line each.
  private static func facts(_ nesting: Nesting) -> [[UInt32]] {
    [
      nesting.children.starts, nesting.children.targets, nesting.parts.componentOf,
      nesting.parts.components.starts, nesting.parts.components.targets, nesting.parts.depths,
    ] + nesting.cycles
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `nested groups that are followed are those that a fresh look finds`(seed: UInt64) throws {
    var (town, random) = (try Self.town("rezolve"), SeededGenerator(seed: seed))
    var kept = 0
    for _ in 0..<30 {
      let sight = town.world.plainSight()
      let former = town.world.session.nestings
      let nestings = town.world.nestings(of: sight)
      #expect(Self.facts(nestings.tenant) == Self.facts(Nesting(sight.tenant)), "seed \(seed)")
      #expect(Self.facts(nestings.local) == Self.facts(Nesting(sight.local)), "seed \(seed)")
      if let former, nestings.tenant === former.nestings.tenant { kept += 1 }
      Self.nest(&town, &random)
    }
    #expect(kept > 0, "seed \(seed): nothing was followed")
  }

  @Test func `small sides leave nothing to remember`() throws {
    var town = try Town("rezolve")
    town.make(.tenant, .user, "Ann")
    town.engine.prepare(&town.world, &town.timeline)
    town.run(.full)
    #expect(town.world.session.matchMemory == nil)
    #expect(town.world.session.nestings == nil)
  }

  @Test func `whoever changed since a position is named, members of lists are not`() throws {
    var town = try Self.town("rezolve")
    let start = town.world.position
    #expect(town.world.changedObjects(since: start).tenant.isEmpty)
    town.edge(.tenant, "Team 1", .user, "person 1", true)
    let person = town[.tenant, .user, "person 2"]
    town.step(.hand(.tenant, .text(person, .mail, "a@b.org")))
    town.step(.hand(.tenant, .delete(person)))
    let account = town[.local, .user, "person 1"]
    town.step(.hand(.local, .text(account, .mail, "a@b.org")))
    let changed = town.world.changedObjects(since: start)
    #expect(Set(changed.tenant) == [person])
    #expect(changed.local == [account])
    #expect(town.world.changedObjects(since: town.world.position).local.isEmpty)
  }
}
