import Audit
import DirectoryModel
import Ingest
import SQLite
import SyncSemantics
import TestSupport
import Testing

/// A local database in rollcall's own tables that agrees with a tenant in everything.
struct TruncationCopy: Sendable {
  let local: LocalSnapshot
  let policy: Policy

  /// Writes the tenant's users, devices, groups, members and nested groups to a new database.
  init(of tenant: Directory, in folder: borrowing ScratchFolder) throws {
    let path = "\(folder.path)/copy.db"
    try Self.build(path, tenant)
    local = try readLocal(path)
    policy = try #require(try SyncSemantics.policy(named: "rollcall"))
  }

  /// A sample product's database with the policy of its preset.
  init(_ product: Product) throws {
    local = try readLocal(product.path, parameters: product.parameters)
    policy = try #require(try SyncSemantics.policy(named: local.policy ?? ""))
  }

  func audited(_ tenant: Directory) -> AuditResult {
    let facts = ProductFacts(
      name: local.name, groupNameCharacters: local.facts.groupNameCharacters,
      groupNameBytes: local.facts.groupNameBytes,
      groupNamePrefixes: local.facts.groupNamePrefixes,
      accountsAppearAtSignIn: local.facts.accountsAppearAtSignIn)
    let matching = match(
      tenant: tenant, local: local.directory, policy: policy, product: facts,
      selection: GroupSelection(pattern: "*"))
    return audit(
      tenant: tenant, local: local.directory, policy: policy, matching: matching, product: facts)
  }

  static func build(_ path: String, _ tenant: Directory) throws {
    let database = try DatabaseBuilder(creating: path)
    try database.execute(tables)
    try database.execute("BEGIN")
    for user in tenant.users {
      try database.execute(
        "INSERT INTO people VALUES (\(user), \(quoted(tenant.principalName(user))), "
          + "\(quoted(tenant.mail(user))), \(quoted(tenant.displayName(user))), "
          + "'\(tenant.guids[Int(user)])', 'user', \(number(tenant.isEnabled(user))), 0, NULL, NULL)"
      )
    }
    for device in tenant.devices {
      let name = quoted(tenant.displayName(device))
      try database.execute(
        "INSERT INTO devices VALUES (\(device), \(name), \(name), '\(tenant.guids[Int(device)])', "
          + "'device', 1, 0)")
    }
    for group in tenant.groups { try insert(group, tenant, into: database) }
    try database.execute("COMMIT")
  }

  private static func insert(
    _ group: ObjectIndex, _ tenant: Directory, into database: borrowing DatabaseBuilder
  ) throws {
    try database.execute(
      "INSERT INTO groups VALUES (\(group), \(quoted(tenant.displayName(group))), "
        + "'\(tenant.guids[Int(group)])', NULL, NULL, NULL, 1, 0, NULL, NULL, NULL)")
    for member in tenant.members.list(of: group) where tenant.isRecorded(member) {
      switch tenant.kinds[Int(member)] {
      case .user:
        try database.execute("INSERT INTO members VALUES (\(group), \(member), NULL, NULL)")
      case .device:
        try database.execute("INSERT INTO members VALUES (\(group), NULL, \(member), NULL)")
      case .group:
        try database.execute("INSERT INTO nested_groups VALUES (\(group), \(member))")
      default: break
      }
    }
    for owner in tenant.owners.list(of: group) where tenant.kinds[Int(owner)] == .user {
      try database.execute("INSERT INTO owners VALUES (\(group), \(owner))")
    }
  }

  private static func number(_ truth: Truth) -> String { truth == .no ? "0" : "1" }

  private static func quoted(_ text: String) -> String {
    text.isEmpty
      ? "NULL"
      : "'"
        + text.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "''") + "'"
  }

  private static let tables = """
    CREATE TABLE rollcall_schema (version INTEGER);
    INSERT INTO rollcall_schema VALUES (1);
    CREATE TABLE people (id INTEGER PRIMARY KEY, user_name TEXT, mail TEXT, display_name TEXT,
      external_id TEXT, kind TEXT, enabled INTEGER, archived INTEGER, phone TEXT, city TEXT);
    CREATE TABLE devices (id INTEGER PRIMARY KEY, name TEXT, host_name TEXT, external_id TEXT,
      kind TEXT, enabled INTEGER, archived INTEGER);
    CREATE TABLE groups (id INTEGER PRIMARY KEY, name TEXT, external_id TEXT, description TEXT,
      mail TEXT, kind TEXT, enabled INTEGER, archived INTEGER, updated TEXT, last_full_sync TEXT,
      last_sync TEXT);
    CREATE TABLE members (group_id INTEGER, person_id INTEGER, device_id INTEGER, origin TEXT);
    CREATE TABLE owners (group_id INTEGER, person_id INTEGER);
    CREATE TABLE nested_groups (group_id INTEGER, child_id INTEGER);
    CREATE TABLE links (group_id INTEGER, tenant_group TEXT, direction TEXT);
    """
}

/// What an audit states, so that a second one can be held against it.
struct TruncationClaims: Equatable {
  let findings: [String: String]
  let verdict: Verdict
  /// How much was read: what a cut lost shows here.
  let extent: [Int]

  init(_ result: AuditResult) {
    var findings: [String: String] = [:]
    for (finding, fingerprint) in zip(result.findings, result.fingerprints) {
      findings[fingerprint] =
        "\(result.rules[Int(finding.rule)].id): \(result.text(finding).message)"
    }
    self.findings = findings
    verdict = result.verdict
    extent = [result.input.tenant, result.input.local].flatMap { side in
      [
        side.groups.count, side.users.count, side.devices.count, side.deleted.count,
        side.members.targets.count, side.owners.targets.count,
      ]
    }
  }

  /// The first thing that is stated from cut input and was not true of the whole.
  func falsehood(against whole: TruncationClaims, except allowed: Set<String> = []) -> String? {
    let new = findings.filter { id, text in
      whole.findings[id] == nil && !allowed.contains { text.hasPrefix("\($0): ") }
    }
    if let first = new.values.min() { return first }
    if verdict == .aligned, extent != whole.extent {
      return "aligned, though \(whole.extent) became \(extent)"
    }
    return nil
  }
}
