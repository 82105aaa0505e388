private import CSQLite

/// One connection, shared by a database and its running statements; the last of them closes it.
///
/// A class, because C holds its address as the context of the authorizer and of the progress
/// handler, and because rows may outlive the database that gave them out.
@safe final class Connection {
  let file: String
  let limits: DatabaseLimits
  let handle: OpaquePointer
  private let timeless: UnsafeMutablePointer<rollcall_timeless>
  /// Steps that the statement compiled last may still take.
  var stepsLeft = 0
  /// While true, the authorizer lets rollcall's own statements pass.
  var isHouseKeeping = false
  /// What the authorizer refused first in the statement compiled last.
  var refusal: String?

  /// Opens `file` and applies every defence of https://www.sqlite.org/security.html.
  init(file: String, mode: DatabaseMode, limits: DatabaseLimits) throws(DatabaseError) {
    let uri = try Self.uri(of: file, mode: mode)
    _ = Self.forgetZone
    guard let timeless = unsafe rollcall_timeless_make() else {
      throw DatabaseError(
        file: file, extendedCode: SQLITE_NOMEM, message: "no room for a connection",
        doing: "opening the database")
    }
    let access = mode == .privateCopyReadWrite ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY
    let flags = access | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    var opened: OpaquePointer?
    let code = unsafe sqlite3_open_v2(uri, &opened, flags, timeless.pointee.base.zName)
    guard code == SQLITE_OK, let handle = unsafe opened else {
      let message = unsafe String(cString: sqlite3_errstr(code))
      unsafe sqlite3_close_v2(opened)  // A failed open still hands out a connection.
      unsafe rollcall_timeless_free(timeless)
      throw DatabaseError(
        file: file, extendedCode: code, message: "'\(message)'", doing: "opening the database")
    }
    self.file = file
    self.limits = limits
    unsafe self.handle = handle
    unsafe self.timeless = timeless
    try harden()
  }

  /// Every statement holds its connection, so that none is left when it closes.
  deinit {
    unsafe sqlite3_close_v2(handle)
    unsafe rollcall_timeless_free(timeless)
  }

  /// Done once in a process.
  private static let forgetZone: Void = rollcall_sqlite3_forget_zone()

  /// Whether a statement asked for the time since it was last asked here: then what it gave is not
  /// what it would give another day.
  @inline(__always)
  func takeClockCall() -> Bool {
    guard unsafe timeless.pointee.asked != 0 else { return false }
    unsafe timeless.pointee.asked = 0
    return true
  }
}

extension Connection {
  /// Names a file so that no part of its name is taken for a parameter, `:memory:` or a temporary.
  static func uri(of file: String, mode: DatabaseMode) throws(DatabaseError) -> String {
    guard !file.isEmpty, !file.utf8.contains(0) else {
      throw DatabaseError(
        file: file, extendedCode: SQLITE_CANTOPEN, message: "an unusable file name",
        doing: "opening the database", expected: "a file name that is not empty and has no NUL")
    }
    var uri = file.utf8.first == UInt8(ascii: "/") ? "file:" : "file:./"
    for byte in file.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
        UInt8(ascii: "-"), UInt8(ascii: "_"):
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        uri += byte < 16 ? "%0" : "%"
        uri += String(byte, radix: 16)
      }
    }
    return mode == .immutable ? uri + "?immutable=1" : uri
  }

  private func harden() throws(DatabaseError) {
    let switches: [(option: Int32, on: Int32)] = [
      (SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
      (SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0), (SQLITE_DBCONFIG_ENABLE_TRIGGER, 0),
      (SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0), (SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0),
      // A misspelt "column" must be an error, not a text constant.
      (SQLITE_DBCONFIG_DQS_DML, 0), (SQLITE_DBCONFIG_DQS_DDL, 0),
    ]
    for (option, on) in switches {
      let code = unsafe rollcall_sqlite3_switch(handle, option, on)
      if code != SQLITE_OK { throw failure(code, doing: "securing the connection") }
    }
    let bounds: [(category: Int32, value: Int)] = [
      (SQLITE_LIMIT_LENGTH, limits.valueBytes), (SQLITE_LIMIT_SQL_LENGTH, 1_000_000),
      (SQLITE_LIMIT_EXPR_DEPTH, limits.expressionDepth), (SQLITE_LIMIT_COMPOUND_SELECT, 100),
      (SQLITE_LIMIT_VDBE_OP, 100_000), (SQLITE_LIMIT_VARIABLE_NUMBER, 1_000),
      (SQLITE_LIMIT_TRIGGER_DEPTH, 1), (SQLITE_LIMIT_WORKER_THREADS, 0),
    ]
    for (category, value) in bounds {
      unsafe sqlite3_limit(handle, category, Int32(clamping: value))
    }
    unsafe sqlite3_busy_timeout(handle, Int32(clamping: limits.busyMilliseconds))
    installGuards()
    try runOwn("PRAGMA cell_size_check = ON")
    try runOwn("PRAGMA query_only = ON")
    // Opening reads nothing: this is where a file shows that it is none, cut, locked or hot.
    try readHeader(of: "main", doing: "opening the database")
  }

  /// Reads a file's schema and checks that its last page is whole.
  ///
  /// SQLite fills a page that is cut with zeros, and rows then vanish without an error.
  func readHeader(of schema: String, doing: String) throws(DatabaseError) {
    let name = Database.identifier(schema)
    try runOwn("SELECT count(*) FROM \(name).sqlite_schema", doing: doing)
    let pageSize = try runOwn("PRAGMA \(name).page_size", doing: doing)
    let size = unsafe rollcall_sqlite3_file_size(handle, schema)
    guard size > 0, pageSize > 0, size % pageSize != 0 else { return }
    throw DatabaseError(
      file: file, extendedCode: SQLITE_CORRUPT,
      message: "\(size) bytes, which are not whole pages of \(pageSize) bytes", doing: doing)
  }

  private func installGuards() {
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    unsafe sqlite3_set_authorizer(
      handle,
      { context, action, first, second, _, _ in
        guard let context = unsafe context else { return SQLITE_DENY }
        let connection = unsafe Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue()
        return connection.authorize(
          action, unsafe first.map { unsafe String(cString: $0) } ?? "",
          unsafe second.map { unsafe String(cString: $0) } ?? "")
      }, context)
    unsafe sqlite3_progress_handler(
      handle, Int32(clamping: min(limits.steps, stepsPerCheck)),
      { context in
        guard let context = unsafe context else { return 1 }
        let connection = unsafe Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue()
        connection.stepsLeft -= stepsPerCheck
        return connection.stepsLeft < 0 ? 1 : 0
      }, context)
  }

  private func authorize(_ action: Int32, _ first: String, _ second: String) -> Int32 {
    if isHouseKeeping { return SQLITE_OK }
    switch action {
    case SQLITE_SELECT, SQLITE_READ, SQLITE_RECURSIVE: return SQLITE_OK
    // Before 3.41 a table-valued function such as json_each() asks for this when it is declared;
    // a statement that really tries is no read-only one, and the schema is defended besides.
    case SQLITE_UPDATE where first == "sqlite_master": return SQLITE_OK
    case SQLITE_FUNCTION:
      guard forbiddenFunctions.contains(second.lowercased()) else { return SQLITE_OK }
      refusal = refusal ?? "a call of '\(second)'"
    default: refusal = refusal ?? Self.wording(of: action, first)
    }
    return SQLITE_DENY
  }

  private static func wording(of action: Int32, _ object: String) -> String {
    let verb =
      switch action {
      case SQLITE_INSERT: "an INSERT into"
      case SQLITE_UPDATE: "an UPDATE of"
      case SQLITE_DELETE: "a DELETE from"
      case SQLITE_ATTACH: "an ATTACH of"
      case SQLITE_DETACH: "a DETACH of"
      case SQLITE_PRAGMA: "the PRAGMA"
      case SQLITE_TRANSACTION, SQLITE_SAVEPOINT: "a transaction command,"
      case SQLITE_ANALYZE, SQLITE_REINDEX: "a rebuild of"
      default: "a change of the schema,"
      }
    return object.isEmpty ? "\(verb) something" : "\(verb) '\(object)'"
  }
}

/// Steps between two looks at the limit: often enough to end within milliseconds.
private let stepsPerCheck = 1_000_000

/// Functions with effects, and those whose result differs from run to run.
private let forbiddenFunctions: Set<String> = [
  "load_extension", "fts3_tokenizer", "random", "randomblob", "current_time", "current_date",
  "current_timestamp", "readfile", "writefile", "edit",
]
