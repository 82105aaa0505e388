private import CSQLite

/// The rows of one statement, one after another; values are read from the current row.
///
/// Columns are numbered from 0. Reading before the first `advance()` or after the last row, or a
/// column that is not there, is a bug and stops the program.
@safe package struct Rows: ~Copyable {
  /// How many columns each row has.
  package let columnCount: Int
  let connection: Connection
  let statement: Statement
  let sql: String
  let parameters: [(name: String, value: SQLiteValue)]
  private var state = State.before

  private enum State { case before, onRow, done }

  init(
    _ sql: String, parameters: [(name: String, value: SQLiteValue)], on connection: Connection
  ) throws(DatabaseError) {
    let statement = try connection.prepare(sql, parameters)
    columnCount = statement.columnCount
    self.connection = connection
    self.statement = statement
    self.sql = sql
    self.parameters = parameters
  }

  /// Moves to the next row; false after the last one, and then for ever.
  ///
  /// - Throws: what stopped the read; the rows are then over, and what came before is incomplete.
  package mutating func advance() throws(DatabaseError) -> Bool {
    guard state != .done else { return false }  // Another step would start from the beginning.
    let code = statement.step()
    if connection.takeClockCall() {
      state = .done
      throw connection.clockRefused(doing: "reading \(Connection.quoted(sql))")
    }
    if code == SQLITE_ROW {
      state = .onRow
      return true
    }
    state = .done
    if code == SQLITE_DONE { return false }
    throw connection.failure(code, doing: "reading \(Connection.quoted(sql))")
  }

  private func check(_ column: Int) {
    precondition(state == .onRow, "values are read from a row")
    precondition(column >= 0 && column < columnCount, "there is no such column")
  }
}

extension Rows {
  /// The name of a column: its `AS` name, or what the statement calls it.
  package func columnName(_ column: Int) -> String { statement.columnName(column) }

  /// The type that the table declares for a column; nil for an expression.
  package func declaredType(_ column: Int) -> String? { statement.declaredType(column) }

  /// The names of all columns in their order.
  package var columnNames: [String] { (0..<columnCount).map { statement.columnName($0) } }

  /// The storage class of a value in the current row.
  package func storageClass(_ column: Int) -> StorageClass {
    check(column)
    return statement.storageClass(column)
  }

  /// Whether a value in the current row is NULL.
  package func isNull(_ column: Int) -> Bool { storageClass(column) == .null }

  /// An INTEGER, or nil for any other storage class: nothing is converted.
  package func integer(_ column: Int) -> Int64? {
    check(column)
    return statement.integerIfStored(column)
  }

  /// A REAL, or nil for any other storage class: nothing is converted.
  package func real(_ column: Int) -> Double? {
    storageClass(column) == .real ? statement.real(column) : nil
  }

  /// The bytes of a TEXT or BLOB with every NUL in it, or nil for any other storage class.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  package func bytes(_ column: Int) -> [UInt8]? {
    let type = storageClass(column)
    return type == .text || type == .blob ? statement.copy(column, type) : nil
  }

  /// How many bytes a TEXT (as UTF-8) or BLOB has; 0 for any other storage class.
  package func byteCount(_ column: Int) -> Int { withBytes(column) { $0.count } }

  /// Lets `body` see the bytes of a TEXT or BLOB in place; an empty span for other classes.
  package func withBytes<R>(_ column: Int, _ body: (Span<UInt8>) -> R) -> R {
    let type = storageClass(column)
    guard type == .text || type == .blob else { return body(Span()) }
    return statement.withBytes(column, type, body)
  }

  /// Appends a value to a buffer and says what it was.
  ///
  /// TEXT and BLOB as their bytes, INTEGER in decimal digits, REAL in its shortest exact form,
  /// NULL as nothing.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  @discardableResult
  package func append(_ column: Int, to buffer: inout [UInt8]) -> StorageClass {
    let type = storageClass(column)
    switch type {
    case .null: break
    case .integer: buffer.append(contentsOf: String(statement.integer(column)).utf8)
    case .real: buffer.append(contentsOf: String(statement.real(column)).utf8)
    case .text, .blob:
      statement.append(column, type, to: &buffer)
    }
    return type
  }

  /// A value of any storage class.
  package func value(_ column: Int) -> SQLiteValue {
    switch storageClass(column) {
    case .null: .null
    case .integer: .integer(statement.integer(column))
    case .real: .real(statement.real(column))
    case .text: .text(statement.copy(column, .text))
    case .blob: .blob(statement.copy(column, .blob))
    }
  }
}
