import DirectoryModel
import Testing

@testable import SyncSemantics

/// Members whom a list names without saying what they are.
struct UntoldMembersTests {
  private static let untold = "what some of the members are is not known"

  /// A group of person 1, who has an account, and of 2, of whom nothing tells what they are.
  private static func sketch(
    _ users: Completeness, _ policy: (inout Policy) -> Void = { _ in }
  ) -> PlannerSketch {
    var sketch = PlannerSketch([1, 2], [1])
    sketch.kinds[2] = .unknown
    sketch.unrecorded = [2]
    sketch.withoutAccount = [2]
    sketch.tenantUsers = users
    policy(&sketch.policy)
    return sketch
  }

  /// One row a tenant: what is known of the list of users, which kinds count, what limits the group.
  static let rows: [(users: Completeness, kinds: [ObjectKind], limit: String?)] = [
    // Whoever is missing from the list of all users is no user.
    (.complete, [.user], nil), (.partial("a page is missing"), [.user], untold),
    (.bounded(100), [.user], untold), (.notCollected, [.user], untold),
    (.complete, [.user, .device], untold), (.complete, [.device], untold), (.complete, [], nil),
  ]

  @Test(arguments: rows)
  func `a group agrees only if nobody untold could count`(
    _ row: (users: Completeness, kinds: [ObjectKind], limit: String?)
  ) {
    let sketch = Self.sketch(row.users) { $0.members.kinds = row.kinds }
    #expect(sketch.planned().plan.limits[0] == row.limit)
  }

  @Test func `whoever has an account counts as what the account is`() {
    var sketch = Self.sketch(.notCollected)
    sketch.withoutAccount = []
    sketch.local[0].members = [1, 2]
    let plan = sketch.planned().plan
    #expect(plan.limits[0] == nil)
    #expect([plan.counts[0].expected, plan.counts[0].matched] == [2, 2])
  }

  @Test func `a group without anybody untold is not limited by one beside it`() {
    var sketch = Self.sketch(.notCollected)
    sketch.tenant.append(PlannerSketch.Lists(members: [1]))
    sketch.local.append(PlannerSketch.Lists(members: [1]))
    #expect(sketch.planned().plan.limits == [0: Self.untold])
  }

  @Test func `a list that was cut is named before what its members are`() {
    var sketch = Self.sketch(.notCollected)
    sketch.tenant[0].state = .bounded(20)
    #expect(sketch.planned().plan.limits == [0: "the tenant's list is bounded(20)"])
    sketch.tenant[0].state = .complete
    sketch.local[0].state = .partial("a page is broken")
    #expect(
      sketch.planned().plan.limits == [0: "the local list is partial(a page is broken)"])
  }

  @Test(arguments: [1, 2, 100])
  func `an untold member of a nested group limits the group above it`(_ divided: Int) {
    var sketch = Self.sketch(.notCollected) { $0.members.nesting = .transitive }
    sketch.tenant.insert(PlannerSketch.Lists(members: [1], nested: [1]), at: 0)
    sketch.local.insert(PlannerSketch.Lists(members: [1]), at: 0)
    #expect(sketch.planned().plan.limits == [0: Self.untold, 1: Self.untold])
    #expect(sketch.planned(dividedAt: divided).limits == [0: Self.untold, 1: Self.untold])
  }

  /// One row what is known of the list of local devices, what becomes of a device that has no
  /// record there, and what limits the group.
  static let devices: [(state: Completeness, decision: String, limit: String?)] = [
    (.complete, "noAccount", nil), (.notCollected, "noAccount", nil),
    (
      .partial("a page is broken"), "notProved",
      "the local list of devices is partial(a page is broken)"
    ),
    (.bounded(100), "notProved", "the local list of devices is bounded(100)"),
  ]

  @Test(arguments: devices)
  func `a device is not missing from a list that was cut before it`(
    _ row: (state: Completeness, decision: String, limit: String?)
  ) {
    var sketch = PlannerSketch([1, 2], [1])
    sketch.kinds[2] = .device
    sketch.withoutAccount = [2]
    sketch.localDevices = row.state
    sketch.policy.members.kinds = [.user, .device]
    #expect(sketch.lines() == ["addMember tenant 2 A direct \(row.decision)"])
    let plan = sketch.planned().plan
    #expect(plan.limits[0] == row.limit)
    #expect(plan.counts[0].unknown == (row.limit == nil ? 0 : 1))
    // Counted, where no more can be listed, they are the same.
    let counted = sketch.planned(dividedAt: 1, atMost: 0)
    #expect(counted.counts == plan.counts)
    #expect(counted.unlisted == 1)
  }
}
