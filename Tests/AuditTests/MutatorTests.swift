import Audit
import DirectoryModel
import SyncSemantics
import TestSupport
import Testing

/// Random worlds with random faults: all of them are found, and nothing else is.
struct MutatorTests {
  /// A finding by the numbers of the world: `rule tenant-group local-group person account`.
  static func words(_ finding: Finding, in result: AuditResult) -> String {
    let (tenant, local) = (result.input.tenant, result.input.local)
    func number(_ object: ObjectIndex) -> String {
      object == noObject ? "-" : "\(tenant.guids[Int(object)].low)"
    }
    func key(_ object: ObjectIndex) -> String { object == noObject ? "-" : local.keyText(object) }
    let numbers = [
      number(finding.tenantGroup), key(finding.localGroup), number(finding.tenantPrincipal),
      key(finding.localPrincipal),
    ]
    return "\(result.rules[Int(finding.rule)].id) \(numbers.joined(separator: " "))"
  }

  @Test(arguments: SeededGenerator.seeds(300))
  func `every planted fault is found and nothing else`(seed: UInt64) throws {
    var mutator = try Mutator(seed: seed)
    mutator.plant(1 + Int(seed % 9))
    let result = mutator.world.audited()
    let found = result.findings.map { Self.words($0, in: result) }.sorted()
    let expected = mutator.expected.sorted()
    let missed = expected.filter { !found.contains($0) }
    let invented = found.filter { !expected.contains($0) }
    let nesting = mutator.world.policy.members.nesting
    let log =
      "seed \(seed), \(nesting), identifiers \(mutator.hasIdentifiers), \(mutator.planted)"
    #expect(missed == [], "\(log)")
    #expect(invented == [], "\(log)")
    #expect(found.count == expected.count, "\(log)")
  }

  @Test(arguments: SeededGenerator.seeds(60))
  func `a clean world has no finding`(seed: UInt64) throws {
    var mutator = try Mutator(seed: seed)
    mutator.plant(0)
    let result = mutator.world.audited()
    #expect(result.findings.map { Self.words($0, in: result) } == [], "seed \(seed)")
    #expect(result.verdict == .aligned)
  }

  @Test(arguments: SeededGenerator.seeds(60))
  func `the order of records and rows changes no byte of a report`(seed: UInt64) throws {
    var mutator = try Mutator(seed: seed)
    mutator.plant(8)
    let first = mutator.world.audited()
    var world = mutator.world
    var random = SeededGenerator(seed: seed &+ 77)
    random.shuffle(&world.people)
    random.shuffle(&world.accounts)
    random.shuffle(&world.groups)
    random.shuffle(&world.localGroups)
    for index in world.groups.indices { random.shuffle(&world.groups[index].members) }
    for index in world.localGroups.indices {
      random.shuffle(&world.localGroups[index].members)
      random.shuffle(&world.localGroups[index].nested)
    }
    let second = world.audited()
    #expect(first.page == second.page, "seed \(seed): \(mutator.planted)")
  }

  @Test(arguments: SeededGenerator.seeds(60))
  func `with every list cut nobody is called surplus, departed or missing in the tenant`(
    seed: UInt64
  ) throws {
    var mutator = try Mutator(seed: seed)
    mutator.plant(8)
    var world = mutator.world
    for index in world.groups.indices { world.groups[index].state = .partial("cut") }
    for kind in ObjectKind.allCases { world.tenantStates[kind] = .partial("cut") }
    let result = world.audited()
    let claims = [
      "membership.extra", "membership.unmatched-account", "identity.unmatched",
      "identity.external-id-unknown", "group.missing-in-tenant", "nested.flattened",
      "nested.edge-extra", "identity.device-unmatched", "group.unmatched",
    ]
    #expect(result.ruleIDs.filter(claims.contains) == [], "seed \(seed): \(mutator.planted)")
    #expect(!result.notAssessable.isEmpty)
  }

  @Test(arguments: SeededGenerator.seeds(60))
  func `a fault that is mended is gone and the others keep their fingerprints`(
    seed: UInt64
  ) throws {
    var mutator = try Mutator(seed: seed)
    mutator.plant(6)
    let before = mutator.world.audited()
    // A second collection reads the same objects under other numbers, and one row less.
    var world = mutator.world
    world.people.reverse()
    world.localGroups.reverse()
    world.accounts.append(World.Account(key: 9_999, userName: "late-comer"))
    let after = world.audited()
    let gone = Set(before.fingerprints).subtracting(after.fingerprints)
    #expect(gone.isEmpty, "seed \(seed): \(mutator.planted)")
    #expect(after.fingerprints.count == before.fingerprints.count + 1)
    #expect(Set(after.fingerprints).count == after.fingerprints.count)
  }
}
