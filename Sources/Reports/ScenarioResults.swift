package import Replay

/// What became of a set of scenarios, with what a report says beside it.
package struct ScenarioResults: Sendable {
  /// The version of the program.
  package let version: String
  /// The words that perform the run again.
  package let command: [String]
  /// In the order in which they were named.
  package let outcomes: [ScenarioOutcome]
  /// Scenarios that a filter left out.
  package let leftOut: Int

  package init(
    version: String, command: [String], outcomes: [ScenarioOutcome], leftOut: Int = 0
  ) {
    (self.version, self.command) = (version, command)
    (self.outcomes, self.leftOut) = (outcomes, leftOut)
  }

  /// How many scenarios ended in each way, and how many statements were looked at.
  package struct Totals: Equatable, Sendable {
    package var passed = 0
    package var failed = 0
    package var broken = 0
    package var expectations = 0
  }

  /// The numbers of the last line; O(*n*).
  package var totals: Totals {
    outcomes.reduce(into: Totals()) { totals, outcome in
      totals.expectations += outcome.expectations
      switch outcome.verdict {
      case .passed: totals.passed += 1
      case .failed: totals.failed += 1
      case .broken: totals.broken += 1
      }
    }
  }
}
