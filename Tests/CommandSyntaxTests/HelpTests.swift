import CommandSyntax
import Testing

struct HelpTests {
  @Test func `the root lists its subcommands and the version`() {
    #expect(
      [Sample.root].help() == """
        OVERVIEW: Audits group synchronisation offline.

        USAGE: rollcall <subcommand>

        OPTIONS:
          --version               Show the version.
          -h, --help              Show help information.

        SUBCOMMANDS:
          audit                   Compares a tenant with local groups and reports what
                                  differs.
          policy                  Works with policies.
          explain                 Explains.

          See 'rollcall help <subcommand>' for detailed help.

        """)
  }

  @Test func `a command shows everything that it takes`() {
    #expect(
      [Sample.root, Sample.audit].help() == """
        OVERVIEW: Compares a tenant with local groups and reports what differs.

        Nothing is written to either side.

        USAGE: rollcall audit --tenant <path> ... [--local <path>]
                              [--preset <name> | --mapping <file>] [--param <K=V> ...]
                              [--format <format>] [--limit <limit>]
                              [--policy <name|file>] [--out <folder>] [--strict]
                              [--quiet]

        OPTIONS:
          -t, --tenant <path> ... A tenant snapshot: a folder, a file or an archive.
                                  (required)
          -l, --local <path>      The local database.
          --preset <name>         The built-in mapping. (values: gitea, gitlab, zulip)
          --mapping <file>        A mapping of your own.
          --param <K=V> ...       A parameter of the mapping.
          -f, --format <format>   How it is written. (values: text, json, csv; default:
                                  text)
          -n, --limit <limit>     The number of findings.
          --policy <name|file>    The policy.
          --out <folder>          Where.
          -s, --strict            Fail on warnings too.
          -q, --quiet             Print nothing.
          -h, --help              Show help information.

        EXAMPLES:
          # Compare an export with a database
          $ rollcall audit -t export.zip -l app.db

        """)
  }

  @Test func `positional arguments have a section of their own`() {
    #expect(
      [Sample.root, Sample.policies, Sample.show].help() == """
        OVERVIEW: Prints a policy.

        USAGE: rollcall policy show <name> [<number> ...]

        ARGUMENTS:
          <name>                  The name of the policy. (values: mirror, rezolve)
          <number> ...            Any numbers.

        OPTIONS:
          -h, --help              Show help information.

        """)
  }

  @Test func `a required choice stands in parentheses`() {
    #expect(
      [Sample.root, Sample.explain].usage
        == "rollcall explain (--user <user> | --finding <finding>)")
  }

  @Test func `no line of a help page is longer than it is told`() {
    for path in everyPath(from: [Sample.root]) {
      for line in path.help(width: 64).split(separator: "\n") {
        #expect(line.count <= 64, "\(path.fullName): \(line)")
      }
    }
  }

  @Test func `the manual holds every command and escapes what would break its tables`() {
    let manual = Sample.root.manual()
    let titles = manual.split(separator: "\n").filter { $0.hasPrefix("##") }
    #expect(
      titles == [
        "## rollcall", "### rollcall audit", "### rollcall policy", "#### rollcall policy list",
        "#### rollcall policy show", "### rollcall explain",
      ])
    #expect(
      Sample.show.manual() == """
        ## show

        Prints a policy.

        ```text
        show <name> [<number> ...]
        ```

        | Argument | Meaning |
        | --- | --- |
        | `<name>` | The name of the policy. (values: mirror, rezolve) |
        | `<number> ...` | Any numbers. |

        """)
  }

  private func everyPath(from path: [Command]) -> [[Command]] {
    [path] + path[path.count - 1].subcommands.flatMap { everyPath(from: path + [$0]) }
  }
}
