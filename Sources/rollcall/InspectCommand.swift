import CommandSyntax
import DirectoryModel
import Files
import Ingest
import JSONText

/// `rollcall inspect`.
enum InspectCommand {
  static let path = Repeated<String>(
    "path", required: true, position: .positional, completion: .files,
    "An export of a tenant, or a local database.")
  static let json = Flag("json", "Write JSON.")

  static let command = Command(
    "inspect", "Says what an export or a database holds and what it cannot say.",
    takes: [
      path, json, SharedOptions.preset, SharedOptions.mapping, SharedOptions.parameters,
    ],
    exclusions: SharedOptions.exclusions,
    examples: [
      ("rollcall inspect azurehound.json", "See format, counts and completeness of an export"),
      ("rollcall inspect grafana.db --param org=1 --json", "The same of a database, as JSON"),
    ]
  ) { arguments in
    let directory = try SnapshotReading(arguments).read(arguments[path]).directory
    return Rollcall.print(
      arguments[json] ? Inspection(directory).json() : Inspection(directory).text())
  }
}
