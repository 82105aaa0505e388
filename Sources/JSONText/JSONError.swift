/// Input that is not the JSON it should be, with the place where that shows.
package struct JSONError: Error, Equatable, CustomStringConvertible {
  /// What is wrong, for decisions; the words are for people.
  package enum Kind: Sendable {
    /// The input ends inside a document; all before the end is well-formed.
    case truncated
    /// A byte that the grammar does not allow at its place.
    case malformed
    /// Bytes that are not UTF-8.
    case invalidUTF8
    /// Half of a surrogate pair, written as an escape.
    case loneSurrogate
    /// More containers inside each other than allowed.
    case tooDeep
    /// A key, string, number or tree longer than allowed.
    case tooLong
    /// A key that its object has already.
    case duplicateKey
  }

  package let kind: Kind
  /// Bytes before the place, from the start of the input.
  package let offset: UInt64
  /// Line of the place, from 1; only line feeds end lines.
  package let line: UInt64
  package let found: String
  package let expected: String

  package init(kind: Kind, offset: UInt64, line: UInt64, found: String, expected: String) {
    self.kind = kind
    self.offset = offset
    self.line = line
    self.found = found
    self.expected = expected
  }

  /// One line such as `line 4, byte 57: found '}', expected a value`.
  package var description: String {
    "line \(line), byte \(offset): found \(found), expected \(expected)"
  }
}

/// A byte in words: printable ASCII in quotes, everything else by number.
func words(for byte: UInt8) -> String {
  switch byte {
  case 0x09: return "a tab"
  case 0x0A: return "a line feed"
  case 0x0D: return "a carriage return"
  case 0x20: return "a space"
  case UInt8(ascii: "'"): return "\"'\""
  case 0x21..<0x7F: return "'\(Unicode.Scalar(byte))'"
  default:
    let digits = String(byte, radix: 16, uppercase: true)
    return "byte 0x" + (digits.utf8.count < 2 ? "0" : "") + digits
  }
}
