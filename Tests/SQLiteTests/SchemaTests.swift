import SQLite
import TestSupport
import Testing

struct SchemaTests {
  /// One line for an object: its kind, name, and columns with type and marks, or its error.
  private func lines(_ objects: [SchemaObject]) -> [String] {
    objects.map { object in
      let columns = object.columns.map { column in
        let marks = [
          column.isPrimaryKey ? " key" : "", column.isNotNull ? " not null" : "",
          column.origin == .stored ? "" : " \(column.origin)",
        ]
        return "\(column.name):\(column.declaredType)\(marks.joined())"
      }
      let tail = object.error.map { "! \($0.message)" } ?? columns.joined(separator: ", ")
      return "\(object.kind) \(object.name) \(tail)"
    }
  }

  static let schemas: [(fixture: String, lines: [String])] = [
    (
      "locals/pitfalls/views/app.db",
      [
        "table grp id:INTEGER key, name:TEXT not null, external_id:TEXT",
        "table usr id:INTEGER key, username:TEXT not null, mail:TEXT, enabled:INTEGER",
        "table mem group_id:INTEGER, user_id:INTEGER", "view v_groups id:INTEGER, title:TEXT",
        "view v_members grp:TEXT, usr:TEXT", "view v_broken ! 'no such table: main.gone'",
      ]
    ),
    (
      "locals/pitfalls/unknown-module/app.db",
      [
        "table grp id:INTEGER key, name:TEXT not null, external_id:TEXT",
        "table usr id:INTEGER key, username:TEXT not null, mail:TEXT, enabled:INTEGER",
        "table mem group_id:INTEGER, user_id:INTEGER",
        "virtual grp_search ! 'no such module: spellfix9'",
      ]
    ),
    (
      "locals/pitfalls/modern/app.db",
      [
        "table grp id:INTEGER key, name:TEXT not null, name_key:TEXT generatedVirtual",
        "table mem group_id:INTEGER key not null, user_id:INTEGER key not null",
      ]
    ),
    (
      "locals/pitfalls/awkward-names/app.db",
      [
        "table group order:INTEGER key, group:TEXT, select:TEXT",
        "table IT Glue.Groups Group Name:TEXT, Members (Matched To A Contact):TEXT, "
          + "Sync Status:TEXT",
        "table quo\"te id:INTEGER", "table \u{DC}n\u{EF}code n\u{E4}me:TEXT",
      ]
    ),
    (
      "locals/pitfalls/unknown-collation/app.db",
      ["table grp id:INTEGER key, name:TEXT"]
    ),
    (
      "broken/sqlite/views-and-triggers.db",
      [
        "table hidden_grp id:INTEGER key, name:TEXT not null", "table log line:TEXT",
        "view grp id:INTEGER, name:TEXT", "view mem group_id:, user_id:", "view clock now:",
        "view chance value:", "view loader ! 'unsafe use of load_extension()'",
        "view spy ! 'unsafe use of virtual table \"pragma_table_info\"'",
      ]
    ),
  ]

  @Test(arguments: schemas)
  func `every object is listed, and a broken one hides none of the others`(
    _ row: (fixture: String, lines: [String])
  ) throws {
    let database = try Database(reading: Fixture.path(row.fixture))
    let found = try lines(database.tables())
    #expect(found == row.lines)
  }

  @Test func `a broken object carries the whole error`() throws {
    let file = Fixture.path("locals/pitfalls/views/app.db")
    let database = try Database(reading: file)
    let broken = try database.tables().compactMap(\.error)
    #expect(
      broken == [
        DatabaseError(
          file: file, extendedCode: 1, message: "'no such table: main.gone'",
          doing: "listing the columns of 'v_broken'")
      ])
  }

  @Test func `columns are found with ASCII case ignored`() throws {
    let database = try Database(reading: Fixture.path("locals/pitfalls/awkward-names/app.db"))
    let objects = try database.tables()
    #expect(objects[0].hasColumn("ORDER"))
    #expect(!objects[0].hasColumn("orde"))
    #expect(objects[3].hasColumn("N\u{E4}ME"))
    #expect(!objects[3].hasColumn("n\u{C4}me"))
  }

  @Test func `a table with every kind of column lists them all`() throws {
    let scratch = try ScratchFolder()
    let file = try build(
      """
      CREATE TABLE t (a, b INT GENERATED ALWAYS AS (a + 1) STORED, c AS (a + 2), d BLOB NOT NULL);
      CREATE VIRTUAL TABLE search USING fts5(name);
      """, in: scratch)
    let database = try Database(reading: file)
    let objects = try lines(database.tables())
    #expect(objects[0] == "table t a:, b:INT generatedStored, c: generatedVirtual, d:BLOB not null")
    #expect(objects[1] == "virtual search name:, search: hidden, rank: hidden")
  }

  @Test func `names of tables and columns are quoted`() throws {
    let database = try Database(reading: Fixture.path("locals/pitfalls/awkward-names/app.db"))
    #expect(Database.identifier("a\"b") == "\"a\"\"b\"")
    for object in try database.tables() {
      let columns = object.columns.map { Database.identifier($0.name) }.joined(separator: ", ")
      _ = try all("SELECT \(columns) FROM \(Database.identifier(object.name))", in: database)
    }
  }
}

struct AttachTests {
  @Test func `a second file is read beside the first`() throws {
    let database = try Database(reading: Fixture.path("locals/pitfalls/two-files/groups.db"))
    try database.attach(Fixture.path("locals/pitfalls/two-files/accounts.db"), as: "accounts")
    let tables = try database.tables(in: "accounts").map(\.name)
    #expect(!tables.isEmpty)
    for table in tables {
      _ = try all("SELECT * FROM accounts.\(Database.identifier(table))", in: database)
    }
  }

  static let failing: [(fixture: String, schema: String, message: String)] = [
    (
      "locals/pitfalls/not-a-database/app.db", "x",
      """
      app.db: found 'file is not a database' (SQLITE_NOTADB 26) while attaching the database as \
      'x', expected a SQLite database
        check that the file is the right one and not encrypted
      """
    ),
    (
      "locals/pitfalls/truncated/app.db", "x",
      """
      app.db: found 'database disk image is malformed' (SQLITE_CORRUPT 11) while attaching the \
      database as 'x', expected a whole SQLite database
        collect the file again; it is cut or damaged
      """
    ),
    (
      "locals/none.db", "x",
      """
      none.db: found 'unable to open database file' (SQLITE_CANTOPEN 14) while attaching the database \
      as 'x', expected a file that can be opened for reading
      """
    ),
    (
      "locals/pitfalls/bigint/app.db", "main",
      """
      app.db: found 'database main is already in use' (SQLITE_ERROR 1) while attaching the \
      database as 'main', expected a statement that fits the database
      """
    ),
  ]

  @Test(arguments: failing)
  func `a second file that cannot be read is named`(
    _ row: (fixture: String, schema: String, message: String)
  ) throws {
    let database = try Database(reading: Fixture.path("locals/pitfalls/bigint/app.db"))
    let file = Fixture.path(row.fixture)
    #expect(told(file) { try database.attach(file, as: row.schema) } == row.message)
  }

  @Test func `attaching creates no file and writes none`() throws {
    let scratch = try ScratchFolder()
    let first = try copy("locals/pitfalls/two-files/groups.db", to: scratch, as: "groups.db")
    let second = try copy("locals/pitfalls/two-files/accounts.db", to: scratch, as: "accounts.db")
    let database = try Database(reading: first, mode: .privateCopyReadWrite)
    try database.attach(second, as: "a'\"b")
    #expect(told("x") { try database.attach("\(scratch.path)/new.db", as: "new") } != "no error")
    #expect(try scratch.names() == ["accounts.db", "groups.db"])
  }
}
