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
}
