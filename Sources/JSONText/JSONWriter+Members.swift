extension JSONWriter {
  /// A member of an object whose value is a text.
  package mutating func member(_ key: String, _ text: String) {
    self.key(key)
    string(text)
  }

  /// A member of an object whose value is a number.
  package mutating func member(_ key: String, _ value: Int) {
    self.key(key)
    integer(value)
  }

  /// A member of an object whose value is a text, or null where there is none.
  package mutating func optional(_ key: String, _ text: String?) {
    self.key(key)
    if let text { string(text) } else { null() }
  }

  /// A member of an object whose value is a list of texts; O(n).
  package mutating func strings(_ key: String, _ texts: [String]) {
    self.key(key)
    beginArray()
    for text in texts { string(text) }
    endArray()
  }
}
