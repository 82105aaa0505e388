package import Archives
package import Files
package import JSONText
package import SQLite

/// An input that cannot be read as what it claims to be, or that nobody can read.
package struct IngestError: Error, Equatable, CustomStringConvertible {
  /// Where in an input something was found.
  package enum Position: Equatable, Sendable {
    /// A line from 1 and the bytes before the place.
    case text(line: UInt64, byte: UInt64)
    /// A row from 1 of a table or a result.
    case row(UInt64)
  }

  /// The layer that refused the input, with its own error.
  package enum Cause: Equatable, Sendable {
    /// The content is well-formed and makes no sense.
    case content
    case json(JSONError)
    case archive(ArchiveError)
    case database(DatabaseError)
    case file(FileError)
  }

  /// The input as the user named it.
  package let input: String
  /// The entry of an archive or the file of a folder; empty if the input is one file.
  package let entry: String
  package let position: Position?
  package let found: String
  package let expected: String
  package let hint: String?
  package let cause: Cause

  package init(
    input: String, entry: String = "", position: Position? = nil, found: String,
    expected: String, hint: String? = nil, cause: Cause = .content
  ) {
    (self.input, self.entry, self.position) = (input, entry, position)
    (self.found, self.expected, self.hint, self.cause) = (found, expected, hint, cause)
  }

  /// Place, what was found, what was expected; on a second line what to do.
  package var description: String {
    switch cause {
    case .content, .json: ownDescription
    case .archive(let error): error.description
    case .database(let error): error.description
    case .file(let error): error.description
    }
  }

  private var ownDescription: String {
    let place = entry.isEmpty ? input : "\(input)!\(entry)"
    let mark =
      switch position {
      case .text(let line, let byte): ":\(line) (byte \(byte))"
      case .row(let row): ":\(row)"
      case nil: ""
      }
    let way = hint.map { "\n  \($0)" } ?? ""
    return "\(place)\(mark): found \(found), expected \(expected)\(way)"
  }
}

extension IngestError {
  /// Gives an error of a lower layer its place; one of our own stays as it is.
  package init(_ error: any Error, input: String, entry: String = "") {
    switch error {
    case let error as IngestError: self = error
    case let error as JSONError:
      self.init(
        input: input, entry: entry, position: .text(line: error.line, byte: error.offset),
        found: error.found, expected: error.expected, hint: Self.hint(error), cause: .json(error))
    case let error as ArchiveError:
      self.init(
        input: input, entry: error.entry ?? entry, found: error.text,
        expected: "an intact archive", hint: error.hint, cause: .archive(error))
    case let error as DatabaseError:
      self.init(
        input: input, entry: entry, found: error.message, expected: error.expected,
        hint: error.hint, cause: .database(error))
    case let error as FileError:
      self.init(
        input: input, entry: entry, found: error.message, expected: "a file that can be read",
        cause: .file(error))
    default:
      preconditionFailure("an error of no layer: \(error)")
    }
  }

  private static func hint(_ error: JSONError) -> String? {
    switch error.kind {
    case .truncated, .malformed: "the file was cut or damaged; export or copy it again"
    case .invalidUTF8: "JSON is read as UTF-8 or UTF-16; save the file in one of these"
    case .loneSurrogate, .tooDeep, .tooLong, .duplicateKey: nil
    }
  }
}
