/// What a reader came upon.
package enum JSONEvent: UInt8, Sendable {
  case beginObject, endObject, beginArray, endArray, key, string, number, `true`, `false`, null
  /// The clean end of the input, after the last complete document.
  case end
}

/// How many documents an input holds.
package enum JSONDocuments: Sendable {
  /// Exactly one; anything but blanks after it is an error.
  case one
  /// Any number, none included, one after another with or without blanks between them.
  case many
}

/// What may come next.
@usableFromInline
enum Expectation: UInt8 {
  case root, rootEnd, value, firstElement, afterElement, firstKey, key, colon, afterMember

  /// Words for an error.
  var words: String {
    switch self {
    case .root, .value: "a value"
    case .rootEnd: "the end of the input"
    case .firstElement: "a value or ']'"
    case .afterElement: "',' or ']'"
    case .firstKey: "a key or '}'"
    case .key: "a key"
    case .colon: "':'"
    case .afterMember: "',' or '}'"
    }
  }
}
