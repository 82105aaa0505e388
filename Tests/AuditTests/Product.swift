import Audit
import DirectoryModel
import Ingest
import SQLite
import SyncSemantics
import TestSupport
import Testing

/// One of the fourteen sample databases, audited as its auditor would.
struct Product: CustomStringConvertible, Sendable {
  let name: String
  let database: String
  var parameters: [String: String] = [:]
  /// Faults that no comparison can see, with the reason.
  var outOfReach: [String: String] = [:]

  var description: String { name }

  /// In the order of FAULTS.md.
  static let all: [Product] = [
    Product(name: "django-adfs", database: "db.sqlite3"),
    Product(name: "django-allauth", database: "db.sqlite3"),
    Product(name: "jupyterhub", database: "jupyterhub.sqlite"),
    Product(
      name: "flask-appbuilder", database: "app.db",
      outOfReach: [
        "flask-appbuilder-05":
          "the row carries the new identifier; the old one is nowhere in the database"
      ]),
    Product(name: "open-webui", database: "webui.db"),
    Product(name: "open-webui-json", database: "webui.db"),
    Product(name: "mlflow-oidc-auth", database: "auth.db"),
    Product(name: "trac", database: "trac.db"),
    Product(name: "grafana", database: "grafana.db", parameters: ["org": "1"]),
    Product(name: "gitea", database: "gitea.db", parameters: ["org": "halden"]),
    Product(name: "nextcloud", database: "owncloud.db"),
    Product(name: "lldap", database: "users.db"),
    Product(name: "vaultwarden", database: "db.sqlite3"),
    Product(name: "wikijs", database: "wiki.sqlite"),
  ]

  var folder: String { "locals/\(name)" }
  var path: String { Fixture.path("\(folder)/\(database)") }

  /// The tenant groups that are meant to be in the application.
  func scope() throws -> GroupSelection {
    let truth = try JSONNode(try Fixture.text("\(folder)/truth.json"))
    let ids = truth["scope_entra_group_ids"].items.compactMap(\.text)
    return GroupSelection(text: ids.joined(separator: "\n"), file: "scope")
  }

  /// Audits the database against the shared tenant, with its own preset and policy.
  func audited(selection: GroupSelection?, tenant: Directory) throws -> AuditResult {
    let local = try readLocal(path, parameters: try allParameters())
    let policy = try #require(try policy(named: local.policy ?? ""))
    let facts = ProductFacts(
      name: local.name, groupNameCharacters: local.facts.groupNameCharacters,
      groupNameBytes: local.facts.groupNameBytes,
      groupNamePrefixes: local.facts.groupNamePrefixes,
      accountsAppearAtSignIn: local.facts.accountsAppearAtSignIn)
    let matching = match(
      tenant: tenant, local: local.directory, policy: policy, product: facts,
      selection: selection)
    return audit(
      tenant: tenant, local: local.directory, policy: policy, matching: matching, product: facts)
  }

  /// Vaultwarden's organisation is named in the samples' README; its key is looked up.
  func allParameters() throws -> [String: String] {
    guard name == "vaultwarden" else { return parameters }
    let key = try texts("SELECT uuid, name FROM organizations")["Main vault"]
    return ["org": try #require(key)]
  }

  /// Keys of accounts in the report by the keys that the fault lists use.
  ///
  /// Vaultwarden's lists name users, while its groups hold records of membership in the
  /// organisation.
  func accountKeys() throws -> [String: String] {
    guard name == "vaultwarden" else { return [:] }
    let organization = try allParameters()["org"] ?? ""
    return try texts(
      "SELECT uuid, user_uuid FROM users_organizations WHERE org_uuid = '\(organization)'")
  }

  /// Two columns of text: the first by the second.
  private func texts(_ sql: String) throws -> [String: String] {
    let database = try Database(reading: path, mode: .immutable)
    var rows = try database.rows(sql)
    var texts: [String: String] = [:]
    while try rows.advance() {
      texts[String(decoding: rows.bytes(1) ?? [], as: UTF8.self)] =
        String(decoding: rows.bytes(0) ?? [], as: UTF8.self)
    }
    return texts
  }
}
