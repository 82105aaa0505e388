import DirectoryModel
import Files
import SQLite
import TestSupport
import Testing

@testable import Ingest

/// What a database can say and cannot, told by its mapping and its rows.
struct LocalCapabilityTests {
  private static let base = "nameCase userPrincipalNames"
  private static let guid = "aa4c5b0e-52b0-4f0b-9d35-1a1f3a3b7c01"
  private static let people =
    "users: SELECT id, login AS username, mail, on_ AS enabled, x AS "
    + "external_id FROM usr\ngroups: SELECT id, name, x AS external_id FROM grp\n"
  private static let members =
    "memberships: SELECT g AS group_id, u AS user_id, role FROM mem\n"

  /// One row a mapping, the rows beside those of the tables, and what the database can say beyond
  /// kinds of groups.
  static let rows: [(yaml: String, sql: String, words: String)] = [
    ("groups: SELECT id, name FROM grp", "", base),
    (people, "INSERT INTO usr VALUES(1, 'ann', NULL, NULL, NULL)", base),
    (people, "INSERT INTO usr VALUES(1, 'ann', '', '', '')", base),
    (people, "INSERT INTO usr VALUES(1, 'ann', 'a@x', NULL, NULL)", base + " mail"),
    (
      people, "INSERT INTO usr VALUES(1, 'ann', NULL, 0, NULL)",
      "nameCase accountEnabled userPrincipalNames"
    ),
    (people, "INSERT INTO usr VALUES(1, 'ann', NULL, 'perhaps', NULL)", base),
    (
      people, "INSERT INTO usr VALUES(1, 'ann', NULL, NULL, '{\(guid.uppercased())}')",
      base + " userExternalIDs"
    ),
    (people, "INSERT INTO usr VALUES(1, 'ann', NULL, NULL, 'ann-4711')", base),
    (people, "UPDATE grp SET x = '\(guid)'", base + " groupExternalIDs"),
    (people, "UPDATE grp SET x = 'sales'", base),
    // Of groups it is no account that is enabled.
    ("groups: SELECT id, name, 1 AS enabled FROM grp", "", base),
    (people + members, "INSERT INTO mem VALUES(1, 1, 'member')", base),
    (
      people + members, "INSERT INTO mem VALUES(1, 1, 'Owner')",
      "nameCase owners userPrincipalNames"
    ),
    (people + members, "INSERT INTO mem VALUES(1, 1, 'boss')", base),
    // A mapping that says what makes an owner knows that there is none.
    (
      people + members + "roles: {member-and-owner: [boss]}",
      "INSERT INTO mem VALUES(1, 1, 'member')", "nameCase owners userPrincipalNames"
    ),
    (
      people + members + "roles: {owner-only: [boss]}", "", "nameCase owners userPrincipalNames"
    ),
    (people + members + "roles: {member: [boss], ignored: [guest]}", "", base),
    (
      people + "owners: SELECT g AS group_id, u AS user_id FROM mem", "",
      "nameCase owners userPrincipalNames"
    ),
    (people + "devices: SELECT id, name FROM grp", "", base + " devices"),
    (
      people + "nested: SELECT id AS group_id, id AS child_id FROM grp WHERE 0", "",
      base + " nesting"
    ),
  ]

  @Test(arguments: rows)
  func `a database can say what its rows were seen to say`(
    _ row: (yaml: String, sql: String, words: String)
  ) throws {
    let local = try Self.read(row.yaml, row.sql)
    #expect(
      local.sources.map { $0.capabilities.words.joined(separator: " ") }
        == ["allGroupKinds " + row.words])
  }

  /// One row a mapping, and the states of the lists of members and owners of the only group.
  static let states: [(yaml: String, members: Completeness, owners: Completeness)] = [
    (people, .notCollected, .notCollected), (people + members, .complete, .notCollected),
    (people + members + "roles: {owner-only: [boss]}", .complete, .complete),
    (people + "owners: SELECT g AS group_id, u AS user_id FROM mem", .notCollected, .complete),
    (
      people + "nested: SELECT id AS group_id, id AS child_id FROM grp WHERE 0", .complete,
      .notCollected
    ),
  ]

  @Test(arguments: states)
  func `a list that no statement asks for is not empty but unknown`(
    _ row: (yaml: String, members: Completeness, owners: Completeness)
  ) throws {
    let local = try Self.read(row.yaml, "")
    #expect(local.groups.map { local.members.state(of: $0) } == [row.members])
    #expect(local.groups.map { local.owners.state(of: $0) } == [row.owners])
    #expect(local.state(of: .device) == .notCollected)
  }

  /// One row what nested rows call groups by, the rows, and the edges with what was left out.
  static let nested: [(references: String, rows: String, edges: [String])] = [
    ("", "(1, 2)", ["1 > 2"]),
    ("references: {group: name, child: name}", "('Sales', 'Board')", ["1 > 2"]),
    ("references: {child: name}", "(1, 'Board')", ["1 > 2"]),
    ("references: {group: name}", "('Sales', 2)", ["1 > 2"]),
    // Case and blanks are part of a name; who is not found stays as a mere reference.
    ("references: {child: name}", "(1, 'board')", ["1 > board"]),
    ("references: {child: external_id}", "(1, 'b-2')", ["1 > 2"]),
    (
      "references: {child: name}", "(1, 'Twin'), (1, 'Board')",
      ["1 > 2", "1 nesting rows: the nested group's name stands for more than one"]
    ),
    (
      "", "(NULL, 2), (1, NULL)",
      [
        "1 nesting rows: the group is NULL", "1 nesting rows: the nested group is NULL",
      ]
    ),
  ]

  @Test(arguments: nested)
  func `nested groups are found by what rows call them`(
    _ row: (references: String, rows: String, edges: [String])
  ) throws {
    let local = try Self.read(
      "\(row.references)\ngroups: SELECT id, name, x AS external_id FROM grp\n"
        + "nested: SELECT p AS group_id, c AS child_id FROM nest",
      """
      INSERT INTO grp VALUES(2, 'Board', 'b-2'), (3, 'Twin', NULL), (4, 'Twin', NULL);
      INSERT INTO nest VALUES \(row.rows)
      """)
    let edges = local.groups.flatMap { group in
      local.members.list(of: group).map { "\(local.keyText(group)) > \(local.keyText($0))" }
    }
    let tallies = local.tallies.map { "\($0.count) \($0.subject): \($0.reason)" }
    #expect(edges + tallies == row.edges)
  }

  /// One row the external identifiers of one person's rows, and what is kept of them.
  static let identifiers: [(rows: String, guid: String?, others: [String], texts: [String])] = [
    ("(1, 'ann', '', 1, '\(guid)')", guid, [], []),
    ("(1, 'ann', '', 1, '\(guid)'), (1, 'ann', '', 1, '\(guid)')", guid, [], []),
    (
      "(1, 'ann', '', 1, '\(guid)'), (1, 'ann', '', 1, '\(other)')", guid, [other], []
    ),
    (
      "(1, 'ann', '', 1, '\(guid)'), (1, 'ann', '', 1, '{\(other.uppercased())}')", guid,
      ["{\(other.uppercased())}"], []
    ),
    ("(1, 'ann', '', 1, 'x-1'), (1, 'ann', '', 1, '\(guid)')", guid, [], ["x-1"]),
    ("(1, 'ann', '', 1, 'x-1'), (1, 'ann', '', 1, 'x-2')", nil, ["x-2"], ["x-1"]),
    ("(1, 'ann', '', 1, ' '), (1, 'ann', '', 1, NULL)", nil, [], []),
  ]
  private static let other = "0e8f2d6a-1c3b-4d5e-8f90-a1b2c3d4e5f6"

  @Test(arguments: identifiers)
  func `a person with several external identifiers keeps them all`(
    _ row: (rows: String, guid: String?, others: [String], texts: [String])
  ) throws {
    let local = try Self.read(Self.people, "INSERT INTO usr VALUES \(row.rows)")
    let person = try #require(local.users.first)
    #expect(local.users.count == 1)
    #expect(local.guids[Int(person)] == row.guid.flatMap { GUID($0) } ?? .none)
    let others = local.attributes.all(.otherExternalID, of: person).map(local.names.string)
    let texts = local.attributes.all(.externalIDText, of: person).map(local.names.string)
    #expect(others == row.others)
    #expect(texts == row.texts)
  }

  @Test func `rows without a word for where they came from have no origins`() throws {
    let rows = "INSERT INTO usr(id) VALUES(1); INSERT INTO mem VALUES(1, 1, '')"
    #expect(try Self.read(Self.people + Self.members, rows).members.origins.isEmpty)
    let stated = "memberships: SELECT g AS group_id, u AS user_id, role AS origin FROM mem\n"
    let local = try Self.read(Self.people + stated, rows)
    #expect(local.members.origins == [0])
    #expect(local.members.originWords.map(local.names.string) == [""])
  }

  private static func read(_ yaml: String, _ sql: String) throws -> Directory {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/app.db"
    try DatabaseBuilder(creating: path).execute(
      """
      CREATE TABLE grp(id INTEGER, name TEXT, x TEXT); INSERT INTO grp VALUES(1, 'Sales', NULL);
      CREATE TABLE usr(id INTEGER, login TEXT, mail TEXT, on_, x TEXT);
      CREATE TABLE mem(g INTEGER, u INTEGER, role TEXT);
      CREATE TABLE nest(p, c);
      \(sql);
      """)
    let mapping = try folder.write(Array("name: m\n\(yaml)\n".utf8), as: "m.yaml")
    return try readLocal(path, selection: .mapping(file: mapping)).directory
  }
}
