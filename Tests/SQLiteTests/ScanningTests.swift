import Foundation
import SQLite
import TestSupport
import Testing

/// Reading many rows of whole numbers at once, in one call of SQLite and row by row.
struct ScanningTests {
  static let table = "CREATE TABLE m (g, u, role);"

  /// What came of a scan: the rows, words spelt out, and how it ended.
  struct Outcome: Equatable {
    var rows: [String] = []
    var isWhole = false
  }

  private static func insert(_ values: String) -> String { "INSERT INTO m VALUES \(values);" }

  private static func scan(
    _ sql: String, in database: borrowing Database, word: Bool = true,
    parameters: [(name: String, value: SQLiteValue)] = []
  ) throws -> Outcome {
    let rows = try database.rows(sql, parameters: parameters)
    var outcome = Outcome()
    let scanned = try rows.scan(first: 0, second: 1, word: word ? 2 : nil) { batch in
      for row in 0..<batch.count {
        let role =
          word ? String(decoding: batch.words[Int(batch.wordNumbers[row])], as: UTF8.self) : "-"
        outcome.rows.append("\(batch.first[row]) \(batch.second[row]) \(role)")
      }
    }
    outcome.isWhole = scanned.isWhole
    #expect(scanned.count == outcome.rows.count)
    return outcome
  }

  /// The same rows, one batch at a time, up to the first that is irregular.
  private static func read(_ sql: String, in database: borrowing Database) throws -> Outcome {
    var rows = try database.rows(sql)
    var (batch, outcome) = (IntegerBatch(), Outcome())
    while true {
      let end = try rows.read(&batch, first: 0, second: 1, word: 2)
      for row in 0..<batch.count {
        let role = String(decoding: batch.words[Int(batch.wordNumbers[row])], as: UTF8.self)
        outcome.rows.append("\(batch.first[row]) \(batch.second[row]) \(role)")
      }
      if end == .full { continue }
      outcome.isWhole = end == .done
      return outcome
    }
  }

  /// Rows of the table, and those that a scan gives out.
  static let tables: [(values: String, rows: [String], isWhole: Bool)] = [
    ("(1, 2, 'member')", ["1 2 member"], true),
    (
      "(1, 2, NULL), (1, -3, ''), (9223372036854775807, 0, 'ö')",
      ["1 2 ", "1 -3 ", "9223372036854775807 0 ö"], true
    ),
    (
      "(1, 2, 'a'), (1, 2, 'a'), (2, 2, 'b'), (1, 4, 'a')",
      ["1 2 a", "1 2 a", "2 2 b", "1 4 a"], true
    ),
    ("(1, 2, 'a'), ('1', 2, 'a'), (3, 4, 'a')", ["1 2 a"], false),
    ("(1, 2, 'a'), (1, NULL, 'a')", ["1 2 a"], false),
    ("(1, 2, 'a'), (1, 2.5, 'a')", ["1 2 a"], false),
    ("(1, 2, 7)", [], false), ("(1, 2, x'41')", [], false), ("(NULL, NULL, NULL)", [], false),
  ]

  @Test(arguments: tables)
  func `a scan gives out the rows up to the first that is none of whole numbers and a word`(
    _ row: (values: String, rows: [String], isWhole: Bool)
  ) throws {
    let folder = try ScratchFolder()
    let database = try Database(
      reading: try build(Self.table + Self.insert(row.values), in: folder))
    let outcome = try Self.scan("SELECT g, u, role FROM m", in: database)
    #expect(outcome == Outcome(rows: row.rows, isWhole: row.isWhole))
    #expect(try Self.read("SELECT g, u, role FROM m", in: database) == outcome)
  }

  @Test(arguments: [0, 1, 4095, 4096, 4097, 9000])
  func `batches are full but for the last`(_ count: Int) throws {
    let folder = try ScratchFolder()
    let file = try build(
      Self.table
        + """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
        INSERT INTO m SELECT i, i * 7, 'role ' || (i % 3) FROM n WHERE \(count) > 0;
        """, in: folder)
    let database = try Database(reading: file)
    let outcome = try Self.scan("SELECT g, u, role FROM m", in: database)
    #expect(outcome.rows == (0..<count).map { "\($0 + 1) \(($0 + 1) * 7) role \(($0 + 1) % 3)" })
    #expect(outcome.isWhole)
  }

  @Test func `only so many words are told apart, however long they are`() throws {
    let folder = try ScratchFolder()
    let long = String(repeating: "x", count: 40)
    let values = (0..<300).map { "(\($0), 1, '\(long)\($0)')" }.joined(separator: ", ")
    let database = try Database(reading: try build(Self.table + Self.insert(values), in: folder))
    let outcome = try Self.scan("SELECT g, u, role FROM m", in: database)
    #expect(outcome.rows == (0..<255).map { "\($0) 1 \(long)\($0)" })
    #expect(!outcome.isWhole)
    #expect(try Self.scan("SELECT g, u FROM m", in: database, word: false).rows.count == 300)
  }

  @Test func `words that begin alike are not taken for each other`() throws {
    let folder = try ScratchFolder()
    let long = String(repeating: "x", count: 32)
    let words = ["", "a", "ab", "a", long, long + "y", long, "", "b"]
    let values = words.map { "(1, 2, '\($0)')" }.joined(separator: ", ")
    let database = try Database(reading: try build(Self.table + Self.insert(values), in: folder))
    #expect(
      try Self.scan("SELECT g, u, role FROM m", in: database).rows == words.map { "1 2 \($0)" })
  }

  /// Statements, and whether a scan can take them: what it cannot it leaves to reading by rows.
  static let statements: [(sql: String, rows: [String]?)] = [
    ("SELECT g, u, role FROM m WHERE g > 1", ["2 3 b"]),
    ("SELECT g, u, role FROM m -- the end", ["1 2 a", "2 3 b"]),
    ("SELECT g AS x, u AS x, role AS \"a b\" FROM m", ["1 2 a", "2 3 b"]),
    ("SELECT g, u, :role FROM m", ["1 2 r", "2 3 r"]),
    ("SELECT g, u, role FROM m;", nil),
  ]

  @Test(arguments: statements)
  func `a statement is scanned as a part of another`(
    _ row: (sql: String, rows: [String]?)
  ) throws {
    let folder = try ScratchFolder()
    let database = try Database(
      reading: try build(Self.table + Self.insert("(1, 2, 'a'), (2, 3, 'b')"), in: folder))
    let outcome = try Self.scan(
      row.sql, in: database, parameters: [("role", .text(Array("r".utf8)))])
    #expect(outcome == Outcome(rows: row.rows ?? [], isWhole: row.rows != nil))
  }

  @Test func `the function is nobody else's`() throws {
    let folder = try ScratchFolder()
    let file = try build(Self.table + Self.insert("(1, 2, 'a')"), in: folder)
    let database = try Database(reading: file)
    let outcome = try Self.scan("SELECT g, u, role FROM m", in: database)
    #expect(outcome.isWhole)
    #expect(
      told(file) { _ = try database.rows("SELECT rollcall_rows(g, u, role) FROM m") }
        == """
        app.db: found 'no such function: rollcall_rows' (SQLITE_ERROR 1) while preparing \
        'SELECT rollcall_rows(g, u, role) FROM m', expected a statement that fits the database
        """)
  }

  @Test func `a scan stops at the limit of steps and where a page is broken`() throws {
    let folder = try ScratchFolder()
    let values = (0..<3000).map { "(\($0), 1, 'a')" }.joined(separator: ", ")
    let file = try build(Self.table + Self.insert(values), in: folder)
    let few = try Database(reading: file, limits: DatabaseLimits(steps: 1_000))
    #expect(
      told(file) { _ = try Self.scan("SELECT g, u, role FROM m", in: few) }
        == """
        app.db: found a statement that takes more than 1000 steps (SQLITE_INTERRUPT 9) while \
        reading 'SELECT g, u, role FROM m', expected a statement that ends
          simplify the statement or raise the limit of steps
        """)
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
    for index in 8192..<8300 { bytes[index] = 0xFF }
    let broken = try folder.write(bytes, to: "broken.db")
    let database = try Database(reading: broken)
    #expect(
      told(broken) { _ = try Self.scan("SELECT g, u, role FROM m", in: database) }
        .hasPrefix("broken.db: found 'database disk image is malformed'"))
  }
}
