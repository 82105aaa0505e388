private import CSQLite

/// A compiled statement; it is finalized when its owner lets go of it.
@safe struct Statement: ~Copyable {
  private let handle: OpaquePointer
  /// Held until the statement is finalized: a connection closes after its statements.
  private let connection: Connection

  init(_ handle: OpaquePointer, of connection: Connection) {
    unsafe self.handle = handle
    self.connection = connection
  }

  deinit { unsafe sqlite3_finalize(handle) }

  var isReadOnly: Bool { unsafe sqlite3_stmt_readonly(handle) != 0 }
  var columnCount: Int { Int(unsafe sqlite3_column_count(handle)) }
  var parameterCount: Int { Int(unsafe sqlite3_bind_parameter_count(handle)) }

  /// Runs to the next row and returns SQLite's code.
  func step() -> Int32 { unsafe sqlite3_step(handle) }

  /// The name of a parameter without its sigil, or nil for a bare `?`; positions begin at 1.
  func parameterName(_ position: Int) -> String? {
    guard let name = unsafe sqlite3_bind_parameter_name(handle, Int32(position)) else { return nil }
    return unsafe String(String(cString: name).unicodeScalars.dropFirst())
  }

  func columnName(_ column: Int) -> String {
    let name = unsafe sqlite3_column_name(handle, Int32(column))
    return unsafe name.map { unsafe String(cString: $0) } ?? ""
  }

  func declaredType(_ column: Int) -> String? {
    let type = unsafe sqlite3_column_decltype(handle, Int32(column))
    return unsafe type.map { unsafe String(cString: $0) }
  }

  /// Binds a value and returns SQLite's code; positions begin at 1.
  func bind(_ value: SQLiteValue, at position: Int) -> Int32 {
    let position = Int32(position)
    switch value {
    case .null: return unsafe sqlite3_bind_null(handle, position)
    case .integer(let number): return unsafe sqlite3_bind_int64(handle, position, number)
    case .real(let number): return unsafe sqlite3_bind_double(handle, position, number)
    case .text(let bytes):
      // An empty array may have no address, and a missing address would bind NULL.
      guard !bytes.isEmpty else {
        return unsafe rollcall_sqlite3_bind_text(handle, position, "", 0)
      }
      return unsafe bytes.withUnsafeBytes { buffer in
        unsafe rollcall_sqlite3_bind_text(
          handle, position, buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
          UInt64(buffer.count))
      }
    case .blob(let bytes):
      guard !bytes.isEmpty else { return unsafe sqlite3_bind_zeroblob(handle, position, 0) }
      return unsafe bytes.withUnsafeBytes { buffer in
        unsafe rollcall_sqlite3_bind_blob(
          handle, position, buffer.baseAddress, UInt64(buffer.count))
      }
    }
  }

  func storageClass(_ column: Int) -> StorageClass {
    unsafe Self.storageClass(of: sqlite3_column_type(handle, Int32(column)))
  }

  private static func storageClass(of type: Int32) -> StorageClass {
    switch type {
    case SQLITE_INTEGER: .integer
    case SQLITE_FLOAT: .real
    case SQLITE_TEXT: .text
    case SQLITE_BLOB: .blob
    default: .null
    }
  }

  /// An INTEGER, or nil for another storage class, with a single look-up of the value.
  ///
  /// SQLite asks that only one thread at a time uses such a value, which holds for a connection
  /// that is never shared (https://www.sqlite.org/c3ref/value.html); asking for the type and then
  /// for the number takes half as long again.
  func integerIfStored(_ column: Int) -> Int64? {
    let value = unsafe sqlite3_column_value(handle, Int32(column))
    guard unsafe sqlite3_value_type(value) == SQLITE_INTEGER else { return nil }
    return unsafe sqlite3_value_int64(value)
  }

  /// An INTEGER, or nil for any other storage class.
  ///
  /// Asked of the value: without a mutex on the connection every value is a protected one
  /// (https://www.sqlite.org/c3ref/value.html), and asking the column takes thrice as long.
  @inline(__always)
  func wholeNumber(_ column: Int) -> Int64? {
    let value = unsafe sqlite3_column_value(handle, Int32(column))
    guard unsafe sqlite3_value_type(value) == SQLITE_INTEGER else { return nil }
    return unsafe sqlite3_value_int64(value)
  }

  /// Lets `body` see the bytes of a TEXT, or none for NULL; nil for any other storage class.
  @inline(__always)
  func withWord<R>(_ column: Int, _ body: (Span<UInt8>) -> R?) -> R? {
    let value = unsafe sqlite3_column_value(handle, Int32(column))
    switch unsafe sqlite3_value_type(value) {
    case SQLITE_NULL: return body(Span())
    case SQLITE_TEXT:
      let start = unsafe sqlite3_value_text(value)
      let count = Int(unsafe sqlite3_value_bytes(value))
      precondition(unsafe start != nil, "out of memory")
      return unsafe body(UnsafeBufferPointer(start: start, count: count).span)
    default: return nil
    }
  }

  func integer(_ column: Int) -> Int64 { unsafe sqlite3_column_int64(handle, Int32(column)) }
  func real(_ column: Int) -> Double { unsafe sqlite3_column_double(handle, Int32(column)) }

  /// Lets `body` see the bytes of a TEXT (as UTF-8) or BLOB; they last until the next step.
  func withBytes<R>(_ column: Int, _ type: StorageClass, _ body: (Span<UInt8>) -> R) -> R {
    unsafe body(bytes(column, type).span)
  }

  /// Appends the bytes of a TEXT (as UTF-8) or BLOB.
  func append(_ column: Int, _ type: StorageClass, to buffer: inout [UInt8]) {
    unsafe buffer.append(contentsOf: bytes(column, type))
  }

  /// Copies the bytes of a TEXT (as UTF-8) or BLOB.
  func copy(_ column: Int, _ type: StorageClass) -> [UInt8] { unsafe Array(bytes(column, type)) }

  /// As many bytes as SQLite says, so that a NUL inside does not end them.
  ///
  /// The address has to be asked for before the length, because it may convert UTF-16
  /// (https://www.sqlite.org/c3ref/column_blob.html).
  private func bytes(_ column: Int, _ type: StorageClass) -> UnsafeBufferPointer<UInt8> {
    let column = Int32(column)
    let start: UnsafePointer<UInt8>?
    if type == .text {
      unsafe start = sqlite3_column_text(handle, column)
      precondition(unsafe start != nil, "out of memory")
    } else {
      unsafe start = sqlite3_column_blob(handle, column)?.assumingMemoryBound(to: UInt8.self)
    }
    let count = unsafe start == nil ? 0 : sqlite3_column_bytes(handle, column)
    return unsafe UnsafeBufferPointer(start: start, count: Int(count))
  }
}
