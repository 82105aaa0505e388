import Audit
import DirectoryModel
import SyncSemantics
import Testing

/// Why somebody is or is not in a group.
struct MembershipQuestionTests {
  /// The last line of an answer, which says what a full run would do.
  private func conclusion(
    _ user: String, _ group: String, _ change: (inout World) -> Void
  ) throws -> String {
    var world = try World.sample()
    change(&world)
    let input = world.audited().input
    let answer = try MembershipQuestion(user: user, group: group, input: input).answer()
    let last = answer.split(separator: "\n").last.map(String.init) ?? ""
    return String(last.drop { $0 == " " })
  }

  @Test func `a member of both sides`() throws {
    #expect(try conclusion("Ann Lee", "Finance") { _ in } == "both sides agree")
  }

  @Test func `a member of neither side`() throws {
    #expect(try conclusion("Hana Ito", "Finance") { _ in } == "both sides agree")
  }

  @Test func `a missing member`() throws {
    #expect(
      try conclusion("Ann Lee", "Finance") { $0.copy(1) { $0.members = [2, 3] } }
        == "a full run will add the member, because the authority lists them directly")
  }

  @Test func `a member too many`() throws {
    #expect(
      try conclusion("hana.ito@example.com", "Finance") { $0.copy(1) { $0.members.append(8) } }
        == "a full run will remove the member, because the authority does not list them")
  }

  @Test func `a member too many beside a cut list`() throws {
    let answer = try conclusion("Hana Ito", "Finance") { world in
      world.copy(1) { $0.members.append(8) }
      world.group(1) { $0.state = .bounded(3) }
    }
    #expect(
      answer == "a full run would remove the member, because the authority does not list them; "
        + "but the evidence is incomplete, so it does not")
  }

  /// What is known of the two lists, and what follows for who is on both and for who is on neither.
  static let lists: [(tenant: Completeness, local: Completeness, both: String, neither: String)] = [
    (.complete, .complete, "both sides agree", "both sides agree"),
    (
      .bounded(3), .complete, "both sides agree",
      "nothing differs as far as can be said: the tenant's list is bounded(3)"
    ),
    (
      .complete, .partial("cut"), "both sides agree",
      "nothing differs as far as can be said: the local list is partial(cut)"
    ),
  ]

  @Test(arguments: lists)
  func `who is not on a list that was cut may be a member all the same`(
    _ row: (tenant: Completeness, local: Completeness, both: String, neither: String)
  ) throws {
    let change = { (world: inout World) in
      world.group(1) { $0.state = row.tenant }
      world.localLists = row.local
    }
    #expect(try conclusion("Ann Lee", "Finance", change) == row.both)
    #expect(try conclusion("Hana Ito", "Finance", change) == row.neither)
  }

  /// People and one of the two groups of the tenant that a local group of Ann, Bob and Cid fills.
  static let filled: [(user: String, group: Int, conclusion: String)] = [
    ("Ann Lee", 1, "both sides agree"), ("Cid Moor", 2, "both sides agree"),
    ("Dora Voss", 1, "both sides agree"), ("Finn Berg", 2, "both sides agree"),
    ("Ann Lee", 2, "a full run will add the member, because the authority lists them directly"),
    ("Dora Voss", 2, "a full run will remove the member, because the authority does not list them"),
    ("Ann Lee", 3, "the two groups are no pair, so nothing is expected of the copy"),
  ]

  @Test(arguments: filled)
  func `a local group that fills two groups is a pair with each`(
    _ row: (user: String, group: Int, conclusion: String)
  ) throws {
    let found = try conclusion(row.user, World.guid(row.group).description) { world in
      world.policy.authority = .local
      world.localGroups.removeAll { $0.key != 1 }
      world.links = ["Finance", "Sales"].map {
        Link(
          tenantGroup: .name($0), localGroup: .name("Finance"), direction: nil, place: "l.csv:2")
      }
    }
    #expect(found == row.conclusion)
  }

  @Test func `somebody without an account`() throws {
    #expect(
      try conclusion("Ann Lee", "Finance") { $0.remove(account: 1) }
        == "a full run would add the member, because the authority lists them directly; "
        + "but the person has no account yet")
  }

  @Test func `a whole answer shows every way and the lines of the policy`() throws {
    var world = try World.sample()
    world.policy.members.nesting = .transitive
    world.addGroup(5, "Auditors", [106])
    world.group(1) { $0.members.append(5) }
    world.group(3) { $0.members.append(5) }
    world.group(1) { $0.members.append(3) }
    let input = world.audited().input
    let answer = try MembershipQuestion(user: "Finn Berg", group: "Finance", input: input).answer()
    #expect(
      answer == """
        'finn.berg@example.com' and 'Finance'

        tenant
          'Finance' contains 'Auditors' contains 'Finn Berg'
          'Finance' contains 'Support' contains 'Finn Berg'
          'Finance' contains 'Support' contains 'Auditors' contains 'Finn Berg'

        local
          account key 6 (app.db!accounts:6)
          not a member; the list is complete

        policy mirror
          mirror.yaml:6: authority: directory
          mirror.yaml:37: nesting: direct
          mirror.yaml:40: requires-account: true
          mirror.yaml:23: match: [link, external-id, user-name, mail]

        conclusion
          a full run will add the member, because nested groups bring them in

        """)
  }

  @Test func `nobody is called so`() throws {
    let input = try World.sample().audited().input
    #expect(throws: QuestionError.unknown(kind: "user", word: "Zoe")) {
      _ = try MembershipQuestion(user: "Zoe", group: "Finance", input: input)
    }
    #expect(
      QuestionError.unknown(kind: "group", word: "Zoo").description
        == "neither side has a group 'Zoo'\n  give an identifier, a name or an address")
  }

  @Test func `two people are called so`() throws {
    var world = try World.sample()
    world.addPerson(109, "Ann Lee")
    world.person(109) { $0.principalName = "ann.lee2@example.com" }
    let input = world.audited().input
    let ids = [101, 109].map { World.guid($0).description }
    #expect(throws: QuestionError.several(kind: "user", word: "Ann Lee", candidates: ids)) {
      _ = try MembershipQuestion(user: "Ann Lee", group: "Finance", input: input)
    }
    #expect(
      QuestionError.several(kind: "user", word: "Ann Lee", candidates: ["a", "b"]).description
        == "2 users are called 'Ann Lee'\n  give one of: a, b")
  }

  @Test func `an identifier tells what a name does not`() throws {
    #expect(
      try conclusion(World.guid(101).description, World.guid(1).description) { _ in }
        == "both sides agree")
  }

  @Test func `case is looked through when nothing is called exactly so`() throws {
    #expect(try conclusion("ANN LEE", "fiNANCE") { _ in } == "both sides agree")
  }
}
