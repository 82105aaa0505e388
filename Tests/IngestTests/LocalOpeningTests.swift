import DirectoryModel
import Files
import SQLite
import TestSupport
import Testing

@testable import Ingest

struct LocalOpeningTests {
  private static let mapping = Fixture.path("locals/pitfalls-mappings/wal.yaml")

  private static func read(_ path: String) throws -> LocalSnapshot {
    try readLocal(
      path, selection: .mapping(file: mapping), parameters: [:], options: IngestOptions(),
      limits: DatabaseLimits(busyMilliseconds: 0))
  }

  /// Puts a pitfall's database and the first bytes of the file beside it into a folder.
  private static func copy(
    _ name: String, beside suffix: String, first count: Int, into folder: borrowing TemporaryFolder
  ) throws -> String {
    let source = "locals/pitfalls/\(name)/app.db"
    let other = try Fixture.bytes("\(source)-\(suffix)")
    _ = try folder.write(Array(other.prefix(count)), as: "app.db-\(suffix)")
    return try folder.write(Fixture.bytes(source), as: "app.db")
  }

  @Test func `a log that is cut is whole, or makes everything partial`() throws {
    let size = try Fixture.bytes("locals/pitfalls/wal/app.db-wal").count
    let page = 1024 + 24
    let edges = [0, 31, 32, 32 + page, size].flatMap { [$0 - 1, $0, $0 + 1] }
    for count in (edges + Array(stride(from: 0, through: size, by: 61)))
    where (0...size).contains(count) {
      let folder = try TemporaryFolder()
      let path = try Self.copy("wal", beside: "wal", first: count, into: folder)
      let directory = try Self.read(path).directory
      // The two pages of the log are one transaction.
      let isWhole = [0, size].contains(count)
      #expect((directory.state(of: .group) == .complete) == isWhole, "cut at \(count)")
      #expect(directory.sources[0].completeness == directory.state(of: .user))
      let finance = try #require(directory.groups.first)
      #expect(directory.members.state(of: finance) == directory.state(of: .group))
    }
  }

  @Test func `a log that ends inside a transaction may be missing the rest`() throws {
    let folder = try TemporaryFolder()
    let log = try Self.logged("app.db", in: folder)
    let page = 4096 + 24
    #expect(log.count > 32 + 3 * page)
    for count in [log.count - page, 32 + page] {
      let other = try TemporaryFolder()
      _ = try other.write(Array(log.prefix(count)), as: "app.db-wal")
      let path = try other.write(try LoggedDatabase.bytes(folder.path(of: "app.db")), as: "app.db")
      #expect(
        try Self.read(path).directory.state(of: .group).label
          == "partial(the write-ahead log ends inside a transaction; later changes may be missing)")
    }
  }

  @Test func `a cut log beside the second file makes everything partial`() throws {
    let folder = try TemporaryFolder()
    let log = try Self.logged("accounts.db", in: folder)
    let groups = try Fixture.bytes("locals/pitfalls/two-files/groups.db")
    for (count, label) in [
      (log.count, "complete"),
      (
        log.count - 1,
        "partial(the write-ahead log ends inside a page; later changes may be missing, in PATH)"
      ),
    ] {
      let other = try TemporaryFolder()
      _ = try other.write(Array(log.prefix(count)), as: "accounts.db-wal")
      let second = try other.write(
        try LoggedDatabase.bytes(folder.path(of: "accounts.db")), as: "accounts.db")
      let path = try other.write(groups, as: "groups.db")
      let directory = try readLocal(
        path, selection: .mapping(file: Fixture.path("locals/pitfalls-mappings/two-files.yaml"))
      ).directory
      let expected = label.replacingPath(second)
      #expect(directory.state(of: .user).label == expected)
      #expect(directory.state(of: .group).label == expected)
      #expect(directory.sources.last?.completeness.label == expected)
    }
  }

  /// Makes a database whose last transaction is in its log, and returns the log.
  private static func logged(
    _ name: String, in folder: borrowing TemporaryFolder
  ) throws -> [UInt8] {
    try LoggedDatabase.make(
      at: folder.path(of: name),
      """
      BEGIN;
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9)
      INSERT INTO usr SELECT i, 'user' || i || hex(zeroblob(1800)), NULL, 1 FROM n;
      COMMIT
      """)
  }

  /// How much of a log is left, and what is said of the lists.
  static let logs: [(count: Int, label: String)] = [
    (500, "partial(the write-ahead log ends inside a page; later changes may be missing)"),
    (33, "partial(the write-ahead log ends inside a page; later changes may be missing)"),
    (32, "partial(the write-ahead log ends after its header; later changes may be missing)"),
    (31, "partial(the write-ahead log is cut in its header)"),
    (1, "partial(the write-ahead log is cut in its header)"),
  ]

  @Test(arguments: logs)
  func `a cut log says what may be missing`(_ row: (count: Int, label: String)) throws {
    let folder = try TemporaryFolder()
    let path = try Self.copy("wal", beside: "wal", first: row.count, into: folder)
    #expect(try Self.read(path).directory.state(of: .group).label == row.label)
  }

  /// Where a journal is cut, and the whole message; `PATH` stands for the database.
  static let journals: [(count: Int, message: String)] = [
    (
      27,
      "PATH: found a cut journal of 27 bytes beside the database, expected at least 512 bytes\n"
        + "  collect both files again; without the journal the database is half written"
    ),
    (
      1000,
      "PATH: found a cut journal of 1000 bytes beside the database, expected at least NEEDED "
        + "bytes\n  collect both files again; without the journal the database is half written"
    ),
  ]

  @Test(arguments: journals)
  func `a cut journal is an error`(_ row: (count: Int, message: String)) throws {
    let folder = try TemporaryFolder()
    let path = try Self.copy("hot-journal", beside: "journal", first: row.count, into: folder)
    let journal = try Fixture.bytes("locals/pitfalls/hot-journal/app.db-journal")
    func number(_ at: Int) -> Int { journal[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) } }
    let needed = number(20) + number(8) * (number(24) + 8)
    let message = row.message.split(separator: "NEEDED", omittingEmptySubsequences: false)
      .joined(separator: "\(needed)")
    #expect(told { try Self.read(path) } == message.replacingPath(path))
  }

  @Test func `a journal that was done with is no journal`() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write([UInt8](repeating: 0, count: 600), as: "app.db-journal")
    let path = try folder.write(Fixture.bytes("locals/pitfalls/orphans/app.db"), as: "app.db")
    #expect(try Self.read(path).directory.sources[0].notes == [])
  }

  @Test func `a database that another program has locked is read from a copy`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path(of: "app.db")
    let writer = try DatabaseBuilder(creating: path)
    try writer.execute(
      """
      CREATE TABLE grp(id, name, external_id); INSERT INTO grp VALUES(1, 'A', NULL);
      CREATE TABLE usr(id, username, mail, enabled); CREATE TABLE mem(group_id, user_id);
      BEGIN EXCLUSIVE
      """)
    let directory = try Self.read(path).directory
    #expect(directory.groups.count == 1)
    #expect(
      directory.sources[0].notes == [
        "another program holds a lock; a copy taken while the file did not change was read"
      ])
    try writer.execute("ROLLBACK")
  }

  @Test func `a database that is no whole number of pages is refused at every length`() throws {
    let bytes = try Fixture.bytes("locals/pitfalls/orphans/app.db")
    for count in stride(from: 0, to: bytes.count, by: 7) {
      let folder = try TemporaryFolder()
      let path = try folder.write(Array(bytes.prefix(count)), as: "app.db")
      #expect(throws: IngestError.self, "cut at \(count)") { try Self.read(path) }
    }
  }

  @Test func `the digest is that of the file`() throws {
    let path = Fixture.path("locals/trac/trac.db")
    let source = try readLocal(path).directory.sources[0]
    #expect(source.sha256 == (try BackgroundDigest.digest(of: path)))
    #expect(
      try readLocal(path, options: IngestOptions(threads: 1)).directory.sources[0] == source)
  }
}
