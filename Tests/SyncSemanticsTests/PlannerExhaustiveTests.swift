import DirectoryModel
import Testing

@testable import SyncSemantics

/// All worlds of up to three people in two groups.
struct PlannerExhaustiveTests {
  static let people = 3

  /// The members and the nesting that a number stands for: three bits a group, then two edges.
  static func lists(
    _ bits: Int, hasEdges: Bool, people: Int = people
  ) -> [PlannerSketch.Lists] {
    (0..<2).map { group in
      let members = (1...people).filter { bits >> (group * people + $0 - 1) & 1 == 1 }
      let isNested = hasEdges && bits >> (2 * people + group) & 1 == 1
      return PlannerSketch.Lists(members: members, nested: isNested ? [1 - group] : [])
    }
  }

  /// Whom a full run has to leave in each copy, worked out the slow way.
  static func expectation(_ lists: [PlannerSketch.Lists], nesting: MemberRules.Nesting) -> [Set<
    Int
  >] {
    lists.indices.map { group in
      var members = Set(lists[group].members)
      // Two groups can only nest each other; the members of a nested one count once.
      if nesting == .transitive, !lists[group].nested.isEmpty {
        members.formUnion(lists[1 - group].members)
      }
      return members
    }
  }

  static func sketch(
    _ tenant: [PlannerSketch.Lists], _ local: [PlannerSketch.Lists], _ nesting: MemberRules.Nesting
  ) -> PlannerSketch {
    var sketch = PlannerSketch(tenant: tenant, local: local)
    sketch.people = 1...people
    sketch.policy.members.nesting = nesting
    return sketch
  }

  /// The copy after the operations that a plan performs.
  static func applied(_ sketch: PlannerSketch) -> [PlannerSketch.Lists] {
    var copies = sketch.local
    let (plan, _, local) = sketch.planned()
    for operation in plan.operations where operation.decision == .perform {
      guard let group = Int(local.keyText(operation.localGroup)),
        let principal = Int(local.keyText(operation.localPrincipal))
      else { continue }
      switch operation.kind {
      case .addMember: copies[group].members.append(principal)
      case .removeMember: copies[group].members.removeAll { $0 == principal }
      case .addNestedGroup: copies[group].nested.append(principal)
      case .removeNestedGroup: copies[group].nested.removeAll { $0 == principal }
      case .addOwner: copies[group].owners.append(principal)
      case .removeOwner: copies[group].owners.removeAll { $0 == principal }
      case .createGroup, .renameGroup, .endGroup, .endAccount, .createAccount, .changeAccount: break
      }
    }
    return copies
  }

  @Test(arguments: [MemberRules.Nesting.direct, .transitive, .preserved], 0..<4)
  func `a full run makes the copy what it should be, and a second one has nothing to do`(
    _ nesting: MemberRules.Nesting, _ edges: Int
  ) {
    // Worlds with edges are worlds of two people: a third one would add nothing but time.
    let people = edges == 0 ? Self.people : 2
    for tenantBits in 0..<(1 << (2 * people)) {
      let tenant = Self.lists(tenantBits | edges << (2 * people), hasEdges: true, people: people)
      let expected = Self.expectation(tenant, nesting: nesting)
      for localBits in 0..<(1 << (2 * people)) {
        let local = Self.lists(localBits, hasEdges: false, people: people)
        var sketch = Self.sketch(tenant, local, nesting)
        sketch.local = Self.applied(sketch)
        #expect(sketch.local.map { Set($0.members) } == expected, "\(tenantBits) \(localBits)")
        let isSet = sketch.local.allSatisfy { Set($0.members).count == $0.members.count }
        #expect(isSet)
        if nesting == .preserved {
          #expect(sketch.local.map(\.nested) == tenant.map(\.nested))
        }
        #expect(sketch.lines() == [], "\(tenantBits) \(localBits)")
      }
    }
  }

  @Test(arguments: [MemberRules.Nesting.direct, .transitive, .preserved])
  func `nobody is removed on the word of a cut list`(_ nesting: MemberRules.Nesting) {
    for tenantBits in 0..<(1 << 6) {
      var tenant = Self.lists(tenantBits, hasEdges: true, people: 2)
      for index in tenant.indices { tenant[index].state = .bounded(tenant[index].members.count) }
      for localBits in 0..<(1 << 4) {
        let local = Self.lists(localBits, hasEdges: false, people: 2)
        let sketch = Self.sketch(tenant, local, nesting)
        let removals = sketch.planned().plan.operations.filter {
          $0.decision == .perform && $0.kind == .removeMember
        }
        #expect(removals.isEmpty, "\(tenantBits) \(localBits)")
      }
    }
  }

  @Test func `nobody is added on the word of a cut copy`() {
    for tenantBits in 0..<(1 << 4) {
      for localBits in 0..<(1 << 4) {
        var local = Self.lists(localBits, hasEdges: false, people: 2)
        for index in local.indices { local[index].state = .partial("a page is broken") }
        let tenant = Self.lists(tenantBits, hasEdges: false, people: 2)
        let sketch = Self.sketch(tenant, local, .direct)
        let additions = sketch.planned().plan.operations.filter {
          $0.decision == .perform && $0.kind == .addMember
        }
        #expect(additions.isEmpty, "\(tenantBits) \(localBits)")
      }
    }
  }

  @Test func `a push makes the tenant's group what the copy is`() {
    for tenantBits in 0..<(1 << Self.people) {
      for localBits in 0..<(1 << Self.people) {
        var sketch = Self.sketch(
          [Self.lists(tenantBits, hasEdges: false)[0]], [Self.lists(localBits, hasEdges: false)[0]],
          .direct)
        sketch.policy.authority = .local
        let (plan, tenant, _) = sketch.planned()
        var members = Set(sketch.tenant[0].members)
        for operation in plan.operations where operation.decision == .perform {
          let person = Int(tenant.guids[Int(operation.tenantPrincipal)].low)
          if operation.kind == .addMember { members.insert(person) } else { members.remove(person) }
        }
        #expect(members == Set(sketch.local[0].members))
      }
    }
  }

  @Test func `the order of lists changes nothing but the order of operations`() {
    let forward = PlannerSketch([1, 2, 3], [4])
    let backward = PlannerSketch([3, 2, 1], [4])
    #expect(Set(forward.lines()) == Set(backward.lines()))
    #expect(forward.lines() == forward.lines())
  }
}
