import DirectoryModel
import Testing

@testable import SyncSemantics

/// What members may not decide: where lists were cut, and where there are too many to compare.
struct GroupMatchingLimitsTests {
  /// Groups in a ring, each with the next; the first has three people.
  private static func ring(_ count: Int, cut: Int?) -> [TenantSketch.Group] {
    (0..<count).map { number in
      TenantSketch.Group(
        name: "Ring \(number)", members: number == 0 ? GroupMatchingTests.p(1, 2, 3) : [],
        groups: ["Ring \((number + 1) % count)"],
        state: number == (cut ?? -1) ? .partial("page 2 is missing") : .complete)
    }
  }

  private static func comparison(
    ring count: Int, cut: Int?, nesting: MemberRules.Nesting, renamed: Bool = true
  ) -> Comparison {
    var comparison = GroupMatchingTests.comparison(
      tenant: ring(count, cut: cut),
      local: [
        .init(name: renamed ? "Circle" : "Ring 0", members: GroupMatchingTests.p(1, 2, 3))
      ],
      selection: ["Ring 0"])
    comparison.policy.members.nesting = nesting
    return comparison
  }

  private static let paired = ["Circle#1 = Ring 0 (membership, other)"]
  private static let undecided = [
    "Circle#1: lists that would tell groups apart are incomplete",
    "missing Ring 0: lists that would tell groups apart are incomplete",
  ]

  /// The group of the ring whose list was cut, how the policy nests, and what is said.
  static let cuts: [(cut: Int?, nesting: MemberRules.Nesting, lines: [String])] = [
    (nil, .direct, paired), (nil, .transitive, paired),
    (0, .direct, undecided), (0, .transitive, undecided),
    (1, .direct, paired), (1, .transitive, undecided),
    (4, .direct, paired), (4, .transitive, undecided),
  ]

  @Test(arguments: cuts)
  func `a cut list far below leaves open whose people they are`(
    _ row: (cut: Int?, nesting: MemberRules.Nesting, lines: [String])
  ) {
    let comparison = Self.comparison(ring: 5, cut: row.cut, nesting: row.nesting)
    #expect(GroupMatchingTests.groupLines(comparison) == row.lines)
  }

  /// Matches with a bound on the members that may be walked; answers what is left of it.
  private static func match(_ comparison: Comparison, budget: Int) -> ([String], left: Int) {
    let (tenant, local) = (comparison.tenant.build(), comparison.local.build())
    let matcher = Matcher(
      tenant: tenant, local: local, policy: comparison.policy, product: comparison.product)
    matcher.matchPeople()
    matcher.glance = GroupGlance(tenant, local)
    matcher.chooseCandidates(comparison.selection, links: [])
    matcher.budget = budget
    matcher.matchGroups()
    let left = matcher.budget
    let lines = Transcript(tenant: tenant, local: local, matching: matcher.finish()).lines
    return (lines.filter { !$0.contains("@a.org#") }, left)
  }

  @Test func `lists too long to compare leave a group open and say so`() {
    let comparison = Self.comparison(ring: 40, cut: nil, nesting: .transitive)
    #expect(Self.match(comparison, budget: 1_000).0 == Self.paired)
    #expect(
      Self.match(comparison, budget: 30).0 == [
        "Circle#1: lists that would tell groups apart are too long to compare",
        "missing Ring 0: lists that would tell groups apart are too long to compare",
      ])
  }

  /// Two groups with the same people on both sides, and each other's identifiers.
  private static func swapped() -> Comparison {
    GroupMatchingTests.comparison(
      tenant: [
        .init(name: "A", members: GroupMatchingTests.p(1, 2, 3)),
        .init(name: "B", members: GroupMatchingTests.p(4, 5, 6)),
      ],
      local: [
        .init(
          name: "A", members: GroupMatchingTests.p(1, 2, 3), external: TenantSketch.groupID("B")),
        .init(
          name: "B", members: GroupMatchingTests.p(4, 5, 6), external: TenantSketch.groupID("A")),
      ])
  }

  /// Two tenant groups of one name, of which the members choose one.
  private static func namesakes() -> Comparison {
    GroupMatchingTests.comparison(
      tenant: [
        .init(name: "Sales", members: GroupMatchingTests.p(1, 2, 3)),
        .init(name: "Sales", members: GroupMatchingTests.p(4, 5), id: "other Sales"),
      ],
      local: [.init(name: "Sales", members: GroupMatchingTests.p(4, 5))], selection: ["Sales"])
  }

  private static let long = "lists that would tell groups apart are too long to compare"
  private static let swappedBack = [
    "A#1 = A (exactName, none)", "B#2 = B (exactName, none)",
    "conflict A#1: identifier of B", "conflict B#2: identifier of A",
  ]
  private static let chosen = ["Sales#1 = Sales@2 (exactName, none)", "missing Sales@3: nobody"]

  /// The groups, how many members may be walked, and what is said.
  static let budgets: [(isSwapped: Bool, budget: Int, lines: [String])] = [
    (true, 100, swappedBack), (true, 13, swappedBack),
    // Too few for the second group: what the first one says is no evidence about the second.
    (true, 12, ["A#1 = A (exactName, none)", "B#2: \(long)", "conflict A#1: identifier of B"]),
    (true, 6, ["A#1: \(long)", "B#2: \(long)"]), (true, 3, ["A#1: \(long)", "B#2: \(long)"]),
    (true, 0, ["A#1: \(long)", "B#2: \(long)"]),
    (false, 100, chosen),
    (false, 6, chosen),
    // The first of the two was walked, the second not.
    (false, 5, ["Sales#1: \(long)", "missing Sales@2: \(long)", "missing Sales@3: \(long)"]),
    (false, 0, ["Sales#1: \(long)", "missing Sales@2: \(long)", "missing Sales@3: \(long)"]),
  ]

  @Test(arguments: budgets)
  func `members that were not looked at decide nothing`(
    _ row: (isSwapped: Bool, budget: Int, lines: [String])
  ) {
    let comparison = row.isSwapped ? Self.swapped() : Self.namesakes()
    #expect(Self.match(comparison, budget: row.budget).0 == row.lines)
  }

  @Test func `groups that all have their partner cost no walk through what they nest`() {
    var comparison = Self.comparison(ring: 200, cut: nil, nesting: .transitive, renamed: false)
    comparison.selection = nil
    let (lines, left) = Self.match(comparison, budget: 1_000)
    #expect(lines == ["Ring 0#1 = Ring 0 (exactName, none)"])
    #expect(left == 1_000)
  }

  /// How many tenant groups bear one name, and whether members choose among them.
  static let namesakeCounts: [(count: Int, isChosen: Bool)] = [
    (2, true), (15, true), (16, true), (17, true), (18, true), (256, true), (257, false),
    (300, false),
  ]

  @Test(arguments: namesakeCounts, [false, true])
  func `of many namesakes the one with the same people is found, or none of them`(
    _ row: (count: Int, isChosen: Bool), isReversed: Bool
  ) {
    var comparison = GroupMatchingTests.comparison(
      tenant: (0..<row.count).map { number in
        // The first shares one person with the copy, the last both.
        let people = number == 0 ? [1, 3, 4] : number == row.count - 1 ? [1, 2] : [5]
        return TenantSketch.Group(
          name: "Project", members: people.flatMap { GroupMatchingTests.p($0) },
          id: "Project \(number)")
      }, local: [.init(name: "Project", members: GroupMatchingTests.p(1, 2))])
    comparison.tenant.isReversed = isReversed
    let lines = GroupMatchingTests.groupLines(comparison)
    if row.isChosen {
      #expect(lines == ["Project#1 = Project@2 (exactName, none)"])
    } else {
      #expect(lines.count == 1)
      #expect(lines[0].hasPrefix("Project#1: one of Project@1, Project@1, "))
    }
  }

  @Test func `a selected namesake is taken however many come before it`() {
    let groups = (0..<40).map { number in
      TenantSketch.Group(name: "Project", members: [], id: "Project \(number)")
    }
    for chosen in [0, 15, 16, 17, 39] {
      let id = TenantSketch.groupID("Project \(chosen)")
      let comparison = GroupMatchingTests.comparison(
        tenant: groups, local: [.init(name: "Project")], selection: [id.description])
      let (tenant, local) = (comparison.tenant.build(), comparison.local.build())
      let matching = SyncSemantics.match(
        tenant: tenant, local: local, policy: comparison.policy, product: comparison.product,
        selection: comparison.selection)
      #expect(matching.groups.map { tenant.guids[Int($0.tenant)] } == [id])
    }
  }
}
