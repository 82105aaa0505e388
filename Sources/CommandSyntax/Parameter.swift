/// One flag, option or positional argument, as data: what help, completion and parsing need of it.
package struct Parameter: Sendable {
  /// How a parameter is written.
  package enum Kind: Sendable, Equatable { case flag, option, positional }

  /// Where a parameter with a value stands: behind its name, or known by its place.
  package enum Position: Sendable, Equatable { case named, positional }

  package let kind: Kind
  package let name: String
  package let short: Character?
  package let placeholder: String
  package let help: String
  package let defaultWord: String?
  package let isRequired: Bool
  package let isRepeatable: Bool
  package let completion: Completion
  /// Says what was expected when a word does not parse; `nil` when it does.
  package let check: @Sendable (String) -> String?

  /// How the parameter is written: `--format <format>`, `<path> ...`, `--strict`.
  package var synopsis: String {
    let repetition = isRepeatable ? " ..." : ""
    return switch kind {
    case .flag: "--\(name)"
    case .option: "--\(name) <\(placeholder)>\(repetition)"
    case .positional: "<\(name)>\(repetition)"
    }
  }

  /// The parameter without its value, as messages call it: `--format`, `<path>`.
  package var title: String { kind == .positional ? "<\(name)>" : "--\(name)" }
}

/// What a shell may offer where a value is expected.
package enum Completion: Sendable, Equatable {
  case none
  case files
  case directories
  case words([String])
  case wordsOrFiles([String])

  /// The reply to the shell's question: words, and `:files` or `:directories` for paths.
  var reply: [String] {
    switch self {
    case .none: []
    case .files: [":files"]
    case .directories: [":directories"]
    case .words(let words): words
    case .wordsOrFiles(let words): words + [":files"]
    }
  }
}
