import CommandSyntax
import Testing

struct UsageErrorTests {
  /// What is typed, and everything that is printed between the program's name and the last line.
  static let refusals: [(typed: [String], message: String, see: String)] = [
    (
      [], "a subcommand is missing\n  choose one of 'audit', 'policy', 'explain'", "rollcall"
    ),
    (["policy"], "a subcommand is missing\n  choose one of 'list', 'show'", "rollcall policy"),
    ([""], "unknown subcommand ''", "rollcall"),
    (["adit"], "unknown subcommand 'adit'\n  did you mean 'audit'?", "rollcall"),
    (["Audit"], "unknown subcommand 'Audit'\n  did you mean 'audit'?", "rollcall"),
    (["frobnicate"], "unknown subcommand 'frobnicate'", "rollcall"),
    (["--verison"], "unknown option '--verison'\n  did you mean '--version'?", "rollcall"),
    (["-x"], "unknown option '-x'", "rollcall"),
    (["help", "audti"], "unknown subcommand 'audti'\n  did you mean 'audit'?", "rollcall"),
    (["help", "audit", "x"], "unknown subcommand 'x'", "rollcall audit"),
    (["policy", "shwo"], "unknown subcommand 'shwo'\n  did you mean 'show'?", "rollcall policy"),
    (["policy", "--version"], "unknown option '--version'", "rollcall policy"),
    (
      ["audit", "--fromat", "json"], "unknown option '--fromat'\n  did you mean '--format'?",
      "rollcall audit"
    ),
    (["audit", "--form=json"], "unknown option '--form'", "rollcall audit"),
    (["audit", "-x"], "unknown option '-x'", "rollcall audit"),
    (
      ["audit", "-tenant=a"], "unknown option '-tenant'\n  did you mean '--tenant'?",
      "rollcall audit"
    ),
    (["audit", "-limit"], "unknown option '-limit'\n  did you mean '--limit'?", "rollcall audit"),
    (["audit", "-sx"], "unknown option '-x'", "rollcall audit"),
    (
      ["audit", "--tenant"],
      "'--tenant' needs a value\n  --tenant <path> ...  A tenant snapshot: a folder, a file or an "
        + "archive.", "rollcall audit"
    ),
    (
      ["audit", "--limit", "-5"],
      "'--limit' needs a value\n  if '-5' is meant, join it: '--limit=-5'", "rollcall audit"
    ),
    (["audit", "--tenant="], "'--tenant' is given an empty value", "rollcall audit"),
    (["audit", "--tenant", ""], "'--tenant' is given an empty value", "rollcall audit"),
    (
      ["audit", "--strict=yes"], "'--strict' takes no value, but 'yes' was given", "rollcall audit"
    ),
    (["audit", "--help=yes"], "'--help' takes no value, but 'yes' was given", "rollcall audit"),
    (
      ["audit", "--format", "jsn"],
      "'jsn' is no value for '--format'; expected 'text', 'json' or 'csv'\n  did you mean 'json'?",
      "rollcall audit"
    ),
    (
      ["audit", "-fxml"], "'xml' is no value for '-f'; expected 'text', 'json' or 'csv'",
      "rollcall audit"
    ),
    (
      ["audit", "-n", "many"], "'many' is no value for '-n'; expected a whole number",
      "rollcall audit"
    ),
    (
      ["audit", "--limit=99999999999999999999"],
      "'99999999999999999999' is no value for '--limit'; expected a whole number", "rollcall audit"
    ),
    (
      ["audit", "--param", "x"],
      "'x' is no value for '--param'; expected a name and a value such as 'name=value'",
      "rollcall audit"
    ),
    (
      ["audit", "--param", "=x"],
      "'=x' is no value for '--param'; expected a name and a value such as 'name=value'",
      "rollcall audit"
    ),
    (["audit", "-la", "--local=b"], "'--local' is given more than once", "rollcall audit"),
    (
      ["audit", "-la"],
      "missing '--tenant <path> ...'\n  A tenant snapshot: a folder, a file or an archive.",
      "rollcall audit"
    ),
    (["audit", "-ta", "-la", "b.db"], "unexpected argument 'b.db'", "rollcall audit"),
    (
      ["audit", "--tenant", "a.json", "b.json"],
      "unexpected argument 'b.json'\n  repeat the option: '--tenant b.json'", "rollcall audit"
    ),
    (
      ["audit", "-ta", "--mapping", "m", "--preset", "gitea"],
      "'--preset' and '--mapping' exclude each other\n  give one of them", "rollcall audit"
    ),
    (["explain"], "missing '--user' or '--finding'\n  give one of them", "rollcall explain"),
    (
      ["explain", "--user=a", "--finding=b"],
      "'--user' and '--finding' exclude each other\n  give one of them", "rollcall explain"
    ),
    (["policy", "list", "x"], "unexpected argument 'x'", "rollcall policy list"),
    (["policy", "show"], "missing '<name>'\n  The name of the policy.", "rollcall policy show"),
    (["policy", "show", ""], "'<name>' is given an empty value", "rollcall policy show"),
    (
      ["policy", "show", "a", "b"], "'b' is no value for '<number>'; expected a whole number",
      "rollcall policy show"
    ),
  ]

  @Test(arguments: refusals)
  func `a wrong command line is refused with a way out`(
    _ row: (typed: [String], message: String, see: String)
  ) {
    let printed = "rollcall: error: \(row.message)\nSee '\(row.see) --help'.\n"
    #expect(outcome(row.typed) == printed, "\(row.typed)")
  }

  @Test func `other errors are printed in the same form`() {
    #expect(
      errorReport("a.zip!groups.csv:42: found 3 columns, expected 5")
        == "rollcall: error: a.zip!groups.csv:42: found 3 columns, expected 5\n")
    #expect(
      errorReport("no tenant\nexport it again\n  indented", hint: "or not", program: "bench")
        == "bench: error: no tenant\n  export it again\n  indented\n  or not\n")
  }

  @Test func `exit codes are those of diff and sysexits`() {
    #expect(ExitCode.allCases.map(\.rawValue) == [0, 1, 2, 64, 70, 130])
    #expect(
      ExitCode.manual() == """
        | Code | Meaning |
        | --- | --- |
        | 0 | nothing at or above --fail-on |
        | 1 | findings at or above --fail-on, or a failed expectation |
        | 2 | could not be done, or undetermined where completeness was required |
        | 64 | wrong command line |
        | 70 | a bug in rollcall |
        | 130 | interrupted |

        """)
  }
}
