import SQLite

/// The values of a mapping's parameters for one database.
struct LocalParameters {
  var values: [(name: String, value: SQLiteValue)] = []
  var notes: [String] = []

  /// Takes the given values, else the defaults, else the only possible value there is.
  ///
  /// - Throws: for a name that the mapping does not know, a value that is not among the possible
  ///   ones, and a value that is missing; the message lists the possible ones.
  init(
    of mapping: Mapping, given: [String: String], _ database: borrowing Database, input: String
  ) throws(IngestError) {
    let known = mapping.parameters.map(\.name) + mapping.attachments.map(\.schema)
    for name in given.keys.sorted() where !known.contains(name) {
      throw Self.unknown(name, known, mapping, input)
    }
    for parameter in mapping.parameters {
      let choices = try Self.choices(parameter, database, input)
      if let value = given[parameter.name] {
        try Self.check(value, parameter, choices, mapping, input)
        values.append((parameter.name, .text(value)))
      } else if let fallback = parameter.fallback {
        values.append((parameter.name, .text(fallback)))
      } else if let only = choices, only.count == 1 {
        values.append((parameter.name, .text(only[0].value)))
        notes.append("'\(parameter.name)' is \(only[0].label), the only one there is")
      } else {
        throw Self.missing(parameter, choices, mapping, input)
      }
    }
  }

  private struct Choice {
    let value: String
    let label: String
  }

  private static let limit = 20

  private static func choices(
    _ parameter: MappingParameter, _ database: borrowing Database, _ input: String
  ) throws(IngestError) -> [Choice]? {
    guard let sql = parameter.choices else { return nil }
    var choices: [Choice] = []
    do throws(DatabaseError) {
      var rows = try database.rows(sql)
      while try rows.advance() {
        var texts: [String] = []
        for column in 0..<rows.columnCount {
          texts.append(String(decoding: rows.value(column).textBytes, as: UTF8.self))
        }
        guard let value = texts.first else { continue }
        let about = texts.dropFirst().filter { !$0.isEmpty }.joined(separator: ", ")
        choices.append(
          Choice(value: value, label: about.isEmpty ? "'\(value)'" : "'\(value)' (\(about))"))
      }
    } catch {
      throw IngestError(
        database: error, input: input,
        doing: "listing the values of '\(parameter.name)': \(error.doing)")
    }
    return choices
  }

  private static func listed(_ choices: [Choice]) -> String {
    let names = choices.prefix(limit).map(\.label).joined(separator: ", ")
    return choices.count > limit ? "\(names) and \(choices.count - limit) more" : names
  }

  private static func check(
    _ value: String, _ parameter: MappingParameter, _ choices: [Choice]?, _ mapping: Mapping,
    _ input: String
  ) throws(IngestError) {
    guard let choices, !choices.contains(where: { isSameIgnoringCase($0.value, value) })
    else { return }
    throw IngestError(
      input: input, found: "no '\(value)' for the parameter '\(parameter.name)'",
      expected: choices.isEmpty ? "a database that has any" : "one of \(listed(choices))")
  }

  private static func missing(
    _ parameter: MappingParameter, _ choices: [Choice]?, _ mapping: Mapping, _ input: String
  ) -> IngestError {
    let about = parameter.about.isEmpty ? "" : " (\(parameter.about))"
    let expected =
      switch choices {
      case nil: "a value for it"
      case let choices? where choices.isEmpty: "a database that has any"
      case let choices?: "one of \(listed(choices))"
      }
    return IngestError(
      input: input,
      found: "no value for the parameter '\(parameter.name)'\(about) of '\(mapping.name)'",
      expected: expected, hint: "give it with --param \(parameter.name)=VALUE")
  }

  private static func unknown(
    _ name: String, _ known: [String], _ mapping: Mapping, _ input: String
  ) -> IngestError {
    let names = known.map { "'\($0)'" }.joined(separator: ", ")
    return IngestError(
      input: input, found: "the parameter '\(name)', which '\(mapping.name)' does not know",
      expected: known.isEmpty ? "no parameters" : known.count == 1 ? names : "one of \(names)",
      hint: didYouMean(name, known))
  }
}
