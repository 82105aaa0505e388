private import CSQLite
private import Glibc

/// A new database that is filled with SQL: for fixtures, measurements and simulations.
///
/// It refuses a file that is already there, so that no input can be written by mistake.
@safe package struct DatabaseBuilder: ~Copyable {
  private let file: String
  private let handle: OpaquePointer

  /// Creates a database file.
  ///
  /// - Throws: when the file exists already or cannot be created.
  package init(creating file: String) throws(DatabaseError) {
    let uri = try Connection.uri(of: file, mode: .readOnly)
    // SQLite ignores SQLITE_OPEN_EXCLUSIVE, so the system has to say that the file is new.
    let descriptor = unsafe open(file, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw DatabaseError(
        file: file, extendedCode: SQLITE_CANTOPEN,
        message: unsafe "'\(String(cString: strerror(errno)).lowercased())'",
        doing: "creating the database", expected: "a new file in a folder that can be written")
    }
    close(descriptor)
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX
    var opened: OpaquePointer?
    let code = unsafe sqlite3_open_v2(uri, &opened, flags, nil)
    guard code == SQLITE_OK, let handle = unsafe opened else {
      unsafe sqlite3_close_v2(opened)
      throw DatabaseError(
        file: file, extendedCode: code,
        message: unsafe "'\(String(cString: sqlite3_errstr(code)))'",
        doing: "creating the database")
    }
    self.file = file
    unsafe self.handle = handle
  }

  deinit { unsafe sqlite3_close_v2(handle) }

  /// Runs any number of statements.
  package func execute(_ sql: String) throws(DatabaseError) {
    let code = unsafe sqlite3_exec(handle, sql, nil, nil, nil)
    guard code != SQLITE_OK else { return }
    throw DatabaseError(
      file: file, extendedCode: code,
      message: unsafe "'\(String(cString: sqlite3_errmsg(handle)))'",
      doing: "running \(Connection.quoted(sql))")
  }
}
