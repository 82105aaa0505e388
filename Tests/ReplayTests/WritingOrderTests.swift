import DirectoryModel
import SyncSemantics
import TestSupport
import Testing

@testable import Replay

/// A run deals with one link after another, whatever the order in which it was planned.
struct WritingOrderTests {
  private static let people = (0..<12).map { "Person \($0)" }

  /// Groups of both sides with some of the people; the application has them in an order of its own.
  private static func town(
    _ random: inout SeededGenerator, _ count: Int, _ authority: Authority
  ) throws -> Town {
    var town = try Town("mirror") {
      $0.authority = authority
      $0.writing.batchSize = 3
    }
    for side in [Side.tenant, .local] {
      for person in people { town.make(side, .user, person) }
      let names = (0..<count).map { "Group \($0)" }
      for name in side == .tenant ? names : names.sorted(by: >) {
        town.group(side, name, .user, people.filter { _ in random.chance(1, outOf: 3) })
      }
    }
    town.engine.prepare(&town.world, &town.timeline)
    return town
  }

  @Test(arguments: SeededGenerator.seeds(6), [Authority.directory, .local])
  func `every group is written once and whole, in the order of the application`(
    seed: UInt64, authority: Authority
  ) throws {
    var random = SeededGenerator(seed: seed)
    for count in [1, 2, 9, 40] {
      var town = try Self.town(&random, count, authority)
      let copy: Side = authority == .directory ? .local : .tenant
      town.run(.full)
      #expect(town.world.links.count == count)
      var order: [ObjectIndex] = []
      for entry in town.timeline.entries where entry.kind == .written {
        #expect(entry.side == copy)
        guard let group = entry.operation?.localGroup else { continue }
        if order.last != group { order.append(group) }
      }
      #expect(order == order.sorted(), "seed \(seed), \(count) groups")
      #expect(Set(order).count == order.count)
      for number in 0..<count {
        #expect(
          town.members(.tenant, "Group \(number)") == town.members(.local, "Group \(number)"))
      }
      let written = town.timeline.entries.count { $0.kind == .written }
      let start = copy == .local ? town.world.start.local : town.world.start.tenant
      #expect(town.world[copy].position == start + written)
      town.run(.full)
      #expect(town.timeline.entries.count { $0.kind == .written } == written, "all is in step")
    }
  }

  @Test(arguments: SeededGenerator.seeds(4))
  func `a sync that stops dead leaves the groups behind as they were`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let before = try Self.town(&random, 20, .directory)
    var whole = before
    whole.run(.full)
    let all = whole.timeline.entries.filter { $0.kind == .written }.compactMap(\.operation)
    for writes in [0, 1, all.count / 2, all.count - 1] {
      var town = before
      town.step(.fault(.crash(afterOperations: writes)))
      town.run(.full)
      let done = town.timeline.entries.filter { $0.kind == .written }.compactMap(\.operation)
      #expect(done == Array(all[..<writes]), "what was written is the beginning of all")
      town.step(.repair)
      town.run(.full)
      let rest = town.timeline.entries.filter { $0.kind == .written }.compactMap(\.operation)
      #expect(rest.count == all.count)
    }
  }
}
