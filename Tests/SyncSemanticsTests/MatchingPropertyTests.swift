import DirectoryModel
import TestSupport
import Testing

@testable import SyncSemantics

struct MatchingPropertyTests {
  /// Spellings that are near each other and near nothing else.
  static let spellings = ["Ab cd", "ab cd", "Ab_cd", "Zz"]

  /// All lists of up to three spellings, the same one allowed twice.
  static let lists: [[String]] = {
    var lists: [[String]] = [[]]
    var last = lists
    for _ in 0..<3 {
      last = last.flatMap { list in spellings.map { list + [$0] } }
      lists += last
    }
    // The order is shown to be without effect by another test.
    return lists.filter { $0 == $0.sorted() }
  }()

  private func comparison(_ tenant: [String], _ local: [String]) -> Comparison {
    GroupMatchingTests.comparison(
      tenant: tenant.enumerated().map { index, name in
        .init(name: name, members: [GroupMatchingTests.people[index]], id: "\(index) \(name)")
      },
      local: local.enumerated().map { index, name in
        .init(name: name, members: [GroupMatchingTests.people[index]])
      })
  }

  @Test func `no group has two partners, and every local one is accounted for`() {
    for tenantNames in Self.lists {
      for localNames in Self.lists {
        let comparison = comparison(tenantNames, localNames)
        let (tenant, local) = (comparison.tenant.build(), comparison.local.build())
        let matching = match(
          tenant: tenant, local: local, policy: comparison.policy, product: comparison.product)
        let partners = matching.groups.map(\.tenant)
        let copies = matching.groups.map(\.local)
        let alone = matching.loneLocalGroups.map(\.object)
        #expect(Set(partners).count == partners.count)
        #expect((copies + alone).sorted() == local.groups)
        #expect(partners == partners.sorted())
        for (index, pair) in matching.groups.enumerated() {
          #expect(matching.tenantOfLocal[Int(pair.local)] == pair.tenant)
          #expect(matching.localOfTenant[Int(pair.tenant)] == pair.local)
          #expect(matching.pairOfLocalGroup[Int(pair.local)] == UInt32(index))
        }
        // What is equal letter for letter never goes to something that is not.
        for pair in matching.groups where pair.difference != .none {
          let name = local.displayName(pair.local)
          let free = tenant.groups.filter { matching.localOfTenant[Int($0)] == noObject }
          #expect(!free.contains { tenant.displayName($0).utf8.elementsEqual(name.utf8) })
        }
      }
    }
  }

  @Test func `the order of rows does not matter`() {
    for tenantNames in Self.lists {
      for localNames in Self.lists where localNames.count + tenantNames.count > 2 {
        var comparison = comparison(tenantNames, localNames)
        let lines = comparison.lines()
        comparison.tenant.isReversed = true
        comparison.local.isReversed = true
        #expect(comparison.lines() == lines, "\(tenantNames) \(localNames)")
      }
    }
  }

  @Test(arguments: SeededGenerator.seeds(40))
  func `the order of people does not matter either`(seed: UInt64) {
    let names = ["ann.lee@a.org", "Ann.Lee@a.org", "ann", "bo@a.org", "x"]
    let mails: [String?] = [nil, "ann@m.org", "bo@a.org"]
    let displays: [String?] = [nil, "Ann Lee", "Bo"]
    let ids = [nil, "ann.lee@a.org", "bo@a.org", "bo@a.org deleted", "unknown"]
    var random = SeededGenerator(seed: seed)
    for _ in 0..<10 {
      var comparison = Comparison()
      comparison.tenant.people = [
        .init(name: "ann.lee@a.org", mail: "ann@m.org", display: "Ann Lee"),
        .init(name: "bo@a.org", mail: "bo@a.org", display: "Bo"),
        .init(name: "bo@a.org", display: "Bo", isDeleted: true),
        .init(name: "cy@a.org", mail: "ann@m.org", display: "Cy"),
      ]
      for _ in 0...random.number(below: 4) {
        comparison.local.accounts.append(
          .init(
            name: random.pick(names), mail: random.pick(mails), display: random.pick(displays),
            external: random.pick(ids).map(TenantSketch.id)))
      }
      let lines = comparison.lines()
      comparison.tenant.isReversed = true
      comparison.local.isReversed = true
      #expect(comparison.lines() == lines, "seed \(seed): \(comparison.local.accounts)")
    }
  }

  @Test func `a matching of a directory with itself pairs everything exactly`() {
    let names = (0..<200).map { "Group \($0) \(String(repeating: "x", count: $0 % 7))" }
    let lines = GroupMatchingTests.groupLines(
      GroupMatchingTests.comparison(
        tenant: names.map { .init(name: $0) }, local: names.map { .init(name: $0) }))
    #expect(lines.count == names.count)
    #expect(lines.allSatisfy { $0.hasSuffix("(exactName, none)") })
  }

  @Test func `a thousand groups of one name are refused without weighing every pair`() {
    let comparison = GroupMatchingTests.comparison(
      tenant: (0..<40).map { .init(name: "Team", members: GroupMatchingTests.p(1), id: "\($0)") },
      local: (0..<1_000).map { _ in .init(name: "Team", members: GroupMatchingTests.p(1)) })
    let matching = match(
      tenant: comparison.tenant.build(), local: comparison.local.build(), policy: comparison.policy,
      product: comparison.product)
    #expect(matching.groups == [])
    #expect(matching.loneLocalGroups.count == 1_000)
    #expect(
      matching.loneLocalGroups.allSatisfy {
        if case .ambiguous(let groups) = $0.reason { groups.count == 40 } else { false }
      })
  }
}
