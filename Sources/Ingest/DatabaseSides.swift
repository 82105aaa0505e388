import Digests
import Files

/// A log or journal beside a database, whose content belongs to the state that was read.
struct DatabaseSide: Equatable {
  /// `-wal` or `-journal`.
  let suffix: String
  let sha256: String
  let byteCount: UInt64
}

extension DatabaseFileSet {
  /// Hashes the copies of what lies beside the database, before anybody opens them.
  func sides(ofCopy path: String) throws(IngestError) -> [DatabaseSide] {
    var sides: [DatabaseSide] = []
    for (suffix, facts) in [("-journal", journal), ("-wal", log)] {
      guard let facts else { continue }
      sides.append(
        DatabaseSide(
          suffix: suffix, sha256: try BackgroundDigest.digest(of: "\(path)\(suffix)", input: input),
          byteCount: UInt64(facts.size)))
    }
    return sides
  }
}

extension [DatabaseSide] {
  static var note: String {
    "the digest is that of the digests of the database and of what lies beside it"
  }

  /// The digest of a database with what lies beside it: that of the lines that `sha256sum` prints
  /// for the files by their names, the database first.
  func digest(with database: String, at path: String) -> String {
    if isEmpty { return database }
    let name = String(
      decoding: path.utf8.reversed().prefix { $0 != 0x2F }.reversed(), as: UTF8.self)
    let lines = map { "\($0.sha256)  \(name)\($0.suffix)\n" }.joined()
    return SHA256.hex(of: "\(database)  \(name)\n\(lines)")
  }

  var byteCount: UInt64 { reduce(0) { $0 + $1.byteCount } }
}
