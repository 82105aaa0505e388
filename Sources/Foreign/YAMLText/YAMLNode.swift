/// A value in a YAML document with the place where it begins.
package struct YAMLNode: Equatable, Sendable {
  /// How a scalar is written: only a plain one can be a number, a truth value or null.
  package enum Style: Equatable, Sendable { case plain, quoted }

  /// What a node holds.
  package enum Content: Equatable, Sendable {
    case scalar(String, Style)
    case sequence([YAMLNode])
    case mapping([YAMLEntry])
  }

  package let content: Content
  package let place: YAMLPlace

  package init(_ content: Content, at place: YAMLPlace) {
    self.content = content
    self.place = place
  }

  /// An error at the beginning of this node.
  package func error(found: String, expected: String, hint: String? = nil) -> YAMLError {
    place.error(found: found, expected: expected, hint: hint)
  }
}

/// One key of a mapping with its value; keys keep their order.
package struct YAMLEntry: Equatable, Sendable {
  package let key: String
  /// Where the key begins.
  package let place: YAMLPlace
  package let value: YAMLNode

  package init(key: String, place: YAMLPlace, value: YAMLNode) {
    self.key = key
    self.place = place
    self.value = value
  }
}
