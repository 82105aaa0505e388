import Testing

@testable import Replay

/// Groups of an application that a rule fills, in runs of both kinds.
struct ScenarioRuleRunTests {
  /// Three people in the directory, and 'Team' with a rule; the first run has made the accounts.
  private static func head(_ directory: String, rule: String) -> String {
    Sample.head.replacing("configmgr", with: "kaizala") + """
      given:
        directory: { \(directory) }
        local: { groups: { Team: { rule: \(rule) } } }
      when:
        - sync: full

      """
  }

  private static let ofDepartment = head(
    "users: { Ada: { department: IT }, Ben: { department: IT }, Cleo: { department: HR } }",
    rule: "user.department -eq \"IT\"")

  private func told(_ head: String, _ steps: [String]) -> String {
    var runner = ScenarioRunner()
    let text = head + steps.map { "  - \($0)\n" }.joined()
    let outcome = runner.outcome(of: Array(text.utf8), file: "s.yaml")
    return outcome.isPassed ? "" : "\(outcome.verdict)"
  }

  /// The steps of a story, one between two runs, and what holds before and behind it.
  private static func story(
    _ first: String, _ step: String, _ run: String, _ last: String
  ) -> [String] {
    [
      "expect: { local: { Team: [\(first)] } }", step, run, "expect: { \(last) }", "wait: 2d",
      "expect: { operations: [] }",
    ]
  }

  /// What happens between two runs | who is in the group afterwards | what the second run does.
  static let attributes = """
    directory: { set: Ada, department: HR } | Ben | change Ada, remove Ada from Team
    directory: { set: Cleo, department: IT } | Ada, Ben, Cleo | change Cleo, add Cleo to Team
    local: { set: Team, rule: user.department -eq "HR" } | Cleo | remove Ada, remove Ben, add Cleo
    local: { add: Cleo, to: Team } | Ada, Ben | remove Cleo from Team
    local: { remove: Ada, from: Team } | Ada, Ben | add Ada to Team
    """

  @Test(arguments: attributes.split(separator: "\n"), ["wait: 1d", "sync: full"])
  func `whom a rule no longer takes in leaves in the next run, be it a full one`(
    _ row: Substring, _ run: String
  ) {
    let parts = row.split(separator: " | ").map { $0 == "nobody" ? "" : String($0) }
    let last = "local: { Team: [\(parts[1])] }, operations: [\(parts[2])]"
    #expect(told(Self.ofDepartment, Self.story("Ada, Ben", parts[0], run, last)) == "")
  }

  private static let source = "11111111-2222-3333-4444-555555555555"

  private static let ofSource = head(
    "users: [Ada, Ben, Cleo], "
      + "groups: { Source: { id: \(source), members: [Ada] }, Other: { members: [Cleo] } }",
    rule: "\"user.memberOf -any (group.objectId -in ['\(source)'])\"")

  /// What happens between two runs | who is in the group afterwards.
  static let memberships = """
    directory: { add: Ben, to: Source } | Ada, Ben
    directory: { remove: Ada, from: Source } | nobody
    directory: { add: Ben, to: Other } | Ada
    directory: { add: Other, to: Source } | Ada
    directory: { delete: Source } | nobody
    directory: { delete: Ada } | nobody
    local: { add: Ben, to: Team } | Ada
    local: { remove: Ada, from: Team } | Ada
    local: { set: Team, rule: user.displayName -eq "Cleo" } | Cleo
    """

  @Test(arguments: memberships.split(separator: "\n"), ["wait: 1d", "sync: full"])
  func `a group that takes over members follows the directory's group`(
    _ row: Substring, _ run: String
  ) {
    let parts = row.split(separator: " | ").map { $0 == "nobody" ? "" : String($0) }
    let last = "local: { Team: [\(parts[1])] }"
    #expect(told(Self.ofSource, Self.story("Ada", parts[0], run, last)) == "")
  }

  @Test func `a list that cannot be read takes nobody away`() {
    let steps = [
      "directory: { remove: Ada, from: Source }", "directory: { add: Ben, to: Source }",
      "fault: { cut-list: Source }", "sync: full", "expect: { local: { Team: [Ada] } }",
      "repair: faults", "sync: full", "expect: { local: { Team: [Ben] } }",
    ]
    #expect(told(Self.ofSource, steps) == "")
  }
}
