import Testing

/// A product's fixture and what its audit needs beside the defaults.
struct ProductFixture: Sendable, CustomTestStringConvertible {
  let name: String
  let database: String
  var parameters: [String] = []

  var testDescription: String { name }

  /// The folder below the package.
  var folder: String { "fixtures/locals/\(name)" }

  /// The words that name both sides, the parameters and the groups in scope, relative to the package.
  var words: [String] {
    ["--tenant", Self.tenant, "--local", "\(folder)/\(database)"]
      + parameters.flatMap { ["--param", $0] } + ["--groups", "\(folder)/in-scope.txt"]
  }

  static let tenant = "fixtures/tenants/halden-frost"

  static let all = [
    ProductFixture(name: "django-adfs", database: "db.sqlite3"),
    ProductFixture(name: "django-allauth", database: "db.sqlite3"),
    ProductFixture(name: "flask-appbuilder", database: "app.db"),
    ProductFixture(name: "gitea", database: "gitea.db", parameters: ["org=halden"]),
    ProductFixture(name: "grafana", database: "grafana.db", parameters: ["org=1"]),
    ProductFixture(name: "jupyterhub", database: "jupyterhub.sqlite"),
    ProductFixture(name: "lldap", database: "users.db"),
    ProductFixture(name: "mlflow-oidc-auth", database: "auth.db"),
    ProductFixture(name: "nextcloud", database: "owncloud.db"),
    ProductFixture(name: "open-webui", database: "webui.db"),
    ProductFixture(name: "open-webui-json", database: "webui.db"),
    ProductFixture(name: "trac", database: "trac.db"),
    ProductFixture(
      name: "vaultwarden", database: "db.sqlite3",
      parameters: ["org=0f4e3f27-8a43-5755-b1cd-173e9bafb86e"]),
    ProductFixture(name: "wikijs", database: "wiki.sqlite"),
  ]

  static let gitea = all[3]
  static let grafana = all[4]
}
