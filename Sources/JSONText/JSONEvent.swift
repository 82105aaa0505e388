/// What a reader came upon.
package enum JSONEvent: Sendable {
  case beginObject, endObject, beginArray, endArray, key, string, number, `true`, `false`, null
  /// The clean end of the input, after the last complete document.
  case end

  // Written out because derived and generic forms are not inlined into other modules: calling them
  // took a fifth of the time of a walk.

  /// Whether two events are the same.
  @inlinable
  package static func == (a: Self, b: Self) -> Bool {
    switch (a, b) {
    case (.beginObject, .beginObject), (.endObject, .endObject), (.beginArray, .beginArray),
      (.endArray, .endArray), (.key, .key), (.string, .string), (.number, .number),
      (.true, .true), (.false, .false), (.null, .null), (.end, .end):
      true
    default: false
    }
  }

  /// Whether two events are different.
  @inlinable
  package static func != (a: Self, b: Self) -> Bool { !(a == b) }
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
