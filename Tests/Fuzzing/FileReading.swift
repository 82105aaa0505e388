import DirectoryModel
import Files
import Ingest

/// Readers that want a file.
enum FileReading {
  private final class Scratch: Sendable {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder(prefix: "rollcall-fuzz") }
  }

  private static let scratch: Scratch = {
    do { return try Scratch() } catch {
      preconditionFailure("there is no scratch folder: \(error)")
    }
  }()

  private static func write(_ bytes: [UInt8]) -> String {
    do {
      return try scratch.folder.write(bytes, as: "input")
    } catch {
      preconditionFailure("the scratch folder cannot be written: \(error)")
    }
  }

  /// Reads an export with one thread and a large window, and with two and the smallest one.
  static func compareTenants(_ bytes: [UInt8]) {
    let path = write(bytes)
    var small = IngestOptions(threads: 2)
    small.limits.windowBytes = 64
    let (one, other) = (outline(path, IngestOptions(threads: 1)), outline(path, small))
    precondition(one == other, "windows differ: \(one) and \(other)")
  }

  private static func outline(_ path: String, _ options: IngestOptions) -> [String] {
    do {
      let tenant = try readTenant([path], options: options)
      return tenant.sources.map { "\($0)" } + tenant.tallies.map { "\($0)" }
        + tenant.contradictions.map { "\($0)" }
        + (0..<ObjectIndex(tenant.objectCount)).map { object in
          "\(tenant.guids[Int(object)]) \(tenant.displayName(object)) \(tenant.flags[Int(object)])"
            + " \(Array(tenant.members.list(of: object))) \(tenant.members.state(of: object))"
        }
    } catch {
      return ["\(error)"]
    }
  }

  /// Reads a database or a CSV file.
  static func readLocal(_ bytes: [UInt8]) {
    let path = write(bytes)
    attempt { _ = try Ingest.readLocal(path) }
  }
}
