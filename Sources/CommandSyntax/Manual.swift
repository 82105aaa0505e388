extension Command {
  /// Returns the reference of this command and everything below it, as Markdown.
  ///
  /// It is made from the value that also parses, so that the manual cannot differ from the program.
  package func manual() -> String { manual(below: [], level: 2) }

  private func manual(below parents: [Command], level: Int) -> String {
    let path = parents + [self]
    var page = "\(String(repeating: "#", count: level)) \(path.fullName)\n\n\(abstract)\n"
    if !discussion.isEmpty { page += "\n\(discussion)\n" }
    page += "\n```text\n\(path.usage)\n```\n"
    page += table("Argument", positionals)
    page += table("Option", named)
    for example in examples { page += "\n\(example.purpose):\n\n```sh\n\(example.line)\n```\n" }
    for command in subcommands {
      page += "\n" + command.manual(below: path, level: min(level + 1, 6))
    }
    return page
  }

  private func table(_ title: String, _ parameters: [Parameter]) -> String {
    guard !parameters.isEmpty else { return "" }
    return parameters.reduce(into: "\n| \(title) | Meaning |\n| --- | --- |\n") { rows, parameter in
      let (label, text) = parameter.row
      rows += "| `\(label.replacingVerticalBars())` | \(text.replacingVerticalBars()) |\n"
    }
  }
}

extension ExitCode {
  /// Returns the table of all exit codes, as Markdown.
  package static func manual() -> String {
    allCases.reduce(into: "| Code | Meaning |\n| --- | --- |\n") { rows, code in
      rows += "| \(code.rawValue) | \(code.meaning) |\n"
    }
  }
}

extension String {
  /// A vertical bar would end the cell of a table, in a code span too.
  ///
  /// Source: "Tables (extension)", https://github.github.com/gfm/#tables-extension-, example 200.
  fileprivate func replacingVerticalBars() -> String {
    split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
