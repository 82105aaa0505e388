import Audit
import DirectoryModel
import Ingest
import SQLite
import SyncSemantics
import TestSupport
import Testing

/// A local database in rollcall's own tables that agrees with a tenant in everything.
struct TruncationCopy: Sendable {
  /// What the copy knows of people and groups.
  enum Form: String, CaseIterable, Sendable {
    /// Every name and every identifier.
    case everything
    case objectIDs, principalNames, mails, displayNames
    /// The address of a guest, the principal name of everybody else.
    case guestAddresses
  }

  let form: Form
  let local: LocalSnapshot
  let policy: Policy

  /// Writes the tenant's users, devices, groups, members and nested groups to a new database.
  init(
    of tenant: Directory, as form: Form = .everything, in folder: borrowing ScratchFolder
  ) throws {
    let path = "\(folder.path)/\(form.rawValue).db"
    try CopyWriter(tenant: tenant, form: form).write(to: path)
    local = try readLocal(path, options: IngestOptions(threads: 1))
    policy = try #require(try SyncSemantics.policy(named: "rollcall"))
    self.form = form
  }

  /// An application that was read already.
  init(local: LocalSnapshot, policy: Policy) {
    (form, self.local, self.policy) = (.everything, local, policy)
  }

  /// A sample product's database with the policy of its preset.
  init(_ product: Product) throws {
    local = try readLocal(product.path, parameters: try product.allParameters())
    form = .everything
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
}

/// Writes a copy of a tenant into a new database.
private struct CopyWriter {
  let tenant: Directory
  let form: TruncationCopy.Form

  func write(to path: String) throws {
    let database = try DatabaseBuilder(creating: path)
    try database.execute(Self.tables)
    try database.execute("BEGIN")
    for user in tenant.users { try database.execute(row(ofPerson: user)) }
    for device in tenant.devices {
      let name = quoted(tenant.displayName(device))
      try database.execute(
        "INSERT INTO devices VALUES (\(device), \(name), \(name), \(identifier(device)), "
          + "'device', 1, 0)")
    }
    for group in tenant.groups { try insert(group, into: database) }
    try database.execute("COMMIT")
  }

  private func row(ofPerson user: ObjectIndex) -> String {
    let (name, mail) = (tenant.principalName(user), tenant.mail(user))
    let isGuest = tenant.isGuest(user) == .yes
    let names: (user: String, mail: String, display: String) =
      switch form {
      case .everything: (name, mail, tenant.displayName(user))
      case .objectIDs: ("", "", "")
      case .principalNames: (name, "", "")
      case .mails: ("", mail, "")
      case .displayNames: ("", "", tenant.displayName(user))
      case .guestAddresses: (isGuest ? mail : name, "", "")
      }
    return "INSERT INTO people VALUES (\(user), \(quoted(names.user)), \(quoted(names.mail)), "
      + "\(quoted(names.display)), \(identifier(user)), 'user', "
      + "\(tenant.isEnabled(user) == .no ? 0 : 1), 0, NULL, NULL)"
  }

  private func insert(_ group: ObjectIndex, into database: borrowing DatabaseBuilder) throws {
    try database.execute(
      "INSERT INTO groups VALUES (\(group), \(quoted(tenant.displayName(group))), "
        + "\(identifier(group)), NULL, NULL, NULL, 1, 0, NULL, NULL, NULL)")
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

  private func identifier(_ object: ObjectIndex) -> String {
    form == .everything || form == .objectIDs ? "'\(tenant.guids[Int(object)])'" : "NULL"
  }

  private func quoted(_ text: String) -> String {
    guard !text.isEmpty else { return "NULL" }
    let parts = text.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: "''") + "'"
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
