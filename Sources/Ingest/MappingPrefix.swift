import SQLite

/// Products whose tables carry a prefix that an administrator chooses: `oc_`, `nc_`, ….
extension Mapping {
  static let prefixMark = "{prefix}"

  /// The mapping with every mark replaced by one prefix.
  func prefixed(_ prefix: String) -> Mapping {
    var mapping = self
    mapping.detection = Self.replaced(detection, prefix)
    mapping.statements = Self.replaced(statements, prefix)
    for index in parameters.indices {
      mapping.parameters[index].choices = parameters[index].choices.map {
        Self.replaced($0, prefix)
      }
    }
    for index in eras.indices {
      mapping.eras[index].detection = Self.replaced(eras[index].detection, prefix)
      mapping.eras[index].statements = Self.replaced(eras[index].statements, prefix)
    }
    return mapping
  }

  /// The prefixes with which tables of the schema could be the mapping's: its own one first.
  func prefixes(in schema: LocalSchema) -> [String] {
    guard let prefix else { return [""] }
    guard let table = detection.tables.first(where: { $0.name.hasPrefix(Self.prefixMark) }) else {
      return [prefix]
    }
    let rest = table.name.dropFirst(Self.prefixMark.count).utf8
    let others = schema.objects.compactMap { object -> String? in
      let name = object.name.utf8
      guard name.reversed().starts(with: rest.reversed()) else { return nil }
      return String(decoding: name.dropLast(rest.count), as: UTF8.self)
    }
    return [prefix] + others.filter { $0 != prefix }.sorted()
  }

  private static func replaced(_ text: String, _ prefix: String) -> String {
    text.split(separator: prefixMark, omittingEmptySubsequences: false).joined(separator: prefix)
  }

  private static func replaced(
    _ detection: MappingDetection, _ prefix: String
  ) -> MappingDetection {
    var detection = detection
    for index in detection.tables.indices {
      detection.tables[index].name = replaced(detection.tables[index].name, prefix)
    }
    // In SQL the prefix stands inside a quoted name.
    detection.probe = detection.probe.map { replaced($0, quoted(prefix)) }
    return detection
  }

  private static func replaced(
    _ results: [[MappingStatement]], _ prefix: String
  ) -> [[MappingStatement]] {
    results.map { statements in
      statements.map { statement in
        var statement = statement
        switch statement.origin {
        case .sql(let sql): statement.origin = .sql(replaced(sql, quoted(prefix)))
        case .table(let name, let condition):
          statement.origin = .table(name: replaced(name, prefix), condition: condition)
        }
        for index in statement.columns.indices {
          guard case .attribute(var attribute) = statement.columns[index].source else { continue }
          attribute.table = replaced(attribute.table, prefix)
          statement.columns[index].source = .attribute(attribute)
        }
        return statement
      }
    }
  }

  private static func quoted(_ prefix: String) -> String {
    prefix.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
  }
}
