/// Why a command line was refused, and which command can say more.
package struct UsageError: Error, Equatable, CustomStringConvertible {
  package let message: String
  package let hint: String?
  /// The names from the root to the command whose help explains.
  package let commandPath: [String]

  package init(_ message: String, hint: String? = nil, commandPath: [String]) {
    (self.message, self.hint, self.commandPath) = (message, hint, commandPath)
  }

  /// The whole text for standard error, with its final newline.
  package var description: String {
    let command = commandPath.joined(separator: " ")
    return errorReport(message, hint: hint, program: commandPath[0])
      + "See '\(command) --help'.\n"
  }
}

/// Returns an error as it is printed: `rollcall: error: …` and the way out, indented.
///
/// Lines of the message after the first are indented like the hint.
package func errorReport(
  _ message: String, hint: String? = nil, program: String = "rollcall"
) -> String {
  let text = hint.map { "\(message)\n\($0)" } ?? message
  let lines = text.split(separator: "\n", omittingEmptySubsequences: true).enumerated()
    .map { index, line in index == 0 || line.hasPrefix("  ") ? "\(line)" : "  \(line)" }
  return "\(program): error: \(lines.joined(separator: "\n"))\n"
}
