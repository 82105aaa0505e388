import DirectoryModel
import SQLite

extension LocalReader {
  /// The value of a column in the current row, steps done; NULL where there is no such column.
  mutating func value(
    _ column: Int, _ reading: StatementReading, _ rows: borrowing Rows
  ) -> SQLiteValue {
    guard let plan = reading.plan.columns[column] else { return .null }
    if plan.list != nil {
      // Only here can a pointer reach into an element that is an object.
      if case .pointer(let pointer) = plan.elementSteps.first, case .json = reading.item {
        let steps = Array(plan.elementSteps.dropFirst())
        return stepped(element(at: pointer, reading), plan, steps, reading)
      }
      if let item = reading.item, item.plain == nil { isUntold = true }
      return stepped(reading.item?.plain ?? .null, plan, plan.elementSteps, reading)
    }
    if let pointer = plan.pointer {
      return stepped(element(at: pointer, reading), plan, plan.steps, reading)
    }
    let raw = plan.constant ?? plan.column.map { rows.value($0) } ?? .null
    return stepped(raw, plan, plan.steps, reading)
  }

  /// A part of the list's element; NULL where it has none, or one that is no single value.
  private mutating func element(at pointer: String, _ reading: StatementReading) -> SQLiteValue {
    if case .json(let json) = reading.item, let part = json.value(at: pointer)?.plain {
      return part
    }
    isUntold = true
    return .null
  }

  private mutating func stepped(
    _ raw: SQLiteValue, _ plan: ColumnPlan, _ steps: [MappingStep], _ reading: StatementReading
  ) -> SQLiteValue {
    var value = raw
    for step in steps {
      do throws(StepFailure) {
        value = try step.apply(to: value)
      } catch {
        builder.tally(
          "values of '\(plan.name)' in \(reading.result.rowWord)", error.reason, source: source,
          at: reading.place)
        if !step.keepsUnreadable {
          value = .null
          isUntold = true
        }
      }
    }
    return value
  }

  /// The elements of the statement's list in the current row; `nil` when it cannot be read.
  mutating func elements(
    _ listed: Int, _ reading: StatementReading, _ rows: borrowing Rows
  ) -> [MappingItem]? {
    guard let plan = reading.plan.columns[listed], let form = plan.list else { return [] }
    let raw = plan.constant ?? plan.column.map { rows.value($0) } ?? .null
    let value = stepped(raw, plan, plan.steps, reading)
    do throws(StepFailure) {
      return try MappingItem.list(value, form)
    } catch {
      builder.tally(
        "lists of '\(plan.name)' in \(reading.result.rowWord)", error.reason, source: source,
        at: reading.place)
      return nil
    }
  }

  /// The number of a text; numbers are taken in decimal, NULL is no text.
  mutating func name(
    _ column: Int, _ reading: StatementReading, _ rows: borrowing Rows
  ) -> NameIndex {
    guard let plan = reading.plan.columns[column] else { return NameTable.absent }
    if plan.isPlain, let number = plan.column {
      switch rows.storageClass(number) {
      case .null: return NameTable.absent
      case .text, .blob: return rows.withBytes(number) { builder.names.intern($0) }
      case .integer, .real: break
      }
    }
    return name(value(column, reading, rows))
  }

  mutating func name(_ value: SQLiteValue) -> NameIndex {
    value == .null ? NameTable.absent : builder.names.intern(value.textBytes)
  }

  /// The key of a value, as its storage class and bytes; `nil` for NULL.
  mutating func key(
    _ column: Int, _ reading: StatementReading, _ rows: borrowing Rows
  ) -> LocalKey? {
    if let plan = reading.plan.columns[column], plan.isPlain, let number = plan.column {
      switch rows.storageClass(number) {
      case .null: return nil
      case .integer: return rows.integer(number).map(LocalKey.integer)
      case .real: return rows.real(number).map(LocalKey.real)
      case .text: return .text(rows.withBytes(number) { builder.names.intern($0) })
      case .blob: return .blob(rows.withBytes(number) { builder.names.intern($0) })
      }
    }
    switch value(column, reading, rows) {
    case .null: return nil
    case .integer(let value): return .integer(value)
    case .real(let value): return .real(value)
    case .text(let bytes): return .text(builder.names.intern(bytes))
    case .blob(let bytes): return .blob(builder.names.intern(bytes))
    }
  }

  /// Yes or no, or `nil` where the value says neither.
  mutating func truth(
    _ column: Int, _ reading: StatementReading, _ rows: borrowing Rows
  ) -> Bool? {
    if let plan = reading.plan.columns[column], plan.isPlain, let stored = plan.column,
      let number = rows.integer(stored)
    {
      return number != 0
    }
    let value = value(column, reading, rows)
    switch value {
    case .null: return nil
    case .integer(let number): return number != 0
    case .real(let number): return number != 0
    case .text(let bytes), .blob(let bytes):
      let word = String(decoding: trimmed(bytes[...]), as: UTF8.self).lowercased()
      if word.isEmpty { return nil }
      if Self.yes.contains(word) { return true }
      if Self.no.contains(word) { return false }
      builder.tally(
        "values of '\(reading.result.allColumns[column])' in \(reading.result.rowWord)",
        "it is neither yes nor no", source: source, at: reading.place)
      return nil
    }
  }

  private static let yes = ["1", "true", "t", "yes", "y", "on", "enabled", "active"]
  private static let no = ["0", "false", "f", "no", "n", "off", "disabled", "inactive"]
}

extension MappingStep {
  /// Whether a value that the step cannot read stays as it was, because it is still evidence.
  var keepsUnreadable: Bool {
    switch self {
    case .guid, .time: true
    default: false
    }
  }
}
