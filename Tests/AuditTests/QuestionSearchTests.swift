import DirectoryModel
import SyncSemantics
import Testing

@testable import Audit

/// Whom a word names where objects borrow each other's names.
struct QuestionSearchTests {
  private static func world() throws -> World {
    var world = try World()
    world.people = [
      World.Person(id: 1, name: "Ann", principalName: "bob@a.org", mail: "carl@a.org"),
      World.Person(id: 2, name: "bob@a.org", principalName: "carl@a.org", mail: "Dora"),
      World.Person(id: 3, name: "Dora", principalName: "dora@a.org", mail: "eve@a.org"),
      World.Person(id: 4, kind: .device, name: "PC-4"),
      World.Person(id: 5, name: "Unread", principalName: "unread@a.org", isRecorded: false),
    ]
    world.people += (10..<20).map {
      World.Person(id: $0, name: "Twin", principalName: "twin\($0)@a.org")
    }
    world.groups = [
      World.Group(id: 101, name: "Staff", members: [1, 2, 4, 5], owners: [1]),
      World.Group(id: 102, name: "staff ", members: [2]),
      World.Group(id: 103, name: "Board", members: [1]),
    ]
    world.accounts = [
      World.Account(key: 71, userName: "bob@a.org", externalID: 1),
      World.Account(key: 72, userName: "carl@a.org", externalID: 2),
      World.Account(key: 73, userName: "solo"),
    ]
    world.localGroups = [
      World.LocalGroup(
        key: 201, name: "Staff", externalID: 101, members: [71, 72], owners: [71]),
      World.LocalGroup(key: 203, name: "Board", externalID: 103, members: [72]),
    ]
    return world
  }

  /// The first line of an answer, or the whole error.
  private func found(_ user: String, _ group: String) throws -> String {
    let input = try Self.world().audited(rules: []).input
    do {
      let answer = try MembershipQuestion(user: user, group: group, input: input).answer()
      return String(answer.prefix { $0 != "\n" })
    } catch { return "\(error)" }
  }

  private static let nobody = "\n  give an identifier, a name or an address"

  static let words: [(user: String, group: String, found: String)] = [
    // User names come before addresses, and those before display names.
    ("bob@a.org", "Staff", "'bob@a.org' and 'Staff'"),
    ("carl@a.org", "Staff", "'carl@a.org' and 'Staff'"),
    ("Dora", "Staff", "'carl@a.org' and 'Staff'"),
    ("eve@a.org", "Staff", "'dora@a.org' and 'Staff'"), ("Ann", "Staff", "'bob@a.org' and 'Staff'"),
    // Case is asked for last of names, keys of rows last of all.
    ("BOB@A.ORG", "Staff", "'bob@a.org' and 'Staff'"), ("ann", "BOARD", "'bob@a.org' and 'Board'"),
    ("PC-4", "staff ", "'PC-4' and 'staff '"), ("solo", "201", "'solo' and 'Staff'"),
    ("73", "203", "'solo' and 'Board'"), ("72", "Staff", "'carl@a.org' and 'Staff'"),
    (World.guid(3).description, World.guid(102).description, "'dora@a.org' and 'staff '"),
    ("Zoe", "Staff", "neither side has a user 'Zoe'\(nobody)"),
    // PC-4 has no user name and no address.
    ("", "Staff", "neither side has a user ''\(nobody)"),
    (" ", "Staff", "neither side has a user ' '\(nobody)"),
    ("Ann", "", "neither side has a group ''\(nobody)"),
    ("\u{200B}", "Staff", "neither side has a user '\u{200B}'\(nobody)"),
    ("Ann", "Stuff", "neither side has a group 'Stuff'\(nobody)"),
    ("Staff", "Staff", "neither side has a user 'Staff'\(nobody)"),
    ("Ann", "PC-4", "neither side has a group 'PC-4'\(nobody)"),
    ("unread@a.org", "Staff", "neither side has a user 'unread@a.org'\(nobody)"),
    (
      World.guid(5).description, "Staff",
      "neither side has a user '\(World.guid(5))'\(nobody)"
    ),
    (
      World.guid(9).description, "Staff",
      "neither side has a user '\(World.guid(9))'\(nobody)"
    ),
    (
      "Twin", "Staff",
      "10 users are called 'Twin'\n  give one of: "
        + (10..<18).map { World.guid($0).description }.joined(separator: ", ")
    ),
  ]

  @Test(arguments: words)
  func `a word names whoever has it in the first of the columns`(
    _ row: (user: String, group: String, found: String)
  ) throws {
    #expect(try found(row.user, row.group) == row.found)
  }

  /// What the local side says, and what follows, of everybody in two groups.
  static let answers: [(user: String, group: String, local: [String], conclusion: String)] = [
    ("71", "Staff", ["a member", "an owner"], "both sides agree"),
    ("72", "Staff", ["a member"], "both sides agree"),
    (
      "71", "Board", ["not a member; the list is complete"],
      "a full run will add the member, because the authority lists them directly"
    ),
    (
      "72", "Board", ["a member"],
      "a full run will remove the member, because the authority does not list them"
    ),
    (
      // The export lists somebody without a record, who may be the one behind the account.
      "73", "Staff", ["not a member; the list is complete"],
      "nothing differs as far as can be said: some accounts cannot be told from others"
    ),
  ]

  @Test(arguments: answers)
  func `an answer is about the two that were asked for and no others`(
    _ row: (user: String, group: String, local: [String], conclusion: String)
  ) throws {
    let input = try Self.world().audited(rules: []).input
    let answer = try MembershipQuestion(user: row.user, group: row.group, input: input).answer()
    let parts = answer.split(separator: "\n\n").map { $0.split(separator: "\n").map(String.init) }
    #expect(
      parts.map(\.first) == [parts[0].first, "tenant", "local", "policy mirror", "conclusion"])
    #expect(parts[2].dropFirst(2).map { String($0.dropFirst(2)) } == row.local)
    #expect(parts[4].last == "  \(row.conclusion)")
  }
}
