import DirectoryModel
import TestSupport
import Testing
import YAMLText

@testable import Replay

/// What objects of a snapshot are called, held against what a scenario's names mean.
struct OwnNamesTests {
  private static let names = ["Ada", "Bo", "", "ada@x", "44444444-4444-4444-4444-444444444444"]

  /// A side of a few users and groups, whose names are drawn from a handful.
  private static func side(_ side: Side, _ random: inout SeededGenerator) -> Directory {
    var builder = DirectoryBuilder(side: side, wanted: .all)
    _ = builder.addSource(
      Source(
        input: "x", format: "x", sha256: "", byteCount: 0, capabilities: [], completeness: .complete
      ))
    let unit = builder.addUnit(PlaceUnit(input: "x", counting: .row))
    for number in 1...8 {
      let kind: ObjectKind = random.chance(1, outOf: 3) ? .group : .user
      let object =
        side == .tenant
        ? builder.object(GUID(high: 7, low: UInt64(number)))
        : builder.object(.integer(Int64(number)), kind: kind)
      // Whom only lists name has no record.
      if random.chance(1, outOf: 8) { continue }
      var record = ObjectRecord(kind: kind)
      record.displayName = builder.names.intern(random.pick(names))
      if kind == .user, random.chance(2, outOf: 3) {
        record.principalName = builder.names.intern(random.pick(names))
      }
      if random.chance(1, outOf: 6) { record.flags.insert(.deleted) }
      builder.record(object, record, at: Place(unit: unit, position: UInt64(number)))
    }
    return builder.finish()
  }

  private static func world(_ seed: UInt64) -> World {
    var random = SeededGenerator(seed: seed)
    let tenant = side(.tenant, &random)
    let local = side(.local, &random)
    return World(
      tenant: Overlay(over: tenant), local: Overlay(over: local), start: Instant(seconds: 0))
  }

  private static func name(_ text: String) -> ScenarioName {
    ScenarioName(text, at: YAMLPlace(file: "s.yaml", line: 1, column: 1))
  }

  /// What each object of a side is called.
  private static func calls(
    _ side: Side, _ world: World, _ names: ScenarioNames
  ) -> [(object: ObjectIndex, text: String)] {
    let own = OwnNames(world[side])
    return world[side].flags.indices.map { place in
      let object = ObjectIndex(place)
      return (object, names.text(of: object, on: side, in: world, own))
    }
  }

  @Test(arguments: SeededGenerator.seeds(60))
  func `no two objects are called the same`(_ seed: UInt64) {
    let world = Self.world(seed)
    for side in [Side.tenant, .local] {
      let calls = Self.calls(side, world, ScenarioNames())
      #expect(Set(calls.map(\.text)).count == calls.count, "\(side) \(calls)")
    }
  }

  @Test(arguments: SeededGenerator.seeds(60))
  func `what an object is called means it again`(_ seed: UInt64) {
    let world = Self.world(seed)
    for side in [Side.tenant, .local] {
      for call in Self.calls(side, world, ScenarioNames())
      where world[side].flags[Int(call.object)].contains(.recorded) {
        #expect(ScenarioNames().find(Self.name(call.text), on: side, in: world) == call.object)
      }
    }
  }

  @Test(arguments: SeededGenerator.seeds(30))
  func `what the scenario names comes before what a snapshot calls so`(_ seed: UInt64) {
    var world = Self.world(seed)
    for side in [Side.tenant, .local] {
      var names = ScenarioNames()
      for text in ["Ada", "Bo"] {
        var new = NewObject(kind: .user)
        (new.key, new.guid) = ("new \(text)", GUID(high: 9, low: UInt64(text.utf8.count)))
        new.texts = [(field: .displayName, text: text)]
        names.set(Self.name(text), world.create(new, on: side), on: side)
      }
      let calls = Self.calls(side, world, names)
      #expect(Set(calls.map(\.text)).count == calls.count, "\(side) \(calls)")
      #expect(calls.suffix(2).map(\.text) == ["Ada", "Bo"])
      #expect(calls.dropLast(2).allSatisfy { $0.text != "Ada" && $0.text != "Bo" })
    }
  }

  @Test(arguments: SeededGenerator.seeds(30))
  func `who is gone for good takes no name along`(_ seed: UInt64) {
    var world = Self.world(seed)
    for side in [Side.tenant, .local] {
      for place in world[side].flags.indices.dropFirst(2) {
        world.perform(.purge(ObjectIndex(place)), on: side)
      }
      let overlay = world[side]
      let calls = Self.calls(side, world, ScenarioNames())
      for call in calls.prefix(2) where overlay.flags[Int(call.object)].contains(.recorded) {
        let display = overlay.string(.displayName, of: call.object)
        let isShared = overlay.displayNames[0] == overlay.displayNames[1]
        guard !display.isEmpty, GUID(display) == nil, !isShared else { continue }
        #expect(call.text == display)
      }
    }
  }
}
