import CommandSyntax
import Dispatch
import Files
import Memory
import Replay
import Reports
import Synchronization

/// `rollcall test`.
enum TestCommand {
  static let paths = Repeated<String>(
    "path", required: true, position: .positional, completion: .files,
    "A scenario, or a folder of scenarios (every '.yaml' and '.yml' in it and in the folders below)."
  )
  static let junit = Option<String>(
    "junit", value: "file", completion: .files, "Write the results as JUnit XML too.")
  static let json = Flag("json", "Write JSON instead of text.")
  static let seed = Option<Int>(
    "seed", value: "number", "Replaces the seed that each scenario states.")
  static let update = Flag(
    "update", "Write what was found into the expectations of the files; still fails.")
  static let filter = Option<String>(
    "filter", value: "text", "Only scenarios whose path or title holds this text.")
  static let once = Flag(
    "once", "Carry each scenario out once instead of twice, without comparing two timelines.")
  static let jobs = Setting<Int>(
    "jobs", short: "j", value: "number", default: 0,
    "How many scenarios run at the same time; 0 for one a core.")

  static let command = Command(
    "test", "Carries out scenarios and says which of their expectations do not hold.",
    discussion: """
      A scenario says what is there, what happens and what must hold. Each is carried out twice \
      in virtual time; two timelines that differ are an error. The manual page 'Scenarios' \
      describes the language.
      """,
    takes: [paths, junit, json, seed, update, filter, once, jobs],
    examples: [
      ("rollcall test fixtures/scenarios", "Carry out all scenarios below a folder"),
      ("rollcall test scenarios --junit results.xml", "Let a CI system show the results"),
      ("rollcall test new.yaml --update", "Fill in the expectations of a scenario"),
    ]
  ) { arguments in
    let files = try files(arguments[paths])
    let (outcomes, leftOut) = try run(files, arguments)
    if outcomes.isEmpty, let filter = arguments[filter] {
      throw arguments.refusal(
        "no scenario's path or title holds '\(filter)'", hint: "'--filter' left out all \(leftOut)")
    }
    let results = ScenarioResults(
      version: Rollcall.version, command: Rollcall.invocation, outcomes: outcomes,
      leftOut: leftOut)
    if let file = arguments[junit] { try FileWriter.writeAtomically(results.junit(), to: file) }
    let output =
      arguments[json] ? String(decoding: results.json(), as: UTF8.self) : results.text()
    let printed = Rollcall.print(output)
    guard printed == .success else { return printed }
    if arguments[update] { try ScenarioUpdate.update(outcomes, runner: runner(arguments)) }
    return code(of: results)
  }

  private static func code(of results: ScenarioResults) -> ExitCode {
    let totals = results.totals
    return totals.broken > 0 ? .notDone : totals.failed > 0 ? .findings : .success
  }

  /// The scenarios that the paths name, in their order; those of a folder by the bytes of their paths.
  private static func files(_ paths: [String]) throws -> [String] {
    var files: [String] = []
    for path in paths {
      guard try FileFacts.of(path)?.kind == .folder else {
        files.append(path)
        continue
      }
      let found = try Folder.list(path).filter {
        $0.kind != .folder
          && ($0.relativePath.hasSuffix(".yaml") || $0.relativePath.hasSuffix(".yml"))
      }
      guard !found.isEmpty else {
        throw CommandError(
          "'\(path)' holds no scenario",
          hint: "a scenario is a file whose name ends in '.yaml' or '.yml'")
      }
      files += found.map(\.path)
    }
    return files
  }

  static func runner(_ arguments: Arguments) throws -> ScenarioRunner {
    var runner = ScenarioRunner()
    runner.runsTwice = !arguments[once]
    // Of all results only those in JSON show them.
    runner.makesDigests = arguments[json]
    runner.findings = ScenarioFindings.rules
    runner.rules = ScenarioFindings.names
    if let seed = arguments[seed] {
      guard seed >= 0 else {
        throw arguments.refusal("'\(seed)' is no value for '--seed'", hint: "give 0 or more")
      }
      runner.seed = UInt64(seed)
    }
    return runner
  }

  /// Carries out the files on several threads; the order of the outcomes is that of the files.
  private static func run(
    _ files: [String], _ arguments: Arguments
  ) throws -> ([ScenarioOutcome], leftOut: Int) {
    let wanted = arguments[jobs] > 0 ? arguments[jobs] : Process.coreCount
    let workers = max(1, min(wanted, files.count))
    guard Heap.allow(workers), Heap.holdFreed() else {
      throw CommandError("the C library refuses a heap for each of \(workers) threads")
    }
    let start = try runner(arguments)
    let filter = arguments[filter]
    let slots = Mutex([ScenarioOutcome?](repeating: nil, count: files.count))
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      var runner = start
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < files.count else { return }
        let outcome = outcome(of: files[index], filter: filter, &runner)
        slots.withLock { $0[index] = outcome }
      }
    }
    let outcomes = slots.withLock { $0.compactMap(\.self) }
    return (outcomes, files.count - outcomes.count)
  }

  /// `nil` when the filter leaves the scenario out.
  private static func outcome(
    of file: String, filter: String?, _ runner: inout ScenarioRunner
  ) -> ScenarioOutcome? {
    do {
      let bytes = try FileReader.contents(of: file, limit: 8 << 20)
      if let filter, !file.contains(filter) {
        let title = try Scenario.read(bytes, file: file).title
        guard title.contains(filter) else { return nil }
      }
      return runner.outcome(of: bytes, file: file)
    } catch {
      return ScenarioOutcome(file: file, verdict: .broken("\(error)"))
    }
  }
}
