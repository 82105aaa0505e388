import DirectoryModel
import SyncSemantics
import Testing

@testable import Audit

/// What findings say in words, at the ends of what they count.
struct FindingWordsTests {
  private static func texts(_ rule: String, in world: World) -> [FindingText] {
    let result = world.audited()
    return result.findings.filter { result.rules[Int($0.rule)].id == rule }.map(result.text)
  }

  /// Whether the account may be used, when the person was deleted, and what is said of both.
  static let departures: [(isEnabled: Bool?, date: String?, state: String, time: String)] = [
    (true, "2026-11-02T08:00:00Z", "active", "at 2026-11-02T08:00:00Z"),
    (false, "yesterday", "blocked", "at yesterday"), (nil, nil, "there", "at an unknown time"),
    (true, nil, "active", "at an unknown time"),
  ]

  @Test(arguments: departures)
  func `an account of who was deleted is told with its state and the time`(
    _ row: (isEnabled: Bool?, date: String?, state: String, time: String)
  ) throws {
    var world = try World.sample()
    world.delete(person: 101)
    world.person(101) { $0.attributes = row.date.map { [(.deletedDateTime, $0)] } ?? [] }
    world.account(1) { $0.isEnabled = row.isEnabled }
    let text = try #require(Self.texts("identity.departed", in: world).first)
    #expect(
      text.message
        == "'ann.lee@example.com' was deleted in the tenant \(row.time); the account is \(row.state)"
    )
    #expect(text.found == "an account that is \(row.state), in 'Finance', 'Legal'")
    let stored = World.guid(101).description.filter { $0 != "-" } + "ann.lee@example.com"
    #expect(
      text.evidence.map(\.statement) == [
        "user 'ann.lee@example.com', \(World.guid(101)), recorded as '\(stored)' since it was "
          + "deleted", "account 'ann.lee@example.com', key 1",
      ])
  }

  @Test func `who is deleted without a prefix is recorded under the own name`() throws {
    var world = try World.sample()
    world.delete(person: 101)
    world.person(101) { $0.principalName = "ann.lee@example.com" }
    let text = try #require(Self.texts("identity.departed", in: world).first)
    #expect(text.evidence[0].statement == "user 'ann.lee@example.com', \(World.guid(101))")
  }

  /// In how many further groups the account is, and which of them are named; keys decide.
  static let memberships: [(count: Int, named: String)] = [
    (0, "'Finance', 'Legal'"), (6, "'Finance', 'Legal', 'G9', 'G10', 'G11', 'G12', 'G13', 'G14'"),
    (7, "'Finance', 'Legal', 'G9', 'G10', 'G11', 'G12', 'G13', 'G14' and 1 more"),
    (30, "'Finance', 'Legal', 'G9', 'G10', 'G11', 'G12', 'G13', 'G14' and 24 more"),
  ]

  @Test(arguments: memberships)
  func `eight groups of an account are named and the others counted`(
    _ row: (count: Int, named: String)
  ) throws {
    var world = try World.sample()
    for id in 9..<(9 + row.count) { world.addGroup(id, "G\(id)", [101]) }
    world.localGroups.reverse()
    world.delete(person: 101)
    let text = try #require(Self.texts("identity.departed", in: world).first)
    #expect(text.found == "an account that is active, in \(row.named)")
    // An account in no group is one all the same.
    for index in world.localGroups.indices { world.localGroups[index].members = [] }
    #expect(
      Self.texts("identity.departed", in: world).map(\.found)
        == ["an account that is active, in no group"])
  }

  @Test(arguments: [2, 12, 13, 20])
  func `twelve groups of a cycle are named and the others counted`(_ count: Int) throws {
    var world = try World.sample()
    let ids = Array(21..<(21 + count))
    for id in ids.reversed() { world.groups.append(World.Group(id: id, name: "Ring \(id)")) }
    for id in ids { world.group(id) { $0.members = [id + 1 == 21 + count ? 21 : id + 1] } }
    world.group(1) { $0.members.append(21) }
    let text = try #require(Self.texts("nested.cycle", in: world).first)
    let names = ids.prefix(12).map { "'Ring \($0)'" }.joined(separator: ", ")
    let rest = count > 12 ? " and \(count - 12) more" : ""
    #expect(text.message == "\(count) groups contain each other: \(names)\(rest)")
    #expect(text.found == "a cycle of \(count) groups")
    #expect(text.evidence.count == min(count, 12))
    #expect(text.evidence.first?.statement == "members of 'Ring 21'")
  }

  @Test(arguments: [false, true])
  func `of two ways round the one by the least identifiers is told`(isReversed: Bool) throws {
    var world = try World.sample()
    for id in isReversed ? [24, 23, 22, 21] : [21, 22, 23, 24] {
      world.groups.append(World.Group(id: id, name: "Ring \(id)"))
    }
    world.group(21) { $0.members = [23, 24, 22] }
    for id in [22, 23] { world.group(id) { $0.members = [21] } }
    world.group(24) { $0.members = [22] }
    world.group(1) { $0.members.append(21) }
    #expect(
      Self.texts("nested.cycle", in: world).map(\.message)
        == ["4 groups contain each other: 'Ring 21', 'Ring 22'"])
  }

  @Test(arguments: [2, 3, 5, 7])
  func `five ways to somebody who is stored twice are told`(_ count: Int) throws {
    var world = try World.sample()
    world.policy.members.nesting = .transitive
    for id in 21..<(21 + count) {
      world.groups.append(World.Group(id: id, name: "Way \(id)", members: [104]))
      world.group(1) { $0.members.append(id) }
    }
    world.copy(1) { $0.members += [4, 4] }
    let text = try #require(Self.texts("nested.counted-twice", in: world).first)
    #expect(
      text.explanation
        == (21..<(21 + min(count, 5))).map {
          "'Finance' contains 'Way \($0)' contains 'Dora Voss'"
        })
    #expect(text.found == "2 rows")
  }
}

/// Rules that look at the other names and addresses of people, at their bounds.
struct PeopleRuleTests {
  /// What is done to the sample world, and whether the address is called changed.
  static let addresses: [(what: String, isFound: Bool, change: @Sendable (inout World) -> Void)] = [
    ("another address", true, { _ in }),
    (
      "the address is the name", false,
      { $0.policy.identityMatching.userNames.members = .mail }
    ),
    (
      "the address may be the name", false,
      { $0.policy.identityMatching.userNames.members = .mailOrUserPrincipalName }
    ),
    ("the address in capitals", false, { $0.account(1) { $0.mail = "ANN.LEE@EXAMPLE.COM" } }),
    ("no address in the application", false, { $0.account(1) { $0.mail = "" } }),
    ("no address in the tenant", false, { $0.person(101) { $0.mail = "" } }),
    ("nobody looks at addresses", false, { $0.policy.identityMatching.ladder = [.externalID] }),
    // Whoever got another name as well has one finding, which says it all.
    (
      "another name too", false,
      { $0.person(101) { $0.principalName = "ann.berg@example.com" } }
    ),
  ]

  @Test(arguments: addresses.indices)
  func `an address is called changed where it is looked for and nothing else differs`(
    _ number: Int
  ) throws {
    let row = Self.addresses[number]
    var world = try World.sample()
    world.account(1) { $0.mail = "ann@old.example.com" }
    row.change(&world)
    let ids = world.audited().ruleIDs.filter { $0.hasPrefix("identity.") }
    #expect(ids.contains("identity.mail-changed") == row.isFound, "\(row.what): \(ids)")
  }

  /// A name in the tenant, whether it says who is a guest, and what is said of the name.
  static let guests: [(name: String, isGuest: Bool?, rule: String?)] = [
    ("ann.berg@example.com", nil, "identity.upn-changed"),
    ("ann.berg@example.com", false, "identity.upn-changed"),
    ("x_y.org#EXT#@example.com", nil, nil), ("x_y.org#ext#@example.com", nil, nil),
    ("x_y.org#EXT#@example.com", false, "identity.upn-changed"),
    ("x_y.org#EXT#@example.com", true, "identity.guest-form"),
    // Only the whole mark is one.
    ("ann#berg@example.com", nil, "identity.upn-changed"),
    ("x_y.org#EXT@example.com", nil, "identity.upn-changed"),
  ]

  @Test(arguments: guests)
  func `a name is not called changed where the person may be a guest`(
    _ row: (name: String, isGuest: Bool?, rule: String?)
  ) throws {
    var world = try World.sample()
    world.person(101) { ($0.principalName, $0.isGuest) = (row.name, row.isGuest) }
    #expect(world.audited().ruleIDs == [row.rule].compactMap(\.self))
  }

  /// How a mapping calls two properties, and whether they are compared.
  static let mappings: [(directory: String, local: String, isCompared: Bool)] = [
    ("displayName", "name", true), ("display name", "Name", true), ("Display-Name", "name", true),
    ("userPrincipalName", "name", true), ("user name", "name", true), ("user-name", "name", true),
    ("mail", "name", true), ("E-Mail", "display name", true), ("jobTitle", "name", true),
    ("job title", "displayName", true), ("jobTitle", "job-title", false),
    ("nickname", "name", false),
    ("displayName", "", false), ("", "name", false), ("id", "name", false),
  ]

  @Test(arguments: mappings)
  func `properties are called as the sync reads their names`(
    _ row: (directory: String, local: String, isCompared: Bool)
  ) throws {
    var world = try World.sample()
    world.policy.attributeMapping = [AttributePair(directory: row.directory, local: row.local)]
    for index in world.people.indices { world.people[index].attributes = [(.jobTitle, "Clerk")] }
    for index in world.accounts.indices { world.accounts[index].name = "?" }
    let found = world.audited().ruleIDs.count { $0 == "identity.attribute-differs" }
    #expect(found == (row.isCompared ? 8 : 0))
    // What the rule compares is what the planner would write.
    #expect(world.policy.mappedFields.isEmpty != row.isCompared || row.local == "job-title")
  }
}

/// Rules about groups and rows, at their bounds.
struct GroupRuleTests {
  /// Local groups under an identifier, under a name and built in; how many names are odd.
  static let names: [(identified: Int, plain: Int, builtIn: Int, odd: Int)] = [
    (3, 1, 0, 1), (2, 1, 0, 0), (2, 1, 1, 0), (6, 2, 0, 2), (5, 2, 0, 0), (4, 0, 0, 0),
    (3, 1, 5, 1), (0, 1, 0, 0), (0, 4, 0, 0), (7, 2, 0, 2), (1, 0, 9, 0),
  ]

  @Test(arguments: names)
  func `a plain name is odd where at least three of four are identifiers`(
    _ row: (identified: Int, plain: Int, builtIn: Int, odd: Int)
  ) throws {
    var world = try World()
    for id in 1...max(1, row.identified) where row.identified > 0 {
      world.localGroups.append(World.LocalGroup(key: id, name: "\(World.guid(id))"))
    }
    for key in 0..<row.plain {
      world.localGroups.append(World.LocalGroup(key: 50 + key, name: "Team \(key)"))
    }
    for key in 0..<row.builtIn {
      world.localGroups.append(
        World.LocalGroup(key: 70 + key, name: "System \(key)", flags: .builtIn))
    }
    let ids = world.audited().ruleIDs
    #expect(ids.count { $0 == "name.not-object-id" } == row.odd, "\(ids)")
  }

  /// Who is on the two lists of a group without being there, and how many rows are told.
  static let rows: [(members: [Int], owners: [Int], found: Int)] = [
    ([77], [], 1), ([], [77], 1), ([77], [77], 1), ([77, 78], [77, 79], 3), ([], [], 0),
  ]

  @Test(arguments: rows)
  func `who is member and owner and does not exist is told once`(
    _ row: (members: [Int], owners: [Int], found: Int)
  ) throws {
    var world = try World.sample()
    world.policy.owners.handling = .mirror
    world.copy(1) { copy in
      copy.members += row.members
      copy.owners += row.owners
    }
    let ids = world.audited().ruleIDs
    #expect(ids.count { $0 == "local.dangling-row" } == row.found, "\(ids)")
  }

  @Test func `a contradiction is told once, and every other value too`() throws {
    var world = try World.sample()
    let second = ["Gru\u{308}n", "Gr\u{FC}n", "Gr\u{FC}n", "Grun", "Gru\u{308}n"]
    world.contradictions = second.map { (101, "displayName", "Ann Lee", $0) }
    world.contradictions.append((102, "displayName", "Ann Lee", "Grun"))
    let result = world.audited()
    #expect(result.ruleIDs == Array(repeating: "snapshot.contradiction", count: 4))
    let found = result.findings.map { Array(result.text($0).found.utf8) }
    #expect(
      Set(found) == Set(second.map { Array("'Ann Lee' and '\($0)'".utf8) }),
      "two spellings of one word are two values")
    #expect(Set(result.fingerprints).count == 4)
  }

  /// Who is right, which way the link goes, and whether the copy has to be written.
  static let directions: [(authority: Authority, direction: Link.Direction?, isWritten: Bool)] = [
    (.local, nil, true), (.directory, nil, false), (.perLink, .pushing, true),
    (.perLink, .importing, false), (.directory, .pushing, false), (.local, .importing, true),
  ]

  @Test(arguments: directions)
  func `a group that cannot be written matters where the tenant is written`(
    _ row: (authority: Authority, direction: Link.Direction?, isWritten: Bool)
  ) throws {
    var world = try World.sample()
    world.policy.authority = row.authority
    world.links = [
      Link(
        tenantGroup: .name("Sales"), localGroup: .name("Sales"), direction: row.direction,
        place: "links.csv:2")
    ]
    let changes: [(ObjectFlags, String)] = [
      ([.dynamic], "a rule fills the group"),
      ([.onPremisesKnown, .onPremises], "an on-premises directory masters the group"),
      ([.mailEnabled], "a mail-enabled security group is Exchange's to change"),
    ]
    for (flags, obstacle) in changes {
      var world = world
      world.group(2) { $0.flags.formUnion(flags) }
      let result = world.audited()
      let found = result.findings.filter {
        result.rules[Int($0.rule)].id == "group.not-writable"
      }
      #expect(found.map { result.text($0).found } == (row.isWritten ? [obstacle] : []))
    }
  }
}
