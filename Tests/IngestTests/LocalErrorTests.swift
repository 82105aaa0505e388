import DirectoryModel
import Files
import SQLite
import TestSupport
import Testing

@testable import Ingest

struct LocalErrorTests {
  static let tables = """
    CREATE TABLE grp(id INTEGER, name TEXT); INSERT INTO grp VALUES(1, 'A'), (NULL, 'B');
    CREATE TABLE mem(g INTEGER, u INTEGER, role TEXT); INSERT INTO mem VALUES(1, 7, 'x');
    CREATE VIEW broken AS SELECT x FROM gone;
    """

  /// A mapping for `tables` that fails, and the whole message.
  static let rows: [(yaml: String, message: String)] = [
    (
      "groups: DELETE FROM grp",
      "PATH: found a DELETE from 'grp' (SQLITE_AUTH 23) while preparing 'DELETE FROM grp' for the "
        + "groups of 'm', expected a statement that only reads\n  use a single SELECT"
    ),
    (
      "users: ATTACH 'x.db' AS x",
      "PATH: found an ATTACH of 'x.db' (SQLITE_AUTH 23) while preparing 'ATTACH 'x.db' AS x' for "
        + "the users of 'm', expected a statement that only reads\n  use a single SELECT"
    ),
    (
      "groups: SELECT id FROM grp; DROP TABLE grp",
      "PATH: found a second statement (SQLITE_AUTH 23) while preparing 'SELECT id FROM grp; DROP "
        + "TABLE grp' for the groups of 'm', expected a statement that only reads\n"
        + "  use a single SELECT"
    ),
    (
      "groups: 'WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) "
        + "SELECT count(*) AS id FROM n'",
      "PATH: found a statement that takes more than 1000000 steps (SQLITE_INTERRUPT 9) while "
        + "reading 'WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT "
        + "count(*) AS id FROM n' for the groups of 'm', expected a statement that ends\n"
        + "  simplify the statement or raise the limit of steps"
    ),
    (
      "memberships: SELECT x AS group_id FROM broken",
      "PATH: found 'no such table: main.gone' (SQLITE_ERROR 1) while preparing 'SELECT x AS "
        + "group_id FROM broken' for the memberships of 'm', expected a statement that fits the "
        + "database"
    ),
    (
      "groups: SELECT id, nmae FROM (SELECT id, name AS nmae FROM grp)",
      "PATH: found the column 'nmae' in the groups of 'm', expected one of 'id', 'name', "
        + "'external_id', 'description', 'type', 'enabled', 'updated', 'mail', 'archived', "
        + "'deleted', 'built_in', 'last_full_sync', 'last_sync', 'origin'\n  did you mean 'name'?"
    ),
    (
      "groups: SELECT name FROM grp",
      "PATH: found the columns 'name' in the groups of 'm', expected a column 'id'"
    ),
    (
      "groups: {sql: SELECT id FROM grp, columns: {name: title}}",
      "PATH: found no column 'title' among 'id' in the groups of 'm', expected the column for "
        + "'name'"
    ),
    (
      "groups: {table: grp, columns: {id: id, name: title}}",
      "PATH: found 'no such column: t.title' (SQLITE_ERROR 1) while preparing 'SELECT t.\"id\" AS "
        + "\"id\", t.\"title\" AS \"name\" FROM \"grp\" t' for the groups of 'm', expected a "
        + "statement that fits the database"
    ),
    (
      "detect: {tables: {grp: [id, uuid]}}\ngroups: SELECT id FROM grp",
      "PATH: found no column 'uuid' in the table 'grp', expected the tables of 'm'\n"
        + "  leave out --preset to have the preset found by the tables"
    ),
    (
      "detect: {tables: {broken: []}}\ngroups: SELECT id FROM grp",
      "PATH: found a table 'broken' that cannot be read, expected the tables of 'm'\n"
        + "  leave out --preset to have the preset found by the tables"
    ),
    (
      "eras: [{name: a, detect: {tables: {x: []}}, groups: SELECT 1 AS id}]",
      "PATH: found no era of 'm' (a: no table 'x'), expected the tables of one of its eras"
    ),
    (
      "parameters: {org: {about: its number, choices: 'SELECT g, role FROM mem UNION SELECT 9, "
        + "NULL'}}\ngroups: SELECT id FROM grp WHERE id = :org",
      "PATH: found no value for the parameter 'org' (its number) of 'm', expected one of '1' (x), "
        + "'9'\n  give it with --param org=VALUE"
    ),
    (
      "parameters: {org: {}}\ngroups: SELECT id FROM grp WHERE id = :org",
      "PATH: found no value for the parameter 'org' of 'm', expected a value for it\n"
        + "  give it with --param org=VALUE"
    ),
    (
      "groups: SELECT id FROM grp WHERE id = :org",
      "PATH: found the parameter 'org' without a value (SQLITE_MISUSE 21) while preparing 'SELECT "
        + "id FROM grp WHERE id = :org' for the groups of 'm', expected a value for each parameter"
    ),
  ]

  @Test(arguments: rows)
  func `a mapping that does not fit says which result and statement`(
    _ row: (yaml: String, message: String)
  ) throws {
    let folder = try TemporaryFolder()
    let path = try Self.database(folder)
    let mapping = try folder.write(Array("name: m\n\(row.yaml)\n".utf8), as: "m.yaml")
    #expect(
      told {
        try readLocal(
          path, selection: .mapping(file: mapping), parameters: [:], options: IngestOptions(),
          limits: DatabaseLimits(steps: 1_000_000))
      } == row.message.replacingPath(path))
  }

  @Test func `a parameter that the mapping does not know is refused`() throws {
    let grafana = Fixture.path("locals/grafana/grafana.db")
    #expect(
      told { try readLocal(grafana, parameters: ["ogr": "1"]) }
        == "\(grafana): found the parameter 'ogr', which 'grafana' does not know, expected 'org'\n"
        + "  did you mean 'org'?")
    #expect(
      told { try readLocal(grafana, parameters: ["org": "7"]) }
        == "\(grafana): found no '7' for the parameter 'org', expected one of '1' (13 teams), "
        + "'2' (1 teams)")
  }

  @Test func `a parameter with one possible value needs none`() throws {
    let snapshot = try readLocal(Fixture.path("locals/gitea/gitea.db"))
    #expect(
      snapshot.directory.sources.map(\.notes) == [["'org' is 'halden', the only one there is"]])
  }

  @Test func `a database that no preset knows says what it holds`() throws {
    let folder = try TemporaryFolder()
    let path = try Self.database(folder)
    #expect(
      told { try readLocal(path) }
        == "\(path): found a database with the tables 'grp', 'mem', 'broken', expected the tables "
        + "of a preset\n  see 'rollcall preset list', or describe the tables in a mapping and give "
        + "it with --mapping")
    #expect(
      told { try readLocal(path, selection: .preset("trac")) }
        == "\(path): found no table 'permission', expected the tables of 'trac'\n"
        + "  leave out --preset to have the preset found by the tables")
  }

  /// What is added to Django's tables, and the preset or the whole message.
  static let django: [(rows: String, result: String)] = [
    ("", "no error, but django-adfs"),
    (
      "INSERT INTO socialaccount_socialaccount VALUES(1, 'google', 'x')",
      "no error, but django-adfs"
    ),
    (
      "INSERT INTO socialaccount_socialaccount VALUES(1, 'microsoft', 'x')",
      "no error, but django-allauth"
    ),
    (
      "INSERT INTO social_auth_usersocialauth VALUES(1, 'azuread-oauth2', '{}')",
      "no error, but django-social"
    ),
    (
      """
      INSERT INTO socialaccount_socialaccount VALUES(1, 'microsoft', 'x');
      INSERT INTO social_auth_usersocialauth VALUES(1, 'azuread-oauth2', '{}')
      """,
      "PATH: found a database that fits the presets 'django-allauth' and 'django-social', expected "
        + "one that fits a single preset\n  name one of them with --preset"
    ),
  ]

  @Test(arguments: django)
  func `the more specific preset is taken, and two are refused with both names`(
    _ row: (rows: String, result: String)
  ) throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/app.db"
    try DatabaseBuilder(creating: path).execute(
      """
      CREATE TABLE auth_group(id, name);
      CREATE TABLE auth_user(id, username, email, first_name, last_name, is_active);
      CREATE TABLE auth_user_groups(user_id, group_id);
      CREATE TABLE socialaccount_socialaccount(user_id, provider, uid);
      CREATE TABLE social_auth_usersocialauth(user_id, provider, extra_data);
      \(row.rows)
      """)
    #expect(told { try readLocal(path) } == row.result.replacingPath(path))
  }

  @Test func `an empty database and a missing file are told apart`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/app.db"
    try DatabaseBuilder(creating: path).execute("CREATE TABLE x(y); DROP TABLE x")
    #expect(
      told { try readLocal(path) }
        == "\(path): found a database without tables, expected the tables of a preset\n"
        + "  the database is empty; check the path")
    #expect(
      told { try readLocal("\(folder.path)/none.db") }
        == "\(folder.path)/none.db: cannot open it: no such file or directory (error 2)")
    #expect(
      told { try readLocal(folder.path) }
        == "\(folder.path): cannot read it: is a directory (error 21)")
  }

  static func database(_ folder: borrowing TemporaryFolder) throws -> String {
    let path = "\(folder.path)/app.db"
    try DatabaseBuilder(creating: path).execute(tables)
    return path
  }
}
