import CommandSyntax
import Files
import JSONText
import Replay

/// `rollcall-bench scenarios`.
enum ScenariosCommand {
  static let path = Setting<String>(
    "path", default: "fixtures/scenarios", completion: .files,
    "Scenarios that hold; copies of them are carried out.")
  static let program = Setting<String>(
    "rollcall", default: ".build/release/rollcall", completion: .files, "The program to measure.")
  static let count = Setting<Int>("count", default: 5000, "How many scenarios, and empty tests.")
  static let runs = Setting<Int>("runs", default: 3, "How often each contender runs.")

  static let command = Command(
    "scenarios", "Times 'rollcall test' on many scenarios, beside pytest on as many empty tests.",
    takes: [path, program, count, runs]
  ) { arguments in
    let sources = try Folder.list(arguments[path])
      .filter { $0.kind == .file && $0.relativePath.hasSuffix(".yaml") }
      .map { try FileReader.contents(of: $0.path) }
    guard !sources.isEmpty else { throw BenchError("'\(arguments[path])' holds no scenario") }
    let bench = ScenarioBench(
      sources: sources, count: max(1, arguments[count]), runs: max(1, arguments[runs]),
      program: arguments[program])
    try StandardStream.output.write(bench.json())
    return .success
  }
}

/// The contenders and what they carry out.
private struct ScenarioBench {
  let sources: [[UInt8]]
  let count: Int
  let runs: Int
  let program: String

  func json() throws -> [UInt8] {
    let scratch = try TemporaryFolder(prefix: "rollcall-bench")
    let folder = scratch.path(of: "scenarios")
    try Folder.make(folder)
    for number in 0..<count {
      try FileWriter.writeAtomically(
        sources[number % sources.count], to: "\(folder)/\(number).yaml")
    }
    let tests = scratch.path(of: "test_empty.py")
    let functions = (0..<count).map { "def test_\($0)():\n    pass\n" }.joined(separator: "\n")
    try FileWriter.writeAtomically(functions, to: tests)
    var json = JSONWriter(indent: 1)
    json.beginObject()
    json.member("count", count)
    json.member("scenarios", sources.count)
    let test = "'\(program)' test '\(folder)'"
    try measure("rollcall test, one job", "\(test) --jobs 1", to: &json)
    try measure("rollcall test, one job, once", "\(test) --jobs 1 --once", to: &json)
    try measure("rollcall test, a job a core", test, to: &json)
    try measure(
      "pytest, empty tests", "python3 -m pytest -q -p no:cacheprovider '\(tests)'", to: &json)
    try writeParts(to: &json)
    json.endObject()
    json.lineFeed()
    return json.takeBytes()
  }

  private func measure(_ name: String, _ line: String, to json: inout JSONWriter) throws {
    json.key(name)
    var figures = Figures()
    do {
      for _ in 0..<runs { figures.add(try ChildProcess(shell: line).run()) }
    } catch let error as BenchError {
      // A contender that is not installed, or a scenario that does not hold.
      json.string("\(error)")
      return
    }
    json.beginObject()
    figures.write(to: &json)
    json.member("perSecond", Double(count) / figures.wall)
    json.member("perSecondAndCore", Double(count) / figures.cpu)
    json.endObject()
  }

  /// What reading alone and carrying out cost in this process, without files.
  private func writeParts(to json: inout JSONWriter) throws {
    var start = BenchMeasure.monotonicNanoseconds
    for number in 0..<count {
      _ = try Scenario.read(sources[number % sources.count], file: "s.yaml")
    }
    let reading = BenchMeasure.monotonicNanoseconds - start
    let scenarios = try sources.map { try Scenario.read($0, file: "s.yaml") }
    var runner = ScenarioRunner()
    runner.runsTwice = false
    start = BenchMeasure.monotonicNanoseconds
    for number in 0..<count { _ = try runner.perform(scenarios[number % scenarios.count]) }
    let running = BenchMeasure.monotonicNanoseconds - start
    json.key("microsecondsEach")
    json.beginObject()
    json.member("read", Double(reading) / Double(count) / 1e3)
    json.member("carry out", Double(running) / Double(count) / 1e3)
    json.endObject()
  }
}
