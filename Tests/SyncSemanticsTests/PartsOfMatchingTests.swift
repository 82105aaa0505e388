import DirectoryModel
import TestSupport
import Testing

@testable import SyncSemantics

/// Work of the matching that two threads share, held against the same work done at once.
struct PartsOfMatchingTests {
  /// Names of groups, plain ones and such that need a closer look.
  static func name(_ number: Int) -> String {
    let forms = ["Team \(number)", "Grüppe \(number)", "R&D \(number)", "", "\u{1F600}\(number)"]
    return forms[number % forms.count]
  }

  @Test(arguments: [0, 1, 127, 128, 129, 500])
  func `the keys of names are the same, however they are divided`(_ count: Int) {
    var builder = DirectoryBuilder(side: .tenant)
    let groups = (0..<count).map { number in
      let group = builder.object(GUID(high: 7, low: UInt64(number) + 1))
      var record = ObjectRecord(kind: .group)
      record.displayName = builder.names.intern(Self.name(number))
      builder.record(group, record, at: .none)
      return group
    }
    let hashes = NameForm.keyHashes(of: groups, in: builder.finish())
    let expected = (0..<count).map { number in
      let name = Array(Self.name(number).utf8)
      return name.isEmpty ? [] : NameForm.keys(name).compactMap { KeyHash.whole($0) }
    }
    #expect(hashes == expected)
  }

  /// As many people and accounts, some of whom only a search finds.
  static func comparison(_ count: Int) -> Comparison {
    var comparison = Comparison()
    comparison.tenant.people = (0..<count).map { number in
      TenantSketch.Person(name: "p\(number)@a.org", mail: "m\(number)@a.org")
    }
    comparison.local.accounts = (0..<count).map { number in
      switch number % 10 {
      case 3: LocalSketch.Account(name: "P\(number)@A.org")
      case 7: LocalSketch.Account(name: "x\(number)", mail: "m\(number)@a.org")
      default: LocalSketch.Account(name: "p\(number)@a.org")
      }
    }
    return comparison
  }

  @Test(arguments: [AccountLookup.partSize - 1, AccountLookup.partSize + 1, 9_000])
  func `everybody is found, however many there are`(_ count: Int) {
    let comparison = Self.comparison(count)
    let (tenant, local) = (comparison.tenant.build(), comparison.local.build())
    let matching = match(
      tenant: tenant, local: local, policy: comparison.policy, product: comparison.product)
    #expect(matching.principals.count == count)
    #expect(matching.principals.map(\.local) == matching.principals.map(\.local).sorted())
    #expect(matching.loneLocalPrincipals.isEmpty)
    for pair in matching.principals {
      let (name, person) = (local.principalName(pair.local), tenant.principalName(pair.tenant))
      #expect(name.dropFirst().prefix { $0.isNumber } == person.dropFirst().prefix { $0.isNumber })
    }
  }

  @Test(arguments: SeededGenerator.seeds(30))
  func `the hash of a name is that of its plain form`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let letters = Array("abcXYZ019 \t.-_@&é\u{A0}".utf8)
    for length in 0..<40 {
      let name = (0..<length).map { _ in random.pick(letters) }
      #expect(KeyHash.plain(name) == KeyHash.whole(NameForm.plain(name)), "\(random) \(name)")
    }
  }

  @Test(arguments: SeededGenerator.seeds(40))
  func `every pair is in one share`(seed: UInt64) {
    let sketch = PlannerSharesTests.sketch(seed)
    let (tenant, local) = (sketch.tenantDirectory(), sketch.localDirectory())
    let planner = Planner(
      tenant: tenant, local: local, matching: sketch.matching(tenant, local),
      policy: sketch.policy, nesting: Nesting(tenant), localNesting: Nesting(local))
    for weight in stride(from: 0, through: 200, by: 10) {
      let shares = planner.shares(dividedAt: weight)
      let (first, second) = (shares.first, shares.second)
      let all = first.alone + second.alone + first.nested + second.nested
      #expect(all.sorted() == Array(0..<UInt32(planner.matching.groups.count)))
      #expect(first.alone + second.alone == (first.alone + second.alone).sorted())
      let components = (first.nested + second.nested).map { pair in
        planner.nestingParts.componentOf[Int(planner.matching.groups[Int(pair)].tenant)]
      }
      #expect(components == components.sorted())
    }
  }
}
