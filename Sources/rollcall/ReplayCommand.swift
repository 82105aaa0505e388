import CommandSyntax
import DirectoryModel
import Files
import Ingest
import Memory
import Replay
import Reports
import SyncSemantics
import Threads

/// `rollcall replay`.
enum ReplayCommand {
  static let tenant = Repeated<String>(
    "tenant", short: "t", value: "path", required: true, completion: .files,
    "A snapshot of the tenant: a file, a folder or an archive; one option for each, the oldest "
      + "first.")
  static let times = Repeated<TimeWord>(
    "at", value: "time",
    "When each snapshot was taken, as 2026-03-01T08:00:00Z; one option for each, in their order.")
  static let every = Option<DurationWord>(
    "every", value: "duration",
    "How often the sync runs, such as 5m or 1d, where the policy says something else or nothing.")
  static let end = Option<TimeWord>(
    "until", value: "time",
    "When the replay ends; one run after the last snapshot when not given.")
  static let expected = Option<String>(
    "expect-local", value: "path", completion: .files,
    "What really became of the database: the end of the replay is held against it.")
  static let format = Setting<ReplayFormat>(
    "format", short: "f", default: .text, "How the report on standard output is written.")

  static let command = Command(
    "replay", "Lets a sync run over the changes between snapshots of a tenant.",
    discussion: """
      The database given by '--local' is what the first snapshot met. A change is known to lie \
      between two snapshots and is taken to happen at the time of the newer one, unless the \
      snapshot states when an object was created or deleted. How long a copy lagged is therefore \
      told with bounds that hold whenever the change happened: a scheduled run in between might \
      have followed at once. '--out' also writes 'exposures.csv', a row for each. Exits with 1 when the database of '--expect-local' changed as nothing \
      explains, or did not change as it should have.
      """,
    takes: [
      tenant, times, SharedOptions.local, SharedOptions.preset, SharedOptions.mapping,
      SharedOptions.parameters, SharedOptions.policy, SharedOptions.groups, SharedOptions.links,
      SharedOptions.aliases, every, end, expected, format, AuditCommand.out,
    ],
    exclusions: SharedOptions.exclusions,
    examples: [
      (
        "rollcall replay --policy rezolve -t mon.zip -t tue.zip --at 2026-03-02T00:00:00Z "
          + "--at 2026-03-03T00:00:00Z -l old.db --every 1h --expect-local new.db",
        "See how long the copy lagged, and what the sync does not explain"
      )
    ]
  ) { arguments in
    guard Heap.holdLarge() else { Rollcall.exit(.bug, "the C library refuses its settings") }
    let outcome = try ArchiveInputs(arguments).replay()
    let end = try outcome.setup.expected.map { try outcome.replay.compareEnd(with: $0) }
    let report = ReplayReport(
      outcome.replay, end: end, sources: outcome.sources,
      version: Rollcall.version, command: Rollcall.invocation, notes: outcome.setup.notes)
    if let folder = arguments[AuditCommand.out] { try write(report, into: folder) }
    try report.write(arguments[format]) { try StandardStream.output.write($0) }
    let isOff = end.map { $0.count(.unexplained) + $0.count(.missed) > 0 } ?? false
    return isOff ? .findings : .success
  }

  /// Writes the report in every format, the largest on another thread.
  private static func write(_ report: ReplayReport, into folder: String) throws {
    try Folder.make(folder)
    let largest = Meanwhile { try write(report, .json, into: folder) }
    let others = Result {
      for format in ReplayFormat.allCases where format != .json {
        try write(report, format, into: folder)
      }
      try write("\(folder)/\(ReplayReport.exposuresFileName)") { try report.writeExposures(to: $0) }
    }
    try largest.result()
    try others.get()
  }

  private static func write(
    _ report: ReplayReport, _ format: ReplayFormat, into folder: String
  ) throws {
    try write("\(folder)/\(format.fileName)") { try report.write(format, to: $0) }
  }

  private static func write(
    _ path: String, _ content: (([UInt8]) throws -> Void) throws -> Void
  ) throws {
    var writer: FileWriter? = try FileWriter(replacing: path)
    try content { try writer?.write($0) }
    try writer.take()?.finish()
  }
}

extension ReplayFormat: ArgumentValue {}

/// A point in time as the command line writes it.
struct TimeWord: ArgumentValue {
  let instant: Instant

  init?(argument: String) {
    guard let instant = Instant(argument) else { return nil }
    self.instant = instant
  }

  static var expectation: String { "a time such as '2026-03-01T08:00:00Z'" }

  var argument: String { "\(instant)" }
}

/// A length of time as the command line writes it: `90s`, `5m`, `1h`, `2d`.
struct DurationWord: ArgumentValue {
  let seconds: Int64

  init?(argument: String) {
    let units: [(Character, Int64)] = [("s", 1), ("m", 60), ("h", 3_600), ("d", 86_400)]
    guard let unit = argument.last, let length = units.first(where: { $0.0 == unit })?.1,
      let count = Int64(argument.dropLast()), (1...1_000_000).contains(count)
    else { return nil }
    seconds = count * length
  }

  static var expectation: String { "a duration such as '5m', '1h' or '1d'" }

  var argument: String { "\(seconds)s" }
}
