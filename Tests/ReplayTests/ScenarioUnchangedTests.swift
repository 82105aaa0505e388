import Testing

@testable import Replay

/// Steps that change nothing, and how a scenario says that it means them.
struct ScenarioUnchangedTests {
  /// Steps, with '^' before the place of the failure, and what is told; nothing where all holds.
  struct Row: Sendable, CustomTestStringConvertible {
    let steps: String
    let told: String?

    init(_ steps: String, _ told: String? = nil) { (self.steps, self.told) = (steps, told) }

    var testDescription: String { steps }
  }

  private static let head = """
    scenario: A title
    source: A document
    policy: rezolve
    start: 2026-03-02T06:00:00Z
    given:
      directory:
        users: { Ada: { department: Sales }, Ben: }
        groups: { Team: { members: [Ada], owners: [Ben] } }
      local:
        users: [Ada, Ben]
        groups: { Team: [Ada] }
    when:

    """
  private static let end = "  - expect: { calls: 0 }\n"

  static func told(_ steps: String, policy: String = "rezolve") -> [String] {
    let text = (head + steps + end).replacing("policy: rezolve", with: "policy: \(policy)")
    var runner = ScenarioRunner()
    let outcome = runner.outcome(of: Array(text.replacing("^", with: "").utf8), file: "s.yaml")
    switch outcome.verdict {
    case .passed: return []
    case .failed(let failures):
      #expect(outcome.line == nil)
      return failures.map { "\($0.place): \($0.subject): \($0.foundTexts.joined())" }
    case .broken(let message): return [message]
    }
  }

  /// The place of the '^' in a text.
  static func place(in text: String) -> String? {
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if let mark = line.unicodeScalars.firstIndex(of: "^") {
        let column = line.unicodeScalars.distance(from: line.unicodeScalars.startIndex, to: mark)
        return "s.yaml:\(number + 1):\(column + 1)"
      }
    }
    return nil
  }

  static let idle = [
    Row("  - directory: { add: ^Ada, to: Team }\n", "'Ada' is a member of 'Team' already"),
    Row("  - directory: { remove: ^Ben, from: Team }\n", "'Ben' is no member of 'Team'"),
    Row("  - local: { add: ^Ada, to: Team }\n", "'Ada' is a member of 'Team' already"),
    Row("  - local: { remove: [^Ben], from: Team }\n", "'Ben' is no member of 'Team'"),
    Row("  - directory: { add: [Ben, ^Ada], to: Team }\n", "'Ada' is a member of 'Team' already"),
    Row(
      "  - directory: { add: ^Ben, to: Team, owner: yes }\n", "'Ben' is an owner of 'Team' already"),
    Row("  - directory: { remove: ^Ada, from: Team, owner: yes }\n", "'Ada' is no owner of 'Team'"),
    Row(
      "  - directory: [ { delete: Ada }, { delete: ^Ada } ]\n", "'Ada' is deleted already"),
    Row("  - directory: { restore: ^Ada }\n", "'Ada' is not deleted"),
    Row("  - directory: { purge: Ada }\n  - directory: { purge: ^Ada }\n", "'Ada' is gone already"),
    Row(
      "  - directory: { set: Ada, ^department: Sales }\n", "'department' of 'Ada' is that already"),
    Row(
      "  - directory: { set: Ada, department: IT, ^enabled: yes }\n",
      "'enabled' of 'Ada' is that already"),
    Row("  - directory: { set: Ben, ^job-title: ~ }\n", "'job-title' of 'Ben' is that already"),
    Row(
      "  - directory: { set: Team, ^kind: security }\n", "'kind' of 'Team' is that already"),
    Row("  - directory: { rename: ^Ada, to: Ada }\n", "'Ada' is called 'Ada' already"),
    Row("  - ^setting: { security-groups: on }\n", "'security-groups' is on already"),
    Row(
      "  - setting: { security-groups: off }\n  - ^setting: { security-groups: off }\n",
      "'security-groups' is off already"),
    Row("  - ^integration: added\n", "the integration is there already"),
    Row(
      "  - integration: removed\n  - ^integration: removed\n", "the integration is removed already"),
    Row("  - ^prerequisites: { client-id: given }\n", "'client-id' is there already"),
    Row(
      "  - prerequisites: { client-id: missing }\n  - ^prerequisites: { client-id: missing }\n",
      "'client-id' is missing already"),
    Row("  - ^repair: faults\n", "no fault is left"),
    Row(
      "  - fault: { throttled: 1 }\n  - repair: faults\n  - ^repair: faults\n", "no fault is left"),
    Row("  - ^reset: sync\n", "the sync remembers nothing"),
    Row(
      "  - directory: { remove: Ada, from: Team }\n  - directory: { add: Ada, to: Team }\n"
        + "  - ^reset: sync\n", "the sync remembers nothing"),
    Row(
      "  - link: { local: Team, directory: Team }\n"
        + "  - link: { local: Team, directory: ^Team, direction: import }\n",
      "'Team' is linked to 'Team' already"),
    Row(
      "  - link: { local: Team, directory: Team, direction: push }\n"
        + "  - link: { local: Team, directory: [^Team] }\n",
      "'Team' is linked to 'Team' already"),
  ]

  @Test(arguments: idle)
  func `a step that changes nothing fails at the place of what is so already`(_ row: Row) throws {
    let place = try #require(Self.place(in: Self.head + row.steps))
    let told = try #require(row.told)
    #expect(Self.told(row.steps) == ["\(place): what the step changed: nothing: \(told)"])
    // Said with purpose it holds, if nothing else happens in the step.
    guard !row.steps.contains("[Ben, ^Ada]"), !row.steps.contains("department: IT"),
      !row.steps.contains("}, {")
    else { return }
    #expect(Self.told(row.steps + "  - expect: { unchanged: yes }\n") == [])
  }

  static let changing = [
    Row("  - directory: { add: Ben, to: Team }\n"),
    Row("  - directory: { remove: Ada, from: Team }\n  - directory: { add: Ada, to: Team }\n"),
    Row("  - directory: { delete: Ada }\n  - directory: { restore: Ada }\n"),
    Row("  - directory: { delete: Ada }\n  - directory: { purge: Ada }\n"),
    Row("  - directory: { set: Ada, department: ~ }\n"),
    Row("  - directory: { rename: Ada, to: Ada L }\n  - directory: { rename: Ada L, to: Ada }\n"),
    Row("  - setting: { security-groups: off }\n  - setting: { security-groups: on }\n"),
    Row("  - integration: removed\n  - integration: added\n"),
    Row("  - directory: { create: { user: Cleo } }\n"),
    Row("  - wait: 1s\n"), Row("  - fault: page-lost\n  - repair: faults\n"),
    Row("  - link: { local: Team, directory: Team }\n"),
    Row("  - link: { local: Team, directory: Team }\n  - unlink: Team\n"),
    Row(
      "  - link: { local: Team, directory: Team }\n  - unlink: Team\n"
        + "  - link: { local: Team, directory: Team }\n"),
    Row("  - setting: { security-groups: off, microsoft-365-groups: off }\n"),
    Row("  - prerequisites: { client-id: missing, client-secret: missing }\n"),
    Row(
      "  - prerequisites: { client-id: missing }\n  - fault: { throttled: 1 }\n"
        + "  - repair: faults\n"),
  ]

  @Test(arguments: changing)
  func `a step that changes something is fine, and no other claim of it holds`(_ row: Row) {
    #expect(Self.told(row.steps) == [])
    guard !row.steps.contains("wait") else { return }
    let place = "s.yaml:\(row.steps.split(separator: "\n").count + 13):15"
    #expect(
      Self.told(row.steps + "  - expect: { unchanged: yes }\n") == [
        "\(place): what the step changed: something"
      ])
  }

  /// Steps of an entry that says several things, and how many of them are so already.
  static let several: [(steps: String, idle: Int, holdsUnchanged: Bool)] = [
    ("  - setting: { security-groups: on, microsoft-365-groups: on }\n", 2, true),
    ("  - setting: { security-groups: off, microsoft-365-groups: on }\n", 1, false),
    ("  - setting: { security-groups: on, microsoft-365-groups: off }\n", 1, false),
    ("  - setting: { security-groups: off, microsoft-365-groups: off }\n", 0, false),
    ("  - prerequisites: { client-id: given, client-secret: given }\n", 2, true),
    ("  - prerequisites: { client-id: missing, client-secret: given }\n", 1, false),
    ("  - directory: { restore: [Ada, Ben] }\n", 2, true),
    // The step before the last says nothing of the last.
    ("  - directory: { restore: Ada }\n  - directory: { restore: Ben }\n", 2, false),
  ]

  @Test(arguments: several)
  func `an entry that says several things is one step`(
    _ row: (steps: String, idle: Int, holdsUnchanged: Bool)
  ) {
    #expect(Self.told(row.steps).count == row.idle)
    let claimed = Self.told(row.steps + "  - expect: { unchanged: yes }\n")
    #expect(claimed.isEmpty == row.holdsUnchanged, "\(claimed)")
  }

  /// What is refused of an entry with two groups, and what the expectation behind it says.
  static let refusals: [(verb: String, said: String, told: String?)] = [
    ("enable: [Team, Other]", "refused: \"'Other' cannot be enabled: it is enabled\"", nil),
    (
      "enable: [Team, Other]", "calls: 0",
      "what the step was answered: refused: 'Team' cannot be enabled: it is enabled"
    ),
    (
      "disable: [Team, Other]", "refused: \"'Team' cannot be disabled: it is disabled\"",
      "what the step was answered: it was not refused"
    ),
    ("disable: [Team, Other]", "link: { Team: disabled, Other: disabled }", nil),
  ]

  @Test(arguments: refusals)
  func `whatever of an entry is refused is an answer to it`(
    _ row: (verb: String, said: String, told: String?)
  ) {
    let text =
      Self.head.replacing("Team: { members", with: "Other: [], Team: { members")
      .replacing("Team: [Ada] }\n", with: "Team: [Ada], Other: [] }\n")
      + "  - sync: full\n  - expect: { status: { Team: Success } }\n  - \(row.verb)\n"
      + "  - expect: { \(row.said) }\n"
    var runner = ScenarioRunner()
    switch runner.outcome(of: Array(text.utf8), file: "s.yaml").verdict {
    case .passed: #expect(row.told == nil)
    case .failed(let failures):
      #expect(
        failures.map { "\($0.subject): \($0.foundTexts.joined())" } == [row.told ?? ""])
    case .broken(let message): Issue.record("\(message)")
    }
  }

  /// Everything that a sync remembers after a run is forgotten once: a second reset changes nothing.
  @Test(arguments: ["rezolve", "mirror", "kaizala", "itglue", "rezolve-bidirectional"])
  func `a reset after a run is something, and a second one is not`(_ policy: String) {
    let looks = "  - expect: { present: { directory: [Ada] } }\n"
    let once = "  - sync: full\n  - reset: sync\n" + looks
    #expect(Self.told(once, policy: policy) == [])
    let line = (Self.head + once).split(separator: "\n", omittingEmptySubsequences: false).count
    #expect(
      Self.told(once + "  - reset: sync\n", policy: policy) == [
        "s.yaml:\(line):5: what the step changed: nothing: the sync remembers nothing"
      ])
    #expect(
      Self.told(once + "  - reset: sync\n  - expect: { unchanged: yes }\n", policy: policy) == [])
    #expect(
      Self.told(once.replacing(looks, with: "  - expect: { unchanged: yes }\n"), policy: policy)
        == ["s.yaml:\(line - 1):15: what the step changed: something"])
  }

  static let mixed = [
    Row(
      "  - directory: { add: [Ben, Ada], to: Team }\n  - expect: { ^unchanged: yes }\n",
      "what the step changed: something"),
    Row(
      "  - ^expect: { unchanged: yes }\n",
      "found 'unchanged' without a step before it, expected the step that changes nothing before"),
    Row(
      "  - directory: { restore: Ada }\n  - expect: { unchanged: ^no }\n",
      "found 'no', expected one of 'yes', 'true'"),
    Row(
      "  - directory: { restore: Ada }\n  - expect: { unchanged: ^[] }\n",
      "found a list, expected one of 'yes', 'true'"),
    Row(
      "  - directory: { restore: ^Ada }\n  - directory: { add: Ben, to: Team }\n"
        + "  - expect: { unchanged: yes }\n", "what the step changed: nothing: 'Ada' is not deleted"
    ),
  ]

  @Test(arguments: mixed)
  func `what is said of a step holds for that step and for all of it`(_ row: Row) throws {
    let told = Self.told(row.steps)
    let words = try #require(row.told)
    #expect(told.first?.contains(words) == true, "\(told)")
    if let place = Self.place(in: Self.head + row.steps), !row.steps.contains("^expect") {
      #expect(told.first?.hasPrefix(place) == true, "\(told) \(place)")
    }
  }

  @Test func `a change by hand that changes nothing stands in no activity log`() {
    let steps = """
        - local: { add: Ada, to: Team }
        - expect: { unchanged: yes, activity: [] }
        - local: { remove: Ada, from: Team }
        - expect: { activity: ["row deleted Team: Ada"] }

      """
    #expect(Self.told(steps) == [])
  }

  @Test func `unlinking what has no link is refused`() {
    #expect(
      Self.told(
        "  - unlink: Team\n  - expect: { refused: \"'Team' cannot be unlinked: no link is there\" }\n"
      )
        == [])
  }
}
