import DirectoryModel
import TestSupport
import Testing
import YAMLText

@testable import Replay

struct ScenarioSchemaTests {
  private static func schemaText() throws -> String {
    let bytes = try [UInt8](
      Fixture.bytes("../Sources/Reports/scenario.schema.json"))
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: try Fixture.files(in: "scenarios", withExtension: "yaml"))
  func `every scenario keeps to the schema for editors`(_ file: String) throws {
    let node = try YAMLNode(parsing: Fixture.bytes(file), file: file)
    let schema = try JSONSchema(Self.schemaText())
    #expect(schema.faults(in: try JSONNode(Self.json(node))) == [])
  }

  @Test func `every mistake of the head that has a shape breaks the schema`() throws {
    let schema = try JSONSchema(Self.schemaText())
    for text in ["[]", "scenario: x", "scenario: x\nsource: y\npolicy: p\nstart: now\n"] {
      let node = try YAMLNode(parsing: text, file: "s.yaml")
      #expect(schema.faults(in: try JSONNode(Self.json(node))) != [], "\(text)")
    }
  }

  /// Mistakes that have a shape; the reader refuses each of them too.
  static let shapes =
    steps.split(separator: "\n").map { Sample.step(String($0)) }
    + ["", "unchanged: no", "refused: \"\""].map(Sample.expecting)
    + sides.split(separator: "\n").map { line in
      Sample.given("given:\n  " + line.split(separator: ";").joined(separator: "\n  ") + "\n")
    } + [Sample.step("wait: 5m\n    sync: full")]

  private static let steps = """
    {}
    enable: []
    link: { local: Collection1, directory: [] }
    unlink: { local: Collection1 }
    setting: {}
    prerequisites: {}
    local: []
    directory: []
    sync: {}
    sync: { full: Collection1, incremental: Collection1 }
    directory: {}
    directory: { add: Ada }
    directory: { add: [], to: Group1 }
    directory: { add: [Ada, Ada], to: Group1 }
    directory: { remove: Ada, to: Group1 }
    directory: { rename: Ada }
    directory: { delete: [] }
    directory: { delete: Ada, restore: Ben }
    directory: { create: {} }
    directory: { department: x }
    directory: { add: "", to: Group1 }
    fault: {}
    fault: { unreadable-page: 2 }
    fault: { unreadable-page: 1001, of: Group1 }
    fault: { of: Group1 }
    fault: { crash-after: 1, throttled: 3 }
    fault: { throttled: 1, times: 1001 }
    fault: { throttled: 1, arrives: yes }
    fault: { unavailable: 1, arrives: perhaps }
    fault: { unavailable: 1, retry-after: 10 }
    fault: { unavailable: 1, retry-after: "Wed, 30 Nov 2022 08:00 GMT" }
    fault: { unavailable: 1, retry-after: "Wednesday, 30-Nov-22 08:00:00 GMT" }
    fault: { lag: {} }
    """

  private static let sides = """
    directory: {}
    local: {}
    directory: {};tenant: x;local: {}
    directory: {};local: {};database: x
    directory: {};local: {};preset: gitea
    tenant: [];local: {}
    directory: {};local: {};page-size: 1000
    """

  @Test(arguments: shapes)
  func `an editor sees every mistake that has a shape`(_ text: String) throws {
    let node = try YAMLNode(parsing: text, file: "s.yaml")
    #expect(try JSONSchema(Self.schemaText()).faults(in: JSONNode(Self.json(node))) != [])
    #expect(throws: YAMLError.self) { try Sample.read(text) }
  }

  @Test func `the schema has the keys that the reader knows`() throws {
    let root = try JSONNode(Self.schemaText())
    func keys(_ node: JSONNode) -> [String] { node["properties"].keys }
    let definitions = root["$defs"]
    #expect(keys(root) == ScenarioKeys.scenario.sorted())
    #expect(keys(root["properties"]["given"]) == ScenarioKeys.given.sorted())
    #expect(keys(definitions["step"]) == ScenarioKeys.steps.sorted())
    #expect(keys(definitions["expectation"]) == ScenarioKeys.expectations.sorted())
    #expect(keys(definitions["link"]) == ScenarioKeys.link.sorted())
    #expect(
      keys(definitions["step"]["properties"]["unlink"]["anyOf"][1]) == ScenarioKeys.unlink.sorted())
    #expect(
      keys(definitions["directorySide"]["anyOf"][0]) == ScenarioKeys.directory.sorted())
    #expect(keys(definitions["localSide"]["anyOf"][0]) == ScenarioKeys.local.sorted())
    let faults = keys(definitions["fault"]["anyOf"][1])
    #expect(Set(ScenarioKeys.faults).isSubset(of: faults))
    #expect(
      definitions["fault"]["anyOf"][0]["enum"].items.compactMap(\.text)
        == ScenarioKeys.plainFaults)
    #expect(
      definitions["expectation"]["properties"]["status"]["additionalProperties"]["enum"].items
        .compactMap(\.text) == RunStatus.allCases.map(\.rawValue))
    #expect(
      definitions["expectation"]["properties"]["link"]["additionalProperties"]["enum"].items
        .compactMap(\.text) == LinkWord.allCases.map(\.rawValue))
  }

  /// Kinds of objects, the lists in which they are given, and the sides.
  static let lists: [(kind: ObjectKind, list: String, side: Side)] = [
    (.user, "users", .tenant), (.user, "users", .local), (.device, "devices", .tenant),
    (.device, "devices", .local), (.group, "groups", .tenant), (.group, "groups", .local),
  ]

  /// A value that fits a property.
  private static func value(_ property: ScenarioProperty) -> String {
    switch property.form {
    case .flag: "yes"
    case .kind: "security"
    case .text:
      [.id, .externalID, .manager].contains(property)
        ? "11111111-2222-3333-4444-555555555555" : "some text"
    }
  }

  /// A scenario with one property of one object, under 'given', in a step and in an expectation.
  private static func scenario(
    _ property: String, _ value: String, _ row: (kind: ObjectKind, list: String, side: Side),
    isSet: Bool
  ) -> String {
    let word = row.side == .tenant ? "directory" : "local"
    let object = "\(row.list): { X: { \(property): \(value) } }"
    let sides = ["directory", "local"].map { "  \($0): { \($0 == word ? object : "") }\n" }
    let step = isSet ? "  - \(word): { set: X, \(property): \(value) }\n" : ""
    return Sample.head + "given:\n" + sides.joined() + "when:\n" + step
      + "  - expect: { \(row.list): { \(word): { X: { \(property): \(value) } } } }\n"
  }

  private static func isRead(_ text: String) -> Bool {
    do {
      _ = try Sample.read(text)
      return true
    } catch {
      return false
    }
  }

  @Test(arguments: lists)
  func `the schema and the reader take the same properties, wherever one may stand`(
    _ row: (kind: ObjectKind, list: String, side: Side)
  ) throws {
    let schema = try JSONSchema(Self.schemaText())
    let known = ScenarioProperty.known(for: row.kind, on: row.side)
    for property in ScenarioProperty.allCases {
      for isSet in [false, true] where property != .id || !isSet {
        let text = Self.scenario(
          property.rawValue, Self.value(property), row, isSet: isSet)
        let node = try YAMLNode(parsing: text, file: "s.yaml")
        let faults = schema.faults(in: try JSONNode(Self.json(node)))
        #expect(faults.isEmpty == known.contains(property), "\(property) \(faults)")
        #expect(Self.isRead(text) == known.contains(property), "\(property)")
      }
    }
  }

  static let objects: [(name: String, kind: ObjectKind, side: Side)] = [
    ("directoryUser", .user, .tenant), ("localUser", .user, .local),
    ("directoryDevice", .device, .tenant), ("localDevice", .device, .local),
    ("directoryGroup", .group, .tenant), ("localGroup", .group, .local),
    ("otherObject", .contact, .tenant),
  ]

  @Test(arguments: objects)
  func `the schema has the properties of every object`(
    _ row: (name: String, kind: ObjectKind, side: Side)
  ) throws {
    let root = try JSONNode(Self.schemaText())
    let lists = row.kind == .group ? ScenarioKeys.groupLists : []
    let known = ScenarioProperty.known(for: row.kind, on: row.side).map(\.rawValue)
    #expect(root["$defs"][row.name]["anyOf"][1]["properties"].keys == (known + lists).sorted())
  }

  /// A document as editors see it: JSON, with YAML's words for numbers, truth and nothing.
  private static func json(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let text, let style):
      if node.isNull { return "null" }
      let isNumber = Int(text).map { String($0) == text } ?? false
      return style == .plain && (isNumber || text == "true" || text == "false")
        ? text : quoted(text)
    case .sequence(let nodes): return "[\(nodes.map(json).joined(separator: ","))]"
    case .mapping(let entries):
      let members = entries.map { "\(quoted($0.key)):\(json($0.value))" }
      return "{\(members.joined(separator: ","))}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
