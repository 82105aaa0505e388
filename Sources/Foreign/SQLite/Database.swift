private import CSQLite

/// An open database file that is only ever read; it closes when its owner lets go of it.
///
/// A schema can carry views, triggers and expressions, and a mapping carries SQL: neither can
/// write, attach, call for the clock or for chance, or run for ever.
package struct Database: ~Copyable {
  /// The file as the caller named it.
  package let file: String
  let connection: Connection

  /// Opens a file and reads its header and schema version.
  ///
  /// - Throws: for a file that is missing, locked, cut, encrypted, no database, or in need of
  ///   a rollback. A file of zero bytes opens and has no tables.
  package init(
    reading file: String, mode: DatabaseMode = .readOnly, limits: DatabaseLimits = DatabaseLimits()
  ) throws(DatabaseError) {
    connection = try Connection(file: file, mode: mode, limits: limits)
    self.file = file
  }

  /// The version of the SQLite library, such as `3.40.1`.
  package static var version: String { unsafe String(cString: sqlite3_libversion()) }

  /// Starts a statement; it must be one statement that only reads.
  ///
  /// Parameters are named in the statement (`:org`, `@org`, `$org`) and given without the sigil;
  /// those that it does not name are not used.
  ///
  /// - Throws: for SQL that does not compile, writes, or names a parameter that is not given.
  package func rows(
    _ sql: String, parameters: [(name: String, value: SQLiteValue)] = []
  ) throws(DatabaseError) -> Rows {
    try Rows(sql, parameters: parameters, on: connection)
  }

  /// Attaches a second file, opened as `mode` says, under a schema name for `name.table`.
  ///
  /// Only this call attaches; a statement that tries is refused.
  package func attach(
    _ file: String, as schema: String, mode: DatabaseMode = .readOnly
  ) throws(DatabaseError) {
    let doing = "attaching the database as '\(schema)'"
    let uri = try Connection.uri(of: file, mode: mode)
    do throws(DatabaseError) {
      try connection.runOwn(
        "ATTACH :uri AS :schema",
        parameters: [("uri", .text(uri)), ("schema", .text(schema))], doing: doing)
      try connection.readHeader(of: schema, doing: doing)
    } catch {
      // The error is about the second file, not about the one that the connection was opened on.
      throw DatabaseError(
        file: file, extendedCode: error.extendedCode,
        // SQLite names the file once more, and by its encoded name.
        message: error.isCantOpen ? "'unable to open database file'" : error.message, doing: doing)
    }
  }

  /// Quotes a name of a table or column, so that any name can stand in a statement.
  package static func identifier(_ name: String) -> String {
    var quoted = "\""
    for scalar in name.unicodeScalars {
      quoted.unicodeScalars.append(scalar)
      if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
    }
    return quoted + "\""
  }
}
