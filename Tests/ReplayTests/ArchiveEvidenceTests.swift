import DirectoryModel
import SyncSemantics
import TestSupport
import Testing

@testable import Replay

/// Snapshots of which some do not show everything, and what a sync makes of them.
struct ArchiveEvidenceTests {
  private static let base = ArchiveReplayTests.base

  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    var days: [SketchWorld] = [base, base]
    var cuts: [SketchWorld.Cut] = [SketchWorld.Cut(), SketchWorld.Cut()]
    var local = base
    let lines: [String]

    init(_ name: String, _ lines: [String], _ change: (inout Row) -> Void) {
      (self.name, self.lines) = (name, lines)
      change(&self)
    }

    var testDescription: String { name }
  }

  static let rows = [
    Row(
      "a new group whose list is cut",
      ["day 1: created 1", "day 1: added 100 to 1", "day 1, 3600: held back removeMember 101 of 1"]
    ) {
      $0.days[0].objects[1] = nil
      $0.days[1].members[1] = [100, 101]
      $0.cuts[1].members[1] = [101]
      $0.local.members[1] = [100, 101]
    },
    Row(
      "a new group whose list is whole",
      ["day 1: created 1", "day 1: added 100 to 1", "day 1, 3600: written removeMember 101 of 1"]
    ) {
      $0.days[0].objects[1] = nil
      $0.days[1].members[1] = [100]
      $0.local.members[1] = [100, 101]
    },
    Row(
      "a group that comes back with a cut list",
      [
        "day 1: restored 1", "day 1: added 100 to 1",
        "day 1, 3600: held back removeMember 101 of 1",
      ]
    ) {
      $0.days[0].objects[1]?.isDeleted = true
      $0.days[1].members[1] = [100, 101]
      $0.cuts[1].members[1] = [101]
      $0.local.members[1] = [100, 101]
    },
    Row("a member whom a cut list does not come to", []) {
      $0.cuts[1].members[0] = [101]
    },
    Row(
      "a stranger in the copy of a list that was cut from the start",
      [
        "day 0, 3600: held back removeMember 101 of 1"
      ]
    ) {
      $0.cuts[0].members[1] = [100]
      $0.cuts[1].members[1] = [100]
      $0.local.members[1] = [101]
    },
    Row(
      "a leaver between two whole lists on either side of a cut one",
      [
        "day 2: removed 101 of 0, known only now", "day 2, 3600: written removeMember 101 of 0",
      ]
    ) {
      $0.days = [base, base, base]
      $0.days[1].members = [0: [100]]
      $0.days[2].members = [0: [100]]
      $0.cuts[1].members[0] = [101]
    },
    Row(
      "a joiner between two whole lists on either side of a cut one",
      [
        "day 2: added 101 to 1, known only now", "day 2, 3600: written addMember 101 of 1",
      ]
    ) {
      $0.days = [base, base, base]
      $0.days[1].members[1] = [101]
      $0.days[2].members[1] = [101]
      $0.cuts[1].members[1] = [101]
    },
    Row("a leaver beyond a cut list, who came back", []) {
      $0.days = [base, base, base]
      $0.days[1].members = [0: [100]]
      $0.cuts[1].members[0] = [101]
    },
    Row(
      "a list that was cut at first",
      [
        "day 0, 3600: held back removeMember 101 of 0", "day 1: added 101 to 0, known only now",
      ]
    ) { $0.cuts[0].members[0] = [101] },
    Row(
      "a list that was cut at first, and a stranger in its copy",
      [
        "day 0, 3600: held back removeMember 101 of 1", "day 1: added 100 to 1, known only now",
        "day 1, 3600: written addMember 100 of 1", "day 1, 3600: written removeMember 101 of 1",
      ]
    ) {
      $0.days[0].members[1] = [100]
      $0.days[1].members[1] = [100]
      $0.cuts[0].members[1] = [100]
      $0.local.members[1] = [101]
    },
    Row(
      "a group beyond a cut list of groups, whose member left",
      [
        "day 2: removed 101 of 0, known only now", "day 2, 3600: written removeMember 101 of 0",
      ]
    ) {
      $0.days = [base, base, base]
      $0.days[2].members = [0: [100]]
      $0.cuts[1].objects = [0]
    },
    Row(
      "somebody beyond a cut list of users, who is gone for good",
      [
        "day 2: removed 101 of 0", "day 2: gone 101, known only now",
        "day 2, 3600: written removeMember 101 of 0",
      ]
    ) {
      $0.days = [base, base, base]
      $0.days[2].objects[101] = nil
      $0.days[2].members = [0: [100]]
      $0.cuts[1].objects = [101]
    },
    Row(
      "somebody whom a list named before anything else did",
      [
        "day 0, 3600: written removeMember 101 of 0",
        "day 0, 3600: written removeMember 101 of 1",
        "day 1: created 101, known only now",
        "day 1, 3600: written addMember 101 of 0",
      ]
    ) {
      $0.days[0].objects[101] = nil
      $0.local.members[1] = [101]
    },
    Row(
      "two whom lists named, one a day longer than the other",
      [
        "day 0, 3600: written removeMember 100 of 0",
        "day 0, 3600: written removeMember 101 of 0",
        "day 1: created 101, known only now",
        "day 1, 3600: written addMember 101 of 0",
        "day 2: created 100, known only now",
        "day 2, 3600: written addMember 100 of 0",
      ]
    ) {
      $0.days = [base, base, base]
      $0.days[0].objects[100] = nil
      $0.days[0].objects[101] = nil
      $0.days[1].objects[100] = nil
    },
    Row("somebody who was known, then only named, then known by another name", []) {
      $0.days = [base, base, base]
      $0.days[1].objects[101] = nil
      $0.days[2].objects[101]?.name = "Bob"
    },
    Row(
      "a group that another one named, and whose own list came with its record",
      [
        "day 0, 3600: written removeMember 101 of 0",
        "day 1: added 101 to 1",
        "day 1: created 1, known only now",
        "day 1, 3600: written addMember 101 of 1",
      ]
    ) {
      $0.days[0].objects[1] = nil
      $0.days[0].members[0] = [1, 100]
      $0.days[1].members = [0: [1, 100], 1: [101]]
    },
    Row(
      "somebody whom a list named, on the day on which they left it",
      [
        "day 0, 3600: written removeMember 101 of 0",
        "day 1: removed 101 of 0",
        "day 1: created 101, known only now",
      ]
    ) {
      $0.days[0].objects[101] = nil
      $0.days[1].members = [0: [100]]
    },
  ]

  @Test(arguments: rows)
  func `nothing is removed over a cut list, and nothing is lost behind it`(_ row: Row) throws {
    let replay = try ArchiveReplayTests.replay(
      row.days, cuts: row.cuts, local: row.local,
      engine: ArchiveReplayTests.engine(every: 3_600), after: 7_200)
    #expect(replay.lines == row.lines)
  }

  @Test(arguments: [true, false])
  func `whoever is deleted keeps their places, and nobody announces a removal`(
    joins: Bool
  ) throws {
    var (gone, back) = (Self.base, Self.base)
    gone.objects[101]?.isDeleted = true
    gone.members = [0: [100]]
    back.members = [0: [100], 1: [101]]
    let engine = try ArchiveReplayTests.engine(every: 3_600) {
      $0.schedule.runs = .incremental
      $0.delta.joinsDeletedUsers = joins
    }
    let replay = try ArchiveReplayTests.replay(
      [Self.base, gone, back], local: Self.base, engine: engine, after: 7_200)
    let silent = [
      "day 1: deleted 101", "day 2: restored 101", "day 2: removed 101 of 0",
      "day 2: added 101 to 1", "day 2, 3600: written removeMember 101 of 0",
      "day 2, 3600: written addMember 101 of 1",
    ]
    let told = [
      "day 1: removed 101 of 0", "day 1: deleted 101",
      "day 1, 3600: written removeMember 101 of 0", "day 2: restored 101",
      "day 2: added 101 to 1", "day 2, 3600: written addMember 101 of 1",
    ]
    #expect(replay.lines == (joins ? told : silent))
    #expect(try replay.leftOpen(by: back) == [])
  }

  /// Up to four groups and six people with names of their own, and what a snapshot does not show.
  private static func day(_ random: inout SeededGenerator) -> (SketchWorld, SketchWorld.Cut) {
    var (world, cut) = (SketchWorld(), SketchWorld.Cut())
    for number in [0, 1, 2, 3, 100, 101, 102, 103, 104, 105] where !random.chance(1, outOf: 6) {
      world.objects[number] = SketchWorld.Object(
        name: "n\(number)", userName: number < 100 ? "" : "u\(number)",
        isDeleted: random.chance(1, outOf: 8))
      if random.chance(1, outOf: 12) { cut.objects.insert(number) }
    }
    let people = world.objects.filter { $0.key >= 100 && !$0.value.isDeleted }.keys.sorted()
    for group in world.objects.keys.sorted() where group < 100 {
      guard world.objects[group]?.isDeleted == false else { continue }
      world.members[group] = Set(people.filter { _ in random.chance(1, outOf: 2) })
      if random.chance(1, outOf: 4) {
        cut.members[group] = Set(people.filter { _ in random.chance(1, outOf: 2) })
      }
    }
    return (world.visible, cut)
  }

  @Test(arguments: SeededGenerator.seeds(150))
  func `what the last whole snapshot shows is there, whatever the ones before did not`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let days = (0..<4).map { _ in Self.day(&random) }
    let replay = try ArchiveReplayTests.replay(
      days.map(\.0), cuts: days.dropLast().map(\.1), local: SketchWorld(),
      engine: ArchiveReplayTests.engine(every: 10 * ArchiveReplayTests.day), after: 1)
    let left = try replay.leftOpen(by: days[3].0)
    #expect(left == [], "\(random)")
    let tenant = replay.world.tenant
    for group in tenant.live(.group) {
      #expect(tenant.state(of: group) == .complete, "\(random)")
    }
  }

  @Test(arguments: SeededGenerator.seeds(150))
  func `nobody is removed but on the word of a whole list of the snapshot before`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let days = (0..<4).map { _ in Self.day(&random) }
    var local = Self.day(&random).0
    for number in local.objects.keys { local.objects[number]?.isDeleted = false }
    let replay = try ArchiveReplayTests.replay(
      days.map(\.0), cuts: days.map(\.1), local: local,
      engine: ArchiveReplayTests.engine(every: 7_200), after: 7_200)
    for entry in replay.timeline.entries where entry.kind == .written {
      guard let operation = entry.operation, operation.kind == .removeMember else { continue }
      let group = SketchWorld.number(operation.tenantGroup, replay.world.tenant)
      let (world, cut) = days[Int((entry.time - ArchiveReplayTests.start - 1) / 86_400)]
      guard operation.tenantPrincipal != noObject else {
        #expect(cut.isWhole(group) || operation.cause == .departed, "\(random)")
        continue
      }
      let person = SketchWorld.number(operation.tenantPrincipal, replay.world.tenant)
      // Whoever is gone is on no list, however short the one that was read.
      let isGone = world.objects[person]?.isDeleted != false
      #expect(cut.isWhole(group) || isGone && !cut.objects.contains(person), "\(random)")
      #expect(world.members[group]?.contains(person) != true, "\(random)")
    }
  }
}

extension ArchiveReplay {
  /// Events and operations one line each, with their days and the seconds of the day.
  fileprivate var lines: [String] {
    timeline.entries.compactMap { entry in
      guard let words = words(entry) else { return nil }
      let seconds = entry.time - ArchiveReplayTests.start
      let rest = seconds % ArchiveReplayTests.day
      let time = "day \(seconds / ArchiveReplayTests.day)" + (rest == 0 ? "" : ", \(rest)")
      let note = timeline.text(of: entry)
      return "\(time): \(words)" + (note.hasPrefix("known only now") ? ", known only now" : "")
    }
  }

  private func words(_ entry: TimelineEntry) -> String? {
    func number(_ object: ObjectIndex) -> Int { SketchWorld.number(object, world.tenant) }
    switch entry.kind {
    case .event: break
    case .written, .heldBack:
      guard let operation = entry.operation else { return nil }
      let person =
        operation.localPrincipal == noObject
        ? number(operation.tenantPrincipal)
        : SketchWorld.number(operation.localPrincipal, world.local.directory())
      let verb = entry.kind == .written ? "written" : "held back"
      return "\(verb) \(operation.kind) \(person) of \(number(operation.tenantGroup))"
    default: return nil
    }
    switch entry.change {
    case .edge(.members, let group, let target, let isPresent):
      return isPresent
        ? "added \(number(target)) to \(number(group))"
        : "removed \(number(target)) of \(number(group))"
    case .flags(let object, let old, let new):
      if old.contains(.deleted) != new.contains(.deleted), new.contains(.recorded) {
        return "\(new.contains(.deleted) ? "deleted" : "restored") \(number(object))"
      }
      if old.contains(.recorded) == new.contains(.recorded) { return nil }
      return "\(new.contains(.recorded) ? "created" : "gone") \(number(object))"
    case .edge, .text, nil: return nil
    }
  }
}
