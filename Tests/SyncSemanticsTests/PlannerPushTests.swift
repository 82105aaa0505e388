import DirectoryModel
import Testing

@testable import SyncSemantics

/// The tenant's group follows the local one.
struct PlannerPushTests {
  static func push(_ tenant: [Int], _ local: [Int]) -> PlannerSketch {
    var sketch = PlannerSketch(tenant, local)
    sketch.policy.authority = .local
    sketch.policy.members.kinds = [.user, .device]
    sketch.policy.writing.requiresAssignedGroup = true
    return sketch
  }

  /// What keeps a group from being written.
  static let obstacles: [(String, ObjectFlags)] = [
    ("a rule fills it", [.typesKnown, .securityKnown, .securityEnabled, .mailKnown, .dynamic]),
    (
      "on-premises masters it",
      [.typesKnown, .securityKnown, .securityEnabled, .mailKnown, .onPremisesKnown, .onPremises]
    ),
    (
      "it is mail-enabled security",
      [.typesKnown, .securityKnown, .securityEnabled, .mailKnown, .mailEnabled]
    ),
    ("it is a distribution list", [.typesKnown, .securityKnown, .mailKnown, .mailEnabled]),
  ]

  static let rows: [PlannerRow] = [
    PlannerRow("equal lists") { push([1, 2], [2, 1]) },
    PlannerRow("one is missing in the tenant", "addMember 2 A direct perform") {
      push([1], [1, 2])
    },
    PlannerRow("one too many in the tenant", "removeMember 2 A notListed perform") {
      push([1, 2], [1])
    },
    PlannerRow("an empty collection empties the group", "removeMember 1 A notListed perform") {
      push([1], [])
    },
    PlannerRow("a device is pushed", "addMember 2 A direct perform") {
      var sketch = push([1], [1, 2])
      sketch.kinds[2] = .device
      return sketch
    },
    PlannerRow("a device without a record is passed over", "addMember 9 A direct noAccount") {
      var sketch = push([1], [1, 9])
      sketch.kinds[9] = .device
      sketch.lone[9] = .noCandidate
      return sketch
    },
    PlannerRow("a user without a record is passed over", "addMember 9 A direct noAccount") {
      var sketch = push([1], [1, 9])
      sketch.lone[9] = .noCandidate
      return sketch
    },
    PlannerRow("a row of nobody is passed over", "addMember 8 A danglingRow noAccount") {
      var sketch = push([1], [1, 8])
      sketch.dangling = [8]
      return sketch
    },
    PlannerRow("foreign members are kept", "removeMember 2 A notListed keptByPolicy") {
      var sketch = push([1, 2], [1])
      sketch.policy.fullRun.foreignMembers = .keep
      return sketch
    },
    PlannerRow("a cut collection removes nobody", "removeMember 2 A notListed notProved") {
      var sketch = push([1, 2], [1])
      sketch.local[0].state = .partial("a page is broken")
      return sketch
    },
    PlannerRow("a cut group of the tenant is given nobody", "addMember 2 A direct notProved") {
      var sketch = push([1], [1, 2])
      sketch.tenant[0].state = .bounded(20)
      return sketch
    },
    PlannerRow("a second account is the same member") {
      var sketch = push([1], [9])
      sketch.lone[9] = .second(of: 0, original: 0)
      return sketch
    },
    PlannerRow("two accounts of one person are one member") {
      var sketch = push([1], [1, 9])
      sketch.lone[9] = .second(of: 0, original: 0)
      return sketch
    },
    PlannerRow(
      "an account of one of two people keeps both of them", "addMember 9 A direct notProved",
      "removeMember tenant 1 A notListed notProved", "removeMember 3 A notListed perform"
    ) {
      var sketch = push([1, 3], [9])
      sketch.withoutAccount = [1, 2]
      sketch.lone[9] = .ambiguous([0, 1])
      return sketch
    },
    PlannerRow(
      "an account that may be anybody's keeps everybody", "addMember 9 A direct notProved",
      "removeMember 3 A notListed notProved"
    ) {
      var sketch = push([3], [9])
      sketch.lone[9] = .cannotSay("the list of users is cut")
      return sketch
    },
  ]

  @Test(arguments: rows)
  func `a push does what the row says`(_ row: PlannerRow) {
    #expect(
      row.sketch().lines() == row.lines)
  }

  @Test(arguments: obstacles.map(\.0))
  func `a group that cannot be written is left as it is`(_ what: String) throws {
    var sketch = Self.push([1], [2])
    sketch.tenant[0].flags = try #require(Self.obstacles.first { $0.0 == what }).1
    #expect(
      sketch.lines() == [
        "addMember 2 A direct notWritable", "removeMember 1 A notListed notWritable",
      ])
    sketch.policy.writing.requiresAssignedGroup = false
    #expect(
      sketch.lines() == ["addMember 2 A direct perform", "removeMember 1 A notListed perform"])
  }

  @Test func `a group of a kind that nobody told may be written`() {
    var sketch = Self.push([], [1])
    sketch.tenant[0].flags = []
    #expect(sketch.lines() == ["addMember 1 A direct perform"])
  }

  /// Who is right for each direction of a link.
  static let directions: [(Link.Direction?, [String])] = [
    (.importing, ["addMember 1 A direct perform", "removeMember 2 A notListed perform"]),
    (.pushing, ["addMember 2 A direct perform", "removeMember 1 A notListed perform"]),
    (nil, ["addMember 1 A direct perform", "removeMember 2 A notListed perform"]),
  ]

  @Test(arguments: 0..<3)
  func `each link says which side is right`(_ row: Int) {
    var sketch = PlannerSketch([1], [2])
    sketch.policy.authority = .perLink
    sketch.directions = [Self.directions[row].0]
    #expect(sketch.lines() == Self.directions[row].1)
  }

  @Test func `two links of one policy go two ways`() {
    var sketch = PlannerSketch(
      tenant: [.init(members: [1]), .init(members: [1])],
      local: [.init(members: [2]), .init(members: [2])])
    sketch.policy.authority = .perLink
    sketch.directions = [.importing, .pushing]
    #expect(
      sketch.lines() == [
        "addMember 1 A direct perform", "removeMember 2 A notListed perform",
        "addMember 2 B direct perform", "removeMember 1 B notListed perform",
      ])
  }
}
