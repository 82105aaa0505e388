import DirectoryModel
import SQLite
import TestSupport
import Testing

@testable import Ingest

struct LocalReferenceTests {
  /// The rows of the reference statements of one product, each as text.
  struct Reference: ~Copyable {
    private let database: Database
    private let statements: JSONNode
    private let parameters: [(name: String, value: SQLiteValue)]

    init(_ product: LocalProductTests.Product) throws {
      let text = try Fixture.text("locals/presets.json")
      let node = try JSONNode(text)[product.name]
      database = try Database(reading: product.path, mode: .immutable)
      statements = node
      parameters =
        product.parameters.isEmpty && product.name == "gitea"
        ? [("org", .text("halden"))]
        : product.parameters.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value)) }
    }

    /// The cells of the named columns in each row; `nil` where the product has no such result.
    func rows(_ result: String, _ columns: [String]) throws -> [[SQLiteValue]] {
      guard let sql = statements[result].text else { return [] }
      var rows = try database.rows(sql, parameters: parameters)
      let numbers = columns.map { rows.columnNames.firstIndex(of: $0) ?? 0 }
      var found: [[SQLiteValue]] = []
      while try rows.advance() { found.append(numbers.map { rows.value($0) }) }
      return found
    }
  }

  @Test(arguments: LocalProductTests.products)
  func `groups are those of the reference statements`(
    _ product: LocalProductTests.Product
  ) throws {
    let directory = try product.read().directory
    let expected = try Reference(product).rows("groups", ["id", "name", "external_id"]).map {
      "\(text($0[0])) \(text($0[1])) \(external($0[2]))"
    }
    func own(_ objects: [ObjectIndex]) -> [String] {
      objects.map { object in
        "\(directory.keyText(object)) "
          + "\(directory.names.string(directory.displayNames[Int(object)])) "
          + external(object, directory)
      }
    }
    #expect(Set(own(directory.groups)).isSuperset(of: expected))
    let others = directory.groups.filter { !directory.flags[Int($0)].contains(.builtIn) }
    #expect(Set(own(others)).isSubset(of: expected))
  }

  @Test(arguments: LocalProductTests.products)
  func `people are those of the reference statements`(
    _ product: LocalProductTests.Product
  ) throws {
    let directory = try product.read().directory
    let columns = ["id", "username", "mail", "display", "external_id", "enabled"]
    // Trac has no accounts, so that nothing is said of whether they are enabled.
    let isTold = product.name != "trac"
    let expected = try Reference(product).rows("users", columns).map { row in
      row[..<4].map(text).joined(separator: " ")
        + " \(external(row[4])) \(isTold ? text(row[5]) : "?")"
    }
    func own(_ objects: [ObjectIndex]) -> [String] {
      objects.map { object in
        let index = Int(object)
        let names = [
          directory.principalNames[index], directory.mails[index], directory.displayNames[index],
        ]
        return "\(directory.keyText(object)) "
          + names.map(directory.names.string).joined(separator: " ")
          + " \(external(object, directory)) " + enabled(object, directory)
      }
    }
    #expect(Set(own(directory.users)).isSuperset(of: expected))
    let others = directory.users.filter { !directory.flags[Int($0)].contains(.builtIn) }
    #expect(Set(own(others)).isSubset(of: expected))
  }

  @Test(arguments: LocalProductTests.products)
  func `memberships, owners and nesting are those of the reference statements`(
    _ product: LocalProductTests.Product
  ) throws {
    let directory = try product.read().directory
    let reference = try Reference(product)
    var (members, owners) = (Set<String>(), Set<String>())
    for row in try reference.rows("memberships", ["group_id", "user_id", "role"]) {
      let (edge, role) = ("\(text(row[0])) > \(text(row[1]))", text(row[2]))
      if role != "admin-only" { members.insert(edge) }
      if ["owner", "admin", "admin-only"].contains(role), product.name != "vaultwarden" {
        owners.insert(edge)
      }
    }
    for row in try reference.rows("nested", ["group_id", "child_id"]) {
      members.insert("\(text(row[0])) > \(text(row[1]))")
    }
    #expect(edges(.members, directory) == members)
    #expect(edges(.owners, directory) == owners)
  }

  private func enabled(_ object: ObjectIndex, _ directory: Directory) -> String {
    switch directory.isEnabled(object) {
    case .yes: "1"
    case .no: "0"
    case .unknown: "?"
    }
  }

  private func edges(_ relation: Relation, _ directory: Directory) -> Set<String> {
    var edges: Set<String> = []
    for object in ObjectIndex(0)..<ObjectIndex(directory.objectCount) {
      for target in directory.lists(relation).list(of: object) {
        edges.insert("\(directory.keyText(object)) > \(directory.keyText(target))")
      }
    }
    return edges
  }

  private func text(_ value: SQLiteValue) -> String {
    String(decoding: value.textBytes, as: UTF8.self)
  }

  /// An external identifier without its spelling.
  private func external(_ value: SQLiteValue) -> String {
    GUIDForm.loose(value.textBytes)?.description ?? text(value)
  }

  private func external(_ object: ObjectIndex, _ directory: Directory) -> String {
    let guid = directory.guids[Int(object)]
    if guid != .none { return guid.description }
    return directory.attributes.first(.externalIDText, of: object).map(directory.names.string) ?? ""
  }
}
