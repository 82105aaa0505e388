import Files
import Replay

/// What `rollcall test --update` does to the files of scenarios that failed.
enum ScenarioUpdate {
  /// Writes what was found into each file, unless the file would then not hold.
  static func update(_ outcomes: [ScenarioOutcome], runner: ScenarioRunner) throws {
    for outcome in outcomes {
      guard case .failed(let failures) = outcome.verdict else { continue }
      try update(outcome.file, failures, runner)
    }
  }

  private static func update(
    _ file: String, _ failures: [ScenarioFailure], _ start: ScenarioRunner
  ) throws {
    let bytes = try FileReader.contents(of: file, limit: 8 << 20)
    let (edited, count) = try ScenarioEdit(bytes, file: file).applying(failures)
    var runner = start
    let after = runner.outcome(of: edited, file: file)
    if case .broken(let message) = after.verdict {
      throw CommandError(
        "'\(file)' was left as it is: with what was found it could not be read\n  \(message)",
        hint: "write the expectation by hand")
    }
    if count > 0 { try FileWriter.writeAtomically(edited, to: file) }
    let rest = failures.count - count
    let left = rest > 0 ? ", \(rest) left as they are: no value would make them hold" : ""
    try StandardStream.error.write(
      "rollcall: \(file): \(count) expectation\(count == 1 ? "" : "s") written\(left)\n")
  }
}
