import Testing
import YAMLText

@testable import Replay

/// Groups that only a run makes go by the names of their originals, once there was a run.
struct ScenarioCopyNamesTests {
  private static func scenario(_ steps: String, links: String = "") -> String {
    """
    scenario: A title
    source: A document (2026-03-02)
    policy: itglue
    start: 2026-03-02T06:00:00Z
    given:
      directory: { users: [Ada], groups: { Sales: [Ada] } }
      local: { contacts: [Ada], groups: { Own: [] } }
    \(links)when:
    \(steps.split(separator: "\n").map { "  - \($0)\n" }.joined())
    """
  }

  @Test(arguments: [
    "wait: 1h\nexpect: { local: { Sales: [Ada] } }",
    "until: 2026-03-02T07:00:00Z\nexpect: { owners: { local: { Sales: [] } } }",
    "sync: full\ndisable: Sales\nexpect: { link: { Sales: disabled } }",
    "wait: 1h\nlocal: { add: Ada, to: Sales }\nexpect: { local: { Sales: [] } }",
    "sync: full\nwait: 1h\nsetting: { security-groups: off }\nenable: Sales\nexpect: { calls: 0 }",
  ])
  func `after a run a copy is meant by the name of its original`(_ steps: String) throws {
    #expect(throws: Never.self) { try Sample.read(Self.scenario(steps)) }
  }

  static let mistakes: [Mistake] = [
    Mistake(
      scenario("expect: { local: { Sales: [Ada] } }"),
      "s.yaml:9:24: found 'Sales', expected a group that the local side has\n  'Sales' is a group "
        + "of the directory"),
    Mistake(
      scenario("disable: Sales\nwait: 1h\nexpect: { local: { Own: [] } }"),
      "s.yaml:9:14: found 'Sales', expected a group that the local side has\n  'Sales' is a group "
        + "of the directory"),
    Mistake(
      scenario("wait: 1h\nexpect: { local: { Ada: [] } }"),
      "s.yaml:10:24: found the user 'Ada', expected a group"),
    Mistake(
      scenario("wait: 1h\ndisable: Sale\nexpect: { local: { Own: [] } }"),
      "s.yaml:10:14: found 'Sale', expected a group that the local side has\n  list it under "
        + "'given: local'"),
    Mistake(
      scenario(
        "wait: 1h\nexpect: { local: { Sales: [Ada] } }",
        links: "  links: [ { local: Own, directory: Sales } ]\n"),
      "s.yaml:11:24: found 'Sales', expected a group that the local side has\n  'Sales' is a group "
        + "of the directory"),
  ]

  @Test(arguments: mistakes)
  func `before a run, or where groups are linked, there is no copy`(_ mistake: Mistake) {
    mistake.check()
  }
}
