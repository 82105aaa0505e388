/// The entries of a mapping, asked for by key.
package struct YAMLMapping: Equatable, Sendable {
  /// The entries in the order of the file.
  package let entries: [YAMLEntry]
  package let place: YAMLPlace

  init(_ entries: [YAMLEntry], at place: YAMLPlace) {
    self.entries = entries
    self.place = place
  }

  /// The entry of a key, compared byte for byte; nil when it is not there.
  ///
  /// - Complexity: O(*n*) in the number of entries.
  package func entry(_ key: String) -> YAMLEntry? {
    entries.first { $0.key.isSpelled(key) }
  }

  /// The value of a key that must be there.
  package func required(_ key: String) throws(YAMLError) -> YAMLNode {
    guard let entry = entry(key) else {
      let near = closestMatch(to: key, in: entries.map(\.key))
      throw place.error(
        found: "a mapping without '\(key)'", expected: "the key '\(key)'",
        hint: near.map { "is '\($0)' meant to be '\(key)'?" })
    }
    return entry.value
  }

  /// The value of a key; nil when the key is not there or its value is null.
  package func optional(_ key: String) -> YAMLNode? {
    entry(key).flatMap { $0.value.isNull ? nil : $0.value }
  }

  /// Checks that every key is known.
  ///
  /// - Throws: the first key that is not, with the known ones and the one that was likely meant.
  package func refuseUnknownKeys(_ known: [String]) throws(YAMLError) {
    for entry in entries where !known.contains(where: { entry.key.isSpelled($0) }) {
      throw entry.place.error(
        found: "unknown key '\(entry.key)'", expected: oneOf(known),
        hint: didYouMean(entry.key, known))
    }
  }
}

extension String {
  /// Whether a text is a key of the language, which is ASCII, byte for byte.
  ///
  /// Where one of two texts is ASCII, they look equal and are equally long only when their bytes
  /// are the same: what else looks like ASCII takes more bytes.
  fileprivate func isSpelled(_ key: String) -> Bool {
    utf8.count == key.utf8.count && self == key
  }

  /// Whether two texts are the same byte for byte; most differ in length, which costs nothing.
  ///
  /// Texts that do not even look equal are told apart by the library, short ones at once; those
  /// that do may still be spelled in two ways.
  package func hasBytes(of other: String) -> Bool {
    guard utf8.count == other.utf8.count, self == other else { return false }
    let (one, two) = (utf8Span.span, other.utf8Span.span)
    for place in one.indices where one[place] != two[place] { return false }
    return true
  }
}
