import Audit
import CommandSyntax

/// `rollcall rules`.
enum RulesCommand {
  static let rule = Option<String>(
    "rule", value: "id", position: .positional, completion: .words(Rule.all.map(\.id)),
    "The rule whose page is wanted.")

  static let command = Command(
    "rules", "Lists the rules of the audit, or prints the page of one.", takes: [rule]
  ) { arguments in
    guard let word = arguments[rule] else { return Rollcall.print(list()) }
    guard let rule = Rule.all.first(where: { $0.id == word }) else {
      throw CommandError(
        "unknown rule '\(word)'", hint: "'rollcall rules' lists all of them")
    }
    return Rollcall.print(
      "\(rule.id)  (\(rule.severity.rawValue))\n\n\(rule.summary)\n\n\(rule.page)\n")
  }

  private static func list() -> String {
    Rule.all.map { rule in
      let gap = String(repeating: " ", count: max(1, 32 - rule.id.count))
      let severity = rule.severity.rawValue
      return "\(rule.id)\(gap)\(severity)\(String(repeating: " ", count: 9 - severity.count))"
        + "\(rule.summary)\n"
    }.joined()
  }
}
