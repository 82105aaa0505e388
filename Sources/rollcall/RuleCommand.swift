import CommandSyntax
import DirectoryModel
import MembershipRules

/// `rollcall rule`.
enum RuleCommand {
  static let rule = Setting<String>(
    required: "rule", position: .positional, "A dynamic membership rule.")
  static let json = Flag("json", "Write JSON.")

  static let command = Command(
    "rule", "Checks and evaluates dynamic membership rules.",
    subcommands: [RuleEvaluation.command, check])

  static let check = Command(
    "check", "Reads a dynamic membership rule and says what is wrong with it.",
    takes: [rule],
    examples: [
      (
        #"rollcall rule check 'user.department -eq "Sales"'"#,
        "See how a rule is understood and what is odd about it"
      )
    ]
  ) { arguments in
    let parsed = try MembershipRule(parsing: arguments[rule])
    var page = "\(parsed.text)\n\nabout       \(parsed.kind.label)s\n"
    let names = parsed.properties.map(\.name).joined(separator: ", ")
    page += "looks at    \(names.isEmpty ? "no property" : names)\n"
    for warning in parsed.warnings { page += "warning     \(warning)\n" }
    return Rollcall.print(page)
  }
}
