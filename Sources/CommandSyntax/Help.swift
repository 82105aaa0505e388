extension [Command] {
  /// Returns the help page of the last command of the path, wrapped to `width` columns.
  package func help(width: Int = 80) -> String {
    let command = self[count - 1]
    var page = wrap("OVERVIEW: \(command.abstract)", indent: 0, width) + "\n"
    if !command.discussion.isEmpty { page += "\n\(wrap(command.discussion, indent: 0, width))\n" }
    page += "\n" + usageSection(width)
    page += section("ARGUMENTS", command.positionals.map(\.row), width)
    let version = count == 1 ? [(label: "--version", text: "Show the version.")] : []
    let general = version + [(label: "-h, --help", text: "Show help information.")]
    page += section("OPTIONS", command.named.map(\.row) + general, width)
    page += section("SUBCOMMANDS", command.subcommands.map { ($0.name, $0.abstract) }, width)
    if !command.examples.isEmpty {
      let lines = command.examples.map { "  # \($0.purpose)\n  $ \($0.line)\n" }
      page += "\nEXAMPLES:\n" + lines.joined(separator: "\n")
    }
    if !command.subcommands.isEmpty {
      page += "\n  See '\(fullName) help <subcommand>' for detailed help.\n"
    }
    return page
  }

  /// The one-line usage of the last command of the path.
  package var usage: String { ([fullName] + usageParts).joined(separator: " ") }

  /// The name with which the last command of the path is called.
  package var fullName: String { map(\.name).joined(separator: " ") }

  /// The usage over several lines, broken between parameters and indented below the name.
  private func usageSection(_ width: Int) -> String {
    let start = "USAGE: \(fullName)"
    var (lines, line) = ([String](), start)
    for part in usageParts {
      if line.count + 1 + part.count > width && line != start {
        lines.append(line)
        line = String(repeating: " ", count: start.count)
      }
      line += " \(part)"
    }
    return (lines + [line]).joined(separator: "\n") + "\n"
  }

  private var usageParts: [String] {
    let command = self[count - 1]
    var parts: [String] = []
    var done: Set<String> = []
    for parameter in command.parameters where !done.contains(parameter.name) {
      if let exclusion = command.exclusions.first(where: { $0.names.contains(parameter.name) }) {
        let members = command.parameters.filter { exclusion.names.contains($0.name) }
        let choice = members.map(\.synopsis).joined(separator: " | ")
        parts.append(exclusion.isRequired ? "(\(choice))" : "[\(choice)]")
        done.formUnion(exclusion.names)
      } else {
        parts.append(parameter.isRequired ? parameter.synopsis : "[\(parameter.synopsis)]")
      }
    }
    return parts + (command.subcommands.isEmpty ? [] : ["<subcommand>"])
  }
}

extension Parameter {
  /// The parameter as a row of the help page.
  var row: (label: String, text: String) {
    let label = (short.map { "-\($0), " } ?? "") + synopsis
    return (label, notes.isEmpty ? help : "\(help) (\(notes))")
  }

  /// The values, the default and whether it must be given, as far as there is something to say.
  var notes: String {
    var notes: [String] = []
    if case .words(let words) = completion {
      notes.append("values: \(words.joined(separator: ", "))")
    }
    if let defaultWord { notes.append("default: \(defaultWord)") }
    if isRequired && kind == .option { notes.append("required") }
    return notes.joined(separator: "; ")
  }
}
