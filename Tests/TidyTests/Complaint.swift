import Testing

/// What a house rule says about a place, and what to do instead.
struct Complaint: Equatable, CustomStringConvertible {
  let path: String
  let line: Int
  let text: String

  var description: String { "\(path):\(line): \(text)" }
}

/// A rule of the house, as a function of one file.
struct SourceRule: Sendable, CustomTestStringConvertible {
  let name: String
  let check: @Sendable (SourceText) -> [Complaint]

  var testDescription: String { name }

  /// Every rule that looks at one file at a time.
  static let all: [SourceRule] = [
    fileLength, functionLength, bannedTexts, unsafeCode, documentation,
  ]

  /// Returns the complaints about a text, each as `line: what`.
  func complaints(_ path: String, _ text: String) -> [String] {
    check(SourceText(path: path, text: text)).map { "\($0.line): \($0.text)" }
  }
}
