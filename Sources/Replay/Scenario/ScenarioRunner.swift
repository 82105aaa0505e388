package import SyncSemantics
import YAMLText

/// Reads and carries out scenarios, one after another.
///
/// Each is carried out twice from its beginning; two timelines that differ are an error.
package struct ScenarioRunner: Sendable {
  /// Replaces the seed of every scenario, where it is set.
  package var seed: UInt64?
  /// Whether each scenario is carried out a second time, to see that nothing depends on chance.
  package var runsTwice = true
  /// Whether outcomes hold the digests of their timelines; two runs are compared in either case.
  package var makesDigests = true
  /// The rules of an audit that find something in a state; none without an audit.
  package var findings: (@Sendable (World, Policy) -> [String])?
  /// The names of the rules that a scenario may expect to find something; any where there are none.
  package var rules: [String] = []
  private var policies = ScenarioPolicies()

  package init() {}

  /// Carries out one scenario; whatever goes wrong becomes part of the outcome.
  package mutating func outcome(of bytes: [UInt8], file: String) -> ScenarioOutcome {
    do {
      return try perform(Scenario.read(bytes, file: file, rules: rules))
    } catch {
      var outcome = ScenarioOutcome(file: file, verdict: .broken("\(error)"))
      outcome.line = (error as? YAMLError)?.line ?? (error as? ScenarioFileError)?.place.line
      return outcome
    }
  }

  /// Carries out a scenario.
  ///
  /// - Throws: an error of a file that it names, or at the place of a name that means nothing.
  package mutating func perform(_ scenario: Scenario) throws -> ScenarioOutcome {
    var scenario = scenario
    if let seed { scenario.seed = seed }
    let policy = try policies.policy(for: scenario)
    let sides = try ScenarioSides.read(for: scenario)
    var run = try ScenarioRun.make(scenario, policy: policy, sides: sides, findings: findings)
    guard runsTwice else {
      try run.perform()
      return outcome(of: run)
    }
    // Both begin with the same sight of what is given.
    run.world.expectRuns()
    // Expectations change nothing: the second time only the timeline is asked for.
    var again = run
    again.looks = false
    try run.perform()
    try again.perform()
    var outcome = outcome(of: run)
    if !run.isSame(as: again) {
      outcome.verdict = .broken(
        "\(scenario.file): the same scenario has had two different timelines in one process\n"
          + "  the digests are \(run.digest) and \(again.digest); this is a bug in rollcall")
    }
    return outcome
  }

  private func outcome(of run: ScenarioRun) -> ScenarioOutcome {
    let scenario = run.scenario
    var outcome = ScenarioOutcome(
      file: scenario.file, verdict: run.failures.isEmpty ? .passed : .failed(run.failures))
    (outcome.title, outcome.claim) = (scenario.title, scenario.claim)
    (outcome.source, outcome.policy) = (scenario.source, run.engine.policy.name)
    outcome.expectations = scenario.expectationCount
    if makesDigests { outcome.digest = run.digest }
    return outcome
  }
}
