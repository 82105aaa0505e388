import CommandSyntax
import DirectoryModel
import Ingest
import SQLite

/// One side, read from whatever the user named.
struct Snapshot {
  let directory: Directory
  /// The name of the preset or mapping; `nil` for a tenant.
  let product: String?
}

/// How inputs are read that may be a tenant's export or a local database.
struct SnapshotReading {
  private let isLocal: Bool
  private let local: LocalReading
  private let options = IngestOptions(wanted: .all)

  init(_ arguments: Arguments) {
    isLocal = arguments.isGiven(SharedOptions.preset) || arguments.isGiven(SharedOptions.mapping)
    local = LocalReading(arguments)
  }

  /// A tenant's export if a format claims it, a local database otherwise.
  func read(_ paths: [String]) throws -> Snapshot {
    if isLocal { return try readLocally(paths[0]) }
    do throws(IngestError) {
      return Snapshot(directory: try readTenant(paths, options: options), product: nil)
    } catch {
      guard paths.count == 1, case .content = error.cause else { throw error }
      let refusal = error
      do throws(IngestError) {
        return try readLocally(paths[0])
      } catch {
        // Both refusals are true; the one of the format that recognised the file says more.
        if case .database(let cause) = error.cause, cause.isNotADatabase { throw refusal }
        throw error
      }
    }
  }

  private func readLocally(_ path: String) throws(IngestError) -> Snapshot {
    let snapshot = try local.read(path, options)
    return Snapshot(directory: snapshot.directory, product: snapshot.name)
  }
}
