import Audit
import DirectoryModel
import SyncSemantics
import Testing

/// What cannot be known is said, and nothing is concluded from it.
struct LimitsTests {
  /// A capability, a world in which it matters, and what has to be said when it is gone.
  struct Row: Sendable {
    let lost: Capability
    let rules: [String]
    let reason: String
    let count: Int
    let change: @Sendable (inout World) -> Void
  }

  private static let place = "cannot be told from tenant.json (Graph JSON)"

  static let rows: [Row] = [
    Row(
      lost: .nameCase, rules: ["name.case"], reason: "the letter case of names \(place)", count: 4
    ) { $0.group(1) { $0.name = "FINANCE" } },
    Row(
      lost: .accountEnabled, rules: ["identity.disabled-active"],
      reason: "whether accounts may sign in \(place)", count: 8
    ) { $0.person(101) { $0.isEnabled = false } },
    Row(
      lost: .deletions, rules: ["group.deleted", "identity.departed", "membership.departed"],
      reason: "what was deleted \(place)", count: 1
    ) { $0.accounts.append(World.Account(key: 9, userName: "admin", externalID: 101)) },
    Row(
      lost: .owners, rules: ["owner.extra", "owner.missing"], reason: "owners \(place)", count: 4
    ) { world in
      world.policy.owners.handling = .mirror
      world.ownersKnown = false
      world.copy(1) { $0.owners = [1] }
    },
    Row(
      lost: .userType, rules: ["identity.guest-form"], reason: "who is a guest \(place)", count: 8
    ) { world in
      world.policy.identityMatching.userNames.guests = .mail
      for index in world.people.indices { world.people[index].isGuest = nil }
      world.person(101) {
        ($0.principalName, $0.mail) = ("ann_other.org#EXT#@example.com", "ann@other.org")
      }
      world.account(1) { ($0.userName, $0.mail) = ("ann@other.org", "ann@other.org") }
    },
    Row(
      lost: .mail, rules: ["identity.mail-changed"], reason: "mail addresses \(place)", count: 8
    ) { world in
      for index in world.people.indices { world.people[index].mail = "" }
    },
    Row(
      lost: .nesting, rules: ["nested.edge-extra", "nested.edge-missing", "nested.member-missing"],
      reason: "nested groups \(place)", count: 4
    ) { $0.policy.members.nesting = .preserved },
    Row(
      lost: .dynamicMembers, rules: ["membership.extra", "membership.missing"],
      reason: "members of groups that a rule fills \(place)", count: 1
    ) { $0.group(1) { $0.flags.insert(.dynamic) } },
    Row(
      lost: .onPremisesState, rules: ["group.not-writable", "onprem.appears-twice"],
      reason: "which groups come from on-premises \(place)", count: 4
    ) { $0.policy.scope.warnsOfOnPremisesGroups = true },
    // Where the tenant is written, all of it or one group, it matters which groups can be.
    Row(
      lost: .onPremisesState, rules: ["group.not-writable", "onprem.appears-twice"],
      reason: "which groups come from on-premises \(place)", count: 4
    ) { $0.policy.authority = .local },
    Row(
      lost: .onPremisesState, rules: ["group.not-writable", "onprem.appears-twice"],
      reason: "which groups come from on-premises \(place)", count: 4
    ) { world in
      world.policy.authority = .perLink
      world.links = [link(.pushing)]
    },
  ]

  private static func link(_ direction: Link.Direction) -> Link {
    Link(
      tenantGroup: .name("Sales"), localGroup: .name("Sales"), direction: direction,
      place: "links.csv:2")
  }

  /// A capability that is gone, and a world in which nothing rests on it.
  static let idle: [(lost: Capability, change: @Sendable (inout World) -> Void)] = [
    (.userType, { _ in }), (.devices, { _ in }), (.allGroupKinds, { _ in }),
    (
      .mail,
      { $0.policy.identityMatching.userNames.members = .mailOrUserPrincipalName }
    ),
    (.mail, { $0.policy.identityMatching.userNames.members = .mail }),
    (.mail, { $0.policy.identityMatching.ladder = [.externalID, .userName] }),
    (
      .onPremisesState,
      { world in
        world.policy.authority = .perLink
        world.links = [link(.importing)]
      }
    ),
    (.owners, { $0.policy.owners.handling = .ignore }),
    (.dynamicMembers, { $0.policy.members.nesting = .transitive }),
  ]

  @Test(arguments: idle.indices)
  func `a capability that no setting asks for is not spoken of`(_ index: Int) throws {
    var world = try World.sample()
    Self.idle[index].change(&world)
    world.lost = Self.idle[index].lost
    #expect(world.audited().notAssessable.map(\.reason) == [])
  }

  /// What is known of the tenant's devices, and what is said where one of the application has none.
  static let devices: [(state: Completeness, lost: Capability, reasons: [String])] = [
    (.complete, [], []),
    (
      .partial("the file ends early"), [],
      ["the list of all devices of the tenant side is partial(the file ends early)"]
    ),
    (.notCollected, [], ["the list of all devices of the tenant side is not collected"]),
    // Where no input can hold devices, that is said of the inputs and not of a list.
    (.notCollected, .devices, ["devices cannot be told from tenant.json (Graph JSON)"]),
  ]

  @Test(arguments: devices)
  func `a list of devices is spoken of where a device has no partner`(
    _ row: (state: Completeness, lost: Capability, reasons: [String])
  ) throws {
    var world = try World.sample("rollcall")
    world.accounts.append(World.Account(key: 1, kind: .device, name: "PC-1"))
    (world.tenantStates[.device], world.lost) = (row.state, row.lost)
    let said = world.audited().notAssessable.filter {
      $0.rules.contains("identity.device-unmatched")
    }
    #expect(said.map(\.reason) == row.reasons)
    #expect(said.allSatisfy { $0.count == 1 })
    world.accounts.removeLast()
    #expect(
      !world.audited().notAssessable.contains { $0.rules.contains("identity.device-unmatched") })
  }

  @Test func `what the matching left open is told by its reasons, whichever came first`() throws {
    var world = try World.sample("rollcall")
    for (key, kind) in [(51, ObjectKind.device), (52, .user), (53, .user)] {
      world.accounts.append(World.Account(key: key, kind: kind, name: "?"))
    }
    let (tenant, local) = (world.tenantDirectory(), world.localDirectory())
    let reasons = ["51": "zebra", "52": "apple", "53": "zebra"]
    let matching = world.matching(tenant, local) { draft in
      draft.loneLocalPrincipals = draft.loneLocalPrincipals.map { lone in
        Lone(object: lone.object, reason: .cannotSay(reasons[local.keyText(lone.object)] ?? "?"))
      }
    }
    let open = audit(
      tenant: tenant, local: local, policy: world.policy, matching: matching,
      product: world.product
    ).notAssessable
    #expect(open.map { "\($0.reason) \($0.count)" } == ["apple 1", "zebra 2"])
    // Where a list of its kind is cut, that is the entry.
    world.tenantStates[.device] = .partial("cut")
    let cut = audit(
      tenant: world.tenantDirectory(), local: local, policy: world.policy, matching: matching,
      product: world.product
    ).notAssessable
    #expect(
      cut.map { "\($0.reason) \($0.count)" } == [
        "the list of all devices of the tenant side is partial(cut) 1", "apple 1", "zebra 1",
      ])
  }

  @Test func `a rule that one person leaves open is told with the number one`() throws {
    var world = try World.sample()
    world.giveDepartments()
    world.makeDynamic(1, #"user.department -eq "Finance" and user.accountEnabled -eq true"#)
    #expect(world.audited().notAssessable == [])
    world.person(101) { $0.isEnabled = nil }
    let open = world.audited().notAssessable
    #expect(open.map(\.rules) == [["dynamic.member-not-by-rule", "dynamic.rule-not-member"]])
    #expect(open.map(\.count) == [1])
    #expect(
      open.map(\.reason)
        == ["the rule of 'Finance' looks at user.accountEnabled, which was not read"])
  }

  @Test(arguments: rows.indices)
  func `a capability that is missing is said where something rests on it`(_ index: Int) throws {
    let row = Self.rows[index]
    var world = try World.sample()
    row.change(&world)
    world.lost = row.lost
    let result = world.audited()
    let said = result.notAssessable.filter { $0.rules == row.rules }
    #expect(said.map(\.reason) == [row.reason])
    #expect(said.map(\.count) == [row.count])
    let silent = row.rules.filter { $0 != "membership.extra" && $0 != "membership.missing" }
    #expect(result.ruleIDs.filter(silent.contains) == [])
    #expect(result.verdict != .aligned)
  }

  @Test(arguments: rows.indices)
  func `a capability that is there is not spoken of`(_ index: Int) throws {
    let row = Self.rows[index]
    var world = try World.sample()
    row.change(&world)
    world.lost = []
    #expect(world.audited().notAssessable.filter { $0.rules == row.rules } == [])
  }

  @Test func `a capability that nothing rests on is not spoken of`() throws {
    var world = try World.sample()
    world.lost = [.owners, .deletions, .devices, .onPremisesState, .nesting, .dynamicMembers]
    #expect(world.audited().notAssessable == [])
    #expect(world.audited().verdict == .aligned)
  }

  @Test func `every list that is not complete has an entry with its reason`() throws {
    var world = try World.sample()
    world.tenantStates = [.user: .bounded(999), .group: .partial("the file ends early")]
    world.localStates = [.user: .notCollected, .group: .bounded(50)]
    let reasons = world.audited().notAssessable.map(\.reason)
    #expect(
      reasons == [
        "the list of all users of the tenant side is bounded(999)",
        "the list of all groups of the tenant side is partial(the file ends early)",
        "the list of all users of the local side is not collected",
        "the list of all groups of the local side is bounded(50)",
      ])
  }

  @Test func `cut member lists are listed by the identifiers of their groups`() throws {
    var world = try World.sample()
    for id in [3, 1] { world.group(id) { $0.state = .bounded(20) } }
    world.copy(1) { $0.members.append(8) }
    world.groups.reverse()
    let entries = world.audited().notAssessable
    #expect(
      entries.map(\.reason) == [
        "members of 'Finance': the tenant's list is bounded(20)",
        "members of 'Support': the tenant's list is bounded(20)",
      ])
    #expect(entries.map(\.count) == [1, 0])
  }

  /// What stands in an audit, and the verdict.
  static let verdicts: [(String, Verdict, @Sendable (inout World) -> Void)] = [
    ("nothing", .aligned, { _ in }),
    ("an error", .differs, { $0.copy(1) { $0.members = [1] } }),
    ("a warning", .differs, { $0.group(1) { $0.name = "finance" } }),
    (
      "a note", .aligned,
      { world in
        for id in 21...31 { world.groups.append(World.Group(id: id, name: "Level \(id)")) }
        for id in 21...30 { world.group(id) { $0.members = [id + 1] } }
        world.group(1) { $0.members.append(21) }
      }
    ),
    ("an open question", .undetermined, { $0.group(1) { $0.state = .bounded(3) } }),
    (
      "an open question and an error", .differs,
      { world in
        world.group(1) { $0.state = .bounded(3) }
        world.copy(2) { $0.members = [3] }
      }
    ),
  ]

  @Test(arguments: verdicts.indices)
  func `a verdict`(_ index: Int) throws {
    let (what, verdict, change) = Self.verdicts[index]
    var world = try World.sample()
    change(&world)
    #expect(world.audited().verdict == verdict, "\(what)")
  }
}
