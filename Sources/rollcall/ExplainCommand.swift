import Audit
import CommandSyntax
import DirectoryModel
import Files
import SyncSemantics

/// `rollcall explain`.
enum ExplainCommand {
  static let finding = Option<String>(
    "finding", value: "fingerprint", "The finding to explain: its fingerprint or a beginning of it."
  )
  static let user = Option<String>(
    "user", value: "name", "Somebody: identifier, user name, mail address or display name.")
  static let group = Option<String>(
    "group", value: "name", "A group: identifier or name, of either side.")

  static let command = Command(
    "explain", "Explains one finding, or why somebody is or is not in a group.",
    takes: SharedOptions.all + [finding, user, group],
    exclusions: SharedOptions.exclusions + [Command.Exclusion([finding, user], required: true)],
    examples: [
      (
        "rollcall explain -t export.zip -l app.db --finding 3f2a9c",
        "Explain a finding of the last audit"
      ),
      (
        "rollcall explain -t export.zip -l app.db --user ada@contoso.com --group Sales",
        "Ask why somebody is or is not in a group"
      ),
    ]
  ) { arguments in
    if arguments.isGiven(user) != arguments.isGiven(group) {
      throw arguments.refusal(
        "'--user' and '--group' belong together", hint: "give both, or '--finding'")
    }
    let comparison = try Comparison(arguments)
    if let fingerprint = arguments[finding] {
      return Rollcall.print(try explain(fingerprint, in: comparison.result))
    }
    let question = try MembershipQuestion(
      user: arguments[user] ?? "", group: arguments[group] ?? "", input: comparison.result.input)
    return Rollcall.print(question.answer())
  }

  private static func explain(_ fingerprint: String, in result: AuditResult) throws -> String {
    let wanted = fingerprint.lowercased()
    let matches = result.fingerprints.indices.filter { result.fingerprints[$0].hasPrefix(wanted) }
    guard let index = matches.first else {
      throw CommandError(
        "no finding has the fingerprint '\(fingerprint)'",
        hint:
          "the fingerprints of this audit stand in 'rollcall audit --format csv'; the inputs, the "
          + "policy and '--groups' must be those of the report that names it")
    }
    guard matches.count == 1 else {
      throw CommandError(
        "\(matches.count) findings have fingerprints that begin with '\(fingerprint)'",
        hint: "give more digits")
    }
    let finding = result.findings[index]
    let (rule, text) = (result.rules[Int(finding.rule)], result.text(finding))
    var page = "\(rule.severity.rawValue): \(text.message)\n\n"
    page += "rule         \(rule.id): \(rule.summary)\n"
    page += "fingerprint  \(result.fingerprints[index])\n"
    page += "expected     \(text.expected)\nfound        \(text.found)\n\nevidence\n"
    for line in text.evidence {
      let place = line.place.isEmpty ? "" : "  (\(line.place))"
      page += "  \(line.side.rawValue): \(line.statement)\(place)\n"
    }
    page += "\nbecause\n"
    for (step, cause) in text.explanation.enumerated() { page += "  \(step + 1). \(cause)\n" }
    return page + "\nto do        \(text.remediation)\n\n\(rule.page)\n"
  }
}
