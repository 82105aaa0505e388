extension Command {
  /// Returns what may stand at the end of `words` (without the program's name).
  ///
  /// The last word is half-typed. `:files` and `:directories` ask the shell to offer paths.
  package func completions(after words: [String]) -> [String] {
    var partial = words.last ?? ""
    var rest = words.dropLast().filter { $0 != "=" }[...]
    if partial == "=" { partial = "" }  // Bash makes the sign a word of its own.
    if rest.first == "help" { rest = rest.dropFirst() }
    var (command, isRoot) = (self, true)
    while let next = rest.first, let found = command.subcommands.first(where: { $0.name == next }) {
      (command, isRoot) = (found, false)
      rest = rest.dropFirst()
    }
    return command.candidates(given: [String](rest), partial: partial, isRoot: isRoot)
      .filter { $0.begins(with: partial) || $0.begins(with: ":") }
  }

  private func candidates(given: [String], partial: String, isRoot: Bool) -> [String] {
    guard subcommands.isEmpty else {
      return subcommands.map(\.name) + ["help", "--help"] + (isRoot ? ["--version"] : [])
    }
    if let (option, _) = partial.splitAtEqualsSign(),
      let parameter = named.first(where: { $0.kind == .option && $0.title == option })
    {
      return parameter.completion.reply.map { $0.begins(with: ":") ? $0 : "\(option)=\($0)" }
    }
    let state = Typed(given, by: self)
    if let pending = state.pending { return pending.completion.reply }
    if partial.begins(with: "-") && !state.optionsEnded {
      return named.filter { state.isFree($0, in: self) }.map(\.title) + ["--help"]
    }
    return state.nextPositional(of: self)?.completion.reply ?? []
  }
}

/// What the finished words of a half-typed command line already settle.
private struct Typed {
  var names: Set<String> = []
  /// The option whose value comes next.
  var pending: Parameter?
  var positionalCount = 0
  var optionsEnded = false

  init(_ words: [String], by command: Command) {
    for word in words {
      if pending != nil {
        pending = nil
      } else if optionsEnded || word == "-" || !word.begins(with: "-") {
        positionalCount += 1
      } else if word == "--" {
        optionsEnded = true
      } else if let (parameter, isJoined) = command.option(written: word) {
        names.insert(parameter.name)
        if parameter.kind == .option && !isJoined { pending = parameter }
      }
    }
  }

  /// Whether the parameter can still be given.
  func isFree(_ parameter: Parameter, in command: Command) -> Bool {
    let rivals = command.exclusions.filter { $0.names.contains(parameter.name) }.flatMap(\.names)
      .filter { $0 != parameter.name }
    return (parameter.isRepeatable || !names.contains(parameter.name))
      && names.isDisjoint(with: rivals)
  }

  func nextPositional(of command: Command) -> Parameter? {
    let positionals = command.positionals
    if positionalCount < positionals.count { return positionals[positionalCount] }
    return positionals.last.flatMap { $0.isRepeatable ? $0 : nil }
  }
}

extension Command {
  /// The flag or option that a word names, and whether its value is part of the word.
  fileprivate func option(written word: String) -> (Parameter, isJoined: Bool)? {
    if word.begins(with: "--") {
      let split = word.splitAtEqualsSign()
      let found = named.first { $0.title == split?.before ?? word }
      return found.map { ($0, split != nil) }
    }
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      guard let found = named.first(where: { $0.short == letter }) else { return nil }
      if found.kind == .option || letters.isEmpty { return (found, !letters.isEmpty) }
    }
    return nil
  }
}
