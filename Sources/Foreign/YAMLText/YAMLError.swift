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
///
/// Every node and every name has one: the file is a number, so that a copy counts no reference.
package struct YAMLPlace: Equatable, Sendable, CustomStringConvertible {
  private let fileNumber: UInt32
  private let lineNumber: UInt32
  private let columnNumber: UInt32

  package init(file: String, line: Int, column: Int) {
    self.init(fileNumber: FileNames.number(of: file), line: line, column: column)
  }

  /// A place in a file that has its number.
  @inline(__always)
  init(fileNumber: UInt32, line: Int, column: Int) {
    self.fileNumber = fileNumber
    lineNumber = UInt32(truncatingIfNeeded: line)
    columnNumber = UInt32(truncatingIfNeeded: column)
  }

  /// The file as the caller named it.
  package var file: String { FileNames.name(fileNumber) }
  /// The line, beginning at 1.
  package var line: Int { Int(lineNumber) }
  /// The column in characters (Unicode scalars), beginning at 1.
  package var column: Int { Int(columnNumber) }

  package var description: String { "\(file):\(line):\(column)" }

  /// An error at this place.
  package func error(found: String, expected: String, hint: String? = nil) -> YAMLError {
    YAMLError(
      file: file, line: line, column: column, found: found, expected: expected, hint: hint)
  }
}
