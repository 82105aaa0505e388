import Foundation
import SQLite
import TestSupport
import Testing

struct OpeningTests {
  static let unreadable: [(fixture: String, message: String)] = [
    (
      "locals/pitfalls/truncated/app.db",
      """
      app.db: found 'database disk image is malformed' (SQLITE_CORRUPT 11) while opening the \
      database, expected a whole SQLite database
        collect the file again; it is cut or damaged
      """
    ),
    (
      "locals/pitfalls/not-a-database/app.db",
      """
      app.db: found 'file is not a database' (SQLITE_NOTADB 26) while opening the database, \
      expected a SQLite database
        check that the file is the right one and not encrypted
      """
    ),
    (
      "broken/sqlite/encrypted.db",
      """
      encrypted.db: found 'file is not a database' (SQLITE_NOTADB 26) while opening the \
      database, expected a SQLite database
        check that the file is the right one and not encrypted
      """
    ),
    (
      "broken/sqlite/malformed-schema.db",
      """
      malformed-schema.db: found 'malformed database schema (evil) - invalid rootpage' \
      (SQLITE_CORRUPT 11) while opening the database, expected a whole SQLite database
        collect the file again; it is cut or damaged
      """
    ),
    (
      "broken/sqlite/no-such-file.db",
      """
      no-such-file.db: found 'unable to open database file' (SQLITE_CANTOPEN 14) while opening \
      the database, expected a file that can be opened for reading
      """
    ),
    (
      "locals/pitfalls",
      """
      pitfalls: found 'disk I/O error' (SQLITE_IOERR 266) while opening the database, expected a \
      file that can be read to its end
      """
    ),
  ]

  @Test(arguments: unreadable)
  func `a file that is no whole database says so when it is opened`(
    _ row: (fixture: String, message: String)
  ) {
    let file = Fixture.path(row.fixture)
    for mode in [DatabaseMode.readOnly, .immutable] {
      #expect(told(file) { _ = try Database(reading: file, mode: mode) } == row.message)
    }
  }

  @Test(arguments: ["", "a\u{0}b"])
  func `a name that no file can have is refused`(_ name: String) {
    do {
      _ = try Database(reading: name)
      Issue.record("it opened")
    } catch {
      #expect(
        error.description == """
          \(name): found an unusable file name (SQLITE_CANTOPEN 14) while opening the database, \
          expected a file name that is not empty and has no NUL
          """)
      #expect(error.isCantOpen)
    }
  }

  @Test func `a file of zero bytes opens and has no tables`() throws {
    let database = try Database(reading: Fixture.path("locals/pitfalls/zero-bytes/app.db"))
    #expect(try database.tables().isEmpty)
  }

  static let awkwardNames = [
    "a?immutable=1", "a#b", "50%41", ":memory:", "file:x", "a b", "Gr\u{FC}n", "a&mode=rwc", "a'b",
  ]

  @Test(arguments: awkwardNames)
  func `no part of a file name is taken for anything else`(_ name: String) throws {
    let scratch = try ScratchFolder()
    let file = try copy("locals/pitfalls/bigint/app.db", to: scratch, as: name)
    for mode in [DatabaseMode.readOnly, .immutable, .privateCopyReadWrite] {
      let database = try Database(reading: file, mode: mode)
      #expect(try all("SELECT count(*) FROM grp", in: database) == [[.integer(4)]])
    }
    #expect(try scratch.names() == [name])
  }

  @Test func `a locked database is busy`() throws {
    let scratch = try ScratchFolder()
    let file = "\(scratch.path)/app.db"
    let writer = try DatabaseBuilder(creating: file)
    try writer.execute("CREATE TABLE grp (id)")
    try writer.execute("BEGIN EXCLUSIVE; INSERT INTO grp VALUES (1)")
    let limits = DatabaseLimits(busyMilliseconds: 20)
    #expect(
      told(file) { _ = try Database(reading: file, limits: limits) }
        == """
        app.db: found 'database is locked' (SQLITE_BUSY 5) while opening the database, expected a \
        database that no other program is writing
          wait until the other program is done, stop it, or read a copy
        """)
    try writer.execute("COMMIT")
    let database = try Database(reading: file, limits: limits)
    #expect(try all("SELECT id FROM grp", in: database) == [[.integer(1)]])
  }

  @Test func `a hot journal needs a private copy`() throws {
    let scratch = try ScratchFolder()
    let file = try copy("locals/pitfalls/hot-journal/app.db", to: scratch)
    _ = try copy("locals/pitfalls/hot-journal/app.db-journal", to: scratch, as: "app.db-journal")
    #expect(
      told(file) { _ = try Database(reading: file) }
        == """
        app.db: found 'attempt to write a readonly database' (SQLITE_READONLY 776) while opening \
        the database, expected a database at rest
          copy the database with its journal and read the copy
        """)
    let database = try Database(reading: file, mode: .privateCopyReadWrite)
    #expect(
      try all("SELECT name FROM grp ORDER BY id", in: database)
        == [[.text("Finance")], [.text("IT Network")]])
    #expect(try all("SELECT count(*) FROM mem", in: database) == [[.integer(3)]])
  }

  static let wal: [(mode: DatabaseMode, groups: Int64)] = [
    (.immutable, 2), (.readOnly, 3), (.privateCopyReadWrite, 3),
  ]

  @Test(arguments: wal)
  func `only a mode with locks sees the write-ahead log`(_ row: (mode: DatabaseMode, groups: Int64))
    throws
  {
    let scratch = try ScratchFolder()
    let file = try copy("locals/pitfalls/wal/app.db", to: scratch)
    _ = try copy("locals/pitfalls/wal/app.db-wal", to: scratch, as: "app.db-wal")
    let database = try Database(reading: file, mode: row.mode)
    #expect(try all("SELECT count(*) FROM grp", in: database) == [[.integer(row.groups)]])
  }

  @Test func `a broken page stops the read halfway with an error`() throws {
    let file = Fixture.path("broken/sqlite/broken-page.db")
    let database = try Database(reading: file)
    #expect(try all("SELECT count(*) FROM mem", in: database) == [[.integer(40)]])
    var rows = try database.rows("SELECT id, name FROM grp")
    var count = 0
    do {
      while try rows.advance() { count += 1 }
      Issue.record("the read came to an end")
    } catch {
      #expect(error.isCorrupt)
      #expect(error.extendedCode == 11)
      #expect(error.doing == "reading 'SELECT id, name FROM grp'")
    }
    #expect(count > 0 && count < 40)
    #expect(try !rows.advance())
  }

  @Test func `a database cut anywhere is an error and never a shorter one`() throws {
    let scratch = try ScratchFolder()
    let file = try build(
      """
      PRAGMA page_size = 512;
      CREATE TABLE grp (id INTEGER PRIMARY KEY, name TEXT);
      WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 36)
        INSERT INTO grp SELECT i, 'Group ' || i FROM n;
      """, in: scratch)
    let whole = try scratch.bytes(of: "app.db")
    #expect(whole.count.isMultiple(of: 512) && whole.count == 4 * 512)
    // SQLite takes a file of one byte for one of none (unixFileSize in os_unix.c).
    let handle = try FileHandle(forWritingTo: URL(filePath: file))
    for count in (2..<whole.count).reversed() {
      try handle.truncate(atOffset: UInt64(count))
      do {
        let database = try Database(reading: file, mode: .immutable)
        _ = try all("SELECT * FROM grp", in: database)
        Issue.record("cut to \(count) bytes, it read to an end")
      } catch let error as DatabaseError {
        #expect(error.isCorrupt || error.isNotADatabase, "cut to \(count) bytes: \(error)")
      }
    }
  }

  @Test func `a last page that is cut is seen, because SQLite would fill it with zeros`() throws {
    let scratch = try ScratchFolder()
    let bytes = try Fixture.bytes("broken/sqlite/views-and-triggers.db")
    let file = try scratch.write(bytes.dropLast(12), to: "app.db")
    #expect(
      told(file) { _ = try Database(reading: file) }
        == """
        app.db: found 2548 bytes, which are not whole pages of 512 bytes (SQLITE_CORRUPT 11) while \
        opening the database, expected a whole SQLite database
          collect the file again; it is cut or damaged
        """)
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `a database with wrong bytes never stops the program`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let scratch = try ScratchFolder()
    let original = try Fixture.bytes("broken/sqlite/views-and-triggers.db")
    for _ in 0..<60 {
      var bytes = original
      for _ in 0..<3 {
        bytes[100 + random.number(below: bytes.count - 100)] = UInt8(random.number(below: 256))
      }
      let file = try scratch.write(bytes, to: "app.db")
      do {
        let limits = DatabaseLimits(steps: 100_000)
        let database = try Database(reading: file, mode: .immutable, limits: limits)
        for table in try database.tables() where table.error == nil {
          _ = try all("SELECT * FROM \(Database.identifier(table.name))", in: database)
        }
      } catch is DatabaseError {
        continue
      }
    }
  }

  @Test func `a builder refuses a file that is there`() throws {
    let scratch = try ScratchFolder()
    let file = try scratch.write("", to: "app.db")
    #expect(
      told(file) { _ = try DatabaseBuilder(creating: file) }
        == """
        app.db: found 'file exists' (SQLITE_CANTOPEN 14) while creating the database, expected a \
        new file in a folder that can be written
        """)
    #expect(try scratch.bytes(of: "app.db").isEmpty)
  }
}
