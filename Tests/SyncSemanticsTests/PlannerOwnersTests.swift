import DirectoryModel
import Testing

@testable import SyncSemantics

struct PlannerOwnersTests {
  static func owners(_ tenant: [Int], _ local: [Int]) -> PlannerSketch {
    var sketch = PlannerSketch([1], [1])
    sketch.tenant[0].owners = tenant
    sketch.local[0].owners = local
    sketch.policy.owners.handling = .mirror
    return sketch
  }

  /// Account 9 among the owners of the copy stands alone.
  static func owners(_ tenant: [Int], _ local: [Int], lone: Loneliness) -> PlannerSketch {
    var sketch = owners(tenant, local)
    sketch.lone[9] = lone
    return sketch
  }

  static let rows: [PlannerRow] = [
    PlannerRow("the same owners") { owners([1, 2], [2, 1]) },
    PlannerRow("an owner is missing", "addOwner 2 A direct perform") { owners([2], []) },
    PlannerRow("an owner too many", "removeOwner 2 A notListed perform") { owners([], [2]) },
    PlannerRow("an owner has no account", "addOwner tenant 2 A direct noAccount") {
      var sketch = owners([2], [])
      sketch.withoutAccount = [2]
      return sketch
    },
    PlannerRow("a policy that ignores owners") {
      var sketch = owners([2], [1])
      sketch.policy.owners.handling = .ignore
      return sketch
    },
    PlannerRow("owners that nobody exported") {
      var sketch = owners([], [1])
      sketch.tenant[0].ownerState = .notCollected
      return sketch
    },
    PlannerRow("a cut list of owners", "removeOwner 1 A notListed notProved") {
      var sketch = owners([], [1])
      sketch.tenant[0].ownerState = .bounded(100)
      return sketch
    },
    PlannerRow("a cut list of the copy's owners", "addOwner 1 A direct notProved") {
      var sketch = owners([1], [])
      sketch.local[0].ownerState = .partial("a page is broken")
      return sketch
    },
    PlannerRow("owners that the product does not keep") {
      var sketch = owners([1], [])
      sketch.local[0].ownerState = .notCollected
      return sketch
    },
    PlannerRow("an owner whom nobody stands behind", "removeOwner 9 A noOriginal perform") {
      owners([], [9], lone: .noCandidate)
    },
    PlannerRow("an owner whom nobody seems to stand behind", "removeOwner 9 A noOriginal notProved")
    {
      owners([], [9], lone: .cannotSay("the list of users is cut"))
    },
    PlannerRow("an owner who may be one of several", "removeOwner 9 A noOriginal notProved") {
      owners([1], [1, 9], lone: .ambiguous([0, 1]))
    },
    PlannerRow(
      "an owner whom nobody stands behind, beside a cut list",
      "removeOwner 9 A noOriginal notProved"
    ) {
      var sketch = owners([1], [1, 9], lone: .noCandidate)
      sketch.tenant[0].ownerState = .bounded(1)
      return sketch
    },
    PlannerRow("a second account of an owner", "removeOwner 9 A secondAccount perform") {
      owners([1], [1, 9], lone: .second(of: 0, original: 0))
    },
    PlannerRow("an owner who was deleted", "removeOwner 9 A departed perform") {
      owners([1], [1, 9], lone: .deleted(1))
    },
    PlannerRow("an owner who was deleted, beside a cut list", "removeOwner 9 A departed perform") {
      var sketch = owners([1], [1, 9], lone: .deleted(1))
      sketch.tenant[0].ownerState = .partial("a page is broken")
      return sketch
    },
    PlannerRow("an owner in the recycle bin has no account to be missed") {
      var sketch = owners([1, 2], [1])
      (sketch.deleted, sketch.withoutAccount) = ([2], [2])
      return sketch
    },
    PlannerRow("a row of an owner without an account", "removeOwner 8 A danglingRow perform") {
      var sketch = owners([1], [1, 8])
      sketch.dangling = [8]
      return sketch
    },
    PlannerRow(
      "a row of an owner whose account a cut list may hold", "removeOwner 8 A danglingRow notProved"
    ) {
      var sketch = owners([1], [1, 8])
      (sketch.dangling, sketch.localUsers) = ([8], .bounded(4))
      return sketch
    },
    PlannerRow("a policy that keeps whom nobody lists", "removeOwner 9 A noOriginal keptByPolicy") {
      var sketch = owners([1], [1, 9], lone: .noCandidate)
      sketch.policy.fullRun.foreignMembers = .keep
      return sketch
    },
    PlannerRow("a policy that does not believe in nobody", "removeOwner 2 A notListed keptByPolicy")
    {
      var sketch = owners([], [2])
      sketch.policy.fullRun.emptyAnswer = .keep
      return sketch
    },
    PlannerRow("a push leaves owners alone") {
      var sketch = owners([2], [1])
      sketch.policy.authority = .local
      return sketch
    },
  ]

  @Test(arguments: rows)
  func `a full run does what the row says`(_ row: PlannerRow) {
    #expect(row.sketch().lines().filter { !$0.hasPrefix("endAccount") } == row.lines)
  }
}

struct PlannerNestingTests {
  /// Groups A, B and C with their copies.
  static func nested(_ tenant: [[Int]], _ local: [[Int]], single: Bool = false) -> PlannerSketch {
    var sketch = PlannerSketch(
      tenant: tenant.map { .init(nested: $0) }, local: local.map { .init(nested: $0) })
    sketch.policy.members.nesting = .preserved
    sketch.policy.members.singleParent = single
    return sketch
  }

  static let rows: [PlannerRow] = [
    PlannerRow("the same edges") { nested([[1], [], []], [[1], [], []]) },
    PlannerRow("an edge is missing", "addNestedGroup B A direct perform") {
      nested([[1], [], []], [[], [], []])
    },
    PlannerRow("an edge too many", "removeNestedGroup B A notListed perform") {
      nested([[], [], []], [[1], [], []])
    },
    PlannerRow(
      "an edge the other way round", "addNestedGroup B A direct perform",
      "removeNestedGroup A B notListed perform"
    ) { nested([[1], [], []], [[], [0], []]) },
    PlannerRow("an edge to a group without a copy") { nested([[1], []], [[]]) },
    PlannerRow("an edge to a group without an original", "removeNestedGroup B A noOriginal perform")
    { nested([[]], [[1], []]) },
    PlannerRow(
      "an edge too many that the policy keeps",
      "removeNestedGroup B A notListed keptByPolicy"
    ) {
      var sketch = nested([[], []], [[1], []])
      sketch.policy.fullRun.foreignMembers = .keep
      return sketch
    },
    PlannerRow("a cut list takes no edge away", "removeNestedGroup B A notListed notProved") {
      var sketch = nested([[], []], [[1], []])
      sketch.tenant[0].state = .bounded(20)
      return sketch
    },
    PlannerRow("a cut copy is given no edge", "addNestedGroup B A direct notProved") {
      var sketch = nested([[1], []], [[], []])
      sketch.local[0].state = .partial("a page is broken")
      return sketch
    },
    PlannerRow("a second parent has no place", "addNestedGroup C B notRepresentable notWritable") {
      nested([[2], [2], []], [[2], [], []], single: true)
    },
    PlannerRow(
      "of two missing parents the first gets the place", "addNestedGroup C A direct perform",
      "addNestedGroup C B notRepresentable notWritable"
    ) { nested([[2], [2], []], [[], [], []], single: true) },
    PlannerRow(
      "a parent that goes makes place", "removeNestedGroup C A notListed perform",
      "addNestedGroup C B notRepresentable perform"
    ) { nested([[], [2], []], [[2], [], []], single: true) },
    PlannerRow(
      "a parent that stays for want of proof keeps its place",
      "removeNestedGroup C A notListed notProved", "addNestedGroup C B notRepresentable notWritable"
    ) {
      var sketch = nested([[], [2], []], [[2], [], []], single: true)
      sketch.tenant[0].state = .bounded(20)
      return sketch
    },
    PlannerRow("a cycle on both sides") { nested([[1], [0], []], [[1], [0], []]) },
    PlannerRow("direct members leave edges alone") {
      var sketch = nested([[1], [], []], [[], [0], []])
      sketch.policy.members.nesting = .direct
      return sketch
    },
  ]

  @Test(arguments: rows)
  func `a full run does what the row says`(_ row: PlannerRow) {
    #expect(row.sketch().lines() == row.lines)
  }

  @Test func `a member through nesting is missing where nested members count`() {
    var sketch = PlannerSketch(
      tenant: [.init(members: [1], nested: [1]), .init(members: [2])],
      local: [.init(members: [1]), .init(members: [2])])
    sketch.policy.members.nesting = .transitive
    #expect(sketch.lines() == ["addMember 2 A nested perform"])
    sketch.policy.members.nesting = .direct
    #expect(sketch.lines() == [])
  }

  @Test func `a member through nesting is surplus where direct members count`() {
    var sketch = PlannerSketch(
      tenant: [.init(members: [1], nested: [1]), .init(members: [2])],
      local: [.init(members: [1, 2]), .init(members: [2])])
    #expect(sketch.lines() == ["removeMember 2 A onlyNested perform"])
    sketch.policy.members.nesting = .transitive
    #expect(sketch.lines() == [])
  }

  @Test func `a cut list below leaves the group above open`() {
    var sketch = PlannerSketch(
      tenant: [.init(members: [1], nested: [1]), .init(members: [])],
      local: [.init(members: [1, 2]), .init(members: [3])])
    sketch.policy.members.nesting = .transitive
    sketch.tenant[1].state = .partial("the file ends early")
    #expect(
      sketch.lines() == [
        "removeMember 2 A notListed notProved", "removeMember 3 B notListed notProved",
      ])
  }
}
