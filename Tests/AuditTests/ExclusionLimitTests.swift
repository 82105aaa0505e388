import Audit
import DirectoryModel
import SyncSemantics
import Testing

/// A policy that leaves people out, and sources that do not tell whom.
struct ExclusionLimitTests {
  private static func limits(
    lost: Capability, _ change: (inout World) -> Void
  ) throws -> [NotAssessable] {
    var world = try World.sample()
    world.lost = lost
    change(&world)
    return world.audited().notAssessable.filter { $0.reason.hasPrefix("members of ") }
  }

  private static func silence(_ world: inout World) {
    world.policy.members.disabledAccounts = .exclude
    for index in world.people.indices { world.people[index].isEnabled = nil }
  }

  @Test func `what no source tells of anybody is said once, with the number of groups`() throws {
    let each = try Self.limits(lost: [], Self.silence)
    #expect(each.count > 1)
    #expect(
      each.allSatisfy {
        $0.reason.hasSuffix("who of the members is a guest or blocked is not known")
      })
    let once = try Self.limits(lost: .accountEnabled, Self.silence)
    #expect(
      once.map(\.reason) == [
        "members of \(each.count) groups: whether accounts may sign in cannot be told from "
          + "tenant.json (Graph JSON), and the policy leaves such people out"
      ])
    #expect(once.map(\.count) == [each.reduce(0) { $0 + $1.count }])
    #expect(once.map(\.rules) == [["membership.extra", "membership.missing"]])
  }

  /// People of whom nobody tells whether they may sign in, and what is said of their groups.
  static let doubts: [(people: [Int], reasons: [String])] = [
    ([], []),
    ([102], ["members of 'Finance': who of the members is a guest or blocked is not known"]),
    (
      [102, 104],
      [
        "members of 2 groups: whether accounts may sign in cannot be told from tenant.json "
          + "(Graph JSON), and the policy leaves such people out"
      ]
    ),
  ]

  @Test(arguments: doubts)
  func `one group in doubt is named, two are counted`(
    _ row: (people: [Int], reasons: [String])
  ) throws {
    let limits = try Self.limits(lost: .accountEnabled) { world in
      world.policy.members.disabledAccounts = .exclude
      for id in row.people { world.person(id) { $0.isEnabled = nil } }
    }
    #expect(limits.map(\.reason) == row.reasons)
  }

  @Test func `only the inputs that cannot tell are named`() throws {
    let limits = try Self.limits(lost: []) { world in
      Self.silence(&world)
      world.furtherInputs = [
        ("one.json", .accountEnabled), ("two.json", []), ("three.json", [.accountEnabled, .mail]),
        ("four.json", .mail),
      ]
    }
    #expect(limits.count == 1)
    #expect(
      limits[0].reason.contains(
        "cannot be told from one.json (AzureHound), three.json (AzureHound), and the policy"),
      "\(limits[0].reason)")
  }

  @Test func `both words that are missing are named`() throws {
    let once = try Self.limits(lost: [.accountEnabled, .userType]) { world in
      Self.silence(&world)
      world.policy.members.guests = .exclude
      for index in world.people.indices { world.people[index].isGuest = nil }
    }
    #expect(once.count == 1)
    #expect(
      once[0].reason.contains("who is a guest and whether accounts may sign in cannot be told"))
  }

  @Test func `a group whose own list was cut keeps its own entry`() throws {
    let limits = try Self.limits(lost: .accountEnabled) { world in
      Self.silence(&world)
      world.group(1) { $0.state = .bounded(20) }
    }
    #expect(limits.count == 2)
    #expect(limits.contains { $0.reason.hasSuffix("the tenant's list is bounded(20)") })
  }

  static let silent: [@Sendable (inout World) -> Void] = [
    { _ in },
    { world in for index in world.people.indices { world.people[index].isEnabled = nil } },
    { $0.policy.members.guests = .exclude },
  ]

  @Test(arguments: silent.indices)
  func `a policy that leaves nobody out for it has nothing to say`(_ number: Int) throws {
    #expect(try Self.limits(lost: .accountEnabled, Self.silent[number]) == [])
  }
}
