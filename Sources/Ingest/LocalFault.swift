import Files
import SQLite
import YAMLText

extension DatabaseError {
  /// The same error about the file that the user named, when a copy of it was read.
  func about(_ input: String, doing: String? = nil) -> DatabaseError {
    DatabaseError(
      file: input, extendedCode: extendedCode, message: message, doing: doing ?? self.doing,
      expected: expected, hint: hint)
  }
}

extension IngestError {
  /// A mistake in a mapping, with its line and column.
  init(yaml error: YAMLError) {
    self.init(
      input: "\(error.file):\(error.line):\(error.column)", found: error.found,
      expected: error.expected, hint: error.hint)
  }

  /// A refusal of SQLite about the file that the user named.
  init(database error: DatabaseError, input: String, doing: String? = nil) {
    self.init(error.about(input, doing: doing), input: input)
  }
}

/// Runs a step that a database refuses in its own words, and gives the refusal the user's file.
func asking<Value: ~Copyable>(
  _ input: String, _ body: () throws(DatabaseError) -> Value
) throws(IngestError) -> Value {
  do throws(DatabaseError) {
    return try body()
  } catch {
    throw IngestError(database: error, input: input)
  }
}

/// Runs a step that the system refuses in its own words.
func asking<Value: ~Copyable>(
  system input: String, _ body: () throws(FileError) -> Value
) throws(IngestError) -> Value {
  do throws(FileError) {
    return try body()
  } catch {
    throw IngestError(error, input: input)
  }
}
