import DirectoryModel
import SyncSemantics
import TestSupport
import Testing

@testable import Replay

/// Events that are handed over as a list do what they do one by one.
struct EventListTests {
  private static let people = (0..<30).map { "person\($0)" }
  private static let groups = (0..<6).map { "group\($0)" }

  private func town() throws -> Town {
    var town = try Town("mirror")
    for side in [Side.tenant, .local] {
      for person in Self.people { town.make(side, .user, person) }
      for (number, group) in Self.groups.enumerated() {
        town.group(side, group, .user, Array(Self.people.prefix(number * 5)))
      }
    }
    town.engine.prepare(&town.world, &town.timeline)
    return town
  }

  private func event(_ town: Town, _ random: inout SeededGenerator) -> Event {
    let side: Side = random.chance(2, outOf: 3) ? .tenant : .local
    let group = town[side, .group, random.pick(Self.groups)]
    let person = town[side, .user, random.pick(Self.people)]
    switch random.number(below: 24) {
    case 0: return .run(.full, localGroup: nil)
    case 1: return .run(.incremental, localGroup: nil)
    case 2: return .hand(side, .flag(person, .enabled, isSet: random.chance(1, outOf: 2)))
    case 3: return .hand(side, .text(person, .mail, "\(random.number(below: 9))@contoso.com"))
    default:
      let relation: Relation = random.chance(1, outOf: 5) ? .owners : .members
      return .hand(
        side,
        .edge(
          relation, group: group, target: person, isPresent: random.chance(1, outOf: 2)))
    }
  }

  @Test(arguments: SeededGenerator.seeds(10))
  func `a list of events gives the world and the timeline that its events give`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    var (together, singly) = (try town(), try town())
    for length in [0, 1, 7, 8, 9, 15, 16, 17, 60] {
      let events = (0..<length).map { _ in event(together, &random) }
      together.engine.step(&together.world, events, &together.timeline)
      for event in events { singly.step(event) }
      #expect(together.world.digest == singly.world.digest)
      #expect(together.world.position == singly.world.position)
      #expect(
        together.timeline.digest(world: together.world)
          == singly.timeline.digest(world: singly.world))
    }
  }

  @Test func `an event may name somebody whom an event before it makes`() throws {
    var town = try town()
    let next = ObjectIndex(town.world.tenant.objectCount)
    var new = NewObject(kind: .user)
    new.guid = Town.guid(.user, "newcomer")
    let group = town[.tenant, .group, "group0"]
    let edge = HandChange.edge(.members, group: group, target: next, isPresent: true)
    town.engine.step(
      &town.world, [.hand(.tenant, .create(new)), .hand(.tenant, edge)], &town.timeline)
    #expect(town.world.tenant.list(of: group) == [next])
    #expect(town[.tenant, .user, "newcomer"] == next)
  }
}
