import DirectoryModel
import Ingest
import TestSupport
import Testing

@testable import SyncSemantics

/// The databases of fourteen products against one tenant; `truth.json` says who is who.
struct FourteenProductsMatchingTests {
  static let products: [(name: String, file: String, parameters: [String: String])] = [
    ("django-adfs", "db.sqlite3", [:]),
    ("django-allauth", "db.sqlite3", [:]),
    ("flask-appbuilder", "app.db", [:]),
    ("gitea", "gitea.db", ["org": "halden"]),
    ("grafana", "grafana.db", ["org": "1"]),
    ("jupyterhub", "jupyterhub.sqlite", [:]),
    ("lldap", "users.db", [:]),
    ("mlflow-oidc-auth", "auth.db", [:]),
    ("nextcloud", "owncloud.db", [:]),
    ("open-webui", "webui.db", [:]),
    ("open-webui-json", "webui.db", [:]),
    ("trac", "trac.db", [:]),
    ("vaultwarden", "db.sqlite3", ["org": "0f4e3f27-8a43-5755-b1cd-173e9bafb86e"]),
    ("wikijs", "wiki.sqlite", [:]),
  ]

  @Test(arguments: products)
  func `every group and every account of a product is taken for what it is`(
    _ product: (name: String, file: String, parameters: [String: String])
  ) throws {
    let tenant = try readTenant([Fixture.path("tenants/halden-frost")])
    let folder = "locals/\(product.name)"
    let snapshot = try readLocal(
      Fixture.path("\(folder)/\(product.file)"), parameters: product.parameters)
    let policy = try #require(try policy(named: product.name))
    let truth = try JSONNode(Fixture.text("\(folder)/truth.json"))
    let scope = truth["scope_entra_group_ids"].items.compactMap(\.text)
    let selection = GroupSelection(
      text: scope.joined(separator: "\n"), file: "groups.txt")
    let matching = match(
      tenant: tenant, local: snapshot.directory, policy: policy,
      product: ProductFacts(name: product.name, facts: snapshot.facts), selection: selection)
    let judge = Judge(tenant: tenant, local: snapshot.directory, matching: matching)
    #expect(judge.groups(truth["groups"].items) == [])
    #expect(judge.people(truth["users"].items) == [])
  }
}

/// Holds a matching against what is true, and says what is wrong, one line each.
private struct Judge {
  let tenant: Directory
  let local: Directory
  let matching: Matching

  func groups(_ rows: [JSONNode]) -> [String] {
    var faults: [String] = []
    var judged = 0
    for group in local.groups {
      guard let row = row(group, rows) else {
        if !local.flags[Int(group)].contains(.builtIn) { faults.append("a group without truth") }
        continue
      }
      judged += 1
      let partner = matching.tenantOfLocal[Int(group)]
      let found = partner == noObject ? nil : tenant.guids[Int(partner)].description
      if found != row["entra_id"].text {
        faults.append(
          "group '\(local.displayName(group))': expected \(row["entra_id"].text ?? "none"), found "
            + (found ?? "\(matching.loneLocalGroups.first { $0.object == group }?.reason as Any)"))
      }
    }
    return judged == rows.count ? faults : faults + ["\(judged) of \(rows.count) found"]
  }

  func people(_ rows: [JSONNode]) -> [String] {
    var faults: [String] = []
    var judged = 0
    for account in local.users {
      guard let row = row(account, rows) else {
        if !local.flags[Int(account)].contains(.builtIn) { faults.append("a user without truth") }
        continue
      }
      judged += 1
      let partner = matching.tenantOfLocal[Int(account)]
      let found =
        partner == noObject ? reason(account) : tenant.guids[Int(partner)].description
      let note = row["note"].text ?? ""
      let expected =
        row["entra_id"].text
        ?? (note.hasPrefix("local:") ? "none" : note.hasPrefix("dup:") ? "second" : note)
      if found != expected {
        faults.append("'\(local.principalName(account))': expected \(expected), found \(found)")
      }
    }
    return judged == rows.count ? faults : faults + ["\(judged) of \(rows.count) found"]
  }

  private func row(_ object: ObjectIndex, _ rows: [JSONNode]) -> JSONNode? {
    // A membership has a key of its own in one product; there the name tells.
    let name = local.principalName(object)
    return rows.first {
      $0["username"].text == name && !name.isEmpty
    }
      ?? rows.first {
        $0["local_id"].text.map { $0 == local.keyText(object) }
          ?? ($0["local_id"].number.map { "\(Int($0))" } == local.keyText(object))
      }
  }

  private func reason(_ account: ObjectIndex) -> String {
    switch matching.loneLocalPrincipals.first(where: { $0.object == account })?.reason {
    case .noCandidate: "none"
    case .deleted(let original): "gone:\(tenant.guids[Int(original)])"
    case .second: "second"
    case .unknownIdentifier: "unknown identifier"
    case .ambiguous(let people): "one of \(people.count)"
    case .cannotSay(let why): why
    case nil: "nothing"
    }
  }
}

extension ProductFacts {
  init(name: String, facts: MappingFacts) {
    self.init(
      name: name, groupNameCharacters: facts.groupNameCharacters,
      groupNameBytes: facts.groupNameBytes, groupNamePrefixes: facts.groupNamePrefixes,
      accountsAppearAtSignIn: facts.accountsAppearAtSignIn)
  }
}
