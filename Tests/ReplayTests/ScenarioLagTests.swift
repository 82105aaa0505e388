import TestSupport
import Testing
import YAMLText

@testable import Replay

/// The longest times that scenarios find, by what happens in them.
struct ScenarioLagTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let departed: String
    let joiner: String
    var decisions = ""
    let steps: [String]

    init(
      _ name: String, departed: String = "0s", joiner: String = "0s", _ decisions: String = "",
      steps: String...
    ) {
      (self.name, self.departed, self.joiner) = (name, departed, joiner)
      (self.decisions, self.steps) = (decisions, steps)
    }

    var testDescription: String { name }
  }

  /// An hourly mirror that counts nested members; the first run has been when the steps begin.
  private static func scenario(_ row: Row, _ bounds: String) -> String {
    let transitive =
      row.decisions.contains("members:") ? "" : "  members: { nesting: transitive }\n"
    return """
      scenario: A lag
      source: none
      policy:
        extends: mirror
        schedule: { trigger: interval, runs: full, interval: 1h }
      \(transitive)\(row.decisions)start: 2026-03-02T06:00:00Z
      given:
        directory:
          users: [Ada, Ben, Cleo, Dora, Eve]
          groups: { Innermost: [Eve], Inner: [Cleo, Innermost], Team: [Ada, Ben, Inner] }
        local:
          users: [Ada, Ben, Cleo, Eve]
          groups: { Team: [Ada, Ben, Cleo, Eve] }
      when:
        - wait: 1h

      """ + row.steps.map { "  - \($0)\n" }.joined() + "  - expect: { \(bounds) }\n"
  }

  /// The longest time of a kind that is found so far.
  private static func longest(_ bound: String, _ row: Row) -> String {
    let found = ScenarioRunnerTests.differences(scenario(row, "\(bound): at most 0s"))
    guard let line = found.first else { return "0s" }
    return line.split(separator: "/ at most ").last.map(String.init) ?? line
  }

  private static let ends = "  lifecycle: { deleted-groups: delete }\n"
  private static let orphans = "  lifecycle: { deleted-groups: orphan }\n"
  private static let plain = "  members: { nesting: direct }\n"

  static let rows = [
    Row("nothing happens", steps: "wait: 1d"),
    Row("a leaver", departed: "1h", steps: "directory: { remove: Ben, from: Team }", "wait: 1d"),
    Row(
      "a leaver so far", departed: "20m", steps: "directory: { remove: Ben, from: Team }",
      "wait: 20m"),
    Row(
      "a leaver of a nested group", departed: "1h",
      steps: "directory: { remove: Cleo, from: Inner }", "wait: 1d"),
    Row(
      "a leaver who is in the group on another way too",
      steps: "directory: { add: Cleo, to: Team }", "wait: 1h",
      "directory: { remove: Cleo, from: Inner }", "wait: 1d"),
    Row(
      "a nested group that is taken out", departed: "1h",
      steps: "directory: { remove: Inner, from: Team }", "wait: 1d"),
    Row(
      "a nested group that is deleted", departed: "1h", steps: "directory: { delete: Inner }",
      "wait: 1d"),
    Row(
      "a nested group that is gone for good", departed: "1h", steps: "directory: { purge: Inner }",
      "wait: 1d"),
    Row(
      "the innermost group that is gone for good", departed: "30m",
      steps: "directory: { purge: Innermost }", "wait: 30m"),
    Row(
      "an innermost group that is deleted", departed: "1h",
      steps: "directory: { delete: Innermost }", "wait: 2h"),
    Row(
      "a nested group that is deleted, where nested members do not count",
      plain, steps: "wait: 1h", "directory: { delete: Inner }", "wait: 1d"),
    Row(
      "somebody in a nested group of a deleted one joins", departed: "1h",
      steps: "directory: { delete: Inner }", "wait: 1h", "directory: { add: Dora, to: Innermost }",
      "wait: 1d"),
    Row(
      "a nested group that comes back", departed: "1h", joiner: "1h",
      steps: "directory: { delete: Inner }", "wait: 2h", "directory: { restore: Inner }", "wait: 1d"
    ),
    Row(
      "a nested group that comes back before a run", departed: "40m",
      steps: "directory: { delete: Inner }", "wait: 40m", "directory: { restore: Inner }",
      "wait: 1d"),
    Row(
      "a group that is deleted, and the policy keeps the copy", departed: "1d",
      steps: "directory: { delete: Team }", "wait: 1d"),
    Row(
      "a group that is gone for good, and the policy keeps the copy", departed: "1d",
      steps: "directory: { purge: Team }", "wait: 1d"),
    Row(
      "a group that is deleted, and the copy stays without it", departed: "1d", orphans,
      steps: "directory: { delete: Team }", "wait: 1d"),
    Row(
      "a group that is deleted with its copy", departed: "1h", ends,
      steps: "directory: { delete: Team }", "wait: 1d"),
    Row(
      "a leaver of a group that is deleted with its copy", departed: "50m", ends,
      steps: "wait: 10m", "directory: { remove: Ben, from: Team }", "wait: 20m",
      "directory: { delete: Team }", "wait: 1d"),
    Row(
      "a deleted group that comes back", departed: "3h", orphans,
      steps: "directory: { delete: Team }", "wait: 3h", "directory: { restore: Team }", "wait: 1d"),
    Row(
      "a joiner of a group that comes back", departed: "3h", joiner: "1h", orphans + plain,
      steps: "directory: { remove: Ben, from: Team }", "wait: 1h", "directory: { delete: Team }",
      "wait: 3h", "directory: { restore: Team }", "directory: { add: Ben, to: Team }", "wait: 1d"),
    Row(
      "access that was given back", departed: "10m",
      steps: "directory: { remove: Ben, from: Team }",
      "wait: 10m", "directory: { add: Ben, to: Team }", "wait: 1d"),
    Row(
      "access that was given back at once",
      steps: "directory: [ { remove: Ben, from: Team }, { add: Ben, to: Team } ]", "wait: 1d"),
    Row(
      "access that was given back and taken away again at once", departed: "55m",
      steps: "wait: 5m", "directory: { remove: Ben, from: Team }", "wait: 5m",
      "directory: [ { add: Ben, to: Team }, { remove: Ben, from: Team } ]", "wait: 1d"),
    Row(
      "access that a hand takes away", departed: "10m",
      steps: "directory: { remove: Ben, from: Team }", "wait: 10m",
      "local: { remove: Ben, from: Team }", "wait: 1d"),
    Row(
      "a joiner without an account", joiner: "1d", steps: "directory: { add: Dora, to: Team }",
      "wait: 1d"),
    Row(
      "a joiner whose account comes by hand, with the membership", joiner: "100m",
      steps: "directory: { add: Dora, to: Team }", "wait: 90m", "local: { create: { user: Dora } }",
      "wait: 10m", "local: { add: Dora, to: Team }", "wait: 1d"),
    Row(
      "a joiner whom the policy leaves out", "  members: { disabled-accounts: exclude }\n",
      steps: "directory: { set: Dora, enabled: no }", "directory: { add: Dora, to: Team }",
      "wait: 1d"),
    Row(
      "a joiner whom a late feed hides", joiner: "2h",
      "  members: { nesting: direct }\n", steps: "fault: { lag: { list: 90m } }",
      "directory: { add: Cleo, to: Team }", "wait: 2h"),
    Row(
      "a deleted member", departed: "1h", steps: "directory: { delete: Ben }", "wait: 1d"),
    Row(
      "a deleted member who comes back at once",
      steps: "directory: [ { delete: Ben }, { restore: Ben } ]", "wait: 1d"),
  ]

  @Test(arguments: rows)
  func `how long people had access or waited is found whatever way they went`(_ row: Row) {
    #expect(Self.longest("departed-access", row) == row.departed)
    #expect(Self.longest("joiner-waited", row) == row.joiner)
  }

  /// An hourly mirror of one group; the steps begin with the story.
  private static func mirror(
    _ people: [String], listed: [String], steps: String...
  ) -> [String] {
    let (all, members) = (people.joined(separator: ", "), listed.joined(separator: ", "))
    let side = "{ users: [\(all)], groups: { Team: [\(members)] } }"
    let head = [
      "scenario: A mirror", "source: none", "start: 2026-03-02T06:00:00Z",
      "policy: { extends: mirror, schedule: { trigger: interval, runs: full, interval: 1h } }",
      "given: { directory: \(side), local: \(side) }", "when:",
    ]
    return ScenarioRunnerTests.differences(
      (head + steps.map { "  - \($0)" }).joined(separator: "\n") + "\n")
  }

  @Test(arguments: [("departed-access", "40m"), ("joiner-waited", "30m")])
  func `changes before the first run count as well`(_ row: (bound: String, time: String)) {
    let found = Self.mirror(
      ["Ada", "Ben"], listed: ["Ada"], steps: "wait: 20m", "directory: { remove: Ada, from: Team }",
      "wait: 10m", "directory: { add: Ben, to: Team }", "wait: 1d",
      "expect: { \(row.bound): at most 0s }")
    #expect(found == ["12: \(row.bound): at most 0s / at most \(row.time)"])
  }

  @Test func `no account is kept where no expectation asks for it`() throws {
    func exposures(_ clause: String) throws -> ExposureLedger? {
      let text = ScenarioRunnerTests.enabled("  - wait: 5m\n  - expect: { \(clause) }\n")
      let scenario = try Scenario.read(Array(text.utf8), file: "s.yaml")
      var policies = ScenarioPolicies()
      return try ScenarioRun.make(
        scenario, policy: policies.policy(for: scenario), sides: ScenarioSides.read(for: scenario),
        findings: nil
      ).exposures
    }
    #expect(try exposures("operations: []") == nil)
    #expect(try exposures("departed-access: at most 5m") != nil)
    #expect(try exposures("joiner-waited: at most 5m") != nil)
  }

  @Test func `thousands of removals are counted in time that grows with them`() {
    let people = (0..<3_000).map { "P\($0)" }
    let list = people.joined(separator: ", ")
    let found = Self.mirror(
      people, listed: people, steps: "wait: 1h", "directory: { remove: [\(list)], from: Team }",
      "wait: 1d", "expect: { departed-access: at most 1h, local: { Team: [] } }")
    #expect(found == [])
  }
}
