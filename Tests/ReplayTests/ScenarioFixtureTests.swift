import TestSupport
import Testing

@testable import Replay

struct ScenarioFixtureTests {
  /// What an audit finds is left to `rollcall test`, which knows the audit.
  @Test(arguments: try Fixture.files(in: "scenarios", withExtension: "yaml"))
  func `every scenario of the fixtures holds`(_ file: String) throws {
    var runner = ScenarioRunner()
    let outcome = runner.outcome(of: try Fixture.bytes(file), file: Fixture.path(file))
    switch outcome.verdict {
    case .passed: #expect(outcome.expectations > 0)
    case .failed(let all):
      let failures = all.filter { $0.subject != "rules that find something" }
      guard !failures.isEmpty else { return }
      Issue.record("\(failures.map { "\($0.place): \($0.subject): \($0.expected), \($0.found)" })")
    case .broken(let message): Issue.record("\(message)")
    }
  }
}
