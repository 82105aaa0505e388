import CommandSyntax
import DirectoryModel
import Files
import Ingest
import JSONText
import SQLite

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
    let directory = try read(arguments)
    return Rollcall.print(
      arguments[json] ? Inspection(directory).json() : Inspection(directory).text())
  }

  /// A tenant's export if a format claims it, a local database otherwise.
  private static func read(_ arguments: Arguments) throws -> Directory {
    let paths = arguments[path]
    let options = IngestOptions(wanted: .all)
    let isLocal =
      arguments.isGiven(SharedOptions.preset) || arguments.isGiven(SharedOptions.mapping)
    if !isLocal {
      do throws(IngestError) {
        return try readTenant(paths, options: options)
      } catch {
        guard paths.count == 1, case .content = error.cause else { throw error }
        let refusal = error
        do throws(IngestError) {
          return try readLocal(
            paths[0], selection: .automatic, parameters: parameters(arguments), options: options
          ).directory
        } catch {
          // Both refusals are true; the one of the format that recognised the file says more.
          if case .database(let cause) = error.cause, cause.isNotADatabase { throw refusal }
          throw error
        }
      }
    }
    let selection: LocalSelection =
      arguments[SharedOptions.preset].map { .preset($0) }
      ?? arguments[SharedOptions.mapping].map { .mapping(file: $0) } ?? .automatic
    return try readLocal(
      paths[0], selection: selection, parameters: parameters(arguments), options: options
    ).directory
  }

  private static func parameters(_ arguments: Arguments) -> [String: String] {
    Dictionary(
      arguments[SharedOptions.parameters].map { ($0.key, $0.value) },
      uniquingKeysWith: { _, last in last })
  }
}
