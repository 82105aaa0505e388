import DirectoryModel
import SyncSemantics
import TestSupport
import Testing
import YAMLText

@testable import Replay

struct ScenarioRunnerTests {
  /// What does not hold, a line a statement; or the message of a scenario that cannot be run.
  static func differences(_ text: String) -> [String] {
    var runner = ScenarioRunner()
    let outcome = runner.outcome(of: Array(text.utf8), file: "s.yaml")
    switch outcome.verdict {
    case .passed: return []
    case .failed(let failures):
      return failures.map { failure in
        "\(failure.place.line): \(failure.subject): \(failure.expected.joined(separator: ", "))"
          + " / \(failure.foundTexts.joined(separator: ", "))"
      }
    case .broken(let message): return [message]
    }
  }

  /// A Configuration Manager with one linked and enabled pair; steps begin in line 17.
  static func enabled(_ steps: String) -> String {
    Sample.head + Sample.given + "when:\n  - enable: Collection1\n" + steps
  }

  static let holding = [
    "  - expect: { directory: { Group1: [DeviceA] }, operations: [remove Ada] }\n",
    "  - expect: { operations: [remove Ada from Group1], status: { Collection1: Success } }\n",
    "  - expect: { status: { Group1: Success }, link: { Collection1: enabled } }\n",
    "  - expect: { directory: { Group1: [DeviceA] } }\n  - expect: { operations: [] }\n",
    "  - local: { add: DeviceB, to: Collection1 }\n  - wait: 5m\n"
      + "  - expect: { directory: { Group1: [DeviceB, DeviceA] } }\n",
    "  - sync: { full: Collection1 }\n  - expect: { directory: { Group1: [DeviceA] } }\n",
    "  - enable: Collection1\n"
      + "  - expect: { refused: \"'Collection1' cannot be enabled: it is enabled\" }\n",
    "  - disable: Collection1\n  - expect: { link: { Collection1: disabled } }\n",
    "  - expect: { users: { directory: { Ada: { department: Finance, enabled: yes } } } }\n",
    "  - expect: { users: { directory: { Ada: { mail: ada@contoso.example, city: ~ } } } }\n",
    "  - expect: { users: { local: { Ada: { user-name: ada@contoso.example } } } }\n",
    "  - expect: { groups: { directory: { Group2: { kind: microsoft-365, name: Group2 } } } }\n",
    "  - expect: { present: { directory: [Ada, Group1] }, absent: { local: [Ben] } }\n",
    "  - directory: { set: Ada, city: Bonn, enabled: no }\n"
      + "  - expect: { users: { directory: { Ada: { city: Bonn, enabled: no } } } }\n",
    "  - directory: { delete: Ben }\n  - expect: { absent: { directory: [Ben] } }\n",
    "  - directory: { delete: Ben }\n  - directory: { restore: Ben }\n"
      + "  - expect: { present: { directory: [Ben] }, owners: { directory: { Group2: [Ben] } } }\n",
    "  - directory: { rename: Group2, to: Group3 }\n"
      + "  - expect: { groups: { directory: { Group3: { name: Group3 } } } }\n",
    "  - directory: { create: { user: Eve, group: { Group4: [Eve] } } }\n"
      + "  - expect: { directory: { Group4: [Eve] } }\n",
    "  - directory: { add: Ada, to: Group2, owner: yes }\n"
      + "  - expect: { owners: { directory: { Group2: [Ada, Ben] } } }\n",
    "  - search: { name-starts-with: Group }\n  - expect: { found: [Group1, Group2] }\n",
    "  - search: { name-starts-with: group }\n  - expect: { found: [] }\n",
    "  - search: { name-starts-with: '' }\n  - expect: { found: [Group2, Group1] }\n",
    "  - until: 2022-11-30T09:00:00Z\n"
      + "  - expect: { monitoring: { Collection1: { last-sync-time: '2022-11-30T09:00:00Z' } } }\n",
    "  - expect: { monitoring: { Collection1: { collection-name: Collection1, type: ~ } } }\n",
    "  - unlink: Collection1\n  - expect: { status: { Collection1: None } }\n",
    "  - expect: { log: [removed, Success] }\n",
  ]

  @Test(arguments: holding)
  func `what is so holds`(_ steps: String) {
    #expect(Self.differences(Self.enabled(steps)) == [])
  }

  static let wrong: [(steps: String, difference: String)] = [
    (
      "  - expect: { directory: { Group1: [Ada] } }\n",
      "17: members of 'Group1' in the directory: Ada / DeviceA"
    ),
    (
      "  - expect: { owners: { directory: { Group2: [] } } }\n",
      "17: owners of 'Group2' in the directory:  / Ben"
    ),
    ("  - expect: { operations: [] }\n", "17: operations:  / remove Ada from Group1"),
    (
      "  - expect: { operations: [remove Ada, remove Ada] }\n",
      "17: operations: remove Ada, remove Ada / remove Ada"
    ),
    (
      "  - expect: { operations: [remove Ada from Group2] }\n",
      "17: operations: remove Ada from Group2 / remove Ada from Group1"
    ),
    (
      "  - expect: { status: { Collection1: Failed } }\n",
      "17: status of 'Collection1': Failed / Success"
    ),
    (
      "  - expect: { link: { Collection1: deleted } }\n",
      "17: state of 'Collection1': deleted / enabled"
    ),
    (
      "  - expect: { users: { directory: { Ada: { city: Bonn } } } }\n",
      "17: city of 'Ada' in the directory: Bonn / ~"
    ),
    (
      "  - expect: { users: { directory: { Ada: { enabled: no } } } }\n",
      "17: enabled of 'Ada' in the directory: no / yes"
    ),
    (
      "  - expect: { present: { local: [Ada, Ben] } }\n",
      "17: what is there on the local side: Ada, Ben / Ada"
    ),
    (
      "  - expect: { absent: { directory: [Ada] } }\n",
      "17: what is not there in the directory: Ada / "
    ),
    (
      "  - expect: { found: [] }\n  - expect: { calls: 1000 }\n", "18: calls: 1000 / 0"
    ),
    ("  - expect: { findings: [x.y] }\n", "17: rules that find something: x.y / "),
    ("  - expect: { found: [Group1] }\n", "17: groups that were found: Group1 / "),
    (
      "  - expect: { log: [nonsense] }\n",
      "17: log of the runs: nonsense / Success: 0 added, 1 removed"
    ),
    ("  - expect: { activity: [x] }\n", "17: activity log: x / enabled Collection1"),
    (
      "  - expect: { document: { Group1: { nested-groups: [] } } }\n",
      "17: nested-groups of the document of 'Group1':  / no document"
    ),
    (
      "  - expect: { monitoring: { Collection1: { member-count: 7 } } }\n",
      "17: member-count of 'Collection1': 7 / 1"
    ),
    (
      "  - enable: Collection1\n  - expect: { found: [] }\n",
      "17: what the step was answered: done / refused: 'Collection1' cannot be enabled: it is enabled"
    ),
    (
      "  - enable: Collection1\n  - wait: 5m\n  - expect: { found: [] }\n",
      "17: what the step was answered: done / refused: 'Collection1' cannot be enabled: it is enabled"
    ),
    (
      "  - disable: Collection1\n  - expect: { refused: 'no' }\n",
      "18: what the step was answered: no / it was not refused"
    ),
    (
      "  - enable: Collection1\n  - expect: { refused: 'no' }\n",
      "18: what the step was answered: no / 'Collection1' cannot be enabled: it is enabled"
    ),
  ]

  @Test(arguments: wrong)
  func `what is not so is told with its place`(_ row: (steps: String, difference: String)) {
    #expect(Self.differences(Self.enabled(row.steps)) == [row.difference])
  }

  static let impossible: [(old: String, new: String, message: String)] = [
    (
      "policy: configmgr", "policy: configmanager",
      "s.yaml:3:9: found 'configmanager', expected the name of a built-in policy, or a file"
    ),
    (
      "policy: configmgr", "policy: none.yaml",
      "none.yaml: cannot open it: no such file or directory (error 2)"
    ),
    (
      "policy: configmgr", "policy: { extends: configmgr, ful-run: {} }",
      "s.yaml:3:31: found unknown key 'ful-run', expected one of 'extends', "
    ),
    (
      "policy: configmgr", "policy: { extends: configmgr, full-run: { foreign-members: kept } }",
      "s.yaml:3:60: found 'kept', expected one of 'remove', 'keep'"
    ),
    (
      "devices: [DeviceA, DeviceB]\n    groups",
      "devices: { DeviceA: { id: x }, DeviceB: }\n    groups",
      "s.yaml:8:27: found 'x', expected an identifier such as "
        + "'1b8a6f1e-0c8e-4d53-9b39-6f1f3a2b7c10'"
    ),
    (
      "local:\n    users: [Ada]", "local:\n    users: { Ada: { external-id: Nobody } }",
      "s.yaml:11:21: found 'Nobody', expected an identifier such as "
        + "'1b8a6f1e-0c8e-4d53-9b39-6f1f3a2b7c10'"
    ),
  ]

  @Test(arguments: impossible)
  func `what cannot be carried out is told`(_ row: (old: String, new: String, message: String)) {
    let text = Sample.head + Sample.given + "when:\n  - expect: { calls: 0 }\n"
    let differences = Self.differences(text.replacing(row.old, with: row.new))
    #expect(differences.count == 1)
    #expect(differences[0].hasPrefix(row.message), "\(differences)")
  }

  @Test func `a decision that is stated anew changes the run`() {
    let text = Self.enabled("  - expect: { directory: { Group1: [DeviceA, Ada] } }\n")
      .replacing(
        "policy: configmgr",
        with: "policy: { extends: configmgr, full-run: { foreign-members: keep } }")
    #expect(Self.differences(text) == [])
  }

  @Test func `the same scenario has the same digest, and another one another`() throws {
    let one = Self.enabled("  - wait: 1h\n  - expect: { calls: 0 }\n")
    let other = Self.enabled("  - wait: 2h\n  - expect: { calls: 0 }\n")
    func digest(_ text: String) -> String {
      var runner = ScenarioRunner()
      return runner.outcome(of: Array(text.utf8), file: "s.yaml").digest
    }
    #expect(digest(one) == digest(one))
    #expect(digest(one) != digest(other))
    #expect(digest(one).utf8.count == 64)
  }

  @Test func `a runner that makes no digests still finds what does not hold`() {
    let text = Self.enabled("  - wait: 1h\n  - expect: { calls: 0 }\n")
    for runsTwice in [true, false] {
      var runner = ScenarioRunner()
      (runner.makesDigests, runner.runsTwice) = (false, runsTwice)
      let outcome = runner.outcome(of: Array(text.utf8), file: "s.yaml")
      #expect(outcome.digest == "")
      guard case .failed(let failures) = outcome.verdict else {
        Issue.record("\(outcome.verdict)")
        continue
      }
      #expect(failures.map(\.subject) == ["calls"])
    }
  }

  /// The run of a scenario with one linked and enabled pair, carried out.
  private func run(_ steps: String) throws -> ScenarioRun {
    let scenario = try Scenario.read(text: Self.enabled(steps), file: "s.yaml")
    var policies = ScenarioPolicies()
    var run = try ScenarioRun.make(
      scenario, policy: policies.policy(for: scenario), sides: ScenarioSides.read(for: scenario),
      findings: nil)
    try run.perform()
    return run
  }

  static let stories: [(steps: String, isSame: Bool)] = [
    ("  - wait: 1h\n  - expect: { calls: 1 }\n", true),
    ("  - wait: 1h\n  - expect: { operations: [] }\n", true),
    ("  - wait: 30m\n  - wait: 30m\n  - expect: { calls: 1 }\n", true),
    ("  - wait: 61m\n  - expect: { calls: 1 }\n", false),
    ("  - disable: Collection1\n  - wait: 1h\n  - expect: { calls: 1 }\n", false),
    ("  - wait: 1h\n  - directory: { add: Ada, to: Group2 }\n  - expect: { calls: 1 }\n", false),
    ("  - search: { name-starts-with: '' }\n  - wait: 1h\n  - expect: { calls: 1 }\n", true),
  ]

  @Test(arguments: stories)
  func `two runs are the same where their digests are`(
    _ row: (steps: String, isSame: Bool)
  ) throws {
    let (one, other) = (try run(Self.stories[0].steps), try run(row.steps))
    #expect(one.isSame(as: other) == row.isSame)
    #expect((one.digest == other.digest) == row.isSame)
  }

  @Test func `timelines whose texts were noted in another order may tell the same`() throws {
    let one = try run(Self.stories[0].steps)
    var other = one
    other.timeline = Timeline()
    _ = other.timeline.intern("said by nobody")
    for var entry in one.timeline.entries {
      entry.text = other.timeline.intern(one.timeline.text(of: entry))
      other.timeline.append(entry)
    }
    #expect(!one.timeline.isSame(as: other.timeline))
    #expect(one.isSame(as: other))
    other.timeline.append(TimelineEntry(time: other.world.now, kind: .event))
    #expect(!one.isSame(as: other))
  }

  @Test func `people whom a run brings in are known by their names in the directory`() {
    let text =
      Sample.head.replacing("configmgr", with: "kaizala") + """
        given:
          directory: { users: { Ada: , Second: { name: Ada, user-name: ada2@contoso.example } } }
          local: {}
        when:
          - sync: full
          - expect: { present: { local: [Ada, Second] }, operations: [create Ada, create Second] }

        """
    #expect(Self.differences(text) == [])
  }
}
