import DirectoryModel
import SyncSemantics
import TestSupport
import Testing

@testable import Replay

/// How long what was reached from a group is taken for known.
struct ReachTests {
  /// 'Outer' nests 'Inner', in which 'Ada' is; 'Ben' and 'Apart' are in nothing.
  private static func town() throws -> Town {
    var town = try Town("mirror")
    for name in ["Ada", "Ben"] { town.make(.tenant, .user, name) }
    town.make(.tenant, .device, "Laptop")
    town.make(.tenant, .unknown, "Stranger")
    town.group(.tenant, "Inner", .user, ["Ada"])
    town.group(.tenant, "Outer", .group, ["Inner"])
    town.group(.tenant, "Apart", .user, [])
    town.engine.prepare(&town.world, &town.timeline)
    return town
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    var isKept = false
    let change: @Sendable (inout Town) -> Void

    init(_ name: String, isKept: Bool = false, _ change: @escaping @Sendable (inout Town) -> Void) {
      (self.name, self.isKept, self.change) = (name, isKept, change)
    }

    var testDescription: String { name }
  }

  private static func hand(_ town: inout Town, _ change: HandChange) {
    town.step(.hand(.tenant, change))
  }

  static let rows = [
    Row("nothing happens", isKept: true) { _ in },
    Row("time passes", isKept: true) { $0.wait(3_600) },
    Row("somebody comes into the group", isKept: true) {
      $0.edge(.tenant, "Inner", .user, "Ben", true)
    },
    Row("somebody leaves the group", isKept: true) {
      $0.edge(.tenant, "Inner", .user, "Ada", false)
    },
    Row("somebody becomes an owner of the group", isKept: true) {
      hand(
        &$0,
        .edge(
          .owners, group: $0[.tenant, .group, "Inner"], target: $0[.tenant, .user, "Ben"],
          isPresent: true))
    },
    Row("a device comes into the group", isKept: true) {
      $0.edge(.tenant, "Inner", .device, "Laptop", true)
    },
    Row("a person is deleted", isKept: true) { hand(&$0, .delete($0[.tenant, .user, "Ada"])) },
    Row("a person is disabled", isKept: true) {
      hand(&$0, .flag($0[.tenant, .user, "Ada"], .enabledKnown, isSet: true))
    },
    Row("a group is renamed", isKept: true) {
      hand(&$0, .text($0[.tenant, .group, "Outer"], .displayName, "Other"))
    },
    Row("a group comes into another") { $0.edge(.tenant, "Apart", .group, "Inner", true) },
    Row("a group leaves another") { $0.edge(.tenant, "Outer", .group, "Inner", false) },
    Row("groups far away nest each other") { $0.edge(.tenant, "Apart", .group, "Outer", true) },
    Row("a group is deleted") { hand(&$0, .delete($0[.tenant, .group, "Outer"])) },
    Row("a group is deleted and restored") {
      hand(&$0, .delete($0[.tenant, .group, "Outer"]))
      hand(&$0, .restore($0[.tenant, .group, "Outer"]))
    },
    Row("a group is gone for good") { hand(&$0, .purge($0[.tenant, .group, "Outer"])) },
    Row("something of an unknown kind comes in, which may be a group") {
      $0.edge(.tenant, "Inner", .unknown, "Stranger", true)
    },
    Row("a group among many other changes") {
      for _ in 0..<3 {
        $0.edge(.tenant, "Inner", .user, "Ben", true)
        $0.edge(.tenant, "Inner", .user, "Ben", false)
      }
      $0.edge(.tenant, "Apart", .group, "Inner", true)
      $0.edge(.tenant, "Inner", .user, "Ben", true)
    },
  ]

  private static let link = LedgerLink(tenantGroup: 5, localGroup: 6, isPushed: false)

  @Test(arguments: rows)
  func `what was reached is known until a group may have moved`(_ row: Row) throws {
    var (town, reach) = (try Self.town(), Reach())
    let inner = town[.tenant, .group, "Inner"]
    #expect(reach.links(above: inner, town.world.tenant) == nil, "nothing was kept yet")
    reach.keep([Self.link], above: inner)
    #expect(reach.links(above: inner, town.world.tenant)?.map(\.localGroup) == [6])
    row.change(&town)
    let known = reach.links(above: inner, town.world.tenant)
    #expect(known?.map(\.localGroup) == (row.isKept ? [6] : nil))
    #expect(reach.links(above: inner, town.world.tenant)?.count == known?.count, "asked again")
    reach.keep([], above: inner)
    #expect(reach.links(above: inner, town.world.tenant)?.isEmpty == true, "kept anew")
  }

  @Test func `only what was reached last is known`() throws {
    var (town, reach) = (try Self.town(), Reach())
    let (inner, apart) = (town[.tenant, .group, "Inner"], town[.tenant, .group, "Apart"])
    reach.keep([Self.link], above: inner)
    _ = reach.links(above: inner, town.world.tenant)
    reach.keep([Self.link], above: inner)
    #expect(reach.links(above: apart, town.world.tenant) == nil)
    #expect(reach.links(above: inner, town.world.tenant)?.count == 1)
    reach.keep([], above: apart)
    #expect(reach.links(above: inner, town.world.tenant) == nil)
    reach.forget()
    #expect(reach.links(above: apart, town.world.tenant) == nil)
    town.edge(.tenant, "Apart", .user, "Ada", true)
    #expect(reach.links(above: apart, town.world.tenant) == nil, "what was forgotten stays so")
  }

  /// What happens to the group in the middle between two people who come into the innermost one,
  /// and where the second of them waits then.
  static let middles: [(change: @Sendable (Town) -> HandChange?, groups: [String])] = [
    ({ _ in nil }, ["Inner", "Middle", "Outer"]),
    ({ .delete($0[.tenant, .group, "Middle"]) }, ["Inner"]),
    ({ .purge($0[.tenant, .group, "Middle"]) }, ["Inner"]),
    ({ .delete($0[.tenant, .group, "Outer"]) }, ["Inner", "Middle"]),
    ({ .delete($0[.tenant, .user, "Cy"]) }, ["Inner", "Middle", "Outer"]),
    (
      {
        .edge(
          .members, group: $0[.tenant, .group, "Outer"], target: $0[.tenant, .group, "Middle"],
          isPresent: false)
      }, ["Inner", "Middle"]
    ),
  ]

  @Test(arguments: middles)
  func `who comes into a group waits for the groups that are above it by then`(
    _ row: (change: @Sendable (Town) -> HandChange?, groups: [String])
  ) throws {
    var town = try Town("mirror") {
      $0.members.nesting = .transitive
      ($0.schedule.trigger, $0.schedule.intervalSeconds) = (.interval, 3_600)
    }
    for side in [Side.tenant, .local] {
      for name in ["Ada", "Ben", "Cy"] { town.make(side, .user, name) }
    }
    for group in ["Inner", "Middle", "Outer"] { town.group(.local, group, .user, []) }
    town.group(.tenant, "Inner", .user, ["Cy"])
    town.group(.tenant, "Middle", .group, ["Inner"])
    town.group(.tenant, "Outer", .group, ["Middle"])
    town.world.beginHere()
    town.engine.prepare(&town.world, &town.timeline)
    var ledger = ExposureLedger(town.engine.policy)
    town.wait(3_600)
    town.edge(.tenant, "Inner", .user, "Ada", true)
    ledger.observe(town.world, town.timeline)
    if let change = row.change(town) { town.step(.hand(.tenant, change)) }
    ledger.observe(town.world, town.timeline)
    town.edge(.tenant, "Inner", .user, "Ben", true)
    ledger.observe(town.world, town.timeline)
    let ben = town[.tenant, .user, "Ben"]
    let waits = ledger.records(town.world).filter { $0.person == ben && $0.kind == .joiner }
    let groups = waits.map { town.world.local.string(.displayName, of: $0.localGroup) }
    #expect(groups.sorted() == row.groups)
  }

  /// Days on which members and nested groups come and go together.
  private static func days(_ random: inout SeededGenerator, _ count: Int) -> [SketchWorld] {
    var world = ArchiveReplayTests.base
    for group in 2..<6 { world.objects[group] = .init(name: "G\(group)") }
    for person in 102..<110 {
      world.objects[person] = .init(name: "P\(person)", userName: "p\(person)")
    }
    return (0..<count).map { _ in
      for group in 0..<6 {
        for object in Array(2..<6) + Array(100..<110) where random.chance(1, outOf: 4) {
          guard object != group else { continue }
          if world.members[group]?.contains(object) == true {
            world.members[group]?.remove(object)
          } else {
            world.members[group, default: []].insert(object)
          }
        }
      }
      return world
    }
  }

  /// Who is in which group, directly or through others, by their names.
  private static func places(_ world: SketchWorld) -> Set<[String]> {
    var places: Set<[String]> = []
    for group in world.objects.keys where group < 100 {
      var (queue, seen) = ([group], Set([group]))
      while let next = queue.popLast() {
        for member in world.members[next] ?? [] where seen.insert(member).inserted {
          if member < 100 {
            queue.append(member)
          } else {
            places.insert(name(group, member, world))
          }
        }
      }
    }
    return places
  }

  private static func name(_ group: Int, _ person: Int, _ world: SketchWorld) -> [String] {
    [world.objects[group]?.name ?? "", world.objects[person]?.name ?? ""]
  }

  @Test(arguments: SeededGenerator.seeds(80))
  func `behind the last run those wait whose place changed through any nesting, and nobody else`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let days = Self.days(&random, 4)
    var local = days[0]
    local.members = [:]
    // The last run is made at the time of the last snapshot, and does not know it yet.
    let replay = try ArchiveReplayTests.replay(
      days, local: local,
      engine: ArchiveReplayTests.engine(every: 6 * 3_600) { $0.members.nesting = .transitive },
      after: 60)
    let tenant = replay.world.tenant
    var waiting: [ExposureRecord.Kind: Set<[String]>] = [:]
    for record in replay.exposures where record.until == nil {
      waiting[record.kind, default: []].insert([
        tenant.string(.displayName, of: record.tenantGroup),
        tenant.string(.displayName, of: record.person),
      ])
    }
    let (before, after) = (Self.places(days[2]), Self.places(days[3]))
    #expect(waiting[.departed] ?? [] == before.subtracting(after), "\(random)")
    #expect(waiting[.joiner] ?? [] == after.subtracting(before), "\(random)")
  }
}
