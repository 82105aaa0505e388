import SQLite

extension MappingStatement {
  /// The SQL that gives the statement's rows; a table's name may begin with one of the schemas.
  func sql(schemas: [String]) -> String {
    switch origin {
    case .sql(let sql): return sql
    case .table(let name, let condition):
      let list = columns.compactMap { column -> String? in
        expression(of: column).map { "\($0) AS \(Database.identifier(column.name))" }
      }
      let fields = list.isEmpty ? "1" : list.joined(separator: ", ")
      return "SELECT \(fields) FROM \(Self.tableName(name, schemas)) t"
        + (condition.map { " WHERE \($0)" } ?? "")
    }
  }

  /// A table's name as SQL; `schema.table` names a table of an attached file.
  private static func tableName(_ name: String, _ schemas: [String]) -> String {
    for schema in schemas where name.utf8.starts(with: "\(schema).".utf8) {
      let table = String(decoding: name.utf8.dropFirst(schema.utf8.count + 1), as: UTF8.self)
      return "\(Database.identifier(schema)).\(Database.identifier(table))"
    }
    return Database.identifier(name)
  }

  private func expression(of column: MappingColumn) -> String? {
    switch column.source {
    case .column(let name): "t.\(Database.identifier(name))"
    case .expression(let text): "(\(text))"
    case .attribute(let attribute): attribute.sql
    case .constant, .item: nil
    }
  }
}

extension MappingAttribute {
  /// The first value of the attribute, as an expression over the table `t`.
  fileprivate var sql: String {
    let literal =
      "'"
      + name.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "''") + "'"
    return "(SELECT a.\(Database.identifier(value)) FROM \(Database.identifier(table)) a WHERE "
      + "a.\(Database.identifier(key)) = t.\(Database.identifier(of)) AND "
      + "a.\(Database.identifier(nameColumn)) = \(literal)"
      + (condition.map { " AND (\($0))" } ?? "") + " LIMIT 1)"
  }
}
