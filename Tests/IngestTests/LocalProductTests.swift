import DirectoryModel
import SQLite
import TestSupport
import Testing

@testable import Ingest

struct LocalProductTests {
  /// A product's database, and what reading it must give.
  struct Product: Sendable, CustomTestStringConvertible {
    let name: String
    let file: String
    var parameters: [String: String] = [:]
    var preset: String?
    var era: String?
    /// Groups and users that are not the product's own, rows of memberships and nestings.
    let groups: Int
    let users: Int
    let rows: Int
    var nested = 0
    var testDescription: String { name }
    var path: String { Fixture.path("locals/\(name)/\(file)") }

    func read() throws -> LocalSnapshot { try readLocal(path, parameters: parameters) }
  }

  static let products = [
    Product(name: "django-adfs", file: "db.sqlite3", groups: 25, users: 65, rows: 183),
    Product(name: "django-allauth", file: "db.sqlite3", groups: 23, users: 65, rows: 190),
    Product(name: "jupyterhub", file: "jupyterhub.sqlite", groups: 13, users: 64, rows: 125),
    Product(name: "flask-appbuilder", file: "app.db", groups: 12, users: 56, rows: 76),
    Product(
      name: "open-webui", file: "webui.db", era: "group_member", groups: 14, users: 38, rows: 59,
      nested: 3),
    Product(
      name: "open-webui-json", file: "webui.db", preset: "open-webui", era: "user_ids", groups: 14,
      users: 38, rows: 14),
    Product(name: "mlflow-oidc-auth", file: "auth.db", groups: 9, users: 61, rows: 95),
    Product(name: "trac", file: "trac.db", groups: 11, users: 34, rows: 45, nested: 9),
    Product(
      name: "grafana", file: "grafana.db", parameters: ["org": "1"], groups: 13, users: 51, rows: 82
    ),
    Product(name: "gitea", file: "gitea.db", groups: 9, users: 30, rows: 61),
    Product(
      name: "nextcloud", file: "owncloud.db", era: "user_oidc and user_saml", groups: 12, users: 65,
      rows: 128),
    Product(name: "lldap", file: "users.db", groups: 8, users: 33, rows: 54),
    Product(
      name: "vaultwarden", file: "db.sqlite3",
      parameters: ["org": "0f4e3f27-8a43-5755-b1cd-173e9bafb86e"], groups: 12, users: 38, rows: 64),
    Product(name: "wikijs", file: "wiki.sqlite", groups: 9, users: 33, rows: 55),
  ]

  @Test(arguments: products)
  func `a product's database is read by its preset`(_ product: Product) throws {
    let snapshot = try product.read()
    let directory = snapshot.directory
    func live(_ objects: [ObjectIndex]) -> Int {
      objects.filter { !directory.flags[Int($0)].contains(.builtIn) }.count
    }
    #expect(snapshot.name == product.preset ?? product.name)
    #expect(snapshot.era == product.era)
    #expect(live(directory.groups) == product.groups)
    #expect(live(directory.users) == product.users)
    #expect(snapshot.rowCount(of: .memberships) == product.rows)
    #expect(snapshot.rowCount(of: .nested) == product.nested)
    #expect(directory.tallies == [])
    #expect(directory.contradictions == [])
  }
}
