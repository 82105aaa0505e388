import SQLite
import TestSupport
import Testing

/// Statements whose rows would be others on another day or machine.
struct ClockTests {
  private static let file = Fixture.path("locals/pitfalls/key-types/app.db")

  private static func refusal(_ sql: String) -> String {
    "app.db: found a call for the time of 'now' (SQLITE_AUTH 23) while reading '\(sql)', "
      + "expected a statement that gives the same rows at any time\n"
      + "  compare with a time that the statement or a parameter states"
  }

  /// Ways to ask for the time: by a word, by leaving it out, through an expression or a list.
  static let clocks = [
    "SELECT datetime('now')", "SELECT DateTime('NOW')", "SELECT date('now', '-7 days')",
    "SELECT time('now')", "SELECT julianday('now')", "SELECT strftime('%s', 'now')",
    "SELECT unixepoch('now')", "SELECT unixepoch()", "SELECT date()", "SELECT strftime('%Y')",
    "SELECT datetime()", "SELECT datetime('n' || 'ow')", "SELECT datetime(lower('NOW'))",
    "SELECT name FROM grp WHERE id > strftime('%s', 'now')",
    "SELECT count(*) FROM grp WHERE datetime('now') > '2020'",
    "SELECT value FROM json_each('[\"now\"]') WHERE datetime(value) IS NOT NULL",
    "WITH t(w) AS (VALUES ('now')) SELECT datetime(w) FROM t",
    "SELECT 1 FROM grp WHERE EXISTS (SELECT 1 WHERE date('now') < '2100')",
    "SELECT coalesce(NULL, datetime('now'), 'never')",
  ]

  @Test(arguments: clocks)
  func `a statement that asks for the time is refused`(_ sql: String) throws {
    for mode in [DatabaseMode.readOnly, .immutable] {
      let database = try Database(reading: Self.file, mode: mode)
      #expect(told(Self.file) { _ = try all(sql, in: database) } == Self.refusal(sql))
      // The connection is as good as before.
      #expect(
        try all("SELECT datetime(0, 'unixepoch')", in: database) == [[.text("1970-01-01 00:00:00")]]
      )
    }
  }

  /// What has always been so, and what it is: worked out by hand.
  static let stated: [(sql: String, value: SQLiteValue)] = [
    ("SELECT datetime('2026-03-02 06:00:00', '+1 day')", .text("2026-03-03 06:00:00")),
    ("SELECT date(0, 'unixepoch')", .text("1970-01-01")),
    ("SELECT strftime('%s', '2000-01-01')", .text("946684800")),
    ("SELECT unixepoch('1970-01-02')", .integer(86_400)),
    ("SELECT julianday('2000-01-01 12:00')", .real(2_451_545)),
    (
      "SELECT datetime('2026-01-31', 'start of month', '+1 month', '-1 day')",
      .text("2026-01-31 00:00:00")
    ),
    ("SELECT date('2024-02-28', '+1 day', 'weekday 0')", .text("2024-03-03")),
    ("SELECT iif(1, 'then', datetime('now'))", .text("then")),
    ("SELECT 'now'", .text("now")), ("SELECT datetime('nowhere')", .null),
    ("SELECT datetime(NULL)", .null), ("SELECT datetime('n')", .null),
  ]

  @Test(arguments: stated)
  func `a time that is stated may be reckoned with`(_ row: (sql: String, value: SQLiteValue)) throws
  {
    let database = try Database(reading: Self.file)
    #expect(try all(row.sql, in: database) == [[row.value]])
  }

  /// Places where a machine's own clock setting would come in.
  static let zones = [
    "SELECT datetime(0, 'unixepoch', 'localtime')", "SELECT datetime('2026-03-02', 'utc')",
    "SELECT strftime('%H', '2026-03-02 06:00', 'LOCALTIME')",
  ]

  @Test(arguments: zones)
  func `a statement that asks for the machine's time zone is refused`(_ sql: String) throws {
    let database = try Database(reading: Self.file)
    #expect(
      told(Self.file) { _ = try all(sql, in: database) }
        == "app.db: found 'local time unavailable' (SQLITE_ERROR 1) while reading '\(sql)', "
        + "expected a statement that fits the database")
  }

  @Test func `a view may not ask for the time either`() throws {
    let folder = try ScratchFolder()
    let file = try build(
      """
      CREATE TABLE grp (id, name, until);
      INSERT INTO grp VALUES (1, 'Open', '9999'), (2, 'Over', '0001'), (3, 'Fixed', NULL);
      CREATE VIEW valid AS SELECT id, name FROM grp WHERE until > datetime('now');
      CREATE VIEW fixed AS SELECT id, name FROM grp WHERE until > datetime('2026-01-01');
      """, in: folder)
    let database = try Database(reading: file)
    #expect(
      told(file) { _ = try all("SELECT name FROM valid", in: database) }
        == Self.refusal("SELECT name FROM valid"))
    #expect(try all("SELECT name FROM fixed", in: database) == [[.text("Open")]])
    // Where no row gets so far as to ask, nothing depends on the answer.
    #expect(try all("SELECT name FROM valid WHERE 0", in: database) == [])
  }

  @Test func `rows before the first that asks are given, and none after it`() throws {
    let database = try Database(reading: Self.file)
    let sql = "SELECT iif(value = 3, date('now'), value) FROM json_each('[1, 2, 3, 4]')"
    var rows = try database.rows(sql)
    #expect(try rows.advance() && rows.integer(0) == 1)
    #expect(try rows.advance() && rows.integer(0) == 2)
    #expect(told(Self.file) { _ = try rows.advance() } == Self.refusal(sql))
    #expect(try !rows.advance())
  }

  @Test func `a statement that asks does not spoil another that is being read`() throws {
    let database = try Database(reading: Self.file)
    var rows = try database.rows("SELECT value FROM json_each('[1, 2, 3]')")
    #expect(try rows.advance())
    #expect(throws: DatabaseError.self) { _ = try all("SELECT date('now')", in: database) }
    #expect(try rows.advance() && rows.integer(0) == 2)
  }

  @Test func `a scan of numbers stops at the time too`() throws {
    let database = try Database(reading: Self.file)
    let sql = "SELECT value, unixepoch('now') FROM json_each('[1, 2]')"
    let rows = try database.rows(sql)
    #expect(
      told(Self.file) { _ = try rows.scan(first: 0, second: 1, word: nil) { _ in } }
        == Self.refusal(sql))
  }

  @Test func `rows may outlive their database, and many may be open at once`() throws {
    for _ in 0..<50 {
      var rows = try Database(reading: Self.file).rows("SELECT name FROM grp ORDER BY name")
      let other = try Database(reading: Self.file)
      #expect(try rows.advance())
      #expect(try all("SELECT name FROM grp", in: other).count == 2)
      #expect(try rows.advance())
      #expect(try !rows.advance())
    }
  }

  @Test func `a second file is read without a clock as well`() throws {
    let folder = try ScratchFolder()
    let file = try build("CREATE TABLE x (y); INSERT INTO x VALUES ('now')", in: folder)
    let database = try Database(reading: Self.file)
    try database.attach(file, as: "other")
    let sql = "SELECT datetime(y) FROM other.x"
    #expect(told(Self.file) { _ = try all(sql, in: database) } == Self.refusal(sql))
    #expect(try all("SELECT y FROM other.x", in: database) == [[.text("now")]])
  }
}
