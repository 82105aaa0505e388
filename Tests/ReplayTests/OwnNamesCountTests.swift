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

  /// Expectations that hold, and how often each looks through the names of a side.
  static let expectations: [(text: String, count: Int)] = [
    ("calls: 0", 0), ("operations: []", 0), ("activity: []", 0), ("unchanged: yes", 0),
    ("present: { directory: [Ada] }", 0), ("users: { directory: { Ada: { name: Ada } } }", 0),
    ("directory: { Empty: [] }", 0), ("local: { Empty: [] }, owners: { local: { Team: [] } }", 0),
    ("directory: { Team: [Ada, bo4@x, bo5@x] }", 1),
    ("directory: { Team: [Ada, bo4@x, bo5@x], Empty: [] }, operations: []", 1),
    ("local: { Team: [bo5@x, bo4@x, Ada] }", 1),
    ("directory: { Team: [Ada, bo4@x, bo5@x] }, local: { Team: [Ada, bo4@x, bo5@x] }", 2),
    (
      "local: { Team: [Ada, bo4@x, bo5@x], Empty: [] }, operations: [], absent: { local: [Cy] }",
      1
    ),
  ]

  @Test(arguments: expectations)
  func `names are looked through once for each side that an expectation asks about`(
    _ row: (text: String, count: Int)
  ) throws {
    let step = row.text.hasPrefix("unchanged") ? "  - reset: sync\n" : ""
    let run = try Self.run("\(step)  - expect: { \(row.text) }")
    #expect(run.failures.map(\.subject) == [])
    #expect(run.ownNames.count == row.count)
    // What an expectation before has looked through says nothing of the next.
    let twice = try Self.run(
      "  - expect: { directory: { Team: [Ada, bo4@x, bo5@x] } }\n"
        + "\(step)  - expect: { \(row.text) }")
    #expect(twice.ownNames.count == row.count)
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
  }

  @Test func `a side that the scenario wrote down is never looked through`() throws {
    let run = try Self.run(
      """
        - local: { create: { users: [Ada, Bo] } }
        - local: { add: [Ada, Bo], to: Team }
        - expect: { local: { Team: [Bo, Ada] }, operations: [], activity: [added Ada] }
      """, isLocalWritten: true)
    #expect(run.failures.map(\.subject) == ["activity log"])
    #expect(run.ownNames.count == 0)
  }

  @Test func `a side is looked through when it is asked for, and then known`() {
    var names = OwnNamesOfSides()
    let world = World(
      tenant: Overlay(over: Self.sketch.snapshot()), local: Overlay(over: Directory.blank(.local)),
      start: Instant(seconds: 0))
    #expect(names.names(of: .local, in: world) == nil && names.count == 0)
    for _ in 0..<3 {
      guard let own = names.names(of: .tenant, in: world) else {
        Issue.record("the tenant is a snapshot")
        return
      }
      let called = (0..<ObjectIndex(5)).map { own.name(of: $0, in: world.tenant) }
      #expect(called.compactMap { $0 } == ["Team", "Empty", "Ada"])
      #expect(names.count == 1)
    }
  }
}
