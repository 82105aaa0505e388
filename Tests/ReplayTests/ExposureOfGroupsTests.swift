import DirectoryModel
import SyncSemantics
import TestSupport
import Testing

@testable import Replay

/// Who keeps access, or waits for it, when whole groups are deleted and come back.
struct ExposureOfGroupsTests {
  private static let base = ArchiveReplayTests.base

  private static func deleted(_ groups: Int...) -> SketchWorld {
    var world = base
    for group in groups {
      world.objects[group]?.isDeleted = true
      world.members[group] = nil
    }
    return world
  }

  private static func gone(_ group: Int) -> SketchWorld {
    var world = base
    world.objects[group] = nil
    world.members[group] = nil
    return world
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let days: [SketchWorld]
    var ending = Lifecycle.Ending.keep
    let lines: [String]

    init(
      _ name: String, _ days: [SketchWorld], _ ending: Lifecycle.Ending, _ lines: [String]
    ) {
      (self.name, self.days, self.ending, self.lines) = (name, days, ending, lines)
    }

    var testDescription: String { name }
  }

  private static let both = ["departed 100: ", "departed 101: "]

  static let rows = [
    Row(
      "kept without its original", [base, deleted(0)], .keep,
      both.map { $0 + "1d or more, 0s to 1d" }),
    Row(
      "orphaned", [base, deleted(0)], .orphan, both.map { $0 + "1d or more, 0s to 1d" }),
    Row("archived", [base, deleted(0)], .archive, both.map { $0 + "0s to 6h, 0s to 1d" }),
    Row("switched off", [base, deleted(0)], .disable, both.map { $0 + "0s to 6h, 0s to 1d" }),
    Row("deleted", [base, deleted(0)], .delete, both.map { $0 + "0s to 6h, 0s to 1d" }),
    Row("gone for good", [base, gone(0)], .keep, both.map { $0 + "1d or more, 0s to 1d" }),
    Row("an empty group", [base, deleted(1)], .keep, []),
    Row("two groups", [base, deleted(0, 1)], .keep, both.map { $0 + "1d or more, 0s to 1d" }),
    Row(
      "in the recycle bin, then gone for good", [base, deleted(0), gone(0)], .keep,
      both.map { $0 + "2d or more, 0s to 1d" }),
    Row(
      "restored with its copy", [base, deleted(0), base], .orphan,
      both.map { $0 + "0s to 2d, 0s to 1d" }),
    Row("deleted from the start", [deleted(0), deleted(0)], .keep, []),
  ]

  @Test(arguments: rows)
  func `everybody in the copy of a deleted group keeps access until that ends`(_ row: Row) throws {
    let engine = try ArchiveReplayTests.engine(every: 6 * 3_600) {
      $0.lifecycle.deletedGroups = row.ending
    }
    let replay = try ArchiveReplayTests.replay(
      row.days, local: Self.base, engine: engine, after: ArchiveReplayTests.day)
    #expect(replay.exposures.map { replay.line($0) } == row.lines)
  }

  @Test func `who is off the list of a restored group has had access without a break`() throws {
    var day = Self.base
    day.members[0] = [100]
    let engine = try ArchiveReplayTests.engine(every: 6 * 3_600) {
      $0.lifecycle.deletedGroups = .orphan
    }
    let replay = try ArchiveReplayTests.replay(
      [Self.base, Self.deleted(0), day], local: Self.base, engine: engine, after: 6 * 3_600)
    #expect(
      replay.exposures.map { replay.line($0) } == [
        "departed 100: 0s to 2d, 0s to 1d", "departed 101: 0s to 54h, 0s to 1d",
      ])
  }

  @Test func `the end of one account ends its access everywhere, and nobody else's`() throws {
    var day = Self.base
    day.objects[101]?.isDeleted = true
    day.members = [:]
    var first = Self.base
    first.members = [0: [100, 101], 1: [101]]
    for (ending, isOver) in [(Lifecycle.Ending.delete, true), (.disable, true), (.orphan, false)] {
      let engine = try ArchiveReplayTests.engine(every: 6 * 3_600) {
        ($0.lifecycle.deletedUsers, $0.fullRun.foreignMembers) = (ending, .keep)
      }
      let replay = try ArchiveReplayTests.replay(
        [first, day], local: first, engine: engine, after: 6 * 3_600)
      let open = replay.exposures.filter { $0.until == nil }.map { replay.line($0) }
      #expect(open.contains { $0.hasPrefix("departed 100:") }, "\(ending)")
      #expect(open.count { $0.hasPrefix("departed 101:") } == (isOver ? 0 : 2), "\(ending)")
    }
  }

  /// Groups that nest each other, and people, on both sides.
  private static func town(_ random: inout SeededGenerator) throws -> Town {
    var town = try Town("mirror") {
      $0.members.nesting = .transitive
      $0.schedule.trigger = .interval
      $0.schedule.intervalSeconds = 3_600
    }
    let people = (0..<5).map { "P\($0)" }
    for side in [Side.tenant, .local] {
      for name in people { town.make(side, .user, name) }
      for group in 0..<4 { town.group(side, "G\(group)", .user, []) }
    }
    for group in 0..<4 {
      for name in people where random.chance(1, outOf: 4) {
        town.world.perform(
          .edge(
            .members, group: town[.tenant, .group, "G\(group)"], target: town[.tenant, .user, name],
            isPresent: true), on: .tenant)
      }
      for inner in 0..<4 where inner != group && random.chance(1, outOf: 3) {
        town.world.perform(
          .edge(
            .members, group: town[.tenant, .group, "G\(group)"],
            target: town[.tenant, .group, "G\(inner)"], isPresent: true), on: .tenant)
      }
    }
    town.world.beginHere()
    town.engine.prepare(&town.world, &town.timeline)
    return town
  }

  /// Who has a place by what the tenant says now, by group and person.
  private static func expected(_ town: Town) -> Set<[ObjectIndex]> {
    var (places, ways) = (Set<[ObjectIndex]>(), WaysUp())
    let tenant = town.world.tenant
    for link in town.world.links where tenant.isLive(link.tenantGroup) {
      for person in tenant.live(.user) {
        _ = ways.above(person, tenant)
        if ways.isMet(link.tenantGroup) { places.insert([link.tenantGroup, person]) }
      }
    }
    return places
  }

  /// Something that happens to a group or a person of the tenant.
  private static func change(_ town: Town, _ random: inout SeededGenerator) -> HandChange {
    let group = town[.tenant, .group, "G\(random.number(below: 4))"]
    let other = town[.tenant, .group, "G\(random.number(below: 4))"]
    let person = town[.tenant, .user, "P\(random.number(below: 5))"]
    let target = random.chance(1, outOf: 3) && other != group ? other : person
    let object = random.chance(1, outOf: 2) ? group : person
    switch random.number(below: 5) {
    case 0: return .delete(object)
    case 1: return .restore(object)
    case 2 where random.chance(1, outOf: 4): return .purge(object)
    default:
      return .edge(.members, group: group, target: target, isPresent: random.chance(1, outOf: 2))
    }
  }

  @Test(arguments: SeededGenerator.seeds(150))
  func `between two runs whoever lost a place and is in the copy has a record, and nobody else`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    var town = try Self.town(&random)
    var ledger = ExposureLedger(town.engine.policy)
    town.wait(3_600)
    ledger.observe(town.world, town.timeline)
    let before = Self.expected(town)
    let links = town.world.links
    for _ in 0..<6 {
      // Whoever is gone for good does not come back.
      let change = Self.change(town, &random)
      if case .restore(let object) = change,
        !town.world.tenant.flags[Int(object)].contains(.recorded)
      {
        continue
      }
      town.step(.hand(.tenant, change))
      ledger.observe(town.world, town.timeline)
      town.wait(60)
    }
    let after = Self.expected(town)
    var (open, joining): (Set<[ObjectIndex]>, Set<[ObjectIndex]>) = ([], [])
    for record in ledger.records(town.world) where record.until == nil {
      let place = [record.tenantGroup, record.person]
      if record.kind == .departed { open.insert(place) } else { joining.insert(place) }
    }
    #expect(links.count == 4, "\(random)")
    #expect(open == before.subtracting(after), "\(random)")
    #expect(joining == after.subtracting(before), "\(random)")
  }
}
