private import CSQLite

extension Connection {
  /// Compiles one statement that only reads; the caller finalizes it.
  func prepare(_ sql: String) throws(DatabaseError) -> Statement {
    let doing = "preparing \(Self.quoted(sql))"
    guard !sql.utf8.contains(0) else {
      throw refused("a NUL in the statement", doing: doing)
    }
    stepsLeft = limits.steps
    refusal = nil
    let text = Array(sql.utf8)
    var tail = 0
    guard let statement = try compile(text, from: 0, tail: &tail, doing: doing) else {
      throw refused("no statement", doing: doing)
    }
    guard statement.isReadOnly else { throw refused("a statement that writes", doing: doing) }
    // Only blanks and comments may follow: whatever else compiles, or does not, is too much.
    while tail < text.count {
      let start = tail
      var isMore = true
      do throws(DatabaseError) {
        isMore = try compile(text, from: start, tail: &tail, doing: doing) != nil
      } catch {}
      if isMore || tail <= start { throw refused("a second statement", doing: doing) }
    }
    return statement
  }

  /// Compiles one statement that only reads, and gives each of its parameters a value.
  func prepare(
    _ sql: String, _ parameters: [(name: String, value: SQLiteValue)]
  ) throws(DatabaseError) -> Statement {
    let statement = try prepare(sql)
    for position in 1..<(statement.parameterCount + 1) {
      let doing = "preparing \(Self.quoted(sql))"
      guard let name = statement.parameterName(position) else {
        throw refused(
          "a parameter without a name", doing: doing,
          expected: "named parameters such as :name")
      }
      guard
        let (_, value) = parameters.first(where: { $0.name.utf8.elementsEqual(name.utf8) })
      else {
        throw DatabaseError(
          file: file, extendedCode: SQLITE_MISUSE,
          message: "the parameter '\(name)' without a value", doing: doing,
          expected: "a value for each parameter")
      }
      let code = statement.bind(value, at: position)
      if code != SQLITE_OK { throw failure(code, doing: "binding '\(name)'") }
    }
    return statement
  }

  private func compile(
    _ text: [UInt8], from start: Int, tail: inout Int, doing: String
  ) throws(DatabaseError) -> Statement? {
    var prepared: OpaquePointer?
    var code = SQLITE_NOMEM
    unsafe text.withUnsafeBytes { buffer in
      guard let base = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self) else {
        code = SQLITE_OK
        return
      }
      var end: UnsafePointer<CChar>?
      code = unsafe sqlite3_prepare_v3(
        handle, base + start, Int32(clamping: text.count - start), 0, &prepared, &end)
      tail = unsafe end.map { unsafe $0 - base } ?? text.count
    }
    guard code == SQLITE_OK else { throw failure(code, doing: doing) }
    return unsafe prepared.map { unsafe Statement($0, of: self) }
  }

  /// Runs one of rollcall's own statements to its end; returns the last number it gave, or 0.
  @discardableResult
  func runOwn(
    _ sql: String, parameters: [(name: String, value: SQLiteValue)] = [], doing: String? = nil
  ) throws(DatabaseError) -> Int64 {
    isHouseKeeping = true
    defer { isHouseKeeping = false }
    stepsLeft = limits.steps
    refusal = nil
    var tail = 0
    let doing = doing ?? "running '\(sql)'"
    guard let statement = try compile(Array(sql.utf8), from: 0, tail: &tail, doing: doing) else {
      return 0
    }
    var result: Int64 = 0
    for (index, parameter) in parameters.enumerated() {
      let code = statement.bind(parameter.value, at: index + 1)
      if code != SQLITE_OK { throw failure(code, doing: doing) }
    }
    while true {
      let code = statement.step()
      if code == SQLITE_DONE { return result }
      if code != SQLITE_ROW { throw failure(code, doing: doing) }
      result = statement.integer(0)
    }
  }

  /// The error for a code that SQLite just returned.
  func failure(_ code: Int32, doing: String) -> DatabaseError {
    // SQLite words a refusal in many ways, with many codes.
    if let refusal { return refused(refusal, doing: doing) }
    if code & 0xFF == SQLITE_INTERRUPT {
      return DatabaseError(
        file: file, extendedCode: code,
        message: "a statement that takes more than \(limits.steps) steps", doing: doing)
    }
    let extended = unsafe sqlite3_extended_errcode(handle)
    let matches = extended & 0xFF == code & 0xFF
    let message = unsafe String(cString: matches ? sqlite3_errmsg(handle) : sqlite3_errstr(code))
    return DatabaseError(
      file: file, extendedCode: matches ? extended : code, message: "'\(message)'", doing: doing)
  }

  /// The error for a statement that asked for the time.
  func clockRefused(doing: String) -> DatabaseError {
    DatabaseError(
      file: file, extendedCode: SQLITE_AUTH, message: "a call for the time of 'now'",
      doing: doing, expected: "a statement that gives the same rows at any time",
      hint: "compare with a time that the statement or a parameter states")
  }

  /// The error for a statement that rollcall does not run.
  func refused(_ what: String, doing: String, expected: String? = nil) -> DatabaseError {
    DatabaseError(
      file: file, extendedCode: SQLITE_AUTH, message: what, doing: doing, expected: expected)
  }

  /// A statement for a message: on one line, cut after 200 characters.
  static func quoted(_ sql: String) -> String {
    var line = ""
    var count = 0
    var pendingBlank = false
    for scalar in sql.unicodeScalars {
      if scalar.properties.isWhitespace {
        pendingBlank = !line.isEmpty
        continue
      }
      if count >= 200 { return "'\(line) ...'" }
      if pendingBlank { line += " " }
      pendingBlank = false
      line.unicodeScalars.append(scalar)
      count += 1
    }
    return "'\(line)'"
  }
}
