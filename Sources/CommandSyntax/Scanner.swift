/// Walks the words of one command once, from left to right.
struct Scanner {
  private let path: [Command]
  private var rest: ArraySlice<String>
  private var arguments: Arguments
  /// The words known by their place, each with a hint for the case that it has none.
  private var positionals: [(word: String, hint: String?)] = []
  private var asksForHelp = false

  init(path: [Command], words: ArraySlice<String>) {
    (self.path, rest, arguments) = (path, words, Arguments(for: path))
  }

  private var command: Command { path[path.count - 1] }

  /// Returns the checked arguments, or `nil` when help is asked for.
  mutating func scan() throws(UsageError) -> Arguments? {
    var previous: Parameter?
    while !asksForHelp, let word = rest.popFirst() {
      if word == "--" {
        positionals += rest.map { ($0, nil) }
        break
      }
      if word.begins(with: "--") {
        previous = try scanLong(word)
      } else if word.begins(with: "-") && word.utf8.count > 1 {
        previous = try scanShort(word.dropFirst())
      } else {
        positionals.append((word, repetitionHint(for: word, after: previous)))
      }
    }
    if asksForHelp { return nil }
    try assignPositionals()
    try checkExclusions()
    try checkRequired()
    return arguments
  }

  /// Reads `--key`, `--key=value` or `--key value`.
  private mutating func scanLong(_ word: String) throws(UsageError) -> Parameter? {
    let (name, inline) =
      word.splitAtEqualsSign().map { ($0.before, Swift.Optional($0.after)) } ?? (word, nil)
    if name == "--help" {
      if let inline { throw usage("'--help' takes no value, but '\(inline)' was given") }
      asksForHelp = true
      return nil
    }
    guard let parameter = command.named.first(where: { $0.title == name }) else {
      let known = command.named.map(\.title) + ["--help"]
      throw usage("unknown option '\(name)'", hint: suggestion(for: name, in: known))
    }
    try take(parameter, written: name, inline: inline)
    return parameter
  }

  /// Reads `-v`, `-vq`, `-f json` and `-fjson`.
  private mutating func scanShort(_ word: Substring) throws(UsageError) -> Parameter? {
    // Else `-tenant` would quietly mean `-t enant`.
    let name = String(word).splitAtEqualsSign()?.before ?? String(word)
    if name.utf8.count > 1, command.named.contains(where: { $0.name == name }) {
      throw usage("unknown option '-\(name)'", hint: "did you mean '--\(name)'?")
    }
    var letters = word
    while let letter = letters.popFirst() {
      if letter == "h" {
        asksForHelp = true
        return nil
      }
      guard let parameter = command.named.first(where: { $0.short == letter }) else {
        throw usage("unknown option '-\(letter)'")
      }
      if parameter.kind == .flag {
        try take(parameter, written: "-\(letter)", inline: nil)
      } else {
        try take(
          parameter, written: "-\(letter)", inline: letters.isEmpty ? nil : String(letters))
        return parameter
      }
    }
    return nil
  }

  private mutating func take(
    _ parameter: Parameter, written: String, inline: String?
  ) throws(UsageError) {
    if parameter.kind == .flag {
      if let inline { throw usage("'\(written)' takes no value, but '\(inline)' was given") }
      arguments.store(nil, for: parameter.name)
      return
    }
    guard let word = inline ?? nextValue() else {
      throw usage("'\(written)' needs a value", hint: missingValueHint(parameter))
    }
    try store(word, for: parameter, written: written)
  }

  /// A following word that looks like an option is never a value: write `--limit=-1` for that.
  private mutating func nextValue() -> String? {
    guard let next = rest.first, next == "-" || !next.begins(with: "-") else { return nil }
    return rest.popFirst()
  }

  private mutating func store(
    _ word: String, for parameter: Parameter, written: String
  ) throws(UsageError) {
    if word.isEmpty { throw usage("'\(written)' is given an empty value") }
    if let expected = parameter.check(word) {
      let allowed = if case .words(let words) = parameter.completion { words } else { [String]() }
      throw usage(
        "'\(word)' is no value for '\(written)'; expected \(expected)",
        hint: suggestion(for: word, in: allowed))
    }
    if !parameter.isRepeatable && arguments.has(parameter.name) {
      throw usage("'\(written)' is given more than once")
    }
    arguments.store(word, for: parameter.name)
  }

  private mutating func assignPositionals() throws(UsageError) {
    var words = positionals[...]
    for parameter in command.positionals {
      for _ in 0..<(parameter.isRepeatable ? words.count : min(1, words.count)) {
        try store(words.removeFirst().word, for: parameter, written: parameter.title)
      }
    }
    if let extra = words.first {
      throw usage("unexpected argument '\(extra.word)'", hint: extra.hint)
    }
  }

  private func checkExclusions() throws(UsageError) {
    for exclusion in command.exclusions {
      let members = command.parameters.filter { exclusion.names.contains($0.name) }
      let given = members.filter { arguments.has($0.name) }
      if given.count > 1 {
        let titles = given.map { "'\($0.title)'" }.joined(separator: " and ")
        throw usage("\(titles) exclude each other", hint: "give one of them")
      }
      if exclusion.isRequired && given.isEmpty {
        let titles = members.map { "'\($0.title)'" }.joined(separator: " or ")
        throw usage("missing \(titles)", hint: "give one of them")
      }
    }
  }

  private func checkRequired() throws(UsageError) {
    for missing in command.parameters where missing.isRequired && !arguments.has(missing.name) {
      throw usage("missing '\(missing.synopsis)'", hint: missing.help)
    }
  }

  private func missingValueHint(_ parameter: Parameter) -> String {
    guard let next = rest.first else { return "\(parameter.synopsis)  \(parameter.help)" }
    return "if '\(next)' is meant, join it: '--\(parameter.name)=\(next)'"
  }

  /// A shell expands `--tenant *.json` to several words, of which an option takes only the first.
  private func repetitionHint(for word: String, after previous: Parameter?) -> String? {
    guard let previous, previous.isRepeatable else { return nil }
    return "repeat the option: '\(previous.title) \(word)'"
  }

  private func usage(_ message: String, hint: String? = nil) -> UsageError {
    UsageError(message, hint: hint, commandPath: path.map(\.name))
  }
}
