/// YAML that cannot be read, or does not say what its reader expects.
package struct YAMLError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file as the caller named it.
  package let file: String
  /// The line, beginning at 1.
  package let line: Int
  /// The column in characters (Unicode scalars), beginning at 1.
  package let column: Int
  package let found: String
  package let expected: String
  package let hint: String?

  /// Describes a mistake at a place.
  package init(
    file: String, line: Int, column: Int, found: String, expected: String, hint: String? = nil
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.found = found
    self.expected = expected
    self.hint = hint
  }

  package var description: String {
    "\(file):\(line):\(column): found \(found), expected \(expected)"
      + (hint.map { "\n  \($0)" } ?? "")
  }
}

/// Where a node or a key begins.
package struct YAMLPlace: Equatable, Sendable, CustomStringConvertible {
  /// The file as the caller named it.
  package let file: String
  /// The line, beginning at 1.
  package let line: Int
  /// The column in characters (Unicode scalars), beginning at 1.
  package let column: Int

  package init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  package var description: String { "\(file):\(line):\(column)" }

  /// An error at this place.
  package func error(found: String, expected: String, hint: String? = nil) -> YAMLError {
    YAMLError(
      file: file, line: line, column: column, found: found, expected: expected, hint: hint)
  }
}
