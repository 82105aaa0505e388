extension PolicySetting {
  /// The page of the manual that lists what a policy decides.
  package static func manualPage() -> String {
    var page = manualHead
    var section: String?
    for setting in all {
      if setting.section != section {
        section = setting.section
        page += "\n### \(setting.section.isEmpty ? setting.key : setting.section)\n\n"
        page += "| Key | Meaning | Values | Default |\n| --- | --- | --- | --- |\n"
      }
      page +=
        "| `\(setting.key)` | \(setting.summary) | \(setting.values) | \(setting.defaultText) |\n"
    }
    page += "\n## Built-in policies\n\n| Name | What it states |\n| --- | --- |\n"
    for name in Policy.builtInNames {
      page += "| `\(name)` | \(summary(of: name)) |\n"
    }
    return page
  }

  /// The summary line of a built-in policy's own text.
  private static func summary(of name: String) -> String {
    let lines = (Policy.text(named: name) ?? "").split(separator: "\n")
    return lines.first { $0.hasPrefix("summary: ") }.map { String($0.dropFirst(9)) } ?? ""
  }

  private static let manualHead = """
    # Policies

    How a sync product behaves, as a file of decisions.

    ## Overview

    Nothing in rollcall knows a vendor. What a product does with groups and people stands in a policy:
    a YAML file that `rollcall policy show NAME` prints and `rollcall policy check FILE` checks. A
    finding cites the line of the policy that it rests on.

        policy: our-wiki
        summary: Our wiki, where guests keep their own names.
        extends: wikijs
        documents:
          - "How we run the wiki, https://intranet.example/wiki"
        people:
          guest-names: user-principal-name

    `policy` and `summary` must be there. `extends` names a built-in policy, whose decisions hold where
    the file states none. `documents` lists what promises the behaviour, title and address. Every key
    stands once; a key or a word that is not known is refused with its line and column.

    ## Decisions

    """
}
