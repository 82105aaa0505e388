import DirectoryModel
import SyncSemantics
import Testing
import YAMLText

@testable import Replay

/// What a world is asked of a side must be what the side itself answers.
struct WorldSidesTests {
  /// A town with more people in the directory than beside it, one of them deleted.
  private func town() throws -> Town {
    var town = try Town("mirror")
    for person in ["Ann", "Ben", "Cho"] { town.make(.tenant, .user, person) }
    town.make(.local, .user, "Ann")
    town.group(.tenant, "Team", .user, ["Ann", "Ben"])
    town.group(.local, "Team", .user, ["Ann"])
    town.step(.hand(.tenant, .delete(town[.tenant, .user, "Cho"])))
    return town
  }

  @Test(arguments: [Side.tenant, .local])
  func `a world answers for a side as the side does`(side: Side) throws {
    let world = try town().world
    let overlay = world[side]
    #expect(world.objectCount(of: side) == overlay.objectCount)
    #expect(world.baseCount(of: side) == overlay.base.objectCount)
    #expect(world.position(of: side) == overlay.position)
    #expect(world.log(of: side) == overlay.log)
    for object in 0..<ObjectIndex(overlay.objectCount) {
      #expect(world.flags(of: object, on: side) == overlay.flags[Int(object)])
      #expect(world.isLive(object, on: side) == overlay.isLive(object))
      #expect(world.isGroup(object, on: side) == (overlay.kinds[Int(object)] == .group))
    }
  }

  @Test func `the sides are told apart`() throws {
    let world = try town().world
    #expect(world.objectCount(of: .tenant) == 4)
    #expect(world.objectCount(of: .local) == 2)
  }

  @Test func `objects beneath a side are counted apart from new ones`() throws {
    let below = try town().world
    var world = World(
      tenant: Overlay(over: below.tenant.directory()),
      local: Overlay(over: Directory.blank(.local)), start: Town.start)
    var new = NewObject(kind: .user)
    (new.guid, new.texts) = (Town.guid(.user, "Dan"), [(.displayName, "Dan")])
    world.create(new, on: .tenant)
    #expect(world.baseCount(of: .tenant) == 4)
    #expect(world.objectCount(of: .tenant) == 5)
    #expect(world.baseCount(of: .local) == 0)
    #expect(world.objectCount(of: .local) == 0)
  }

  /// What is set and taken back by hand, and what the directory's flags of Ann are then.
  static let hands: [(flag: ObjectFlags, other: ObjectFlags)] = [
    (.guest, .archived), (.enabled, .guest), (.archived, .enabled),
  ]

  @Test(arguments: hands.indices)
  func `a switch that is set by hand changes no other, and comes off again`(index: Int) throws {
    let (flag, other) = Self.hands[index]
    for side in [Side.tenant, .local] {
      var town = try town()
      let ann = town[side, .user, "Ann"]
      let before = town.world.flags(of: ann, on: side)
      town.world.perform(.flag(ann, other, isSet: true), on: side)
      town.world.perform(.flag(ann, flag, isSet: true), on: side)
      #expect(town.world.flags(of: ann, on: side) == before.union(other).union(flag))
      town.world.perform(.flag(ann, flag, isSet: false), on: side)
      #expect(town.world.flags(of: ann, on: side) == before.union(other).subtracting(flag))
    }
  }

  @Test func `whoever comes out of the recycle bin has the switches that they had`() throws {
    var town = try town()
    for side in [Side.tenant, .local] {
      let ann = town[side, .user, "Ann"]
      let before = town.world.flags(of: ann, on: side)
      town.world.perform(.delete(ann), on: side)
      #expect(town.world.flags(of: ann, on: side) == before.union(.deleted))
      town.world.perform(.restore(ann), on: side)
      #expect(town.world.flags(of: ann, on: side) == before)
    }
  }

  /// One row two spellings, and whether they are one name.
  static let spellings: [(one: String, other: String, isSame: Bool)] = [
    ("Team", "Team", true), ("Team", "team", false), ("", "", true), ("", " ", false),
    ("eight by", "eight by", true), ("eight by", "eight bz", false),
    ("eight bytes and more", "eight bytes and mores", false),
    ("Gr\u{FC}n", "Gru\u{308}n", false), ("\u{0}", "", false), ("\u{0}", "\u{0}\u{0}", false),
  ]

  @Test(arguments: spellings)
  func `two names are one by their bytes, wherever they stand`(
    _ row: (one: String, other: String, isSame: Bool)
  ) {
    let one = ScenarioName(row.one, at: YAMLPlace(file: "a.yaml", line: 1, column: 1))
    let other = ScenarioName(row.other, at: YAMLPlace(file: "b.yaml", line: 7, column: 9))
    #expect((one == other) == row.isSame)
    #expect(Set([one, other]).count == (row.isSame ? 1 : 2))
    #expect((one.mark == other.mark) == row.isSame)
  }
}
