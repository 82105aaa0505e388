import CommandSyntax

/// `rollcall completions`.
enum CompletionsCommand {
  static let shell = Setting<Shell>(
    required: "shell", position: .positional, "The shell that is to complete words.")

  static let command = Command(
    "completions", "Prints a script that lets a shell complete rollcall's words.", takes: [shell],
    examples: [("source <(rollcall completions bash)", "Complete words in this bash")]
  ) { arguments in
    Rollcall.print(arguments[shell].completionScript(for: "rollcall"))
  }
}
