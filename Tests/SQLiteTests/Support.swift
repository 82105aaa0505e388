import SQLite
import TestSupport

/// The message of the database error that `body` throws, with the file's name for its path.
func told(_ file: String, _ body: () throws -> Void) -> String {
  do {
    try body()
    return "no error"
  } catch {
    let message = (error as? DatabaseError)?.description ?? "not a database error: \(error)"
    let name = file.split(separator: "/").last.map(String.init) ?? file
    return message.split(separator: file, omittingEmptySubsequences: false).joined(separator: name)
  }
}

/// All rows of a statement.
func all(
  _ sql: String, in database: borrowing Database,
  parameters: [(name: String, value: SQLiteValue)] = []
) throws -> [[SQLiteValue]] {
  var rows = try database.rows(sql, parameters: parameters)
  var result: [[SQLiteValue]] = []
  while try rows.advance() { result.append((0..<rows.columnCount).map { rows.value($0) }) }
  return result
}

/// Builds a database in a folder and returns its path.
func build(_ sql: String, in folder: borrowing ScratchFolder, name: String = "app.db") throws
  -> String
{
  let file = "\(folder.path)/\(name)"
  let builder = try DatabaseBuilder(creating: file)
  try builder.execute(sql)
  return file
}

/// Copies a fixture into a folder, so that SQLite can put nothing beside the original.
func copy(_ fixture: String, to folder: borrowing ScratchFolder, as name: String = "app.db") throws
  -> String
{
  try folder.write(Fixture.bytes(fixture), to: name)
}
