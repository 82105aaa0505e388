import TestSupport
import Testing
import YAMLText

@testable import Replay

struct ScenarioEditTests {
  private func updated(_ text: String) throws -> (text: String, count: Int, left: [String]) {
    var runner = ScenarioRunner()
    let outcome = runner.outcome(of: Array(text.utf8), file: "s.yaml")
    guard case .failed(let failures) = outcome.verdict else {
      Issue.record("it does not fail: \(outcome.verdict)")
      return (text, 0, [])
    }
    let (bytes, count) = try ScenarioEdit(Array(text.utf8), file: "s.yaml").applying(failures)
    let after = String(decoding: bytes, as: UTF8.self)
    return (after, count, ScenarioRunnerTests.differences(after))
  }

  static let rows: [(before: String, after: String)] = [
    (
      "  - expect: { directory: { Group1: [Ada] } }\n",
      "  - expect: { directory: { Group1: [DeviceA] } }\n"
    ),
    (
      "  - expect: { directory: { Group1: Ada } } # why\n",
      "  - expect: { directory: { Group1: [DeviceA] } } # why\n"
    ),
    (
      "  - expect: { directory: { Group1: [ Ada , 'Ben' ], Group2: [] } }\n",
      "  - expect: { directory: { Group1: [DeviceA], Group2: [Group1] } }\n"
    ),
    (
      "  - expect:\n      operations:\n        - remove Ben # one\n        # two\n      found: []\n",
      "  - expect:\n      operations:\n        - remove Ada from Group1\n        # two\n"
        + "      found: []\n"
    ),
    (
      "  - expect:\n      operations:\n      - add Ada\n      - add Ben\n\n      found: []\n",
      "  - expect:\n      operations:\n      - remove Ada from Group1\n\n      found: []\n"
    ),
    (
      "  - expect: { found: [] }\n  - expect:\n      operations:\n      - add Ada\n      - add Ben\n",
      "  - expect: { found: [] }\n  - expect:\n      operations:\n        []\n"
    ),
    (
      "  - expect: { status: { Collection1: Failed }, link: { Collection1: \"deleted\" } }\n",
      "  - expect: { status: { Collection1: Success }, link: { Collection1: enabled } }\n"
    ),
    (
      "  - expect: { users: { directory: { Ada: { department: 'S', enabled: no } } } }\n",
      "  - expect: { users: { directory: { Ada: { department: Finance, enabled: yes } } } }\n"
    ),
    (
      "  - expect:\n      log: >\n        a long\n        text\n      found: []\n",
      "  - expect:\n      log: [\"Success: 0 added, 1 removed\"]\n      found: []\n"
    ),
    (
      "  - enable: Collection1\n  - expect: { refused: no }\n",
      "  - enable: Collection1\n"
        + "  - expect: { refused: \"'Collection1' cannot be enabled: it is enabled\" }\n"
    ),
    (
      "  - expect: { found: [] }\n  - expect: { calls: 17 }\n",
      "  - expect: { found: [] }\n  - expect: { calls: 0 }\n"
    ),
  ]

  @Test(arguments: rows)
  func `what was found is written and everything else stays`(
    _ row: (before: String, after: String)
  ) throws {
    let result = try updated(ScenarioRunnerTests.enabled(row.before))
    #expect(result.text == ScenarioRunnerTests.enabled(row.after))
    #expect(result.left == [])
  }

  @Test func `what no value makes true stays as it is`() throws {
    let text = ScenarioRunnerTests.enabled(
      "  - expect: { document: { Group1: { nested-groups: [] } } }\n")
    let result = try updated(text)
    #expect(result.text == text)
    #expect(result.count == 0)
  }

  @Test func `letters of several bytes and Windows line ends do not shift a place`() throws {
    let text = ScenarioRunnerTests.enabled(
      "  - expect: { users: { directory: { Ada: { city: 'Köln – Süd', department: Grün } } } }\n"
    ).replacing("\n", with: "\r\n")
    let result = try updated(text)
    #expect(
      result.text
        == ScenarioRunnerTests.enabled(
          "  - expect: { users: { directory: { Ada: { city: ~, department: Finance } } } }\n"
        ).replacing("\n", with: "\r\n"))
  }
}
