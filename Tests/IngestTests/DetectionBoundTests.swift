import Files
import SQLite
import TestSupport
import Testing
import YAMLText

@testable import Ingest

/// Which mapping a database gets, and how the ones that do not fit are told.
struct DetectionBoundTests {
  private func database(
    _ folder: borrowing TemporaryFolder, _ statements: String
  ) throws -> String {
    let path = "\(folder.path)/app.db"
    try DatabaseBuilder(creating: path).execute(statements)
    return path
  }

  /// How many tables there are, and how they are named in the message.
  @Test(arguments: [1, 2, 9, 10, 11, 12, 40])
  func `ten tables are named and the others counted`(_ count: Int) throws {
    let folder = try TemporaryFolder()
    let path = try database(
      folder, (0..<count).map { "CREATE TABLE t\($0)(x);" }.joined(separator: " "))
    let names = (0..<min(count, 10)).map { "'t\($0)'" }.joined(separator: ", ")
    let rest = count > 10 ? " and \(count - 10) more" : ""
    #expect(
      told { try readLocal(path) }
        .hasPrefix("\(path): found a database with the tables \(names)\(rest), expected "))
  }

  /// What a probe selects, and whether it accepts the database.
  static let probes: [(sql: String, accepts: Bool)] = [
    ("SELECT 1", true), ("SELECT 0", false), ("SELECT NULL", false), ("SELECT -1", true),
    ("SELECT 'no'", true), ("SELECT ''", true), ("SELECT x'00'", true),
    ("SELECT 1 WHERE 0", false), ("SELECT 0 UNION ALL SELECT 1", false),
    ("SELECT 1 UNION ALL SELECT 0", true), ("SELECT 0, 1", false), ("SELECT NULL, 1", false),
    ("SELECT count(*) FROM t", false), ("SELECT max(x) FROM t", false),
    ("SELECT 9223372036854775807", true),
  ]

  @Test(arguments: probes)
  func `a probe accepts by the first value of its first row`(
    _ row: (sql: String, accepts: Bool)
  ) throws {
    let folder = try TemporaryFolder()
    let path = try database(folder, "CREATE TABLE t(x)")
    let yaml = "name: m\ndetect: { tables: { t: [] }, probe: \"\(row.sql)\" }\n"
    let mapping = try Mapping(
      yaml: Array((yaml + "groups: SELECT x AS id FROM t\n").utf8), file: "m.yaml")
    let database = try Database(reading: path, mode: .immutable)
    let schema = try LocalSchema(database, input: path)
    #expect(
      try mapping.detection.fault(schema, database)
        == (row.accepts ? nil : "no row that the probe '\(row.sql)' accepts"))
  }

  /// A preset that asks for one table, and what else its detection says.
  struct Preset: Sendable {
    var name: String
    var tables = "t: []"
    var more = ""

    init(_ name: String, tables: String = "t: []", _ more: String = "") {
      (self.name, self.tables, self.more) = (name, tables, more)
    }

    func mapping() throws -> Mapping {
      let detection = "detect: { tables: { \(tables) }\(more) }"
      return try Mapping(
        yaml: Array("name: \(name)\n\(detection)\ngroups: SELECT 1 AS id\n".utf8),
        file: "\(name).yaml")
    }
  }

  private static let last = ", fallback: true"

  /// Presets that are asked, and the one that is taken or those that are named in the message.
  static let choices: [(presets: [Preset], taken: String)] = [
    ([Preset("a")], "a"), ([Preset("a", tables: "u: []")], "'t'"), ([], "'t'"),
    ([Preset("a"), Preset("b")], "'a' and 'b'"), ([Preset("a"), Preset("b", ", over: [a]")], "b"),
    ([Preset("a", ", over: [b]"), Preset("b", ", over: [c]")], "a"),
    // One that does not fit takes nothing from the others.
    ([Preset("a"), Preset("b", tables: "u: []", ", over: [a]")], "a"),
    ([Preset("a", last)], "a"), ([Preset("a", last), Preset("b")], "b"),
    ([Preset("b"), Preset("a", last)], "b"),
    ([Preset("a", last), Preset("b", last)], "'a' and 'b'"),
    ([Preset("f", last), Preset("a"), Preset("b")], "'a' and 'b'"),
    ([Preset("f", last), Preset("a", tables: "t: [y]")], "f"),
    ([Preset("a", tables: "T: [X]")], "a"),
  ]

  @Test(arguments: choices.indices)
  func `the one preset that fits best is taken`(_ number: Int) throws {
    let row = Self.choices[number]
    let folder = try TemporaryFolder()
    let path = try database(folder, "CREATE TABLE t(x)")
    let database = try Database(reading: path, mode: .immutable)
    let schema = try LocalSchema(database, input: "app.db")
    let presets = try row.presets.map { try $0.mapping() }
    do {
      #expect(try LocalDetection.preset(presets, schema, database).name == row.taken)
    } catch {
      let found =
        row.taken.contains(" and ")
        ? "a database that fits the presets \(row.taken), expected one that fits a single preset"
        : "a database with the tables \(row.taken), expected the tables of a preset"
      #expect("\(error)".hasPrefix("app.db: found \(found)"), "\(error)")
    }
  }

  /// A prefix of tables, those that are there, and what is tried in which order.
  static let prefixes: [(own: String?, tables: [String], tried: [String])] = [
    ("oc_", ["oc_users"], ["oc_"]), ("oc_", ["nc_users"], ["oc_", "nc_"]),
    ("oc_", ["z_users", "a_users", "users", "oc_users"], ["oc_", "", "a_", "z_"]),
    ("oc_", ["users_old", "x_user", "USERS"], ["oc_"]), (nil, ["oc_users"], [""]),
    ("", ["oc_users", "users"], ["", "oc_"]), ("oc_", [], ["oc_"]),
    ("oc_", ["é_users", "e_users", "\"q\"_users"], ["oc_", "\"q\"_", "e_", "é_"]),
  ]

  @Test(arguments: prefixes)
  func `tables are looked for under every prefix, the own one first`(
    _ row: (own: String?, tables: [String], tried: [String])
  ) throws {
    let folder = try TemporaryFolder()
    let path = try database(
      folder,
      "CREATE TABLE other(x);"
        + row.tables.map {
          "CREATE TABLE \(Database.identifier($0))(x);"
        }.joined())
    let schema = try LocalSchema(Database(reading: path, mode: .immutable), input: "app.db")
    let prefix = row.own.map { "prefix: \"\($0)\"\n" } ?? ""
    let mapping = try Mapping(
      yaml: Array(
        """
        name: m
        \(prefix)detect: { tables: { '{prefix}users': [x] } }
        groups: SELECT 1 AS id
        """.utf8), file: "m.yaml")
    #expect(mapping.prefixes(in: schema) == row.tried)
  }

  @Test func `a prefix with quotation marks reads its own tables`() throws {
    let folder = try TemporaryFolder()
    let path = try database(
      folder,
      """
      CREATE TABLE "a""b_grp"(id, name); INSERT INTO "a""b_grp" VALUES(1, 'Sales');
      CREATE TABLE "a""b_mem"(g, u); INSERT INTO "a""b_mem" VALUES(1, 7);
      CREATE TABLE "a""b_attr"(g, key, value); INSERT INTO "a""b_attr" VALUES
        (1, 'it''s', 'wrong'), (1, 'note', 'off'), (1, 'mail', 'x@y'), (2, 'mail', 'z@y');
      """)
    let yaml = """
      name: m
      prefix: q_
      detect:
        tables: { '{prefix}grp': [id, name] }
        probe: SELECT count(*) FROM "{prefix}grp"
      groups: { table: '{prefix}grp', columns: { id: id, name: name } }
      memberships: SELECT g AS group_id, u AS user_id FROM "{prefix}mem"
      """
    let mapping = try Mapping(yaml: Array(yaml.utf8), file: "m.yaml")
    let database = try Database(reading: path, mode: .immutable)
    let schema = try LocalSchema(database, input: path)
    let chosen = try LocalDetection.preset([mapping], schema, database)
    #expect(
      chosen.statements(of: .groups).map { $0.sql(schemas: []) }
        == ["SELECT t.\"id\" AS \"id\", t.\"name\" AS \"name\" FROM \"a\"\"b_grp\" t"])
    #expect(
      chosen.statements(of: .memberships).map { $0.sql(schemas: []) }
        == ["SELECT g AS group_id, u AS user_id FROM \"a\"\"b_mem\""])
    for statement in chosen.statements.flatMap(\.self) {
      var rows = try database.rows(statement.sql(schemas: []))
      #expect(try rows.advance())
    }
  }

  /// A value of an attribute's name in the table `attr` of the row's own key.
  private static func attribute(_ name: String, _ condition: String?) -> MappingColumn {
    MappingColumn(
      name: "mail",
      source: .attribute(
        MappingAttribute(
          table: "attr", key: "g", of: "id", nameColumn: "key", name: name, value: "value",
          condition: condition)), steps: [])
  }

  private static func column(_ name: String, _ source: MappingColumn.Source) -> MappingColumn {
    MappingColumn(name: name, source: source, steps: [])
  }

  /// Tables as a mapping states them, and the SQL that is asked.
  static let statements:
    [(name: String, condition: String?, columns: [MappingColumn], sql: String)] =
      [
        ("grp", nil, [], "SELECT 1 FROM \"grp\" t"),
        ("a\"b", "x = 1", [], "SELECT 1 FROM \"a\"\"b\" t WHERE x = 1"),
        ("old.grp", nil, [], "SELECT 1 FROM \"old\".\"grp\" t"),
        ("older.grp", nil, [], "SELECT 1 FROM \"older.grp\" t"),
        ("old", nil, [], "SELECT 1 FROM \"old\" t"),
        ("grp", nil, [column("id", .constant(.integer(1)))], "SELECT 1 FROM \"grp\" t"),
        (
          "grp", nil, [column("id", .column("a\"b")), column("name", .expression("x || 'y'"))],
          "SELECT t.\"a\"\"b\" AS \"id\", (x || 'y') AS \"name\" FROM \"grp\" t"
        ),
      ]

  @Test(arguments: statements.indices)
  func `a table is named as SQL names it`(_ number: Int) {
    let row = Self.statements[number]
    let statement = MappingStatement(
      origin: .table(name: row.name, condition: row.condition), columns: row.columns)
    #expect(statement.sql(schemas: ["old", "new"]) == row.sql)
  }

  /// The name of an attribute, a condition, and the values of three rows.
  static let attributes: [(name: String, condition: String?, values: [String?])] = [
    ("mail", nil, ["a@x", "b@x", nil]), ("it's", nil, ["quoted", nil, nil]),
    ("''", nil, [nil, nil, nil]),
    // A condition with an alternative is still about the row's own values.
    ("mail", "a.live OR a.live IS NULL", ["a@x", "b@x", nil]),
    ("mail", "a.live", ["a@x", nil, nil]),
    ("note", "a.live OR NOT a.live", [nil, "n", nil]), ("none", "1 OR 1", [nil, nil, nil]),
  ]

  @Test(arguments: attributes)
  func `an attribute is that of its own row and name`(
    _ row: (name: String, condition: String?, values: [String?])
  ) throws {
    let folder = try TemporaryFolder()
    let path = try database(
      folder,
      """
      CREATE TABLE grp(id); INSERT INTO grp VALUES (1), (2), (3);
      CREATE TABLE attr(g, key, value, live); INSERT INTO attr VALUES (9, 'mail', 'z@x', 1),
        (1, 'mail', 'a@x', 1), (1, 'it''s', 'quoted', 1), (2, 'mail', 'b@x', NULL),
        (2, 'note', 'n', 0), (9, 'none', 'z', 1);
      """)
    let statement = MappingStatement(
      origin: .table(name: "grp", condition: nil),
      columns: [Self.attribute(row.name, row.condition)])
    let database = try Database(reading: path, mode: .immutable)
    var rows = try database.rows(statement.sql(schemas: []))
    var values: [String?] = []
    while try rows.advance() {
      let value = rows.value(0)
      values.append(value == .null ? nil : String(decoding: value.textBytes, as: UTF8.self))
    }
    #expect(values == row.values)
  }
}
