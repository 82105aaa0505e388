import SQLite
import TestSupport
import Testing

struct RefusalTests {
  /// What a mapping may not do; the words between `found` and `while`, and the advice.
  static let refused: [(sql: String, found: String)] = [
    ("INSERT INTO grp VALUES (9, 'x')", "an INSERT into 'grp' (SQLITE_AUTH 23)"),
    ("UPDATE grp SET name = 'x'", "an UPDATE of 'grp' (SQLITE_AUTH 23)"),
    ("DELETE FROM grp", "a DELETE from 'grp' (SQLITE_AUTH 23)"),
    (
      "WITH x AS (SELECT 1) DELETE FROM grp RETURNING name",
      "a DELETE from 'grp' (SQLITE_AUTH 23)"
    ),
    ("REPLACE INTO grp VALUES (1, 'x')", "an INSERT into 'grp' (SQLITE_AUTH 23)"),
    ("DROP TABLE grp", "a DELETE from 'sqlite_master' (SQLITE_AUTH 23)"),
    ("CREATE TABLE x (y)", "an INSERT into 'sqlite_master' (SQLITE_AUTH 23)"),
    ("CREATE TEMP TABLE x (y)", "an INSERT into 'sqlite_temp_master' (SQLITE_AUTH 23)"),
    ("CREATE VIEW x AS SELECT 1", "an INSERT into 'sqlite_master' (SQLITE_AUTH 23)"),
    (
      "CREATE VIRTUAL TABLE x USING fts5(y)",
      "an INSERT into 'sqlite_master' (SQLITE_AUTH 23)"
    ),
    ("ALTER TABLE grp RENAME TO x", "a change of the schema, 'main' (SQLITE_AUTH 23)"),
    ("ATTACH 'other.db' AS other", "an ATTACH of 'other.db' (SQLITE_AUTH 23)"),
    ("ATTACH 'other' || '.db' AS other", "an ATTACH of something (SQLITE_AUTH 23)"),
    ("DETACH main", "a DETACH of 'main' (SQLITE_AUTH 23)"),
    ("VACUUM", "a statement that writes (SQLITE_AUTH 23)"),
    ("VACUUM INTO 'copy.db'", "a statement that writes (SQLITE_AUTH 23)"),
    ("PRAGMA journal_mode = DELETE", "the PRAGMA 'journal_mode' (SQLITE_AUTH 23)"),
    ("PRAGMA query_only = OFF", "the PRAGMA 'query_only' (SQLITE_AUTH 23)"),
    ("PRAGMA table_info(grp)", "the PRAGMA 'table_info' (SQLITE_AUTH 23)"),
    ("BEGIN EXCLUSIVE", "a transaction command, 'BEGIN' (SQLITE_AUTH 23)"),
    ("SAVEPOINT x", "a transaction command, 'BEGIN' (SQLITE_AUTH 23)"),
    ("ANALYZE", "an INSERT into 'sqlite_master' (SQLITE_AUTH 23)"),
    ("SELECT load_extension('evil.so')", "a call of 'load_extension' (SQLITE_AUTH 23)"),
    ("SELECT random()", "a call of 'random' (SQLITE_AUTH 23)"),
    ("SELECT RandomBlob(8)", "a call of 'randomblob' (SQLITE_AUTH 23)"),
    ("SELECT CURRENT_TIMESTAMP", "a call of 'current_timestamp' (SQLITE_AUTH 23)"),
    ("SELECT 1; SELECT 2", "a second statement (SQLITE_AUTH 23)"),
    ("SELECT 1; DROP TABLE grp", "a second statement (SQLITE_AUTH 23)"),
    ("SELECT 1; nonsense", "a second statement (SQLITE_AUTH 23)"),
    ("", "no statement (SQLITE_AUTH 23)"),
    ("; -- nothing", "no statement (SQLITE_AUTH 23)"),
    ("SELECT 1\u{0}; DROP TABLE grp", "a NUL in the statement (SQLITE_AUTH 23)"),
  ]

  @Test(arguments: refused)
  func `a statement that does more than read is refused`(_ row: (sql: String, found: String)) throws
  {
    let scratch = try ScratchFolder()
    let file = try copy("locals/pitfalls/key-types/app.db", to: scratch)
    let before = try scratch.bytes(of: "app.db")
    for mode in [DatabaseMode.readOnly, .immutable, .privateCopyReadWrite] {
      let database = try Database(reading: file, mode: mode)
      #expect(
        told(file) { _ = try all(row.sql, in: database) }
          == "app.db: found \(row.found) while preparing '\(row.sql)', "
          + "expected a statement that only reads\n  use a single SELECT")
    }
    #expect(try scratch.bytes(of: "app.db") == before)
    #expect(try scratch.names() == ["app.db"])
  }

  static let allowed = [
    "SELECT 1;", "SELECT 1 ; -- done\n /* really */ ; ", ";SELECT 1", "VALUES (1)",
    "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT i FROM n",
    "SELECT value FROM json_each('[1]')", "SELECT name FROM sqlite_schema",
    "SELECT count(*), group_concat(name), json_group_array(id) FROM grp",
    "SELECT lower(hex(x'AB')), substr('abc', 2), iif(1, 2, 3), datetime(0, 'unixepoch')",
    "SELECT row_number() OVER (ORDER BY id) FROM grp", "EXPLAIN SELECT 1",
  ]

  @Test(arguments: allowed)
  func `whatever only reads is allowed`(_ sql: String) throws {
    let database = try Database(reading: Fixture.path("locals/pitfalls/key-types/app.db"))
    #expect(try !all(sql, in: database).isEmpty)
  }

  static let wrong: [(sql: String, message: String)] = [
    (
      "SELECT nmae FROM grp",
      """
      app.db: found 'no such column: nmae' (SQLITE_ERROR 1) while preparing \
      'SELECT nmae FROM grp', expected a statement that fits the database
      """
    ),
    (
      // SQLite would take a misspelt "column" for a text constant.
      "SELECT \"nmae\"   FROM\n grp",
      """
      app.db: found 'no such column: nmae' (SQLITE_ERROR 1) while preparing \
      'SELECT "nmae" FROM grp', expected a statement that fits the database
      """
    ),
    (
      "UPDATE sqlite_master SET sql = 'x'",
      """
      app.db: found 'table sqlite_master may not be modified' (SQLITE_ERROR 1) while preparing \
      'UPDATE sqlite_master SET sql = 'x'', expected a statement that fits the database
      """
    ),
    (
      "SELEC",
      """
      app.db: found 'near "SELEC": syntax error' (SQLITE_ERROR 1) while preparing 'SELEC', \
      expected a statement that fits the database
      """
    ),
    (
      "SELECT 'cut",
      """
      app.db: found 'unrecognized token: "'cut"' (SQLITE_ERROR 1) while preparing \
      'SELECT 'cut', expected a statement that fits the database
      """
    ),
    (
      "SELECT \(String(repeating: "(", count: 150))1\(String(repeating: ")", count: 150))",
      """
      app.db: found 'parser stack overflow' (SQLITE_ERROR 1) while preparing \
      'SELECT \(String(repeating: "(", count: 150))1\(String(repeating: ")", count: 43)) ...', \
      expected a statement that fits the database
      """
    ),
    (
      "SELECT \(String(repeating: "-+", count: 120))1",
      """
      app.db: found 'parser stack overflow' (SQLITE_ERROR 1) while preparing \
      'SELECT \(String(repeating: "-+", count: 97)) ...', \
      expected a statement that fits the database
      """
    ),
    (
      "SELECT json_extract('{', '$.x')",
      """
      app.db: found 'malformed JSON' (SQLITE_ERROR 1) while reading \
      'SELECT json_extract('{', '$.x')', expected a statement that fits the database
      """
    ),
  ]

  @Test(arguments: wrong)
  func `a statement that does not work says why`(_ row: (sql: String, message: String)) throws {
    let file = Fixture.path("locals/pitfalls/key-types/app.db")
    let database = try Database(reading: file)
    #expect(told(file) { _ = try all(row.sql, in: database) } == row.message)
  }

  @Test func `a statement that never ends is stopped at its limit`() throws {
    let file = Fixture.path("broken/sqlite/endless-view.db")
    for steps in [1_000, 3_000_000] {
      let database = try Database(reading: file, limits: DatabaseLimits(steps: steps))
      #expect(
        told(file) { _ = try all("SELECT total FROM forever", in: database) }
          == """
          endless-view.db: found a statement that takes more than \(steps) steps \
          (SQLITE_INTERRUPT 9) while reading 'SELECT total FROM forever', expected a statement \
          that ends
            simplify the statement or raise the limit of steps
          """)
      #expect(try all("SELECT name FROM grp", in: database) == [[.text("Finance")]])
    }
  }

  @Test func `a value beyond the limit of bytes is refused`() throws {
    let file = Fixture.path("broken/sqlite/huge-value.db")
    let database = try Database(reading: file)
    let message = """
      huge-value.db: found 'string or blob too big' (SQLITE_TOOBIG 18) while reading \
      'SELECT length(name) FROM bomb', expected values within the limits
      """
    #expect(told(file) { _ = try all("SELECT length(name) FROM bomb", in: database) } == message)
    let limited = try Database(reading: file, limits: DatabaseLimits(valueBytes: 1_000))
    #expect(try all("SELECT length(zeroblob(1000))", in: limited) == [[.integer(1_000)]])
    #expect(
      told(file) { _ = try all("SELECT zeroblob(1001)", in: limited) }
        == """
        huge-value.db: found 'string or blob too big' (SQLITE_TOOBIG 18) while reading \
        'SELECT zeroblob(1001)', expected values within the limits
        """)
  }

  static let hostileViews: [(view: String, found: String)] = [
    ("clock", "a call of 'current_timestamp' (SQLITE_AUTH 23)"),
    ("chance", "a call of 'random' (SQLITE_AUTH 23)"),
  ]

  @Test(arguments: hostileViews)
  func `a view may not call what a statement may not call`(_ row: (view: String, found: String))
    throws
  {
    let file = Fixture.path("broken/sqlite/views-and-triggers.db")
    let database = try Database(reading: file)
    #expect(
      told(file) { _ = try all("SELECT * FROM \(row.view)", in: database) }
        == "views-and-triggers.db: found \(row.found) while preparing 'SELECT * FROM \(row.view)',"
        + " expected a statement that only reads\n  use a single SELECT")
  }

  @Test func `a view may not load an extension`() throws {
    let file = Fixture.path("broken/sqlite/views-and-triggers.db")
    let database = try Database(reading: file)
    #expect(
      told(file) { _ = try all("SELECT * FROM loader", in: database) }
        == """
        views-and-triggers.db: found 'unsafe use of load_extension()' (SQLITE_ERROR 1) while \
        preparing 'SELECT * FROM loader', expected a statement that fits the database
        """)
  }

  @Test func `views instead of tables read, and the trigger on one never runs`() throws {
    let file = Fixture.path("broken/sqlite/views-and-triggers.db")
    let database = try Database(reading: file)
    #expect(
      try all("SELECT id, name FROM grp", in: database)
        == [[.integer(1), .text("Finance")], [.integer(2), .text("IT Network")]])
    #expect(
      told(file) { _ = try all("INSERT INTO grp VALUES (3, 'x')", in: database) }
        == """
        views-and-triggers.db: found an INSERT into 'grp' (SQLITE_AUTH 23) while preparing \
        'INSERT INTO grp VALUES (3, 'x')', expected a statement that only reads
          use a single SELECT
        """)
  }
}
