import DirectoryModel
import SyncSemantics
import Testing
import YAMLText

@testable import Replay

/// How often an expectation looks through the names of a snapshot, which takes time.
struct OwnNamesCountTests {
  /// 'Team' with Ada and two people called Bo, and 'Empty'.
  static let sketch = SketchWorld(
    objects: [
      1: .init(name: "Team"), 2: .init(name: "Empty"), 103: .init(name: "Ada", userName: "ada@x"),
      104: .init(name: "Bo", userName: "bo4@x"), 105: .init(name: "Bo", userName: "bo5@x"),
    ], members: [1: [103, 104, 105]])

  /// A run over two snapshots, or over a snapshot and a side that the scenario wrote down.
  static func run(
    _ steps: String, isLocalWritten: Bool = false, policy: String = "mirror",
    of sketch: SketchWorld = sketch
  ) throws -> ScenarioRun {
    let text = """
      scenario: A title
      source: A document
      policy: \(policy)
      start: 2026-03-02T08:00:00Z
      given: { tenant: x, \(isLocalWritten ? "local: { groups: [Team] }" : "database: x") }
      when:
      \(steps)

      """
    let scenario = try Scenario.read(text: text, file: "s.yaml")
    var sides = ScenarioSides()
    sides.tenant = sketch.snapshot()
    if !isLocalWritten { sides.local = sketch.snapshot(side: .local) }
    var policies = ScenarioPolicies()
    var run = try ScenarioRun.make(
      scenario, policy: policies.policy(for: scenario), sides: sides, findings: nil)
    try run.perform()
    return run
  }

  /// Expectations that hold, and the sides whose names each looks through.
  static let expectations: [(text: String, sides: Set<Side>)] = [
    ("calls: 0", []), ("operations: []", []), ("activity: []", []), ("unchanged: yes", []),
    ("present: { directory: [Ada] }", []),
    ("users: { directory: { Ada: { name: Ada } } }", []), ("directory: { Empty: [] }", []),
    ("local: { Empty: [] }, owners: { local: { Team: [] } }", []),
    ("directory: { Team: [Ada, bo4@x, bo5@x] }", [.tenant]),
    ("directory: { Team: [Ada, bo4@x, bo5@x], Empty: [] }, operations: []", [.tenant]),
    ("local: { Team: [bo5@x, bo4@x, Ada] }", [.local]),
    (
      "directory: { Team: [Ada, bo4@x, bo5@x] }, local: { Team: [Ada, bo4@x, bo5@x] }",
      [.tenant, .local]
    ),
    (
      "local: { Team: [Ada, bo4@x, bo5@x], Empty: [] }, operations: [], absent: { local: [Cy] }",
      [.local]
    ),
  ]

  @Test(arguments: expectations)
  func `names are looked through once for each side that expectations ask about`(
    _ row: (text: String, sides: Set<Side>)
  ) throws {
    let step = row.text.hasPrefix("unchanged") ? "  - reset: sync\n" : ""
    let run = try Self.run("\(step)  - expect: { \(row.text) }")
    #expect(run.failures.map(\.subject) == [])
    #expect(run.world.ownNames?.count == row.sides.count)
    // Where no name has changed, what an expectation has looked through holds for the next.
    let twice = try Self.run(
      "  - expect: { directory: { Team: [Ada, bo4@x, bo5@x] } }\n"
        + "\(step)  - expect: { \(row.text) }")
    #expect(twice.failures.map(\.subject) == [])
    #expect(twice.world.ownNames?.count == row.sides.union([.tenant]).count)
  }

  @Test func `names are those of the time of each expectation`() throws {
    let run = try Self.run(
      """
        - expect: { directory: { Team: [Ada, bo4@x, bo5@x] } }
        - directory: { rename: bo5@x, to: Bob }
        - directory: { remove: Ada, from: Team }
        - expect: { directory: { Team: [Bo] } }
      """)
    // Bo alone is called so now, and Bob is too much.
    #expect(run.failures.map(\.foundTexts) == [["Bo", "Bob"]])
    #expect(run.world.ownNames?.count == 2)
  }

  @Test func `a side that the scenario wrote down is never looked through`() throws {
    let run = try Self.run(
      """
        - local: { create: { users: [Ada, Bo] } }
        - local: { add: [Ada, Bo], to: Team }
        - expect: { local: { Team: [Bo, Ada] }, operations: [], activity: [added Ada] }
      """, isLocalWritten: true)
    #expect(run.failures.map(\.subject) == ["activity log"])
    #expect(run.world.ownNames?.count == 0)
  }

  @Test func `a side is looked through when it is asked for, and again when a name has changed`() {
    var world = World(
      tenant: Overlay(over: Self.sketch.snapshot()), local: Overlay(over: Directory.blank(.local)),
      start: Instant(seconds: 0))
    #expect(world.ownNames(of: .tenant) == nil)
    world.ownNames = OwnNamesOfSides()
    #expect(world.ownNames(of: .local) == nil && world.ownNames?.count == 0)
    func called() -> [String] {
      guard let own = world.ownNames(of: .tenant) else { return [] }
      return (0..<ObjectIndex(5)).compactMap { own.name(of: $0, in: world.tenant) }
    }
    for _ in 0..<3 {
      #expect(called() == ["Team", "Empty", "Ada"])
      #expect(world.ownNames?.count == 1)
    }
    let name = world.tenant.intern("Bob")
    _ = world.tenant.apply(
      .text(4, .displayName, old: world.tenant.displayNames[4], new: name))
    #expect(called() == ["Team", "Empty", "Ada", "Bo", "Bob"])
    #expect(world.ownNames?.count == 2)
  }
}
