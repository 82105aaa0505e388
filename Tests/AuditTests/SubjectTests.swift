import DirectoryModel
import SyncSemantics
import TestSupport
import Testing

@testable import Audit

/// Chains of causes, held against a search of every list.
struct SubjectTests {
  /// Five groups of up to six people and two devices, nested at random, and copies that differ.
  static func world(_ seed: UInt64) throws -> World {
    var random = SeededGenerator(seed: seed)
    func some(_ numbers: [Int]) -> [Int] { numbers.filter { _ in random.number(below: 3) == 0 } }
    var world = try World()
    let (people, groups) = (Array(1...8), Array(11...15))
    world.people = people.map { number in
      World.Person(
        id: number, kind: number > 6 ? .device : .user, name: "Person \(number)",
        principalName: "p\(number)@a.org")
    }
    world.groups = groups.map { number in
      World.Group(
        id: number, name: "Group \(number)", members: some(people) + some(groups),
        state: random.pick([.complete, .complete, .bounded(2)]))
    }
    world.accounts = people.prefix(6).map { number in
      World.Account(key: number, userName: "p\(number)@a.org", externalID: number)
    }
    world.localGroups = groups.map { number in
      World.LocalGroup(
        key: number, name: "Group \(number)", externalID: number, members: some(Array(1...6)))
    }
    world.policy.members.nesting = random.pick([.transitive, .direct, .preserved])
    world.policy.members.kinds = random.pick([[.user], [.user, .device], [.device]])
    world.policy.authority = random.pick([.directory, .directory, .local])
    return world
  }

  @Test(arguments: SeededGenerator.seeds(150))
  func `the way of every operation is what a search finds`(seed: UInt64) throws {
    let input = try Self.world(seed).audited(rules: []).input
    for operation in input.plan.operations
    where operation.tenantPrincipal != noObject && operation.tenantGroup != noObject {
      let path = input.nesting.shortestPath(
        from: operation.tenantGroup, to: operation.tenantPrincipal, in: input.tenant)
      let way = path?.map { "'\(input.tenant.displayName($0))'" }.joined(separator: " contains ")
      let finding = Finding(
        rule: 0, tenantGroup: operation.tenantGroup, localGroup: operation.localGroup,
        tenantPrincipal: operation.tenantPrincipal, localPrincipal: operation.localPrincipal)
      let chain = Subject(input, finding).chain(of: operation)
      let lines =
        [input.policy.line("authority")]
        + (operation.cause == .nested ? [input.policy.line("members.nesting")] : [])
      #expect(chain == (way.map { [$0] } ?? []) + lines, "seed \(seed), \(operation)")
    }
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `an audit is the same with nestings that were found before`(seed: UInt64) throws {
    let world = try Self.world(seed)
    let (tenant, local) = (world.tenantDirectory(), world.localDirectory())
    let given = audit(
      tenant: tenant, local: local, policy: world.policy,
      matching: world.matching(tenant, local), product: world.product,
      nestings: Nestings(tenant: tenant, local: local))
    let found = world.audited()
    #expect(given.findings == found.findings)
    #expect(given.fingerprints == found.fingerprints)
    #expect(given.input.plan.operations == found.input.plan.operations)
  }
}
