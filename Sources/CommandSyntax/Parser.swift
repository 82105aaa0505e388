/// What an argument vector asks for.
package enum Request: Sendable {
  case run(Command, Arguments)
  /// The help page of the last command of the path.
  case help(path: [Command])
  case version
  /// A shell asks what may follow: print each line.
  case completions([String])
}

extension Command {
  /// Reads an argument vector (without the program's name) against this command.
  ///
  /// Throws what is wrong with the first wrong word. No words at all are an error where subcommands
  /// are expected, so that an empty variable in a script does not pass for success.
  package func parse(_ words: [String]) throws(UsageError) -> Request {
    if words.first == "--complete" {
      return .completions(completions(after: [String](words[1...])))
    }
    var path = [self]
    var rest = words[...]
    while let next = rest.first, !path[path.count - 1].subcommands.isEmpty {
      if next == "--version" && path.count == 1 { return .version }
      if next == "-h" || next == "--help" { return .help(path: path) }
      rest = rest.dropFirst()
      if next == "help" {
        for topic in rest { path.append(try path.subcommand(topic)) }
        return .help(path: path)
      }
      path.append(try path.subcommand(next))
    }
    let command = path[path.count - 1]
    guard command.subcommands.isEmpty else {
      let names = command.subcommands.map { "'\($0.name)'" }.joined(separator: ", ")
      throw UsageError(
        "a subcommand is missing", hint: "choose one of \(names)", commandPath: path.map(\.name))
    }
    var scanner = Scanner(path: path, words: rest)
    guard let arguments = try scanner.scan() else { return .help(path: path) }
    return .run(command, arguments)
  }
}

extension [Command] {
  fileprivate func subcommand(_ word: String) throws(UsageError) -> Command {
    let subcommands = self[count - 1].subcommands
    if let found = subcommands.first(where: { $0.name == word }) { return found }
    let isOption = word.begins(with: "-")
    let general = count == 1 ? ["--help", "--version"] : ["--help"]
    let candidates = isOption ? general : subcommands.map(\.name) + ["help"]
    throw UsageError(
      "unknown \(isOption ? "option" : "subcommand") '\(word)'",
      hint: suggestion(for: word, in: candidates), commandPath: map(\.name))
  }
}
