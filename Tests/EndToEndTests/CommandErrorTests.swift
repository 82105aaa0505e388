import TestSupport
import Testing

/// Command lines that are refused and work that cannot be done: nothing on standard output.
struct CommandErrorTests {
  /// A command line, the exit code, and the whole of standard error.
  typealias Row = (words: [String], exitCode: Int32, standardError: String)

  private func expect(_ row: Row) throws {
    let finished = try rollcall(row.words, in: Repository.root)
    #expect(finished == Finished(exitCode: row.exitCode, standardError: row.standardError))
  }

  static let usage: [Row] = [
    (
      [], 64,
      """
      rollcall: error: a subcommand is missing
        choose one of 'audit', 'diff', 'explain', 'inspect', 'policy', 'preset', 'replay', 'rule', 'rules', 'test', 'completions'
      See 'rollcall --help'.

      """
    ),
    (
      ["adit"], 64,
      """
      rollcall: error: unknown subcommand 'adit'
        did you mean 'audit'?
      See 'rollcall --help'.

      """
    ),
    (
      ["audit", "--fromat", "json"], 64,
      """
      rollcall: error: unknown option '--fromat'
        did you mean '--format'?
      See 'rollcall audit --help'.

      """
    ),
    (
      ["audit", "-t", "a", "-l", "b", "-f", "xml"], 64,
      """
      rollcall: error: 'xml' is no value for '-f'; expected 'text', 'json', 'csv' or 'sarif'
      See 'rollcall audit --help'.

      """
    ),
    (
      ["audit", "-t", "a", "-l", "b", "--reports", "json"], 64,
      """
      rollcall: error: '--reports' needs '--out'
        it says which formats go into that folder; '--format' chooses the one on standard output
      See 'rollcall audit --help'.

      """
    ),
    (
      ["audit", "-t", "a", "-l", "b", "--out", "c", "--reports", "json,xml"], 64,
      """
      rollcall: error: 'json,xml' is no value for '--reports'; expected one or more of 'text', \
      'json', 'csv', 'sarif', each once, with commas between them
      See 'rollcall audit --help'.

      """
    ),
    (
      ["audit", "-t", "a", "-l", "b", "--out", "c", "--reports", "csv,json,csv"], 64,
      """
      rollcall: error: 'csv,json,csv' is no value for '--reports'; expected one or more of \
      'text', 'json', 'csv', 'sarif', each once, with commas between them
      See 'rollcall audit --help'.

      """
    ),
    (
      ["audit", "-t", "a", "-l", "b", "--out", "c", "--reports="], 64,
      """
      rollcall: error: '--reports' is given an empty value
      See 'rollcall audit --help'.

      """
    ),
    (
      ["audit", "-t", "a", "-l", "b", "--fail-on", "all"], 64,
      """
      rollcall: error: 'all' is no value for '--fail-on'; expected 'error', 'warning', 'note' or \
      'never'
      See 'rollcall audit --help'.

      """
    ),
    (
      ["audit", "-t", "a", "-l", "b", "--preset", "gitea", "--mapping", "m.yaml"], 64,
      """
      rollcall: error: '--preset' and '--mapping' exclude each other
        give one of them
      See 'rollcall audit --help'.

      """
    ),
    (
      ["completions", "tcsh"], 64,
      """
      rollcall: error: 'tcsh' is no value for '<shell>'; expected 'bash', 'zsh' or 'fish'
      See 'rollcall completions --help'.

      """
    ),
    (
      ["audit", "-t", "a", "-l", "b", "-f", "json", "-f", "csv"], 64,
      """
      rollcall: error: '-f' is given more than once
      See 'rollcall audit --help'.

      """
    ),
  ]

  @Test(arguments: usage)
  func `a wrong command line exits with 64 and names the help`(_ row: Row) throws {
    try expect(row)
  }

  private static let gitea = [
    "audit", "--tenant", ProductFixture.tenant, "--local", "fixtures/locals/gitea/gitea.db",
  ]

  static let work: [Row] = [
    (
      ["audit", "-t", "fixtures/none.json", "-l", "fixtures/locals/gitea/gitea.db"], 2,
      "rollcall: error: fixtures/none.json: cannot open it: no such file or directory (error 2)\n"
    ),
    (
      ["audit", "-t", ProductFixture.tenant, "-l", "fixtures/none.db"], 2,
      "rollcall: error: fixtures/none.db: cannot open it: no such file or directory (error 2)\n"
    ),
    (
      ["audit", "-t", ProductFixture.tenant, "-l", "fixtures/locals/pitfalls/zero-bytes/app.db"],
      2,
      """
      rollcall: error: fixtures/locals/pitfalls/zero-bytes/app.db: found an empty file (0 bytes), \
      expected a SQLite database
        SQLite makes such a file when a path is misspelt; check the path

      """
    ),
    (
      gitea + ["--policy", "gitae"], 2,
      """
      rollcall: error: unknown policy 'gitae'
        did you mean 'gitea'?

      """
    ),
    (
      gitea + ["--groups", "No Such*"], 2,
      """
      rollcall: error: '--groups No Such*' names no group of the tenant
        give identifiers, exact names or patterns with * and ?, one a line

      """
    ),
    (
      gitea + ["--groups", "fixtures/locals/gitea"], 2,
      "rollcall: error: fixtures/locals/gitea: cannot read it: is a directory (error 21)\n"
    ),
    (
      gitea + ["--baseline", "fixtures/none.json"], 2,
      "rollcall: error: fixtures/none.json: cannot open it: no such file or directory (error 2)\n"
    ),
    (
      gitea + ["--baseline", "fixtures/locals/gitea/truth.json"], 2,
      """
      rollcall: error: fixtures/locals/gitea/truth.json: found no findings of an audit, expected a \
      report in JSON
        a baseline is what 'rollcall audit --format json' wrote

      """
    ),
    (
      [
        "audit", "-t", ProductFixture.tenant, "-l", "fixtures/locals/vaultwarden/db.sqlite3",
      ], 2,
      """
      rollcall: error: fixtures/locals/vaultwarden/db.sqlite3: found no value for the parameter \
      'org' (the uuid of the organisation) of 'vaultwarden', expected one of \
      '8115d735-c300-5c2b-9450-cd61e6daea67' (Lab), '0f4e3f27-8a43-5755-b1cd-173e9bafb86e' (Main \
      vault)
        give it with --param org=VALUE

      """
    ),
    (
      ["rules", "nope"], 2,
      """
      rollcall: error: unknown rule 'nope'
        'rollcall rules' lists all of them

      """
    ),
    (
      ["policy", "show", "nope"], 2,
      """
      rollcall: error: unknown policy 'nope'
        'rollcall policy list' names those that are built in

      """
    ),
    (
      ["preset", "show", "nope"], 2,
      """
      rollcall: error: unknown preset 'nope'
        'rollcall preset list' names those that are built in

      """
    ),
    (
      ["policy", "check", "fixtures/none.yaml"], 2,
      "rollcall: error: fixtures/none.yaml: cannot open it: no such file or directory (error 2)\n"
    ),
  ]

  @Test(arguments: work)
  func `work that cannot be done exits with 2 and says why`(_ row: Row) throws { try expect(row) }

  @Test(arguments: [
    "fixtures/locals/pitfalls/hot-journal/app.db", "fixtures/locals/gitea/gitea.db",
  ])
  func `an error on one side ends the program whatever becomes of the other`(
    _ local: String
  ) throws {
    let scratch = try ScratchFolder()
    try scratch.write("", to: "tmp/.keep")
    for command in ["audit", "replay"] {
      let more = command == "replay" ? ["--at", "2026-03-01T08:00:00Z", "--every", "1h"] : []
      for _ in 0..<15 {
        let finished = try rollcall(
          [command, "-t", "fixtures/none.json", "-l", local] + more, in: Repository.root,
          environment: ["TMPDIR": "\(scratch.path)/tmp"])
        #expect(
          finished
            == Finished(
              exitCode: 2,
              standardError: "rollcall: error: fixtures/none.json: cannot open it: no such file or "
                + "directory (error 2)\n"))
      }
    }
    #expect(try scratch.names() == ["tmp", "tmp/.keep"])
  }

  @Test func `a folder that cannot be made is an error before anything is printed`() throws {
    let scratch = try ScratchFolder()
    let blocked = try scratch.write("", to: "file")
    let finished = try rollcall(Self.gitea + ["--out", "\(blocked)/out"], in: Repository.root)
    #expect(
      finished
        == Finished(
          exitCode: 2,
          standardError:
            "rollcall: error: \(blocked): cannot make a folder at it: file exists (error 17)\n"))
  }

  @Test func `a mistake in a policy is told with its line`() throws {
    let scratch = try ScratchFolder()
    try scratch.write("policy: mine\nextends: mirror\nautority: local\n", to: "mine.yaml")
    let finished = try rollcall(["policy", "check", "mine.yaml"], in: scratch.path)
    #expect(finished.exitCode == 2)
    #expect(finished.standardOutput == "")
    #expect(finished.standardError.contains("mine.yaml:"))
    #expect(finished.standardError.contains("'autority'"))
  }
}
