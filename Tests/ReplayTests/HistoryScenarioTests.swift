import DirectoryModel
import SyncSemantics
import Testing

@testable import Replay

/// The scenario files that failing properties print.
struct HistoryScenarioTests {
  /// What `rollcall test` says of a text.
  private func verdict(_ text: String) -> ScenarioOutcome.Verdict {
    var runner = ScenarioRunner()
    return runner.outcome(of: Array(text.utf8), file: "history.yaml").verdict
  }

  private func expectPassed(_ text: String) {
    switch verdict(text) {
    case .passed: break
    case .failed(let failures):
      Issue.record("\(failures.map { "\($0.subject): \($0.expected) \($0.found)" })\n\(text)")
    case .broken(let message): Issue.record("\(message)\n\(text)")
    }
  }

  @Test func `a failing history is printed as a whole scenario`() throws {
    let stage = try Stage("rezolve-bidirectional")
    let history: [HistoryStep] = [.authority(0, 0), .copy(0, 0), .bin(1), .incrementalRun]
    var town = stage.town(after: history)
    let events: [Event] = [
      .fault(.cutList(.tenant, group: stage.group(0, .tenant, town))),
      .run(.full, localGroup: nil), .repair, .run(.full, localGroup: nil),
    ]
    for event in events { town.step(event) }
    #expect(
      stage.scenario("what a property says", history, then: events, ending: town) == """
        scenario: "what a property says"
        source: A property of small histories
        policy: rezolve-bidirectional
        start: 2022-11-30T08:00:00Z
        seed: 1
        given:
          page-size: 1
          directory:
            users: { Ann: { user-name: Ann@contoso.com }, Ben: { user-name: Ben@contoso.com }, Cho: { user-name: Cho@contoso.com } }
            groups: { Red: [Ann, Ben, Cho], Sea: [Ann, Ben, Cho] }
          local:
            users: { Ann: { user-name: Ann@contoso.com, external-id: Ann }, Ben: { user-name: Ben@contoso.com, external-id: Ben }, Cho: { user-name: Cho@contoso.com, external-id: Cho } }
            groups: { Red: [Ann, Ben, Cho], Sea: [Ann, Ben, Cho] }
          links:
            - { local: Red, directory: Red, direction: import }
            - { local: Sea, directory: Sea, direction: push }
        when:
          - sync: full
          - directory: { remove: Ann, from: Red }
          - wait: 30s
          - local: { remove: Ann, from: Red }
          - wait: 30s
          - directory: { delete: Ben }
          - wait: 30s
          - sync: incremental
          - wait: 30s
          - fault: { cut-list: Red, side: directory }
          - sync: full
          - repair: faults
          - sync: full
          - expect:
              directory: { Red: [Cho], Sea: [Ann, Cho] }
              local: { Red: [Cho], Sea: [Ann, Ben, Cho] }

        """)
  }

  @Test(arguments: Stage.policies)
  func `a printed history ends in the same state when it is read back`(_ policy: String) throws {
    let stage = try Stage(policy)
    for history in stage.histories(upTo: 2) {
      for kind in [RunKind.incremental, .full] {
        var town = stage.town(after: history)
        town.run(kind)
        expectPassed(
          stage.scenario(
            "history", history, then: [.run(kind, localGroup: nil)], ending: town))
      }
    }
  }

  @Test(arguments: Stage.policies)
  func `a printed fault is met again when it is read back`(_ policy: String) throws {
    let stage = try Stage(policy)
    let history: [HistoryStep] = [.authority(0, 0), .authority(1, 1), .bin(2)]
    for kind in [RunKind.incremental, .full] {
      for fault in stage.faults(stage.start) {
        var town = stage.town(after: history)
        let events: [Event] = [.fault(fault), .run(kind, localGroup: nil)]
        for event in events { town.step(event) }
        expectPassed(stage.scenario("fault", history, then: events, ending: town))
      }
    }
  }

  @Test func `a printed history fails where the state that should be is another`() throws {
    let stage = try Stage("rezolve")
    var (town, other) = (stage.town(after: [.authority(0, 0)]), stage.start)
    town.run(.full)
    other.run(.full)
    let text = stage.scenario(
      "history", [.authority(0, 0)], then: [.run(.full, localGroup: nil)], ending: other)
    guard case .failed(let failures) = verdict(text) else {
      Issue.record("it should not hold:\n\(text)")
      return
    }
    #expect(
      failures.map(\.subject) == [
        "members of 'Red' in the directory", "members of 'Red' on the local side",
      ])
  }
}
