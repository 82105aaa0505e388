import CommandSyntax
import DirectoryModel
import Files
import Ingest
import Replay
import Reports
import Threads

/// `rollcall diff`.
enum DiffCommand {
  static let older = Setting<String>(
    required: "older", value: "path", position: .positional, completion: .files,
    "The older snapshot of a tenant, or the older state of a local database.")
  static let newer = Setting<String>(
    required: "newer", value: "path", position: .positional, completion: .files,
    "The newer one.")
  static let format = Setting<DifferenceFormat>(
    "format", short: "f", default: .text, "How the changes are written.")
  static let exitCode = Flag("exit-code", "Exit with 1 when anything changed.")

  static let command = Command(
    "diff", "Says what changed between two snapshots of a tenant, or two states of a database.",
    discussion: """
      Objects of a tenant are the same when their identifiers are, objects of a database when \
      their keys are. What one of the two cannot say (a list that was cut, a property that was not \
      collected) is never a change: it is counted apart.
      """,
    takes: [
      older, newer, format, exitCode, SharedOptions.preset, SharedOptions.mapping,
      SharedOptions.parameters,
    ],
    exclusions: SharedOptions.exclusions,
    examples: [
      ("rollcall diff monday.zip tuesday.zip", "See what changed in a tenant within a day"),
      (
        "rollcall diff old.db new.db --preset gitea --format csv",
        "List every change of an application's groups"
      ),
    ]
  ) { arguments in
    let found = try SnapshotPair(arguments).difference()
    let report = DifferenceReport(
      found, version: Rollcall.version, command: Rollcall.invocation, notes: notes(found))
    try report.write(arguments[format]) { try StandardStream.output.write($0) }
    return arguments[exitCode] && !found.changes.isEmpty ? .findings : .success
  }

  private static func notes(_ difference: SnapshotDifference) -> [String] {
    guard difference.new.side == .tenant else { return [] }
    let unnamed = [("older", difference.old), ("newer", difference.new)].filter {
      $0.1.tenantID == .none
    }
    return unnamed.map {
      "nothing in the \($0.0) snapshot says of which tenant it is: it is taken for the same one"
    }
  }
}

extension DifferenceFormat: ArgumentValue {}

/// Two snapshots of one side, read at the same time.
struct SnapshotPair {
  private let older: Snapshot
  private let newer: Snapshot

  init(_ arguments: Arguments) throws {
    let reading = SnapshotReading(arguments)
    let path = arguments[DiffCommand.newer]
    let other = Meanwhile { try reading.read([path]) }
    older = try reading.read([arguments[DiffCommand.older]])
    newer = try other.result()
  }

  func difference() throws -> SnapshotDifference {
    if let one = older.product, let other = newer.product, one != other {
      throw CommandError(
        "found databases of two products, '\(one)' and '\(other)', expected one product",
        hint: "give two states of the same application, the older one first")
    }
    return try Replay.difference(older.directory, newer.directory)
  }
}
