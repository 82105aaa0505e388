import DirectoryModel
import TestSupport
import Testing

@testable import Replay

/// Snapshots of many objects, in one order or in two.
struct SnapshotJoinTests {
  /// A world of three groups and so many users.
  private static func world(_ users: Int, _ random: inout SeededGenerator) -> SketchWorld {
    var world = SketchWorld()
    for group in 0..<3 { world.objects[group] = SketchWorld.Object(name: "group \(group)") }
    for number in 100..<(100 + users) {
      world.objects[number] = SketchWorld.Object(
        name: "person \(number / 3)", userName: "u\(number)@x.example",
        department: number % 4 == 0 ? "Sales" : "")
      world.members[random.number(below: 3), default: []].insert(number)
    }
    return world
  }

  /// The world a day later: some came, some left, some are called otherwise, some lists changed.
  private static func later(
    _ world: SketchWorld, _ random: inout SeededGenerator
  ) -> SketchWorld {
    var later = world
    for number in world.objects.keys.sorted() where number >= 100 {
      switch random.number(below: 40) {
      case 0: later.objects[number] = nil
      case 1: later.objects[number]?.name = "person of another name \(number)"
      case 2: later.objects[number]?.userName = "v\(number)@x.example"
      case 3: later.objects[number]?.department = "IT"
      case 4: later.objects[number]?.isEnabled = false
      case 5: later.members[0, default: []].insert(number)
      case 6: later.members[1]?.remove(number)
      case 7: later.objects[10_000 + number] = SketchWorld.Object(name: "newcomer \(number)")
      default: continue
      }
    }
    let present = Set(later.objects.keys)
    later.members = later.members.mapValues { $0.intersection(present) }
    return later.visible
  }

  private static func orders(
    _ world: SketchWorld, _ random: inout SeededGenerator
  ) -> [[Int]?] {
    var shuffled = world.objects.keys.sorted()
    random.shuffle(&shuffled)
    return [nil, shuffled, world.objects.keys.sorted().reversed()]
  }

  @Test(arguments: SeededGenerator.seeds(8), [Side.tenant, .local])
  func `an object is found wherever it stands`(seed: UInt64, side: Side) {
    var random = SeededGenerator(seed: seed)
    let world = Self.world(150 + random.number(below: 60), &random)
    let later = Self.later(world, &random)
    let old = world.snapshot(side: side)
    for order in Self.orders(later, &random) {
      let new = later.snapshot(side: side, order: order)
      let join = SnapshotJoin(old, new)
      var places: [Int: ObjectIndex] = [:]
      for object in 0..<ObjectIndex(new.objectCount) {
        places[SketchWorld.number(object, new)] = object
      }
      let expected = (0..<ObjectIndex(old.objectCount)).map {
        places[SketchWorld.number($0, old)] ?? noObject
      }
      #expect(join.newOfOld == expected, "seed \(seed)")
      for (one, other) in expected.enumerated() where other != noObject {
        #expect(join.oldOfNew[Int(other)] == ObjectIndex(one))
      }
    }
  }

  @Test(arguments: [150, 2_400], [Side.tenant, .local])
  func `many objects in any order have the changes that were made`(
    _ users: Int, _ side: Side
  ) throws {
    var random = SeededGenerator(seed: UInt64(users))
    let world = Self.world(users, &random)
    let later = Self.later(world, &random)
    let old = world.snapshot(side: side)
    for order in Self.orders(later, &random) {
      let difference = try difference(old, later.snapshot(side: side, order: order))
      #expect(world.applying(difference).visible == later)
      #expect(difference.changes.count > users / 8)
    }
    #expect(try difference(old, world.snapshot(side: side)).changes == [])
  }
}
