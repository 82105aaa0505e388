import DirectoryModel
import Files
import SQLite
import TestSupport
import Testing

@testable import Ingest

/// Rows of memberships that mean somebody, or some group, and do not tell which.
struct LocalUntoldTests {
  static let tables = """
    CREATE TABLE grp(id TEXT, name TEXT); INSERT INTO grp VALUES('1', 'A'), ('2', 'B'), ('3', 'B');
    CREATE TABLE usr(id TEXT, login TEXT);
    INSERT INTO usr VALUES('7', 'ann'), ('8', 'bob'), ('9', 'bob');
    CREATE TABLE mem(g TEXT, u TEXT, role TEXT);
    """

  private static let objects = """
    groups: SELECT id, name FROM grp
    users: SELECT id, login AS username FROM usr
    """

  private static let byName =
    "references: {group: name, user: username}\n\(objects)\n"
    + "memberships: SELECT g AS group_id, u AS user_id, role FROM mem"

  private static let byDevice =
    "\(objects)\ndevices: SELECT 1 AS id, 'PC' AS name\nmemberships:\n  table: mem\n  columns:\n"
    + "    group_id: g\n    user_id: u\n    device_id: {column: role, between: ['<', '>']}"

  private static let ambiguous =
    "left out: 1 membership rows: the user's name stands for more than one"

  /// One row a mapping, the rows of memberships, and the lists with what was left out.
  static let rows: [(yaml: String, sql: String, lists: String)] = [
    (byName, "('A', 'ann', '')", "1: ann complete; owners -"),
    (
      byName, "('A', 'ann', ''), ('A', 'bob', '')",
      "1: ann partial(a row does not tell whom it means); owners -\n\(ambiguous)"
    ),
    // Somebody who is in no other table is a member whom nobody describes, not one who is untold.
    (byName, "('A', 'zoe', '')", "1: zoe complete; owners -"),
    (
      byName, "('A', 'ann', 'owner'), ('A', 'bob', 'owner')",
      "1: ann partial(a row does not tell whom it means); "
        + "owners ann partial(a row does not tell whom it means)\n\(ambiguous)"
    ),
    (
      byName, "('A', 'ann', 'owner'), ('A', 'bob', 'owner-only')",
      "1: ann complete; owners ann partial(a row does not tell whom it means)\n\(ambiguous)"
    ),
    (
      byName + "\nroles: {ignored: [invited]}", "('A', 'ann', ''), ('A', 'bob', 'invited')",
      "1: ann complete; owners -\n\(ambiguous)"
    ),
    (
      byName, "('A', 'ann', ''), ('B', 'ann', '')",
      "1: ann partial(a row does not tell which group it means); owners -\n"
        + "left out: 1 membership rows: the group's name stands for more than one"
    ),
    // NULL means nobody: an outer join writes it beside a group without members.
    (
      byName, "('A', 'ann', ''), ('A', NULL, '')",
      "1: ann complete; owners -\nleft out: 1 membership rows: the user is NULL"
    ),
    (
      "\(objects)\nmemberships:\n  table: mem\n  columns:\n    group_id: g\n"
        + "    user_id: {column: u, between: ['<', '>']}",
      "('1', '<7>', ''), ('1', '8', '')",
      "1: ann partial(a row does not tell whom it means); owners -\n"
        + "left out: 1 values of 'user_id' in membership rows: it holds no '<'\n"
        + "left out: 1 membership rows: the user is NULL"
    ),
    (
      "\(objects)\nmemberships:\n  table: mem\n  columns:\n    user_id: u\n"
        + "    group_id: {column: g, between: ['<', '>']}",
      "('<1>', '7', ''), ('1', '8', '')",
      "1: ann partial(a row does not tell which group it means); owners -\n"
        + "left out: 1 values of 'group_id' in membership rows: it holds no '<'\n"
        + "left out: 1 membership rows: the group is NULL"
    ),
    (
      "\(objects)\nmemberships:\n  table: mem\n  columns:\n    group_id: g\n"
        + "    user_id: {column: u, items: json}",
      "('1', '[\"7\", {\"id\": 8}, null]', '')",
      "1: ann partial(a row does not tell whom it means); owners -\n"
        + "left out: 2 membership rows: the user is NULL"
    ),
    // A row means a device or a user; of a device that cannot be read nobody knows which.
    (
      byDevice, "('1', '7', NULL), ('1', NULL, 'PC')",
      "1: ann partial(a row does not tell whom it means); owners -\n"
        + "left out: 1 values of 'device_id' in membership rows: it holds no '<'\n"
        + "left out: 1 membership rows: the user is NULL"
    ),
    (
      byDevice, "('1', '7', 'PC')",
      "1: ann complete; owners -\n"
        + "left out: 1 values of 'device_id' in membership rows: it holds no '<'"
    ),
    (
      "\(objects)\nowners:\n  table: mem\n  columns:\n    group_id: g\n"
        + "    user_id: {column: u, items: json, pointer: /id}",
      "('1', '[{\"id\": \"7\"}, {\"name\": \"bob\"}]', '')",
      "1: - not collected; owners ann partial(a row does not tell whom it means)\n"
        + "left out: 1 owner rows: the user is NULL"
    ),
  ]

  @Test(arguments: rows)
  func `a row that does not tell whom it means leaves the list open`(
    _ row: (yaml: String, sql: String, lists: String)
  ) throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/app.db"
    try DatabaseBuilder(creating: path).execute(
      Self.tables + "INSERT INTO mem VALUES \(row.sql);")
    let mapping = try folder.write(Array("name: m\n\(row.yaml)\n".utf8), as: "m.yaml")
    let local = try readLocal(path, selection: .mapping(file: mapping)).directory
    #expect(Self.text(of: local) == row.lists)
  }

  /// The lists of the first group, and what was left out.
  private static func text(of local: Directory) -> String {
    func list(_ relation: Relation, of group: ObjectIndex) -> String {
      let targets = local.lists(relation).list(of: group).map { target in
        let name = local.principalNames[Int(target)]
        return name > NameTable.empty ? local.names.string(name) : local.keyText(target)
      }
      let state = local.lists(relation).state(of: group)
      if targets.isEmpty, relation == .owners { return "-" }
      return (targets.isEmpty ? "-" : targets.joined(separator: ", ")) + " \(state.label)"
    }
    let group = local.groups.first { local.keyText($0) == "1" } ?? noObject
    let lines = [
      "1: \(list(.members, of: group)); owners \(list(.owners, of: group))"
    ]
    return
      (lines + local.tallies.map { "left out: \($0.count) \($0.subject): \($0.reason)" })
      .joined(separator: "\n")
  }
}
