import DirectoryModel
import TestSupport
import Testing

@testable import Replay

/// What must hold of the difference of any two snapshots.
struct DifferencePropertyTests {
  /// Every world of one group and two users, or fewer: each there, deleted or not, named or not.
  static func tinyWorlds() -> [SketchWorld] {
    var worlds: [SketchWorld] = []
    for presence in 0..<27 {
      let states = [presence % 3, presence / 3 % 3, presence / 9]
      for lists in 0..<4 {
        for name in 0..<2 {
          var world = SketchWorld()
          for (number, state) in zip([0, 100, 101], states) where state > 0 {
            let isNamed = number == 101 && name == 1
            world.objects[number] = SketchWorld.Object(
              name: isNamed ? "b" : "a", isDeleted: state == 2)
          }
          if states[0] == 1 {
            let entries = [100, 101].enumerated().filter { lists >> $0.offset & 1 == 1 }
              .map(\.element).filter { world.objects[$0]?.isDeleted == false }
            world.members[0] = Set(entries)
          }
          worlds.append(world.visible)
        }
      }
    }
    return worlds.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  @Test(arguments: [Side.tenant, .local])
  func `applying the difference of two tiny worlds gives the second one`(_ side: Side) throws {
    let worlds = Self.tinyWorlds()
    #expect(worlds.count > 40)
    let snapshots = worlds.map { $0.snapshot(side: side) }
    for (old, oldSnapshot) in zip(worlds, snapshots) {
      for (new, newSnapshot) in zip(worlds, snapshots) {
        let difference = try difference(oldSnapshot, newSnapshot)
        #expect(old.applying(difference).visible == new)
        #expect(difference.changes.isEmpty == (old == new))
        #expect(difference.unsaid.isEmpty)
      }
    }
  }

  /// A world with up to 6 groups and 20 users.
  static func world(_ random: inout SeededGenerator) -> SketchWorld {
    var world = SketchWorld()
    let groups = [Int](0..<random.number(below: 7))
    let users = [Int](100..<(100 + random.number(below: 21)))
    for number in groups + users where !random.chance(1, outOf: 4) {
      world.objects[number] = SketchWorld.Object(
        name: random.pick(["", "Ada", "ada", "Bo"]),
        userName: random.pick(["", "a@x.example", "b@x.example"]),
        department: random.pick(["", "Sales", "IT"]), isEnabled: random.chance(1, outOf: 2),
        isDeleted: random.chance(1, outOf: 6))
    }
    let live = world.objects.filter { !$0.value.isDeleted }.keys.sorted()
    for group in live where group < 100 {
      world.members[group] = Set(live.filter { _ in random.chance(1, outOf: 3) })
      world.owners[group] = Set(live.filter { $0 >= 100 && random.chance(1, outOf: 5) })
    }
    return world.visible
  }

  @Test(arguments: SeededGenerator.seeds(60), [Side.tenant, .local])
  func `applying the difference of two worlds gives the second one`(
    seed: UInt64, _ side: Side
  ) throws {
    var random = SeededGenerator(seed: seed)
    let (old, new) = (Self.world(&random), Self.world(&random))
    var (oldOrder, newOrder) = (old.objects.keys.sorted(), new.objects.keys.sorted())
    random.shuffle(&oldOrder)
    random.shuffle(&newOrder)
    // A property that nobody has is not known to be stated; a database states its columns.
    let (first, second) = (
      old.snapshot(side: side, order: oldOrder), new.snapshot(side: side, order: newOrder)
    )
    let found = try difference(first, second)
    let open = found.unsaid.count
    if open == 0 { #expect(old.applying(found).visible == new, "\(random)") }
    if side == .local { #expect(open == 0, "\(random)") }
  }

  @Test(arguments: SeededGenerator.seeds(20), [Side.tenant, .local])
  func `a world differs in nothing from itself, whatever the order of reading`(
    seed: UInt64, _ side: Side
  ) throws {
    var random = SeededGenerator(seed: seed)
    let world = Self.world(&random)
    var order = world.objects.keys.sorted()
    random.shuffle(&order)
    let found = try difference(
      world.snapshot(side: side), world.snapshot(side: side, order: order))
    #expect(found.lines == [], "\(random)")
    #expect(found.openLines == [], "\(random)")
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `the way back undoes the way there`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let (old, new) = (Self.world(&random), Self.world(&random))
    let (first, second) = (old.snapshot(side: .local), new.snapshot(side: .local))
    let back = try difference(second, first)
    #expect(new.applying(back).visible == old, "\(random)")
  }
}

/// What must hold however the work of a comparison is divided.
struct DividedDifferenceTests {
  /// A world of many groups, whose numbers lie below 100, and of so many users that two threads
  /// compare them.
  private static func world(_ random: inout SeededGenerator) -> SketchWorld {
    var world = SketchWorld()
    for number in [Int](0..<20) + [Int](100..<2_400) where !random.chance(1, outOf: 10) {
      world.objects[number] = SketchWorld.Object(
        name: random.pick(["Ada", "ada", "Bo"]), isDeleted: random.chance(1, outOf: 20))
    }
    let live = world.objects.filter { !$0.value.isDeleted }.keys.sorted()
    for group in live where group < 100 {
      world.members[group] = Set(live.filter { _ in random.chance(1, outOf: 9) })
      world.owners[group] = Set(live.filter { $0 >= 100 && random.chance(1, outOf: 50) })
    }
    return world.visible
  }

  @Test(arguments: SeededGenerator.seeds(4), [Side.tenant, .local])
  func `applying the difference of two large worlds gives the second one`(
    _ seed: UInt64, _ side: Side
  ) throws {
    var random = SeededGenerator(seed: seed)
    let (old, new) = (Self.world(&random), Self.world(&random))
    let difference = try difference(old.snapshot(side: side), new.snapshot(side: side))
    #expect(old.applying(difference).visible == new)
    // Objects come first, then owners, then members, then ends.
    let steps = difference.changes.map { change in
      switch change.kind {
      case .added, .restored, .changed: 0
      case .ownerRemoved: 1
      case .ownerAdded: 2
      case .memberRemoved: 3
      case .memberAdded: 4
      case .deleted, .removed: 5
      }
    }
    #expect(steps == steps.sorted())
    #expect(Set(steps).count == 6)
  }
}
