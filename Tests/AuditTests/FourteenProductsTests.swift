import Audit
import DirectoryModel
import Ingest
import SyncSemantics
import TestSupport
import Testing

/// Every sample database against the tenant that it is meant to follow, judged by what was planted.
struct FourteenProductsTests {
  static func tenant() throws -> Directory {
    try readTenant([Fixture.path("tenants/halden-frost")])
  }

  @Test(arguments: Product.all)
  func `every planted fault is found and no finding stands without one`(_ product: Product) throws {
    let result = try product.audited(selection: product.scope(), tenant: Self.tenant())
    let judged = try Judgement(product, result)
    let reproduced = judged.expectedDifferences.intersection(judged.foundDifferences).count
    print(
      "\(product.name): faults \(judged.reported.count) of \(judged.faults.count), findings explained "
        + "\(judged.rows.count - judged.unexplained.count) of \(judged.rows.count), differences "
        + "\(reproduced) of \(judged.expectedDifferences.count)")
    for (id, reason) in product.outOfReach { print("  out of reach: \(id): \(reason)") }
    #expect(judged.missed == product.outOfReach.keys.sorted())
    #expect(judged.unexplained == [])
    #expect(judged.foundDifferences == judged.expectedDifferences)
    #expect(result.verdict == .differs)
  }

  @Test func `the dynamic group of the tenant holds exactly those whom its rule takes`() throws {
    let options = IngestOptions(wanted: .all)
    let tenant = try readTenant([Fixture.path("tenants/halden-frost")], options: options)
    for product in Product.all {
      let result = try product.audited(selection: product.scope(), tenant: tenant)
      #expect(result.findings.allSatisfy { !result.rules[Int($0.rule)].id.hasPrefix("dynamic.") })
      #expect(result.notAssessable.flatMap(\.rules).allSatisfy { !$0.hasPrefix("dynamic.") })
    }
  }

  @Test(arguments: Product.all)
  func `without a selection nothing is called missing that nobody asked for`(
    _ product: Product
  ) throws {
    let result = try product.audited(selection: nil, tenant: Self.tenant())
    let rules = Set(result.findings.map { result.rules[Int($0.rule)].id })
    #expect(!rules.contains("group.missing-locally"))
    #expect(Set(result.fingerprints).count == result.fingerprints.count)
  }

  @Test(arguments: Product.all)
  func `the same inputs give the same findings`(_ product: Product) throws {
    let tenant = try Self.tenant()
    let (one, other) = (
      try product.audited(selection: product.scope(), tenant: tenant),
      try product.audited(selection: product.scope(), tenant: Self.tenant())
    )
    #expect(one.fingerprints == other.fingerprints)
    #expect(one.findings.map(one.text) == other.findings.map(other.text))
  }
}

/// What was planted held against what was found.
struct Judgement {
  let faults: [Fault]
  let rows: [FindingRow]
  let reported: [String]
  let missed: [String]
  let unexplained: [String]
  let expectedDifferences: Set<String>
  let foundDifferences: Set<String>

  init(_ product: Product, _ result: AuditResult) throws {
    let faults = try CSVTable(try Fixture.text("\(product.folder)/faults.csv")).records.map(
      Fault.init)
    let keys = try product.accountKeys()
    let rows = result.findings.map { FindingRow($0, in: result, accountKeys: keys) }
    let second = Self.originalsOfSecondAccounts(rows)
    self.faults = faults
    self.rows = rows
    reported = faults.filter { fault in rows.contains(where: fault.isReported) }.map(\.id)
    missed = faults.filter { fault in !rows.contains(where: fault.isReported) }.map(\.id).sorted()
    unexplained = rows.filter { row in
      !faults.contains { $0.isReported(by: row) || $0.isCause(of: row, second: second) }
    }.map { "\($0.rule): \($0.message)" }
    expectedDifferences = try Self.expected(product)
    foundDifferences = Self.found(result, keys)
  }

  /// The person behind each second account, by the account's key.
  private static func originalsOfSecondAccounts(_ rows: [FindingRow]) -> [String: String] {
    Dictionary(
      rows.filter { $0.rule == "identity.two-accounts" }.map { ($0.localUser, $0.tenantUser) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Missing members by group and person; surplus ones by group and account.
  private static func expected(_ product: Product) throws -> Set<String> {
    let text = try Fixture.text("\(product.folder)/expected-membership-diff.csv")
    return Set(
      try CSVTable(text).records.map { row in
        row["state"] == "missing-locally"
          ? "missing \(row["entra_group_id"] ?? "") \(row["entra_user_id"] ?? "")"
          : "extra \(row["entra_group_id"] ?? "") \(row["local_group_id"] ?? "") "
            + "\(row["local_user_id"] ?? "")"
      })
  }

  private static func found(_ result: AuditResult, _ keys: [String: String]) -> Set<String> {
    let (tenant, local) = (result.input.tenant, result.input.local)
    var rows: Set<String> = []
    for operation in result.input.plan.operations {
      let group =
        operation.tenantGroup == noObject ? "" : "\(tenant.guids[Int(operation.tenantGroup)])"
      if operation.kind == .addMember {
        rows.insert("missing \(group) \(tenant.guids[Int(operation.tenantPrincipal)])")
      } else if operation.kind == .removeMember, operation.cause != .danglingRow {
        let account = local.keyText(operation.localPrincipal)
        let key = keys.first { $0.value == account }?.key ?? account
        rows.insert("extra \(group) \(local.keyText(operation.localGroup)) \(key)")
      }
    }
    return rows
  }
}
