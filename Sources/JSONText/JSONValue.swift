/// A small document in memory, in its own order: for configuration and reports, not for exports.
package enum JSONValue: Sendable {
  case null
  case bool(Bool)
  /// A number as it is written, so that nothing is rounded.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([JSONMember])

  /// The value of a member, compared byte for byte; nil when this is no object or has no such key.
  package subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
  }

  /// The text of a string; nil for everything else.
  package var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The elements of an array; nil for everything else.
  package var elements: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members of an object, in their order; nil for everything else.
  package var members: [JSONMember]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The value of a number that is an integer written without fraction and exponent.
  package var integer: Int64? {
    if case .number(let text) = self { Int64(text) } else { nil }
  }

  /// The value of `true` or `false`; nil for everything else.
  package var bool: Bool? {
    if case .bool(let bool) = self { bool } else { nil }
  }
}

/// A key of an object with its value.
package struct JSONMember: Sendable {
  package let key: String
  package let value: JSONValue

  package init(key: String, value: JSONValue) {
    self.key = key
    self.value = value
  }
}

extension JSONMember: Equatable {
  package static func == (a: Self, b: Self) -> Bool {
    a.key.utf8.elementsEqual(b.key.utf8) && a.value == b.value
  }
}

extension JSONValue: Equatable {
  /// Same bytes everywhere, order of members and spelling of numbers included.
  package static func == (a: Self, b: Self) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.number(let a), .number(let b)), (.string(let a), .string(let b)):
      a.utf8.elementsEqual(b.utf8)
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)): a == b
    default: false
    }
  }
}
