import SQLite
import TestSupport
import Testing

struct ReadingTests {
  static let values: [(sql: String, value: SQLiteValue)] = [
    ("NULL", .null), ("1", .integer(1)), ("-9223372036854775808", .integer(.min)),
    ("9223372036854775807", .integer(.max)), ("9007199254740993", .integer(9_007_199_254_740_993)),
    ("1.0", .real(1)), ("1e300", .real(1e300)), ("'1'", .text("1")), ("'01'", .text("01")),
    ("''", .text("")), ("x''", .blob([])), ("x'00ff'", .blob([0, 255])),
    ("'Gr\u{FC}n'", .text("Gr\u{FC}n")), ("CAST(x'46009c' AS TEXT)", .text([0x46, 0, 0x9C])),
    ("'a' || char(0) || 'b'", .text([97, 0, 98])),
  ]

  @Test(arguments: values)
  func `a value keeps its storage class and all its bytes`(
    _ row: (sql: String, value: SQLiteValue)
  ) throws {
    let database = try Database(reading: Fixture.path("locals/pitfalls/bigint/app.db"))
    var rows = try database.rows("SELECT \(row.sql)")
    #expect(try rows.advance())
    #expect(rows.value(0) == row.value)
    #expect(rows.storageClass(0) == row.value.storageClass)
    #expect(rows.isNull(0) == (row.value == .null))
  }

  static let typed: [(sql: String, integer: Int64?, real: Double?, bytes: [UInt8]?, text: String)] =
    [
      ("7", 7, nil, nil, "7"), ("7.5", nil, 7.5, nil, "7.5"), ("'7'", nil, nil, [55], "7"),
      ("x'37'", nil, nil, [55], "7"), ("NULL", nil, nil, nil, ""), ("''", nil, nil, [], ""),
      ("x''", nil, nil, [], ""), ("-1", -1, nil, nil, "-1"), ("1e21", nil, 1e21, nil, "1e+21"),
    ]

  @Test(arguments: typed)
  func `a typed read answers only for its own storage class`(
    _ row: (sql: String, integer: Int64?, real: Double?, bytes: [UInt8]?, text: String)
  ) throws {
    let database = try Database(reading: Fixture.path("locals/pitfalls/bigint/app.db"))
    var rows = try database.rows("SELECT \(row.sql)")
    #expect(try rows.advance())
    #expect(rows.integer(0) == row.integer)
    #expect(rows.real(0) == row.real)
    #expect(rows.bytes(0) == row.bytes)
    #expect(rows.byteCount(0) == row.bytes?.count ?? 0)
    #expect(rows.withBytes(0) { $0.count } == row.bytes?.count ?? 0)
    var buffer: [UInt8] = [62]
    #expect(rows.append(0, to: &buffer) == rows.storageClass(0))
    #expect(buffer == [62] + Array(row.text.utf8))
  }

  @Test func `text of a UTF-16 database comes as UTF-8`() throws {
    let database = try Database(reading: Fixture.path("locals/pitfalls/utf16/app.db"))
    #expect(
      try all("SELECT name FROM grp ORDER BY id", in: database)
        == [
          [.text("Project Caf\u{E9}")], [.text("\u{6E2F}\u{6E7E}\u{30C1}\u{30FC}\u{30E0}")],
          [.text("Cranes \u{1F600}")],
        ])
  }

  @Test func `broken text, NUL and blobs in text columns come as they are`() throws {
    let database = try Database(reading: Fixture.path("locals/pitfalls/bad-text/app.db"))
    let names = try all("SELECT name FROM grp ORDER BY id", in: database).map { $0[0] }
    #expect(names.count == 6)
    #expect(names[0].storageClass == .text)
    guard case .text(let first) = names[0], case .text(let second) = names[1] else {
      Issue.record("the first two names are texts")
      return
    }
    #expect(String(validating: first, as: UTF8.self) == nil)
    #expect(second.contains(0))
    #expect(second.count > "Finance".utf8.count)
    #expect(names[2].storageClass == .blob)
    #expect(names[5] == .text(""))
  }

  @Test func `big identifiers stay apart`() throws {
    let database = try Database(reading: Fixture.path("locals/pitfalls/bigint/app.db"))
    var rows = try database.rows("SELECT id FROM grp")
    var seen: Set<Int64> = []
    var count = 0
    while try rows.advance() {
      count += 1
      if let id = rows.integer(0) { seen.insert(id) }
    }
    #expect(count == 4)
    #expect(seen.count == 4)
  }

  @Test func `a column of an unknown collation reads plainly`() throws {
    let file = Fixture.path("locals/pitfalls/unknown-collation/app.db")
    let database = try Database(reading: file)
    #expect(try all("SELECT id, name FROM grp", in: database).count == 2)
    #expect(
      told(file) { _ = try all("SELECT name FROM grp ORDER BY name", in: database) }
        == """
        app.db: found 'no such collation sequence: de_phonebook' (SQLITE_ERROR 257) while \
        preparing 'SELECT name FROM grp ORDER BY name', expected a statement that needs no \
        foreign collation
          leave out ORDER BY and DISTINCT on the column, or add COLLATE BINARY
        """)
    #expect(
      try all("SELECT name FROM grp ORDER BY name COLLATE BINARY", in: database).count == 2)
  }

  @Test func `columns have names and declared types`() throws {
    let database = try Database(reading: Fixture.path("locals/pitfalls/modern/app.db"))
    let rows = try database.rows("SELECT id, name AS \"the name\", 1 + 1, name_key FROM grp")
    #expect(rows.columnCount == 4)
    #expect(rows.columnNames == ["id", "the name", "1 + 1", "name_key"])
    #expect(rows.columnName(1) == "the name")
    #expect((0..<4).map { rows.declaredType($0) } == ["INTEGER", "TEXT", nil, "TEXT"])
  }

  @Test func `after the last row there is none for ever`() throws {
    let database = try Database(reading: Fixture.path("locals/pitfalls/bigint/app.db"))
    var rows = try database.rows("SELECT 1")
    #expect(try [rows.advance(), rows.advance(), rows.advance()] == [true, false, false])
  }

  @Test func `rows outlive the database that gave them out`() throws {
    func rows() throws -> Rows {
      try Database(reading: Fixture.path("locals/pitfalls/bigint/app.db"))
        .rows("SELECT count(*) FROM grp")
    }
    var kept = try rows()
    #expect(try kept.advance())
    #expect(kept.integer(0) == 4)
  }

  @Test func `reading a column that is not there stops the program`() async {
    await #expect(processExitsWith: .failure) {
      let database = try Database(reading: Fixture.path("locals/pitfalls/bigint/app.db"))
      var rows = try database.rows("SELECT 1")
      _ = try rows.advance()
      _ = rows.integer(1)
    }
    await #expect(processExitsWith: .failure) {
      let database = try Database(reading: Fixture.path("locals/pitfalls/bigint/app.db"))
      let rows = try database.rows("SELECT 1")
      _ = rows.integer(0)
    }
  }

  @Test func `the version of the library is three numbers`() {
    #expect(Database.version.split(separator: ".").compactMap { Int($0) }.count == 3)
  }
}

struct ParameterTests {
  static let bound: [(value: SQLiteValue, type: String)] = [
    (.null, "null"), (.integer(.min), "integer"), (.real(1), "real"), (.text(""), "text"),
    (.text("a'b"), "text"), (.blob([]), "blob"), (.blob([0]), "blob"),
    (.text([97, 0, 98]), "text"),
  ]

  @Test(arguments: bound)
  func `a bound value arrives with its storage class`(_ row: (value: SQLiteValue, type: String))
    throws
  {
    let database = try Database(reading: Fixture.path("locals/pitfalls/bigint/app.db"))
    #expect(
      try all("SELECT :it, typeof($it)", in: database, parameters: [("it", row.value)])
        == [[row.value, .text(row.type)]])
  }

  @Test func `parameters are found by name under each sigil, and others are not needed`() throws {
    let database = try Database(reading: Fixture.path("locals/pitfalls/bigint/app.db"))
    let given: [(name: String, value: SQLiteValue)] = [
      ("org", .text("x")), ("other", .integer(1)), ("n", .integer(2)),
    ]
    #expect(
      try all("SELECT :org, @n, $org", in: database, parameters: given)
        == [[.text("x"), .integer(2), .text("x")]])
  }

  static let refused: [(sql: String, message: String)] = [
    (
      "SELECT :org",
      """
      app.db: found the parameter 'org' without a value (SQLITE_MISUSE 21) while preparing \
      'SELECT :org', expected a value for each parameter
      """
    ),
    (
      "SELECT ?",
      """
      app.db: found a parameter without a name (SQLITE_AUTH 23) while preparing 'SELECT ?', \
      expected named parameters such as :name
      """
    ),
    (
      "SELECT :Org",
      """
      app.db: found the parameter 'Org' without a value (SQLITE_MISUSE 21) while preparing \
      'SELECT :Org', expected a value for each parameter
      """
    ),
  ]

  @Test(arguments: refused)
  func `a parameter without a value is refused`(_ row: (sql: String, message: String)) throws {
    let file = Fixture.path("locals/pitfalls/bigint/app.db")
    let database = try Database(reading: file)
    #expect(
      told(file) { _ = try all(row.sql, in: database, parameters: [("or", .null)]) } == row.message)
  }
}
