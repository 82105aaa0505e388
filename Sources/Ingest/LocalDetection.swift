import SQLite

/// The tables of a database, as far as mappings ask for them.
struct LocalSchema {
  let input: String
  let objects: [SchemaObject]

  init(_ database: borrowing Database, input: String) throws(IngestError) {
    self.input = input
    do throws(DatabaseError) {
      objects = try database.tables()
    } catch {
      throw IngestError(database: error, input: input)
    }
  }

  /// The first table or column that a detection asks for and that is not there.
  func missing(_ detection: MappingDetection) -> String? {
    for table in detection.tables {
      let found = objects.first { isSameIgnoringCase($0.name, table.name) }
      guard let found else { return "no table '\(table.name)'" }
      if found.error != nil { return "a table '\(table.name)' that cannot be read" }
      for column in table.columns where !found.hasColumn(column) {
        return "no column '\(column)' in the table '\(table.name)'"
      }
    }
    return nil
  }

  /// The names of the tables for a message, the first ten of them.
  var summary: String {
    if objects.isEmpty { return "a database without tables" }
    let names = objects.prefix(10).map { "'\($0.name)'" }.joined(separator: ", ")
    let rest = objects.count > 10 ? " and \(objects.count - 10) more" : ""
    return "a database with the tables \(names)\(rest)"
  }
}

extension MappingDetection {
  /// What a database lacks, or `nil` when it fits.
  func fault(
    _ schema: LocalSchema, _ database: borrowing Database
  ) throws(IngestError) -> String? {
    if let missing = schema.missing(self) { return missing }
    guard let probe else { return nil }
    let found: Bool
    do throws(DatabaseError) {
      var rows = try database.rows(probe)
      found = try rows.advance() && Self.isTrue(rows)
    } catch {
      throw IngestError(database: error, input: schema.input)
    }
    return found ? nil : "no row that the probe '\(probe)' accepts"
  }

  private static func isTrue(_ rows: borrowing Rows) -> Bool {
    guard rows.columnCount > 0 else { return false }
    switch rows.value(0) {
    case .null, .integer(0): return false
    default: return true
    }
  }
}

/// The choice of a mapping for a database.
enum LocalDetection {
  /// The preset that fits best.
  ///
  /// Presets whose tables, columns and probe are there fit. One that another fitting preset names
  /// under `over` gives way to it, and a fallback gives way to everything else. More than one left
  /// is an error: nobody guesses.
  static func preset(
    _ presets: [Mapping], _ schema: LocalSchema, _ database: borrowing Database
  ) throws(IngestError) -> Mapping {
    var fitting: [Mapping] = []
    for preset in presets {
      for prefix in preset.prefixes(in: schema) {
        let preset = preset.prefixed(prefix)
        guard try preset.detection.fault(schema, database) == nil else { continue }
        fitting.append(preset)
        break
      }
    }
    let surpassed = fitting.flatMap(\.detection.over)
    var best = fitting.filter { !surpassed.contains($0.name) }
    if best.contains(where: { !$0.detection.isFallback }) {
      best.removeAll { $0.detection.isFallback }
    }
    if best.count == 1 { return best[0] }
    let names = best.map { "'\($0.name)'" }.joined(separator: " and ")
    guard best.isEmpty else {
      throw IngestError(
        input: schema.input, found: "a database that fits the presets \(names)",
        expected: "one that fits a single preset", hint: "name one of them with --preset")
    }
    throw IngestError(
      input: schema.input, found: schema.summary,
      expected: "the tables of a preset",
      hint: schema.objects.isEmpty
        ? "the database is empty; check the path"
        : "see 'rollcall preset list', or describe the tables in a mapping and give it with --mapping"
    )
  }

  /// The mapping as it is for the era that the database is of.
  static func era(
    of mapping: Mapping, _ schema: LocalSchema, _ database: borrowing Database
  ) throws(IngestError) -> (mapping: Mapping, era: String?) {
    guard !mapping.eras.isEmpty else { return (mapping, nil) }
    var faults: [String] = []
    for era in mapping.eras {
      if let fault = try era.detection.fault(schema, database) {
        faults.append("\(era.name): \(fault)")
        continue
      }
      var dated = mapping
      dated.policy = era.policy ?? mapping.policy
      for index in era.statements.indices where !era.statements[index].isEmpty {
        dated.statements[index] = era.statements[index]
      }
      return (dated, era.name)
    }
    throw IngestError(
      input: schema.input, found: "no era of '\(mapping.name)' (\(faults.joined(separator: "; ")))",
      expected: "the tables of one of its eras")
  }
}

/// Whether two names are equal but for ASCII case, as SQLite compares names of tables.
func isSameIgnoringCase(_ one: String, _ other: String) -> Bool {
  func folded(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 32 : byte }
  return one.utf8.elementsEqual(other.utf8) { folded($0) == folded($1) }
}
