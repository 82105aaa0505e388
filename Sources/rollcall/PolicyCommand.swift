import CommandSyntax
import SyncSemantics

/// `rollcall policy`.
enum PolicyCommand {
  static let name = Setting<String>(
    required: "policy", value: "name", position: .positional,
    completion: .words(Policy.builtInNames), "A built-in policy.")
  static let file = Setting<String>(
    required: "file", position: .positional, completion: .files, "A policy file.")

  static let command = Command(
    "policy", "Shows and checks the rules of syncs.",
    subcommands: [
      Command("list", "Lists the built-in policies.") { _ in
        var text = ""
        for name in Policy.builtInNames {
          guard let policy = try policy(named: name) else { continue }
          let gap = String(repeating: " ", count: max(1, 24 - name.count))
          text += "\(name)\(gap)\(policy.summary)\n"
        }
        return Rollcall.print(text)
      },
      Command("show", "Prints a built-in policy as it is read.", takes: [name]) { arguments in
        let word = arguments[name]
        guard let text = Policy.text(named: word) else {
          throw CommandError(
            "unknown policy '\(word)'",
            hint: Policy.builtInName(near: word).map { "did you mean '\($0)'?" }
              ?? "'rollcall policy list' names those that are built in")
        }
        return Rollcall.print(text)
      },
      Command("check", "Reads a policy file and says what is wrong with it.", takes: [file]) {
        arguments in
        let path = arguments[file]
        let policy = try Policy.read(text: try Comparison.text(of: path), file: path)
        return Rollcall.print("\(path): policy '\(policy.name)', digest \(policy.digest)\n")
      },
    ])
}
