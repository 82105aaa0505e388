import DirectoryModel
import Files
import SQLite
import TestSupport
import Testing

@testable import Ingest

/// Logs that are as long as they should be and whose bytes are wrong.
struct WriteAheadLogTests {
  private static func read(_ path: String) throws -> LocalSnapshot {
    try readLocal(
      path, selection: .mapping(file: Fixture.path("locals/pitfalls-mappings/wal.yaml")))
  }

  private static let damaged =
    "partial(a page of the write-ahead log is damaged; the changes from there on are missing)"
  private static let headless = "partial(the write-ahead log's header is damaged)"

  /// One row the place of a byte that is changed: in the header, or in a page of the three
  /// transactions of 3, 2 and 1 pages; then what is said of the lists.
  static let flaws: [(page: Int?, byte: Int, label: String)] = [
    (nil, 0, headless), (nil, 3, headless), (nil, 4, headless), (nil, 12, headless),
    (nil, 24, headless), (nil, 31, headless),
    // Of SQLite's numbers for the page, the size after a commit, both salts, both sums, the page.
    (0, 3, damaged), (0, 16, damaged), (0, 23, damaged), (0, 24, damaged), (0, 4119, damaged),
    (1, 500, damaged), (2, 7, damaged), (3, 16, damaged), (4, 24, damaged), (5, 19, damaged),
    (5, 4119, damaged),
    // With another salt a page is one of an older log, unless pages of this one follow.
    (5, 8, "complete"), (3, 15, damaged), (4, 8, damaged), (1, 15, damaged), (0, 8, damaged),
  ]

  @Test(arguments: flaws)
  func `a byte of the log that is wrong makes everything partial`(
    _ row: (page: Int?, byte: Int, label: String)
  ) throws {
    let folder = try TemporaryFolder()
    var log = try Self.log(in: folder)
    #expect(log.count == 32 + 6 * 4120)
    log[(row.page.map { 32 + $0 * 4120 } ?? 0) + row.byte] ^= 1
    let other = try TemporaryFolder()
    _ = try other.write(log, as: "app.db-wal")
    let path = try other.write(try LoggedDatabase.bytes(folder.path(of: "app.db")), as: "app.db")
    let directory = try Self.read(path).directory
    #expect(directory.state(of: .group).label == row.label)
    #expect(directory.members.state(of: directory.groups[0]).label == row.label)
  }

  @Test func `a log without a fault is whole, in either order of bytes`() throws {
    let folder = try TemporaryFolder()
    let log = try Self.log(in: folder)
    let path = try folder.write(log, as: "log")
    #expect(try WriteAheadLog.state(of: path, input: "x") == nil)
    var bigEndian = log
    bigEndian[3] ^= 1
    bigEndian = try Self.summed(bigEndian)
    #expect(bigEndian[24..<32] != log[24..<32])
    #expect(
      try WriteAheadLog.state(of: folder.write(bigEndian, as: "big"), input: "x") == nil)
    #expect(try Self.summed(log) == log)
  }

  /// What is wrong with a log although every sum is right.
  @Test func `a right sum does not make up for what is no log`() throws {
    let folder = try TemporaryFolder()
    let log = try Self.log(in: folder)
    func state(_ change: (inout [UInt8]) -> Void) throws -> String? {
      var changed = log
      change(&changed)
      return try WriteAheadLog.state(
        of: folder.write(try Self.summed(changed), as: "log"), input: "x")
    }
    // 513, 520, 65,535 and 131,072 bytes are no size of a page.
    for size: [UInt8] in [[0, 0, 2, 1], [0, 0, 2, 8], [0, 0, 255, 255], [0, 2, 0, 0]] {
      #expect(
        try state { $0.replaceSubrange(8..<12, with: size) }
          == "the write-ahead log's header is damaged")
    }
    let third = 32 + 2 * 4120
    #expect(
      try state { $0.replaceSubrange(third..<third + 4, with: [0, 0, 0, 0]) }
        == "a page of the write-ahead log is damaged; the changes from there on are missing")
  }

  /// A log with the sums that belong to its bytes.
  private static func summed(_ log: [UInt8]) throws -> [UInt8] {
    var log = log
    var sum = try #require(LogChecksum(magic: log))
    func store(_ at: Int) {
      for (index, shift) in [24, 16, 8, 0].enumerated() {
        log[at + index] = UInt8(truncatingIfNeeded: sum.first >> shift)
        log[at + 4 + index] = UInt8(truncatingIfNeeded: sum.second >> shift)
      }
    }
    sum.add(log.span.extracting(0..<24))
    store(24)
    for start in stride(from: 32, to: log.count, by: 4120) {
      sum.add(log.span.extracting(start..<(start + 8)))
      sum.add(log.span.extracting((start + 24)..<(start + 4120)))
      store(start + 16)
    }
    return log
  }

  @Test func `what a transaction left that was taken back is no damage`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path(of: "app.db")
    let writer = try DatabaseBuilder(creating: path)
    try writer.execute(
      """
      PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = 2;
      CREATE TABLE usr(x); INSERT INTO usr VALUES(1);
      BEGIN;
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
      INSERT INTO usr SELECT zeroblob(3000) FROM n;
      ROLLBACK;
      INSERT INTO usr VALUES(2);
      """)
    let state = try WriteAheadLog.state(of: "\(path)-wal", input: path)
    #expect(state == nil)
    #expect(try LoggedDatabase.bytes("\(path)-wal").count > 32 + 10 * 4120)
    try writer.execute("SELECT 1")
  }

  /// Makes a database with three transactions in its log, and returns the log.
  private static func log(in folder: borrowing TemporaryFolder) throws -> [UInt8] {
    try LoggedDatabase.make(
      at: folder.path(of: "app.db"),
      """
      BEGIN; INSERT INTO usr VALUES(1, 'ann', NULL, 1); INSERT INTO grp VALUES(2, 'B', NULL);
      INSERT INTO mem VALUES(1, 1); COMMIT;
      BEGIN; INSERT INTO usr VALUES(2, 'bob', NULL, 1); INSERT INTO mem VALUES(1, 2); COMMIT;
      INSERT INTO mem VALUES(2, 1);
      """)
  }
}
