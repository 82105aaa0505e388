import DirectoryModel
import Testing

@testable import SyncSemantics

/// Who was whose, for those who are gone from the authority's side.
struct FormerPartnersTests {
  private static let none = noObject

  private static func matching(_ tenantOfLocal: [ObjectIndex], people: Int = 4) -> Matching {
    var matching = MatchingDraft()
    matching.tenantOfLocal = tenantOfLocal
    matching.localOfTenant = Array(repeating: noObject, count: people)
    for (local, tenant) in tenantOfLocal.enumerated() where tenant != noObject {
      matching.localOfTenant[Int(tenant)] = ObjectIndex(local)
    }
    return Matching(taking: &matching)
  }

  /// One row the partners of local objects in one run after another, the last partner of each, and
  /// those of whom the last run changed something.
  static let rows: [(runs: [[ObjectIndex]], last: [ObjectIndex], changed: [ObjectIndex])] = [
    ([[0, 1]], [0, 1], []),
    ([[0, 1], [0, 1]], [0, 1], []),
    // Whoever has no partner any more keeps the last one in memory.
    ([[0, 1], [0, none]], [0, 1], [1]),
    ([[0, 1], [0, none], [0, none]], [0, 1], [1]),
    ([[0, 1], [0, none], [0, 1]], [0, 1], []),
    ([[0, 1], [0, 2]], [0, 2], [1]),
    ([[0, 1], [1, 0]], [1, 0], [0, 1]),
    // Objects that are new had nobody before.
    ([[0], [0, 1]], [0, 1], []),
    ([[none, none], [none, 1]], [none, 1], []),
    ([[], [0]], [0], []),
  ]

  @Test(arguments: rows)
  func `the last partner is remembered until there is another one`(
    _ row: (runs: [[ObjectIndex]], last: [ObjectIndex], changed: [ObjectIndex])
  ) {
    var former = FormerPartners()
    var changed: [ObjectIndex] = []
    for run in row.runs {
      let matching = Self.matching(run)
      changed = former.changes(to: matching)
      former.note(
        tenantOfLocal: matching.tenantOfLocal, localOfTenant: matching.localOfTenant)
    }
    #expect(row.last.indices.map { former.tenantPartner(ObjectIndex($0)) } == row.last)
    #expect(changed == row.changed)
  }

  @Test func `of whom nobody has heard there is no partner`() {
    var former = FormerPartners()
    #expect(former.tenantPartner(0) == noObject)
    #expect(former.localPartner(7) == noObject)
    former.note(tenantOfLocal: [2], localOfTenant: Self.matching([2]).localOfTenant)
    #expect(former.tenantPartner(1) == noObject)
    #expect(
      [0, 1, 2, 3, 4].map { former.localPartner($0) } == [
        noObject, noObject, 0, noObject, noObject,
      ])
  }

  /// One row who is on the lists, who is gone, whose account stands alone by now, and the plan.
  static let leavings: [(lone: [Int: Loneliness], isHeld: Bool, knows: Bool, lines: [String])] = [
    ([:], true, true, ["removeMember 2 A notListed perform"]),
    ([:], false, true, []),
    ([2: .noCandidate], true, true, ["removeMember 2 A notListed perform"]),
    ([2: .noCandidate], true, false, []),
    ([2: .noCandidate], false, true, []),
  ]

  @Test(arguments: leavings)
  func `an incremental run takes out the last account of somebody who is gone`(
    _ row: (lone: [Int: Loneliness], isHeld: Bool, knows: Bool, lines: [String])
  ) {
    let before = PlannerSketch([1, 2], [1, 2])
    var after = PlannerSketch([1], row.isHeld ? [1, 2] : [1])
    after.lone = row.lone
    after.policy.incrementalRun.foreignMembers = .keep
    var former = FormerPartners()
    let (oldTenant, oldLocal) = (before.tenantDirectory(), before.localDirectory())
    if row.knows {
      let known = before.matching(oldTenant, oldLocal)
      former.note(tenantOfLocal: known.tenantOfLocal, localOfTenant: known.localOfTenant)
    }
    let (tenant, local) = (after.tenantDirectory(), after.localDirectory())
    let gone = tenant.find(PlannerSketch.person(2)) ?? noObject
    let plan = plan(
      changes: [MemberChange(pair: 0, member: gone, isMember: false)], tenant: tenant, local: local,
      matching: after.matching(tenant, local), policy: after.policy, nesting: Nesting(tenant),
      localNesting: Nesting(local), formerPartners: former)
    let lines = plan.operations.map { operation in
      "\(operation.kind) \(local.keyText(operation.localPrincipal)) A \(operation.cause) "
        + "\(operation.decision)"
    }
    #expect(lines == row.lines)
  }
}
