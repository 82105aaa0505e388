import CommandSyntax
import DirectoryModel
import Files
import Ingest
import JSONText
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
    try StandardStream.output.write(
      try ReplayRace(series: series, policy: policy, runs: max(1, arguments[runs])).json())
    return .success
  }
}

/// Generated snapshots of one tenant, a day apart, and the database that met the first one.
struct Series {
  let paths: [String]
  let database: String

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

/// Reads snapshots, and reads and replays them.
private struct ReplayRace {
  let series: Series
  let policy: Policy
  let runs: Int

  private func snapshots() -> ArchiveSeries {
    let start = Instant(seconds: 1_772_409_600)
    return ArchiveSeries(
      of: series.paths, at: series.paths.indices.map { start + Int64($0) * 86_400 })
  }

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
    var last: ArchiveReplay?
    for _ in 0..<runs {
      reads.append(try seconds { try read().count }.0)
      inTurn.append(try seconds { try readInTurn().count }.0)
      let (whole, outcome) = try seconds { try snapshots().replay { _ in setup } }
      wholes.append(whole)
      last = outcome.replay
    }
    return write(Figures.median(reads), Figures.median(inTurn), Figures.median(wholes), last)
  }

  private func write(
    _ reading: Double, _ readingInTurn: Double, _ whole: Double, _ replay: ArchiveReplay?
  ) -> String {
    var json = JSONWriter(indent: 1)
    json.beginObject()
    json.member("readSeconds", reading)
    json.member("readInTurnSeconds", readingInTurn)
    json.member("wholeSeconds", whole)
    json.member("ratio", whole / reading)
    json.member("ratioToReadingInTurn", whole / readingInTurn)
    json.member("changes", replay?.changeCount ?? 0)
    json.member("events", replay?.eventCount ?? 0)
    json.member("runs", replay?.world.runs.count ?? 0)
    json.member("entries", replay?.timeline.entries.count ?? 0)
    json.member("exposures", replay?.exposures.count ?? 0)
    json.member("peakMiB", Double(BenchMeasure.peakResidentBytes) / 1_048_576)
    json.endObject()
    json.lineFeed()
    return String(decoding: json.takeBytes(), as: UTF8.self)
  }
}
