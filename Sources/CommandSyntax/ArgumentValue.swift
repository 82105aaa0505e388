/// A value that can be written as one word on the command line.
package protocol ArgumentValue: Sendable {
  /// Reads the word; `nil` when it is not such a value.
  init?(argument: String)

  /// The words that are allowed, or none when any word that parses is.
  static var allowedWords: [String] { get }

  /// What a word should have been, for the message about one that is refused.
  static var expectation: String { get }

  /// The value as it is written on the command line.
  var argument: String { get }
}

extension ArgumentValue {
  package static var allowedWords: [String] { [] }

  package static var expectation: String {
    let words = allowedWords.map { "'\($0)'" }
    guard let last = words.last else { return "another value" }
    return words.count == 1 ? last : words.dropLast().joined(separator: ", ") + " or \(last)"
  }
}

extension String: ArgumentValue {
  package init?(argument: String) { self = argument }
  package var argument: String { self }
}

extension Int: ArgumentValue {
  package init?(argument: String) { self.init(argument) }
  package static var expectation: String { "a whole number" }
  package var argument: String { "\(self)" }
}

extension ArgumentValue where Self: RawRepresentable<String>, Self: CaseIterable {
  package init?(argument: String) { self.init(rawValue: argument) }
  package static var allowedWords: [String] { allCases.map(\.rawValue) }
  package var argument: String { rawValue }
}

/// A name and its value, written `name=value`; only the first `=` separates.
package struct Assignment: ArgumentValue, Equatable {
  package let name: String
  package let value: String

  package init(name: String, value: String) {
    (self.name, self.value) = (name, value)
  }

  package init?(argument: String) {
    guard let (name, value) = argument.splitAtEqualsSign(), !name.isEmpty else { return nil }
    self.init(name: name, value: value)
  }

  package static var expectation: String { "a name and a value such as 'name=value'" }
  package var argument: String { "\(name)=\(value)" }
}

extension String {
  /// The text before and after the first `=`, or `nil` without one.
  ///
  /// Works on bytes: a combining mark after the sign would hide it from a search by Character.
  func splitAtEqualsSign() -> (before: String, after: String)? {
    guard let sign = utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
    let after = utf8[utf8.index(after: sign)...]
    return (String(decoding: utf8[..<sign], as: UTF8.self), String(decoding: after, as: UTF8.self))
  }

  /// Whether the text begins with the bytes of `prefix`.
  func begins(with prefix: String) -> Bool { utf8.starts(with: prefix.utf8) }
}
