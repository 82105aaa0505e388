import DirectoryModel
import Files
import SQLite
import TestSupport
import Testing

@testable import Ingest

/// Digests of databases whose state lies in a log or a journal beside them, too.
struct DatabaseSidesTests {
  /// A tenant in a database of ROADrecon whose last transaction is in its log.
  private static func tenant(_ last: String) throws -> (database: [UInt8], log: [UInt8]) {
    let folder = try TemporaryFolder()
    let path = folder.path(of: "roadrecon.db")
    let writer = try DatabaseBuilder(creating: path)
    try writer.execute(
      ShortGUID.spelledOut(
        "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;" + ROADreconFiles.tables
          + ROADreconFiles.pair + "PRAGMA wal_checkpoint(TRUNCATE);" + last))
    let parts = (try LoggedDatabase.bytes(path), try LoggedDatabase.bytes("\(path)-wal"))
    // Its end would empty the log.
    try writer.execute("SELECT 1")
    return parts
  }

  private static let bob = "INSERT INTO Users (objectId, displayName) VALUES ('<bob>', 'Bob')"
  private static let cho = "INSERT INTO Users (objectId, displayName) VALUES ('<cho>', 'Cho')"
  private static let note =
    "the digest is that of the digests of the database and of what lies beside it"

  /// The digest of what `sha256sum` prints for files of a folder.
  private static func sum(
    _ names: [String], in path: String, _ folder: borrowing TemporaryFolder
  ) throws -> String {
    let lines = try names.map { name in
      "\(try BackgroundDigest.digest(of: "\(path)/\(name)"))  \(name)\n"
    }
    let list = try folder.write(Array(lines.joined().utf8), as: "list")
    return try BackgroundDigest.digest(of: list)
  }

  private static func folder(of path: String) -> String {
    String(path.dropLast(path.utf8.reversed().prefix { $0 != 0x2F }.count + 1))
  }

  /// What lies beside the database of a folder, and whether it belongs to what is read.
  static let besides: [(name: String, counts: Bool)] = [
    ("roadrecon.db-wal", true), ("roadrecon.db-shm", false),
    ("roadrecon.db-walk", false), ("other.db-wal", false),
  ]

  @Test func `a folder's digest covers the log of a database in it`() throws {
    var digests: Set<String> = []
    for last in [Self.bob, Self.cho] {
      let folder = try ScratchFolder()
      let (database, log) = try Self.tenant(last)
      _ = try folder.write(database, to: "export/roadrecon.db")
      _ = try folder.write(log, to: "export/roadrecon.db-wal")
      _ = try folder.write([UInt8](repeating: 7, count: 64), to: "export/roadrecon.db-shm")
      // Done with: a journal of zeros undoes nothing.
      _ = try folder.write([UInt8](repeating: 0, count: 600), to: "export/roadrecon.db-journal")
      _ = try folder.write("{\"value\": []}", to: "export/roadrecon.db-a.txt")
      let directory = try readTenant(["\(folder.path)/export"])
      let source = directory.sources[0]
      #expect(directory.users.count == 2, "the log is read")
      let scratch = try TemporaryFolder()
      #expect(
        try source.sha256
          == Self.sum(
            ["roadrecon.db", "roadrecon.db-a.txt", "roadrecon.db-wal"],
            in: "\(folder.path)/export", scratch))
      #expect(source.byteCount == UInt64(database.count + log.count + 13))
      digests.insert(source.sha256)
    }
    #expect(digests.count == 2, "two states have two digests")
  }

  @Test(arguments: besides)
  func `only what belongs to a database's state counts`(_ row: (name: String, counts: Bool)) throws
  {
    let folder = try TemporaryFolder()
    let (database, log) = try Self.tenant(Self.bob)
    let path = try folder.write(database, as: "roadrecon.db")
    let alone = try readTenant([path]).sources[0]
    #expect(alone.sha256 == (try BackgroundDigest.digest(of: path)))
    #expect(!alone.notes.contains(Self.note))
    _ = try folder.write(log, as: row.name)
    let source = try readTenant([path]).sources[0]
    #expect((source.sha256 != alone.sha256) == row.counts)
    #expect(source.notes.contains(Self.note) == row.counts)
    #expect(source.byteCount == UInt64(database.count + (row.counts ? log.count : 0)))
    guard row.counts else { return }
    let scratch = try TemporaryFolder()
    #expect(
      try source.sha256
        == Self.sum(["roadrecon.db", row.name], in: Self.folder(of: path), scratch))
  }

  @Test func `an empty log is none`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.tenant(Self.bob).database, as: "roadrecon.db")
    _ = try folder.write([], as: "roadrecon.db-wal")
    #expect(
      try readTenant([path]).sources[0].sha256 == BackgroundDigest.digest(of: path))
  }

  @Test func `each of several inputs has the digest of its own files`() throws {
    let folder = try TemporaryFolder()
    let (database, log) = try Self.tenant(Self.bob)
    let first = try folder.write(database, as: "first.db")
    let second = try folder.write(database, as: "second.db")
    _ = try folder.write(log, as: "first.db-wal")
    let sources = try readTenant([first, second, first]).sources
    #expect(sources[0].sha256 == sources[2].sha256)
    #expect(sources[1].sha256 == (try BackgroundDigest.digest(of: second)))
    #expect(sources[0].sha256 != sources[1].sha256)
  }

  /// The two ways in which a local database comes with a file beside it.
  static let locals: [(pitfall: String, suffix: String)] = [
    ("wal", "wal"), ("hot-journal", "journal"),
  ]

  @Test(arguments: locals)
  func `a local database's digest covers its log or its hot journal`(
    _ row: (pitfall: String, suffix: String)
  ) throws {
    let folder = try TemporaryFolder()
    let bytes = try Fixture.bytes("locals/pitfalls/\(row.pitfall)/app.db")
    let side = try Fixture.bytes("locals/pitfalls/\(row.pitfall)/app.db-\(row.suffix)")
    let path = try folder.write(bytes, as: "app.db")
    _ = try folder.write(side, as: "app.db-\(row.suffix)")
    let mapping = Fixture.path("locals/pitfalls-mappings/\(row.pitfall).yaml")
    let scratch = try TemporaryFolder()
    let expected = try Self.sum(
      ["app.db", "app.db-\(row.suffix)"], in: Self.folder(of: path), scratch)
    for threads in [1, 2] {
      let source = try readLocal(
        path, selection: .mapping(file: mapping), options: IngestOptions(threads: threads)
      ).directory.sources[0]
      #expect(source.sha256 == expected)
      #expect(source.notes.contains(Self.note))
      #expect(source.byteCount >= UInt64(side.count))
    }
    #expect(try LoggedDatabase.bytes(path) == bytes, "the user's file is as it was")
  }

  @Test func `a second file's digest covers its log`() throws {
    let folder = try TemporaryFolder()
    let log = try LoggedDatabase.make(
      at: folder.path(of: "accounts.db"), "INSERT INTO usr VALUES (7, 'ann', NULL, 1);")
    let other = try TemporaryFolder()
    let second = try other.write(
      try LoggedDatabase.bytes(folder.path(of: "accounts.db")), as: "accounts.db")
    _ = try other.write(log, as: "accounts.db-wal")
    let path = try other.write(
      try Fixture.bytes("locals/pitfalls/two-files/groups.db"), as: "groups.db")
    let sources = try readLocal(
      path, selection: .mapping(file: Fixture.path("locals/pitfalls-mappings/two-files.yaml"))
    ).directory.sources
    #expect(sources[0].sha256 == (try BackgroundDigest.digest(of: path)))
    let scratch = try TemporaryFolder()
    #expect(
      try sources.last?.sha256
        == Self.sum(["accounts.db", "accounts.db-wal"], in: Self.folder(of: second), scratch))
    #expect(sources.last?.notes.last == Self.note)
  }

  @Test func `names of a folder do not enter a file's digest`() throws {
    let (database, log) = try Self.tenant(Self.bob)
    var digests: Set<String> = []
    for _ in 0..<2 {
      let folder = try TemporaryFolder()
      let path = try folder.write(database, as: "roadrecon.db")
      _ = try folder.write(log, as: "roadrecon.db-wal")
      digests.insert(try readTenant([path]).sources[0].sha256)
    }
    #expect(digests.count == 1)
  }
}
