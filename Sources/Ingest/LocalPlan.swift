import SQLite

/// How one canonical column is taken from the rows of a statement.
struct ColumnPlan {
  let name: String
  /// The number of the rows' column.
  var column: Int?
  var constant: SQLiteValue?
  /// The part of a list's element.
  var pointer: String?
  /// Done before a list is taken apart, or at all.
  var steps: [MappingStep] = []
  var list: ItemForm?
  /// Done with each element of the list.
  var elementSteps: [MappingStep] = []

  /// Whether a value is used as it is stored.
  var isPlain: Bool { column != nil && steps.isEmpty && list == nil }

  /// Takes the column at a number as it is.
  init(_ name: String, column: Int) { (self.name, self.column) = (name, column) }

  init(_ column: MappingColumn, columns: [String], statement: MappingStatement) {
    name = column.name
    switch column.source {
    case .column(let source):
      // A table's columns are selected under their canonical names; SQL's come as they are called.
      if case .table = statement.origin {
        self.column = columns.firstIndex(of: column.name)
      } else {
        self.column = columns.firstIndex(of: source)
      }
    case .expression, .attribute: self.column = columns.firstIndex(of: column.name)
    case .constant(let value): constant = value
    case .item(let pointer): self.pointer = pointer
    }
    for step in column.steps {
      if case .items(let form) = step {
        list = form
      } else if list == nil {
        steps.append(step)
      } else {
        elementSteps.append(step)
      }
    }
  }
}

/// How the rows of one statement are read.
struct StatementPlan {
  /// One plan a column of the result, in the order of `MappingResult.allColumns`.
  var columns: [ColumnPlan?]
  /// The column whose list gives a row for each element.
  var listed: Int?
  /// Whether the statement is rollcall's own over one table.
  let isTable: Bool

  /// Matches the columns that a statement gives with those of its result.
  init(
    _ statement: MappingStatement, of result: MappingResult, rows: borrowing Rows, input: String,
    mapping: String
  ) throws(IngestError) {
    let found = rows.columnNames
    let known = result.allColumns
    isTable = if case .table = statement.origin { true } else { false }
    columns = known.map { name in found.firstIndex(of: name).map { ColumnPlan(name, column: $0) } }
    var used: [String] = []
    for column in statement.columns {
      let plan = ColumnPlan(column, columns: found, statement: statement)
      if plan.column == nil, plan.constant == nil, plan.pointer == nil {
        let wanted = if case .column(let source) = column.source { source } else { column.name }
        throw Self.fault(
          "no column '\(wanted)' among \(Self.quoted(found))", "the column for '\(column.name)'",
          result, input, mapping)
      }
      if case .column(let source) = column.source { used.append(source) }
      if let index = known.firstIndex(of: column.name) { columns[index] = plan }
    }
    listed = columns.firstIndex { $0?.list != nil }
    for name in found where !known.contains(name) && !used.contains(name) {
      throw Self.fault(
        "the column '\(name)'", "one of \(Self.quoted(known))", result, input, mapping,
        hint: didYouMean(name, known) ?? "name a column with AS")
    }
    for name in result.columns.required {
      guard let index = known.firstIndex(of: name), columns[index] == nil else { continue }
      throw Self.fault(
        "the columns \(Self.quoted(found))", "a column '\(name)'", result, input, mapping)
    }
  }

  private static func quoted(_ names: [String]) -> String {
    names.map { "'\($0)'" }.joined(separator: ", ")
  }

  private static func fault(
    _ found: String, _ expected: String, _ result: MappingResult, _ input: String,
    _ mapping: String, hint: String? = nil
  ) -> IngestError {
    IngestError(
      input: input, found: "\(found) in the \(result.rawValue) of '\(mapping)'",
      expected: expected, hint: hint)
  }

  /// Whether a column is there and is not always NULL.
  func has(_ name: String, of result: MappingResult) -> Bool {
    guard let index = result.allColumns.firstIndex(of: name), let plan = columns[index]
    else { return false }
    return plan.constant != .null
  }
}
