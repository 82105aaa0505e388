import DirectoryModel
import Testing

@testable import SyncSemantics

/// The plan without the lists that are copied.
struct PlannerObjectsTests {
  /// A world with accounts and groups that want making, ending and leaving alone.
  private func sketch(_ bits: Int, _ nesting: MemberRules.Nesting) -> PlannerSketch {
    let lists = PlannerExhaustiveTests.lists(bits, hasEdges: true)
    var sketch = PlannerSketch(tenant: lists, local: lists.reversed())
    sketch.people = 1...3
    if bits & 1 == 1 { sketch.withoutAccount = [2] }
    if bits & 2 == 2 { sketch.lone = [9: .noCandidate] }
    if bits & 4 == 4 { sketch.local.append(PlannerSketch.Lists(members: [1])) }
    sketch.policy.members.nesting = nesting
    sketch.policy.owners.handling = .mirror
    sketch.policy.fullRun.createsGroups = true
    sketch.policy.lifecycle.deletedGroups = .delete
    sketch.policy.lifecycle.deletedUsers = .delete
    sketch.policy.identityMatching.unmatched = .create
    return sketch
  }

  private static let lists: Set<OperationKind> = [
    .addMember, .removeMember, .addOwner, .removeOwner, .addNestedGroup, .removeNestedGroup,
  ]

  /// All lists of three people in two groups that may hold each other.
  @Test(arguments: [MemberRules.Nesting.direct, .transitive, .preserved])
  func `it is what the whole plan says of accounts and groups`(
    _ nesting: MemberRules.Nesting
  ) {
    var met: Set<OperationKind> = []
    for bits in 0..<256 {
      let sketch = sketch(bits, nesting)
      let (whole, tenant, local) = sketch.planned()
      let objects = planObjects(
        tenant: tenant, local: local, matching: sketch.matching(tenant, local),
        policy: sketch.policy)
      #expect(objects.operations == whole.operations.filter { !Self.lists.contains($0.kind) })
      #expect(objects.brokenRules == whole.brokenRules)
      met.formUnion(objects.operations.map(\.kind))
    }
    #expect(met.contains(.createAccount))
    #expect(met.isDisjoint(with: Self.lists))
  }
}
