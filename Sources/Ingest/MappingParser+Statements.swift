import SQLite
import YAMLText

extension MappingParser {
  /// The statements of each result that a mapping or an era holds.
  static func results(_ top: YAMLMapping) throws(YAMLError) -> [[MappingStatement]] {
    var statements = MappingResult.noStatements
    for result in MappingResult.allCases {
      guard let node = top.optional(result.rawValue) else { continue }
      let nodes: [YAMLNode]
      if case .sequence(let list) = node.content { nodes = list } else { nodes = [node] }
      for node in nodes {
        statements[result.index].append(try statement(node, of: result))
      }
    }
    return statements
  }

  private static func statement(
    _ node: YAMLNode, of result: MappingResult
  ) throws(YAMLError) -> MappingStatement {
    if case .scalar = node.content {
      return MappingStatement(origin: .sql(try node.string()), columns: [])
    }
    let body = try node.mapping()
    try body.refuseUnknownKeys(["sql", "table", "where", "columns"])
    var columns: [MappingColumn] = []
    for entry in try body.optional("columns")?.mapping().entries ?? [] {
      guard result.allColumns.contains(entry.key) else {
        throw entry.place.error(
          found: "unknown column '\(entry.key)'",
          expected: "one of " + result.allColumns.map { "'\($0)'" }.joined(separator: ", "),
          hint: closestMatch(to: entry.key, in: result.allColumns).map { "did you mean '\($0)'?" })
      }
      columns.append(try column(entry))
    }
    let statement = MappingStatement(
      origin: try origin(body, node), columns: columns)
    try check(statement, of: result, body)
    return statement
  }

  private static func origin(
    _ body: YAMLMapping, _ node: YAMLNode
  ) throws(YAMLError) -> MappingStatement.Origin {
    if let sql = body.entry("sql") {
      for key in ["table", "where"] {
        guard let other = body.entry(key) else { continue }
        throw other.place.error(
          found: "'\(key)' beside 'sql'", expected: "either 'sql' or 'table'",
          hint: "write the condition into the SQL")
      }
      return .sql(try sql.value.string())
    }
    guard body.entry("table") != nil else {
      throw node.error(
        found: "a statement without rows", expected: "the key 'sql' or the key 'table'")
    }
    return .table(
      name: try body.required("table").string(),
      condition: try body.optional("where")?.string())
  }

  /// Checks what can be known before a database is there.
  private static func check(
    _ statement: MappingStatement, of result: MappingResult, _ body: YAMLMapping
  ) throws(YAMLError) {
    let lists = statement.columns.filter { column in
      column.steps.contains { if case .items = $0 { true } else { false } }
    }
    guard lists.count <= 1 else {
      throw body.place.error(
        found: "the lists '\(lists[0].name)' and '\(lists[1].name)' in one statement",
        expected: "at most one list in a statement", hint: "write a statement for each list")
    }
    let items = statement.columns.first { if case .item = $0.source { true } else { false } }
    if let items, lists.isEmpty {
      throw body.place.error(
        found: "'\(items.name)' from an element of a list, and no list",
        expected: "a column with the step 'items'")
    }
    guard case .table = statement.origin else { return }
    for name in result.columns.required
    where !statement.columns.contains(where: { $0.name == name }) {
      throw body.place.error(
        found: "no column '\(name)'",
        expected: "the columns "
          + result.columns.required.map { "'\($0)'" }.joined(separator: ", "))
    }
  }
}
