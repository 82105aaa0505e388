import YAMLText

/// One decision that a policy file can state: its key, what it means, and how it is read.
package struct PolicySetting: Sendable {
  /// The key with the sections above it: `members.nesting`.
  package let path: String
  /// One sentence for the manual.
  package let summary: String
  /// What a file may write there, in words.
  package let values: String
  /// What stands there when no file says anything.
  package let defaultText: String
  /// The section of the key; empty for a key at the top.
  let section: String
  /// The key without its section.
  let key: String
  let read: @Sendable (inout Policy, YAMLNode) throws(YAMLError) -> Void

  init(
    path: String, summary: String, values: String, defaultText: String,
    read: @escaping @Sendable (inout Policy, YAMLNode) throws(YAMLError) -> Void
  ) {
    (self.path, self.summary, self.values) = (path, summary, values)
    (self.defaultText, self.read) = (defaultText, read)
    let dot = path.utf8.firstIndex(of: UInt8(ascii: "."))
    section = dot.map { String(path[..<$0]) } ?? ""
    key = dot.map { String(path[path.utf8.index(after: $0)...]) } ?? path
  }

  /// The settings of each section, in the order of the manual.
  static let ofSections = Dictionary(grouping: all, by: \.section)

  static let unset = Policy(name: "", summary: "")
}

extension PolicySetting {
  typealias Field<Value> = any WritableKeyPath<Policy, Value> & Sendable

  /// A word out of an enumeration.
  static func word<Word>(_ path: String, _ field: Field<Word>, _ summary: String) -> Self
  where Word: RawRepresentable<String> & CaseIterable & Sendable {
    Self(
      path: path, summary: summary, values: alternatives(Word.self),
      defaultText: "`\(unset[keyPath: field].rawValue)`"
    ) { (policy, node) throws(YAMLError) in
      policy[keyPath: field] = try node.enumeration(of: Word.self)
    }
  }

  /// A list of words out of an enumeration, each once.
  static func words<Word>(_ path: String, _ field: Field<[Word]>, _ summary: String) -> Self
  where Word: RawRepresentable<String> & CaseIterable & Sendable {
    Self(
      path: path, summary: summary, values: "a list of \(alternatives(Word.self))",
      defaultText: code(unset[keyPath: field].map(\.rawValue))
    ) { (policy, node) throws(YAMLError) in
      var words: [Word] = []
      for item in try node.list() {
        let word = try item.enumeration(of: Word.self)
        guard !words.contains(where: { $0.rawValue == word.rawValue }) else {
          throw item.error(found: "'\(word.rawValue)' a second time", expected: "each word once")
        }
        words.append(word)
      }
      policy[keyPath: field] = words
    }
  }

  /// `true` or `false`.
  static func flag(_ path: String, _ field: Field<Bool>, _ summary: String) -> Self {
    Self(
      path: path, summary: summary, values: "`true` or `false`",
      defaultText: "`\(unset[keyPath: field])`"
    ) { (policy, node) throws(YAMLError) in policy[keyPath: field] = try node.bool() }
  }

  /// A whole number in a range.
  static func count(
    _ path: String, _ field: Field<Int>, in range: ClosedRange<Int>, _ summary: String
  ) -> Self {
    Self(
      path: path, summary: summary,
      values: "a whole number from \(range.lowerBound) to \(range.upperBound)",
      defaultText: "`\(unset[keyPath: field])`"
    ) { (policy, node) throws(YAMLError) in policy[keyPath: field] = try node.int(in: range) }
  }

  /// A share, written `10%`.
  static func percent(_ path: String, _ field: Field<Int>, _ summary: String) -> Self {
    Self(
      path: path, summary: summary, values: "a percentage from `0%` to `100%`",
      defaultText: "`\(unset[keyPath: field])%`"
    ) { (policy, node) throws(YAMLError) in
      let text = try node.string()
      let digits = text.utf8.dropLast()
      guard text.utf8.last == UInt8(ascii: "%"), digits.allSatisfy({ (48...57).contains($0) }),
        let value = Int(String(decoding: digits, as: UTF8.self)), value <= 100
      else {
        throw node.error(found: node.kind, expected: "a percentage from '0%' to '100%'")
      }
      policy[keyPath: field] = value
    }
  }

  /// A length of time, written `15m`.
  static func duration(_ path: String, _ field: Field<Int64>, _ summary: String) -> Self {
    Self(
      path: path, summary: summary, values: "a duration: `90s`, `5m`, `1h`, `30d`",
      defaultText: "`\(unset[keyPath: field])s`"
    ) { (policy, node) throws(YAMLError) in policy[keyPath: field] = try node.duration() }
  }

  /// Any text.
  static func text(_ path: String, _ field: Field<String>, _ summary: String) -> Self {
    Self(
      path: path, summary: summary, values: "a text", defaultText: code([unset[keyPath: field]])
    ) { (policy, node) throws(YAMLError) in policy[keyPath: field] = try node.string() }
  }

  private static func alternatives<Word>(_ type: Word.Type) -> String
  where Word: RawRepresentable<String> & CaseIterable {
    Word.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
  }

  static func code(_ words: [String]) -> String {
    let texts = words.filter { !$0.isEmpty }.map { "`\($0)`" }
    return texts.isEmpty ? "nothing" : texts.joined(separator: ", ")
  }
}
