import DirectoryModel
import TestSupport
import Testing

@testable import SyncSemantics

/// What a product itself would match, of all that an audit sees.
struct ProductMatchingTests {
  struct Row: Sendable {
    var tenantName: String
    var localName: String
    var change: @Sendable (inout Policy) -> Void = { _ in }
    var audit: Bool
    var product: Bool
  }

  static let rows: [Row] = [
    Row(tenantName: "Sales", localName: "Sales", audit: true, product: true),
    Row(tenantName: "Sales", localName: "sales", audit: true, product: false),
    Row(
      tenantName: "Sales", localName: "sales",
      change: { $0.groupMatching.names.letterCase = .ascii }, audit: true, product: true),
    Row(tenantName: "Sales", localName: "Sales ", audit: true, product: false),
    Row(
      tenantName: "Sales", localName: "Sales ",
      change: { $0.groupMatching.names.blanks = .trimmed }, audit: true, product: true),
    Row(tenantName: "Café", localName: "Cafe", audit: true, product: false),
    Row(tenantName: "Sales", localName: "Marketing", audit: false, product: false),
  ]

  @Test(arguments: rows)
  func `a group of another spelling is a stranger to the product`(row: Row) throws {
    var policy = try #require(try SyncSemantics.policy(named: "mirror"))
    row.change(&policy)
    let tenant = TenantSketch(groups: [TenantSketch.Group(name: row.tenantName)]).build()
    let local = LocalSketch(groups: [LocalSketch.Group(name: row.localName)]).build()
    let audit = match(
      tenant: tenant, local: local, policy: policy, product: ProductFacts(name: "test"))
    let product = match(
      tenant: tenant, local: local, policy: policy, product: ProductFacts(name: "test"),
      adjusting: { $0.keepOwn(policy, in: tenant) })
    #expect(audit.groups.isEmpty != row.audit)
    #expect(product.groups.isEmpty != row.product)
    #expect(product.loneLocalGroups.map(\.object) == (row.product ? [] : local.groups))
    for group in local.groups {
      let isPaired = product.tenantOfLocal[Int(group)] != noObject
      #expect(isPaired == row.product)
      #expect((product.pairOfLocalGroup[Int(group)] != .max) == row.product)
    }
  }

  /// Names of two linked groups, and what is said of them to who asks how they differ, and to others.
  static let linked:
    [(
      tenant: String, local: String, knowsCase: Bool, asked: NameDifference, unasked: NameDifference
    )] = [
      ("Sales", "Sales", true, .none, .none),
      ("Sales", "sales", true, .letterCase, .other),
      ("Sales", "sales", false, .none, .none),
      ("Sales", "Sales ", true, .blanks, .other),
      ("Sales", "Sales ", false, .blanks, .blanks),
      ("Sales", "Marketing", true, .other, .other),
      ("", "Sales", true, .none, .none),
    ]

  @Test(arguments: linked)
  func `how the names of linked groups differ is worked out for who asks`(
    _ row: (
      tenant: String, local: String, knowsCase: Bool, asked: NameDifference, unasked: NameDifference
    )
  ) throws {
    let policy = try #require(try SyncSemantics.policy(named: "mirror"))
    var sketch = TenantSketch(groups: [TenantSketch.Group(name: row.tenant)])
    if !row.knowsCase { sketch.capabilities.remove(.nameCase) }
    let (tenant, local) = (
      sketch.build(), LocalSketch(groups: [LocalSketch.Group(name: row.local)]).build()
    )
    let link = Link(
      tenantGroup: .objectID(tenant.guids[Int(tenant.groups[0])]), localGroup: .name(row.local),
      direction: nil, place: "links.csv:2")
    for (explains, difference) in [(true, row.asked), (false, row.unasked)] {
      let matching = match(
        tenant: tenant, local: local, policy: policy, product: ProductFacts(name: "test"),
        links: [link], explains: explains)
      #expect(matching.groups.map(\.difference) == [difference])
      #expect(matching.groups.map(\.evidence) == [.link])
    }
  }

  /// Names that resemble each other in every way that an audit knows.
  private static let resembling = [
    "Sales Berlin", "sales berlin", "Sales  Berlin", "Sales-Berlin", "Salés Berlin", "Sales Berl…",
    "Sales Berlin and Bremen", "Sales Berlin & Bremen", "SalesBerlin", "Ops",
  ]

  /// A tenant and a database whose groups resemble each other.
  private static func sides(_ random: inout SeededGenerator) -> (Directory, Directory) {
    let people = (0..<4).map { "user\($0)@contoso.com" }
    func some(_ random: inout SeededGenerator) -> [String] {
      people.filter { _ in random.chance(1, outOf: 2) }
    }
    let tenant = TenantSketch(
      people: people.map { TenantSketch.Person(name: $0) },
      groups: resembling.filter { _ in random.chance(1, outOf: 2) }.map {
        TenantSketch.Group(
          name: $0, members: some(&random), isDeleted: random.chance(1, outOf: 4))
      })
    let local = LocalSketch(
      accounts: people.map { LocalSketch.Account(name: $0) },
      groups: resembling.filter { _ in random.chance(1, outOf: 2) }.map {
        LocalSketch.Group(
          name: $0, members: some(&random),
          external: random.chance(1, outOf: 5) ? TenantSketch.id("group Ops") : nil)
      })
    return (tenant.build(), local.build())
  }

  @Test(arguments: SeededGenerator.seeds(120))
  func `who asks for no explanation is given the pairs that the product makes of all`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let policy = try #require(try SyncSemantics.policy(named: "mirror"))
    let (tenant, local) = Self.sides(&random)
    func pairs(explains: Bool) -> Matching {
      match(
        tenant: tenant, local: local, policy: policy, product: ProductFacts(name: "test"),
        explains: explains, adjusting: { $0.keepOwn(policy, in: tenant) })
    }
    let (all, own) = (pairs(explains: true), pairs(explains: false))
    #expect(
      own.groups.map { [$0.tenant, $0.local] } == all.groups.map { [$0.tenant, $0.local] },
      "\(random)")
    #expect(own.principals.map(\.local) == all.principals.map(\.local), "\(random)")
    #expect(own.loneLocalGroups.map(\.object) == all.loneLocalGroups.map(\.object), "\(random)")
    // Nothing but its own name makes a deleted group the original of a copy.
    for lone in own.loneLocalGroups {
      guard case .deleted(let original) = lone.reason, local.guids[Int(lone.object)] == .none
      else { continue }
      #expect(tenant.displayName(original) == local.displayName(lone.object), "\(random)")
    }
  }

  /// Names of deleted groups of the tenant and of a copy, and whose copy the product takes it for.
  static let departed: [(deleted: [String], copy: String, original: Int?)] = [
    (["Sales"], "Sales", 0), (["sales"], "Sales", nil), (["Sales "], "Sales", nil),
    (["Ops", "Sales"], "Sales", 1), ([""], "", nil), ([], "Sales", nil),
    (["Sales", "Sales"], "Sales", 0),
  ]

  @Test(arguments: departed)
  func `a copy whose original was deleted is known by the very name`(
    _ row: (deleted: [String], copy: String, original: Int?)
  ) throws {
    let policy = try #require(try SyncSemantics.policy(named: "mirror"))
    let tenant = TenantSketch(
      groups: row.deleted.enumerated().map {
        TenantSketch.Group(name: $0.element, isDeleted: true, id: "\($0.offset)")
      }
    ).build()
    let local = LocalSketch(groups: [LocalSketch.Group(name: row.copy)]).build()
    let matching = match(
      tenant: tenant, local: local, policy: policy, product: ProductFacts(name: "test"),
      explains: false)
    let expected = row.original.map { Loneliness.deleted(tenant.deleted[$0]) }
    #expect(matching.loneLocalGroups.map(\.reason) == [expected ?? .noCandidate])
  }

  @Test func `people whom only resemblance pairs are strangers too`() throws {
    let policy = try #require(try SyncSemantics.policy(named: "mirror"))
    let tenant = TenantSketch(
      people: [
        TenantSketch.Person(name: "ann@contoso.com", display: "Ann Lee"),
        TenantSketch.Person(name: "ben@contoso.com", display: "Ben Orr"),
      ]
    ).build()
    let local = LocalSketch(
      accounts: [
        LocalSketch.Account(name: "ann@contoso.com", display: "Ann Lee"),
        LocalSketch.Account(name: "benorr", display: "Ben Orr"),
      ]
    ).build()
    let audit = match(
      tenant: tenant, local: local, policy: policy, product: ProductFacts(name: "test"))
    let product = match(
      tenant: tenant, local: local, policy: policy, product: ProductFacts(name: "test"),
      adjusting: { $0.keepOwn(policy, in: tenant) })
    #expect(audit.principals.count == 2)
    #expect(product.principals.count == 1)
    #expect(product.loneLocalPrincipals.map(\.reason) == [.noCandidate])
  }

  /// Whether a product finds a pair itself, told from the policy pair by pair.
  private static func isOwn(_ evidence: Evidence, _ kind: ObjectKind, _ policy: Policy) -> Bool {
    let rules = policy.identityMatching
    let ladder = kind == .device ? rules.deviceLadder : rules.ladder
    switch evidence {
    case .link, .externalID, .foldedName: return true
    case .exactName:
      return kind != .group
        || policy.groupMatching.ladder.contains { $0 == .name || $0 == .nameIsObjectID }
    case .mail: return ladder.contains(.mail)
    case .displayName: return ladder.contains(.displayName)
    case .otherForm: return ladder.contains { $0 == .hostName || $0 == .deviceID }
    case .spelling, .formerName, .membership: return false
    }
  }

  @Test func `whether a product sees a pair depends on evidence, kind and ladders alone`() throws {
    let kinds: [ObjectKind] = [.user, .device, .group]
    for name in Policy.builtInNames {
      let policy = try #require(try SyncSemantics.policy(named: name))
      for (evidence, kind) in Evidence.allCases.flatMap({ one in kinds.map { (one, $0) } }) {
        var tenant = Overlay(over: Directory.blank(.tenant))
        _ = tenant.makeObject(kind, GUID(high: 1, low: 1))
        var product = MatchingDraft()
        let pair = Pair(tenant: 0, local: 0, evidence: evidence, difference: .none)
        if kind == .group { product.groups = [pair] } else { product.principals = [pair] }
        (product.tenantOfLocal, product.localOfTenant) = ([0], [0])
        product.pairOfLocalGroup = [0]
        product.keepOwn(policy, in: tenant.directory())
        let isOwn = Self.isOwn(evidence, kind, policy)
        #expect(product.groups.count + product.principals.count == (isOwn ? 1 : 0), "\(name)")
        #expect(product.tenantOfLocal == [isOwn ? 0 : noObject], "\(name) \(evidence) \(kind)")
        #expect(product.localOfTenant == [isOwn ? 0 : noObject], "\(name) \(evidence) \(kind)")
      }
    }
  }
}
