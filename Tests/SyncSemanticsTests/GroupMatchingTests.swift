import DirectoryModel
import Testing

@testable import SyncSemantics

struct GroupMatchingTests {
  static let people = (1...8).map { "p\($0)@a.org" }

  /// A tenant and a database with the same eight people, all of them found by name.
  static func comparison(
    tenant: [TenantSketch.Group], local: [LocalSketch.Group], selection: [String]? = nil
  ) -> Comparison {
    var comparison = Comparison()
    comparison.tenant.people = people.map { TenantSketch.Person(name: $0) }
    comparison.tenant.groups = tenant
    comparison.local.accounts = people.map { LocalSketch.Account(name: $0) }
    comparison.local.groups = local
    comparison.selection = selection.map {
      GroupSelection(text: $0.joined(separator: "\n"), file: "groups.txt")
    }
    return comparison
  }

  static func p(_ numbers: Int...) -> [String] { numbers.map { "p\($0)@a.org" } }

  /// The lines that are not about people.
  static func groupLines(_ comparison: Comparison) -> [String] {
    comparison.lines().filter { !$0.contains("@a.org#") }
  }

  @Test func `an equal name is enough, and a strange one stands alone`() {
    let lines = Self.groupLines(
      Self.comparison(
        tenant: [.init(name: "Finance"), .init(name: "Sales")],
        local: [.init(name: "Finance"), .init(name: "Testers")]))
    #expect(lines == ["Finance#1 = Finance (exactName, none)", "Testers#2: nobody"])
  }

  @Test func `expected groups without a copy are listed, others are not`() {
    let tenant: [TenantSketch.Group] = [.init(name: "Finance"), .init(name: "Sales")]
    #expect(
      Self.groupLines(Self.comparison(tenant: tenant, local: [], selection: ["Sales"]))
        == ["missing Sales: nobody"])
    #expect(Self.groupLines(Self.comparison(tenant: tenant, local: [])) == [])
    var all = Self.comparison(tenant: tenant, local: [])
    all.policy.scope.expectation = .all
    #expect(Self.groupLines(all) == ["missing Finance: nobody", "missing Sales: nobody"])
  }

  @Test func `the identifier comes before the name, and tells a renamed group`() {
    let lines = Self.groupLines(
      Self.comparison(
        tenant: [.init(name: "People Team"), .init(name: "Sales")],
        local: [.init(name: "Human Resources", external: TenantSketch.groupID("People Team"))]))
    #expect(lines == ["Human Resources#1 = People Team (externalID, other)"])
  }

  @Test func `a stale identifier leaves the decision to the name`() {
    let lines = Self.groupLines(
      Self.comparison(
        tenant: [
          .init(name: "Finance"), .init(name: "Sales"),
          .init(name: "Sales", isDeleted: true, id: "old Sales"),
        ],
        local: [
          .init(name: "Finance", external: TenantSketch.id("nothing")),
          .init(name: "Sales", external: TenantSketch.groupID("old Sales")),
          .init(name: "Testers", external: TenantSketch.id("nothing else")),
        ]))
    #expect(
      lines == [
        "Finance#1 = Finance (exactName, none)", "Sales#2 = Sales@0 (exactName, none)",
        "Testers#3: unknown identifier", "conflict Finance#1: stale identifier",
        "conflict Sales#2: identifier of deleted Sales",
      ])
  }

  @Test func `swapped identifiers are told by the members`() {
    let comparison = Self.comparison(
      tenant: [
        .init(name: "A", members: Self.p(1, 2, 3)), .init(name: "B", members: Self.p(4, 5, 6)),
      ],
      local: [
        .init(name: "A", members: Self.p(1, 2, 3), external: TenantSketch.groupID("B")),
        .init(name: "B", members: Self.p(4, 5, 7), external: TenantSketch.groupID("A")),
      ])
    #expect(
      Self.groupLines(comparison) == [
        "A#1 = A (exactName, none)", "B#2 = B (exactName, none)",
        "conflict A#1: identifier of B", "conflict B#2: identifier of A",
      ])
  }

  @Test func `names that changed places leave their groups where the identifiers are`() {
    let comparison = Self.comparison(
      tenant: [
        .init(name: "B", members: Self.p(1, 2, 3), id: "first"),
        .init(name: "C", members: Self.p(4, 5, 6), id: "second"),
      ],
      local: [
        .init(name: "A", members: Self.p(1, 2, 3), external: TenantSketch.groupID("first")),
        .init(name: "B", members: Self.p(4, 5, 6), external: TenantSketch.groupID("second")),
      ])
    #expect(
      Self.groupLines(comparison) == ["A#1 = B (externalID, other)", "B#2 = C (externalID, other)"])
  }

  @Test func `of two copies the one with the identifier is the copy`() {
    let comparison = Self.comparison(
      tenant: [.init(name: "Finance", members: Self.p(1, 2))],
      local: [
        .init(name: "Finance", members: Self.p(1, 2)),
        .init(name: "Finance", external: TenantSketch.groupID("Finance")),
      ])
    #expect(
      Self.groupLines(comparison) == [
        "Finance#1: second of Finance#2 for Finance", "Finance#2 = Finance (externalID, none)",
      ])
  }

  @Test func `of two copies of one name the members choose, or nobody does`() {
    let tenant: [TenantSketch.Group] = [.init(name: "Finance", members: Self.p(1, 2, 3))]
    #expect(
      Self.groupLines(
        Self.comparison(
          tenant: tenant,
          local: [
            .init(name: "Finance", members: Self.p(1)),
            .init(name: "Finance", members: Self.p(1, 2, 3)),
          ], selection: ["Finance"])) == [
          "Finance#1: second of Finance#2 for Finance", "Finance#2 = Finance (exactName, none)",
        ])
    #expect(
      Self.groupLines(
        Self.comparison(
          tenant: tenant, local: [.init(name: "Finance"), .init(name: "Finance")],
          selection: ["Finance"])) == [
          "Finance#1: one of Finance", "Finance#2: one of Finance",
          "missing Finance: one of Finance#1, Finance#2",
        ])
  }

  @Test func `an exact name comes before a variant of it`() {
    let comparison = Self.comparison(
      tenant: [.init(name: "VPN Users", members: Self.p(1, 2))],
      local: [
        .init(name: "VPN USERS", members: Self.p(1, 2)), .init(name: "VPN Users"),
      ])
    #expect(
      Self.groupLines(comparison) == [
        "VPN USERS#1: second of VPN Users#2 for VPN Users",
        "VPN Users#2 = VPN Users (exactName, none)",
      ])
  }

  @Test func `of two tenant groups of one name the members choose, the selection, or nobody`() {
    let tenant: [TenantSketch.Group] = [
      .init(name: "Sales", members: Self.p(1, 2, 3)),
      .init(name: "Sales", members: Self.p(4, 5), id: "other Sales"),
    ]
    let local = LocalSketch.Group(name: "Sales", members: Self.p(4, 5))
    #expect(
      Self.groupLines(Self.comparison(tenant: tenant, local: [local]))
        == ["Sales#1 = Sales@2 (exactName, none)"])
    let id = TenantSketch.groupID("Sales").description
    #expect(
      Self.groupLines(Self.comparison(tenant: tenant, local: [local], selection: [id]))
        == ["Sales#1 = Sales@3 (exactName, none)"])
    #expect(
      Self.groupLines(Self.comparison(tenant: tenant, local: [.init(name: "Sales")]))
        == ["Sales#1: one of Sales@2, Sales@3"])
  }

  @Test func `a namesake outside the selection is no candidate for a double`() {
    let comparison = Self.comparison(
      tenant: [
        .init(name: "Sales", members: Self.p(1, 2, 3)),
        .init(name: "Sales", members: Self.p(4, 5), id: "other Sales"),
      ],
      local: [
        .init(name: "Sales", members: Self.p(1, 2, 3)), .init(name: "Sales", members: Self.p(4, 5)),
      ], selection: [TenantSketch.groupID("Sales").description])
    #expect(
      Self.groupLines(comparison) == [
        "Sales#1 = Sales@3 (exactName, none)", "Sales#2: second of Sales#1 for Sales@3",
      ])
  }

  static let spellings: [(tenant: String, local: String, difference: NameDifference)] =
    NameDifferenceTests.rows.filter {
      ![.none, .other].contains($0.difference) && !$0.tenant.isEmpty && !$0.local.isEmpty
    }

  @Test(arguments: spellings)
  func `a name that is only spelled otherwise finds its group`(
    _ row: (tenant: String, local: String, difference: NameDifference)
  ) {
    var comparison = Self.comparison(
      tenant: [.init(name: row.tenant), .init(name: "Unrelated")],
      local: [.init(name: row.local)], selection: [TenantSketch.groupID(row.tenant).description])
    comparison.product = NameDifferenceTests.product
    let matching = match(
      tenant: comparison.tenant.build(), local: comparison.local.build(), policy: comparison.policy,
      product: comparison.product, selection: comparison.selection)
    #expect(matching.groups.map(\.evidence) == [.spelling])
    #expect(matching.groups.map(\.difference) == [row.difference])
  }

  @Test(arguments: NameDifferenceTests.rows.filter { $0.difference == .other })
  func `another name finds nothing`(_ row: NameDifferenceTests.Row) {
    var comparison = Self.comparison(
      tenant: [.init(name: row.tenant)], local: [.init(name: row.local)])
    comparison.product = NameDifferenceTests.product
    let matching = match(
      tenant: comparison.tenant.build(), local: comparison.local.build(), policy: comparison.policy,
      product: comparison.product)
    #expect(matching.groups == [])
    let reason: Loneliness =
      row.tenant.isEmpty
      ? .cannotSay("1 groups of the tenant have no name in its export") : .noCandidate
    #expect(matching.loneLocalGroups.map(\.reason) == [reason])
  }

  @Test func `what the product itself does not see is no spelling`() {
    var comparison = Self.comparison(
      tenant: [.init(name: "Finance")], local: [.init(name: "FINANCE")])
    comparison.policy.groupMatching.names.letterCase = .unicode
    #expect(Self.groupLines(comparison) == ["FINANCE#1 = Finance (foldedName, letterCase)"])
  }

  @Test func `letter case that the source destroyed is no difference`() {
    var comparison = Self.comparison(
      tenant: [.init(name: "FINANCE")], local: [.init(name: "Finance")])
    comparison.tenant.capabilities.remove(.nameCase)
    #expect(Self.groupLines(comparison) == ["Finance#1 = FINANCE (exactName, none)"])
  }

  @Test func `two spellings of one name refuse a third`() {
    let comparison = Self.comparison(
      tenant: [.init(name: "Help Desk")],
      local: [.init(name: "help-desk"), .init(name: "Help_Desk")], selection: ["Help Desk"])
    #expect(
      Self.groupLines(comparison) == [
        "Help_Desk#2: one of Help Desk", "help-desk#1: one of Help Desk",
        "missing Help Desk: one of Help_Desk#2, help-desk#1",
      ])
  }

  @Test func `the smaller difference decides`() {
    let comparison = Self.comparison(
      tenant: [.init(name: "Help Desk"), .init(name: "Help-Desk")],
      local: [.init(name: "HELP DESK"), .init(name: "HELP_DESK")])
    #expect(
      Self.groupLines(comparison) == [
        "HELP DESK#1 = Help Desk (spelling, letterCase)",
        "HELP_DESK#2 = Help-Desk (spelling, punctuation)",
      ])
  }

  @Test func `a group of a deleted original says so`() {
    let comparison = Self.comparison(
      tenant: [
        .init(name: "Safety", isDeleted: true), .init(name: "Board", isDeleted: true),
        .init(name: "Board", id: "new Board"),
      ],
      local: [.init(name: "Safety"), .init(name: "board")])
    #expect(
      Self.groupLines(comparison) == [
        "Safety#1: deleted Safety", "board#2 = Board@0 (spelling, letterCase)",
      ])
  }

  @Test func `a name that is an object identifier finds its group`() {
    let id = TenantSketch.groupID("Finance").description
    var comparison = Self.comparison(
      tenant: [.init(name: "Finance"), .init(name: "Old", isDeleted: true)],
      local: [
        .init(name: id.uppercased() + " "),
        .init(name: TenantSketch.groupID("Old").description),
      ])
    let reason = "\(TenantSketch.groupID("Old"))#2: deleted Old"
    let name = "\(id.uppercased()) #1 = Finance "
    #expect(
      Set(Self.groupLines(comparison)) == [name + "(externalID, other)", reason])
    comparison.policy.groupMatching.ladder.append(.nameIsObjectID)
    #expect(Set(Self.groupLines(comparison)) == [name + "(exactName, none)", reason])
  }

  @Test func `a renamed group is told by its people`() {
    let comparison = Self.comparison(
      tenant: [
        .init(name: "People Team", members: Self.p(1, 2, 3, 4)),
        .init(name: "Sales", members: Self.p(4, 5, 6)),
      ],
      local: [.init(name: "Human Resources", members: Self.p(1, 2, 3, 8))],
      selection: ["People Team", "Sales"])
    #expect(
      Self.groupLines(comparison) == [
        "Human Resources#1 = People Team (membership, other)", "missing Sales: nobody",
      ])
  }

  /// Members of the tenant's and of the local group, and of another expected group.
  static let unlike: [(tenant: [String], local: [String], other: [String])] = [
    (p(1), p(1), []), (p(1, 2), p(1, 2, 3), []), (p(1, 2, 3), p(1, 2, 4), []),
    (p(1, 2, 3), p(1, 2, 3), p(1, 2, 3)), (p(1, 2, 3, 4), p(1, 2, 3, 4), p(1, 2, 3, 5)),
    (p(1, 2, 3), [], []), ([], [], []),
  ]

  @Test(arguments: unlike)
  func `people who agree too little rename nothing`(
    _ row: (tenant: [String], local: [String], other: [String])
  ) {
    let comparison = Self.comparison(
      tenant: [
        .init(name: "People Team", members: row.tenant), .init(name: "Board", members: row.other),
      ],
      local: [.init(name: "Human Resources", members: row.local)],
      selection: ["People Team", "Board"])
    #expect(
      Self.groupLines(comparison) == [
        "Human Resources#1: nobody", "missing Board: nobody", "missing People Team: nobody",
      ])
  }

  @Test func `nested people count where the policy counts them`() {
    let tenant: [TenantSketch.Group] = [
      .init(name: "All", members: Self.p(1), groups: ["Part"]),
      .init(name: "Part", members: Self.p(2, 3, 4), groups: ["All"]),
    ]
    var comparison = Self.comparison(
      tenant: tenant, local: [.init(name: "Everybody", members: Self.p(1, 2, 3, 4))],
      selection: ["All"])
    #expect(Self.groupLines(comparison) == ["Everybody#1: nobody", "missing All: nobody"])
    comparison.policy.members.nesting = .transitive
    #expect(Self.groupLines(comparison) == ["Everybody#1 = All (membership, other)"])
  }

  @Test func `groups that the product made itself are left out`() {
    let comparison = Self.comparison(
      tenant: [.init(name: "admins")], local: [.init(name: "admins", isBuiltIn: true)])
    #expect(Self.groupLines(comparison) == [])
  }

  @Test func `a list of groups that is cut proves no absence`() {
    var comparison = Self.comparison(
      tenant: [.init(name: "Finance")], local: [.init(name: "Testers")], selection: ["Finance"])
    comparison.tenant.groupState = .bounded(100)
    comparison.local.groupState = .partial("row 7 cannot be read")
    #expect(
      Self.groupLines(comparison) == [
        "Testers#1: the tenant's list of groups is bounded(100)",
        "missing Finance: the local list of groups is partial(row 7 cannot be read)",
      ])
    comparison.tenant.groupState = .complete
    comparison.tenant.capabilities.remove(.allGroupKinds)
    #expect(
      Self.groupLines(comparison)[0]
        == "Testers#1: the tenant's source does not hold groups of every kind")
  }

  @Test func `kinds and prefixes decide which groups take part`() {
    var comparison = Self.comparison(
      tenant: [.init(name: "List", isDistribution: true), .init(name: "APP-Finance")],
      local: [.init(name: "List"), .init(name: "APP-Finance")])
    comparison.policy.scope.kinds = [.security]
    #expect(
      Self.groupLines(comparison) == [
        "APP-Finance#2 = APP-Finance (exactName, none)", "List#1: nobody",
      ])
    comparison.policy.scope.namePrefix = "SYS-"
    #expect(Self.groupLines(comparison) == ["APP-Finance#2: nobody", "List#1: nobody"])
  }
}
