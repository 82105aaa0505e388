import DirectoryModel
import SyncSemantics
import TestSupport
import Testing

@testable import Replay

/// Asking early for memory changes nothing, whatever is asked for.
struct LedgerExpectingTests {
  private static func town(_ policy: String, _ random: inout SeededGenerator) throws -> Town {
    var town = try Town(policy) {
      $0.members.nesting = policy == "mirror" ? .transitive : .direct
    }
    let people = (0..<6).map { "person\($0)" }
    for side in [Side.tenant, .local] {
      for name in people { town.make(side, .user, name) }
      for group in 0..<4 {
        town.group(side, "group\(group)", .user, people.filter { _ in random.chance(1, outOf: 3) })
      }
    }
    town.engine.prepare(&town.world, &town.timeline)
    return town
  }

  private static func entry(_ town: Town, _ random: inout SeededGenerator) -> Engine.Entry {
    let side: Side = random.chance(3, outOf: 4) ? .tenant : .local
    // Beyond the end too: a change further on may be about somebody who is not there yet.
    let count = town.world[side].objectCount + 3
    return (
      side, random.chance(1, outOf: 5) ? .owners : .members,
      ObjectIndex(random.number(below: count)), ObjectIndex(random.number(below: count))
    )
  }

  @Test(arguments: ["mirror", "rezolve", "configmgr"], SeededGenerator.seeds(4))
  func `a ledger that asks ahead tells what one tells that does not`(
    policy: String, seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    var town = try Self.town(policy, &random)
    var (asking, silent) = (ExposureLedger(town.engine.policy), ExposureLedger(town.engine.policy))
    for step in 0..<40 {
      for wait in ExposureLedger.Waits.allCases {
        asking.expect(wait, Self.entry(town, &random), town.world)
      }
      let group = town[.tenant, .group, "group\(random.number(below: 4))"]
      let person = town[.tenant, .user, "person\(random.number(below: 6))"]
      let (digest, isPresent) = (town.world.digest, random.chance(1, outOf: 2))
      asking.expect(.rows, (.tenant, .members, group, person), town.world)
      asking.expect(.entries, (.tenant, .members, group, person), town.world)
      #expect(town.world.digest == digest)
      town.step(
        .hand(.tenant, .edge(.members, group: group, target: person, isPresent: isPresent)))
      if step % 10 == 9 { town.run(step == 9 ? .full : .incremental) }
      asking.observe(town.world, town.timeline)
      silent.observe(town.world, town.timeline)
      #expect(asking.records(town.world) == silent.records(town.world))
    }
  }

  @Test func `what comes first is asked for first`() {
    let ahead = ExposureLedger.Waits.allCases.map(\.rawValue)
    #expect(ahead == ahead.sorted(by: >))
    #expect(Set(ahead).count == ahead.count)
  }

  @Test func `links are asked for before there are any, and of groups that have none`() {
    var table = LinkTable()
    table.expectPlace(of: 5)
    table.expectLink(of: 5)
    table.clear(objectCount: 2)
    table.insert(LedgerLink(tenantGroup: 1, localGroup: 7, isPushed: false), of: 1)
    for group in ObjectIndex(0)..<9 {
      table.expectPlace(of: group)
      table.expectLink(of: group)
      #expect(table.last(of: group)?.localGroup == (group == 1 ? 7 : nil))
    }
  }
}
