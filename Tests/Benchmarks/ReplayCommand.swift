import CommandSyntax
import DirectoryModel
import Files
import Ingest
import JSONText
import Memory
import Replay
import Reports
import SyncSemantics
import Threads

/// `rollcall-bench replay`.
enum ReplayCommand {
  static let size = Setting<Size>(
    "size", default: Size(users: 100_000), "S, M, L (10,000, 100,000, 1,000,000 users) or a number."
  )
  static let days = Setting<Int>("days", default: 3, "How many snapshots, a day apart.")
  static let share = Setting<Int>(
    "share", default: 1_000, "How much changes in a day, in memberships of 100,000.")
  static let runs = Setting<Int>("runs", default: 5, "How often each part runs.")
  static let nesting = Flag("transitive", "Count nested members as well.")

  static let command = Command(
    "replay", "Times a replay over snapshots against the reading of them.",
    takes: [size, days, share, runs, nesting]
  ) { arguments in
    // As 'rollcall replay' does.
    guard Heap.holdLarge() else { throw BenchError("the C library refuses its settings") }
    let scratch = try TemporaryFolder(prefix: "rollcall-bench")
    // A sync of direct members meets a database that holds direct members.
    let series = try Series(
      in: scratch, days: max(2, arguments[days]), arguments[size], share: arguments[share],
      isFlat: !arguments[nesting])
    var policy = try Policy.read(
      text: String(decoding: try FileReader.contents(of: DataFolder.policy), as: UTF8.self),
      file: DataFolder.policy)
    if !arguments[nesting] { policy.members.nesting = .direct }
    policy.schedule.trigger = .interval
    policy.schedule.runs = .incremental
    policy.schedule.intervalSeconds = 3_600
    let commands = try ReplayCommands(series, in: scratch, isFlat: !arguments[nesting])
    try StandardStream.output.write(
      try ReplayRace(
        series: series, policy: policy, commands: commands, runs: max(1, arguments[runs])
      ).json())
    return .success
  }
}

/// Generated snapshots of one tenant, a day apart, and the database that met the first one.
struct Series {
  let paths: [String]
  let database: String

  /// When each snapshot was taken.
  var times: [Instant] {
    paths.indices.map { Instant(seconds: 1_772_409_600) + Int64($0) * 86_400 }
  }

  init(
    in scratch: borrowing TemporaryFolder, days: Int, _ size: Size, share: Int, isFlat: Bool
  ) throws {
    var export = Export(
      graph: Graph(.plain, size, isFlat: isFlat, seed: 1), names: Names(seed: 1))
    var dice = Dice(seed: 2)
    // Those who join later are not there from the start.
    let daily = max(1, size.users / 1_000)
    export.absent = Set((size.users - daily * days)..<size.users)
    let first = DataFolder(scratch.path(of: "day-1"))
    try Folder.make(first.path)
    try export.write(to: first.export, .lines, &dice)
    var local = LocalSide(export, onlyGroup: nil, Dice(seed: 3))
    try local.write(to: first)
    database = first.database
    var paths = [first.export]
    for day in 1..<days {
      // A replaced membership is a removal and an addition.
      export.graph.change(share / 2, &dice)
      for joiner in 0..<daily {
        export.absent.remove(size.users - daily * days + day * daily + joiner)
      }
      for _ in 0..<daily { export.absent.insert(dice.below(size.users - daily * days)) }
      for _ in 0..<daily { export.renamed.insert(dice.below(size.users)) }
      paths.append(scratch.path(of: "day-\(day + 1).json"))
      try export.write(to: paths[day], .lines, &dice)
    }
    self.paths = paths
  }
}

/// The same work as commands, from the start of a program to its end.
struct ReplayCommands {
  /// One `rollcall inspect` for each snapshot.
  let inspections: [ChildProcess]
  /// `rollcall replay` over all of them, which reads the database too and prints the text report.
  let replay: ChildProcess

  init(_ series: Series, in scratch: borrowing TemporaryFolder, isFlat: Bool) throws {
    let program = DataFolder.program("rollcall")
    inspections = series.paths.map { ChildProcess([program, "inspect", $0]) }
    var rules = String(decoding: try FileReader.contents(of: DataFolder.policy), as: UTF8.self)
    if isFlat { rules.replace("nesting: transitive", with: "nesting: direct") }
    let policy = scratch.path(of: "policy.yaml")
    var writer = try FileWriter(replacing: policy)
    try writer.write(Array((rules + "\nschedule:\n  runs: incremental\n").utf8))
    try writer.finish()
    var words = [program, "replay", "--policy", policy, "--every", "1h"]
    for (path, time) in zip(series.paths, series.times) {
      words += ["--tenant", path, "--at", "\(time)"]
    }
    words += ["--local", series.database, "--mapping", DataFolder.mapping, "--until"]
    replay = ChildProcess(words + ["\(series.times[series.times.count - 1] + 86_400)"])
  }
}

/// Reads snapshots, and reads and replays them.
private struct ReplayRace {
  let series: Series
  let policy: Policy
  let commands: ReplayCommands
  let runs: Int

  private func snapshots() -> ArchiveSeries { ArchiveSeries(of: series.paths, at: series.times) }

  /// Reads every snapshot on two threads, and does nothing else.
  private func read() throws -> [Directory] {
    let (paths, snapshots) = (series.paths, snapshots())
    let odd = Meanwhile {
      try stride(from: 1, to: paths.count, by: 2).map { try snapshots.directory($0) }
    }
    return try stride(from: 0, to: paths.count, by: 2).map { try snapshots.directory($0) }
      + odd.result()
  }

  /// Reads one snapshot after another, each as `rollcall` reads a tenant.
  private func readInTurn() throws -> [Directory] {
    let snapshots = snapshots()
    return try series.paths.indices.map { try snapshots.directory($0) }
  }

  private func seconds<Value>(_ work: () throws -> Value) rethrows -> (Double, Value) {
    let start = BenchMeasure.monotonicNanoseconds
    let value = try work()
    return (Double(BenchMeasure.monotonicNanoseconds - start) / 1e9, value)
  }

  /// Times all in turn, and prints medians and the ratios of the whole to the readings.
  func json() throws -> String {
    let local = try readLocal(
      series.database, selection: .mapping(file: DataFolder.mapping),
      options: IngestOptions(wanted: .audit))
    let product = ProductFacts(
      name: local.name, groupNameCharacters: local.facts.groupNameCharacters,
      groupNameBytes: local.facts.groupNameBytes, groupNamePrefixes: local.facts.groupNamePrefixes,
      accountsAppearAtSignIn: local.facts.accountsAppearAtSignIn)
    let times = snapshots().times
    let setup = ReplaySetup(
      Engine(policy: policy, product: product), local: local.directory,
      until: times[times.count - 1] + 86_400)
    var (reads, inTurn, wholes): ([Double], [Double], [Double]) = ([], [], [])
    var (inspections, replays): ([Double], [Double]) = ([], [])
    var last: ArchiveReplay?
    for _ in 0..<runs {
      reads.append(try seconds { try read().count }.0)
      inTurn.append(try seconds { try readInTurn().count }.0)
      let (whole, outcome) = try seconds { try snapshots().replay { _ in setup } }
      wholes.append(whole)
      last = outcome.replay
      inspections.append(
        try commands.inspections.reduce(0) { $0 + (try $1.run().wallSeconds) })
      replays.append(try commands.replay.run().wallSeconds)
    }
    var json = JSONWriter(indent: 1)
    json.beginObject()
    let (reading, readingInTurn) = (Figures.median(reads), Figures.median(inTurn))
    let (whole, inspecting) = (Figures.median(wholes), Figures.median(inspections))
    json.member("inspectCommandsSeconds", inspecting)
    json.member("replayCommandSeconds", Figures.median(replays))
    json.member("ratioOfCommands", Figures.median(replays) / inspecting)
    json.member("wholeSeconds", whole)
    json.member("readInTurnSeconds", readingInTurn)
    json.member("ratioToReadingInTurn", whole / readingInTurn)
    json.member("readTwoAtATimeSeconds", reading)
    json.member("ratioToReadingTwoAtATime", whole / reading)
    write(last, &json)
    return String(decoding: json.takeBytes(), as: UTF8.self)
  }

  private func write(_ replay: ArchiveReplay?, _ json: inout JSONWriter) {
    json.member("changes", replay?.changeCount ?? 0)
    json.member("events", replay?.eventCount ?? 0)
    json.member("runs", replay?.world.runs.count ?? 0)
    json.member("entries", replay?.timeline.entries.count ?? 0)
    json.member("exposures", replay?.exposures.count ?? 0)
    json.member("peakMiB", Double(BenchMeasure.peakResidentBytes) / 1_048_576)
    json.endObject()
    json.lineFeed()
  }
}
