import DirectoryModel
import Testing

@testable import Replay

/// What namesakes of a snapshot are called where a step is refused and in the log of runs.
struct ScenarioTextNamesTests {
  /// Two groups of one name and one of another, on both sides.
  private static let sketch = SketchWorld(
    objects: [
      1: .init(name: "Team"), 2: .init(name: "Team"), 3: .init(name: "Solo"), 4: .init(),
      5: .init(name: "Two\nlines"),
      101: .init(name: "Ada", userName: "ada@x"), 102: .init(name: "Bo", userName: "bo@x"),
    ], members: [1: [101, 102], 2: [101, 102], 3: [101, 102], 5: [101, 102]])

  private static let ids = (1...5).map { "\(SketchWorld.guid($0))" }

  private static func failures(_ steps: [String], _ policy: String = "mirror") throws -> [String] {
    let lines = steps.map { "  - \($0)\n" }.joined()
    let run = try OwnNamesCountTests.run(lines, policy: policy, of: sketch)
    return run.failures.map { "\($0.subject): \($0.foundTexts.joined(separator: " | "))" }
  }

  private static let pushing = "{ extends: mirror, authority: local }"

  /// Steps, of which the last is refused, and the words.
  static let refused: [(steps: [String], policy: String, words: String)] = [
    (["enable: k1"], "mirror", "'k1' cannot be enabled: it is not synchronised"),
    (["enable: k2"], "mirror", "'k2' cannot be enabled: it is not synchronised"),
    // A name that only one has is enough; without a name there is the key alone.
    (["enable: k3"], "mirror", "'Solo' cannot be enabled: it is not synchronised"),
    (["enable: k4"], "mirror", "'k4' cannot be enabled: it is not synchronised"),
    (
      ["unlink: { local: k1, directory: \(ids[1]) }"], "mirror",
      "'k1' cannot be unlinked from '\(ids[1])': no link is there"
    ),
    (
      ["unlink: { local: k3, directory: Solo }"], "mirror",
      "'Solo' cannot be unlinked from 'Solo': no link is there"
    ),
    (
      [
        "link: { local: k1, directory: \(ids[1]) }", "link: { local: k2, directory: \(ids[1]) }",
      ], pushing,
      "'k2' cannot be linked to '\(ids[1])': 'k1' says who its members are"
    ),
    // Another name sets both free, a namesake whom the scenario makes takes the name.
    (
      ["local: { rename: k2, to: Other }", "enable: k1"], "mirror",
      "'Team' cannot be enabled: it is not synchronised"
    ),
    (
      ["local: { purge: k2 }", "enable: k1"], "mirror",
      "'Team' cannot be enabled: it is not synchronised"
    ),
    (
      ["local: { create: { group: Solo } }", "enable: k3"], "mirror",
      "'k3' cannot be enabled: it is not synchronised"
    ),
    (
      ["local: { create: { group: Solo } }", "enable: Solo"], "mirror",
      "'Solo' cannot be enabled: it is not synchronised"
    ),
  ]

  @Test(arguments: refused)
  func `a step is refused in words that mean one object`(
    _ row: (steps: [String], policy: String, words: String)
  ) throws {
    let expected = "expect: { refused: \"\(row.words)\" }"
    #expect(try Self.failures(row.steps + [expected], row.policy) == [])
    let other = try Self.failures(row.steps + ["expect: { refused: \"no\" }"], row.policy)
    #expect(other == ["what the step was answered: \(row.words)"])
  }

  /// Steps before a run, and the lines that the run must write.
  static let logs: [(steps: [String], policy: String, lines: [String])] = [
    (
      ["fault: { cut-list: \(ids[0]), side: directory }"], "mirror",
      ["the members of '\(ids[0])' (directory): the list ended early"]
    ),
    (
      ["fault: { cut-list: Solo, side: directory }"], "mirror",
      ["the members of 'Solo' (directory): the list ended early"]
    ),
    // A name breaks no line.
    (
      ["fault: { cut-list: k5, side: local }"], "mirror",
      ["the members of 'Two\\\\nlines' (local): the list ended early"]
    ),
    // Two lists of one name are two lines.
    (
      [
        "fault: { cut-list: \(ids[0]), side: directory }",
        "fault: { cut-list: \(ids[1]), side: directory }",
      ], "mirror",
      [
        "the members of '\(ids[0])' (directory): the list ended early",
        "the members of '\(ids[1])' (directory): the list ended early",
      ]
    ),
    (
      ["local: { set: k2, rule: \"(\" }"], "kaizala",
      ["the rule of 'k2' cannot be read: "]
    ),
    (
      ["local: { set: k3, rule: \"(\" }"], "kaizala",
      ["the rule of 'Solo' cannot be read: "]
    ),
  ]

  @Test(arguments: logs)
  func `a run writes into its log whom it means`(
    _ row: (steps: [String], policy: String, lines: [String])
  ) throws {
    let lines = row.lines.map { "\"\($0)\"" }.joined(separator: ", ")
    let steps = row.steps + ["sync: full"]
    #expect(try Self.failures(steps + ["expect: { log: [\(lines)] }"], row.policy) == [])
    let other = try Self.failures(
      steps + ["expect: { log: \"of 'Team'\" }"], row.policy)
    #expect(other.count == 1 && !other[0].contains("'Team'"), "\(other)")
    for line in row.lines {
      #expect(other[0].contains(line.replacing("\\\\", with: "\\")), "\(other)")
    }
  }

  @Test func `links of one group to two of one name end in words that tell them apart`() throws {
    let run = try OwnNamesCountTests.run(
      """
        - link: { local: k1, directory: \(Self.ids[0]) }
        - link: { local: k1, directory: \(Self.ids[1]) }
        - sync: full
        - expect: { link: { k1: enabled } }
      """, policy: Self.pushing, of: Self.sketch)
    let ends = run.timeline.entries.filter { $0.kind == .linkEnded }
    #expect(
      ends.map { run.timeline.text(of: $0) }.filter { $0.hasPrefix("'k1'") } == [
        "'k1' in '\(Self.ids[0])': Success", "'k1' in '\(Self.ids[1])': Success",
      ])
  }

  @Test func `without snapshots a name is that of the scenario, and replays keep display names`()
    throws
  {
    var world = World(
      tenant: Overlay(over: Self.sketch.snapshot()),
      local: Overlay(over: Self.sketch.snapshot(side: .local)), start: Instant(seconds: 0))
    for object in 0..<ObjectIndex(world.objectCount(of: .local)) {
      let name = world.local.string(.displayName, of: object)
      #expect(world.called(object, on: .local) == name)
      #expect(world.calledInQuotes(object, on: .local) == world.name(of: object, on: .local))
    }
    world.ownNames = OwnNamesOfSides()
    let called = (0..<ObjectIndex(4)).map { world.called($0, on: .tenant) }
    #expect(called == [Self.ids[0], Self.ids[1], "Solo", Self.ids[3]])
    #expect(world.calledInQuotes(0, on: .tenant) == "'\(Self.ids[0])'")
    #expect(world.calledInQuotes(2, on: .tenant) == "'Solo'")
  }
}
