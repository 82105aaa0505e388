import TestSupport
import Testing

/// What each command prints, whole: exit code, standard output and standard error.
struct CommandOutputTests {
  /// A command line and the file below `fixtures/golden/cli` that holds what it prints.
  struct Row: Sendable, CustomTestStringConvertible {
    let file: String
    let words: [String]

    init(_ file: String, _ words: [String]) { (self.file, self.words) = (file, words) }

    var testDescription: String { file }
  }

  private func expect(_ row: Row) throws {
    let finished = try rollcall(row.words, in: Repository.root)
    try expectGolden(
      "rollcall \(row.words.joined(separator: " "))\n\(finished)",
      at: "fixtures/golden/cli/\(row.file).txt")
  }

  static let commands = [
    [], ["audit"], ["diff"], ["explain"], ["inspect"], ["policy"], ["policy", "list"],
    ["policy", "show"],
    ["policy", "check"], ["preset"], ["preset", "list"], ["preset", "show"], ["rules"],
    ["test"], ["completions"],
  ]

  @Test(arguments: commands)
  func `every command has its help`(_ command: [String]) throws {
    try expect(Row((["help"] + command).joined(separator: "-"), command + ["--help"]))
  }

  @Test(arguments: commands.dropFirst())
  func `help of a command is the same by either way`(_ command: [String]) throws {
    #expect(try rollcall(["help"] + command) == rollcall(command + ["-h"]))
  }

  static let lists = [
    Row("policy-list", ["policy", "list"]),
    Row("preset-list", ["preset", "list"]),
    Row("rules", ["rules"]),
    Row("rules-name-case", ["rules", "name.case"]),
    Row("preset-show-gitea", ["preset", "show", "gitea"]),
    Row("policy-show-gitea", ["policy", "show", "gitea"]),
    Row("completions-bash", ["completions", "bash"]),
    Row("completions-zsh", ["completions", "zsh"]),
    Row("completions-fish", ["completions", "fish"]),
  ]

  @Test(arguments: lists)
  func `lists and pages are printed whole`(_ row: Row) throws { try expect(row) }

  @Test func `the version is one line`() throws {
    #expect(
      try rollcall(["--version"]) == Finished(exitCode: 0, standardOutput: "rollcall 0.1.0\n"))
  }

  static let inspections = [
    Row("inspect-graph-folder", ["inspect", ProductFixture.tenant]),
    Row("inspect-graph-folder-json", ["inspect", ProductFixture.tenant, "--json"]),
    Row("inspect-graph-lines", ["inspect", "fixtures/tenants/graph/groups.jsonl"]),
    Row(
      "inspect-graph-two-files",
      [
        "inspect", "fixtures/tenants/graph/groups.jsonl", "fixtures/tenants/graph/users.jsonl",
      ]),
    Row(
      "inspect-graph-zip",
      ["inspect", "fixtures/tenants/graph/graph-v1.0-one-file-per-request.zip"]),
    Row(
      "inspect-graph-expand", ["inspect", "fixtures/tenants/graph/groups-expand-members.json"]),
    Row(
      "inspect-roadrecon",
      ["inspect", "fixtures/tenants/roadrecon/roadrecon-lab-made-with-roadlib-1.7.0.db"]),
    Row("inspect-database", ["inspect", "fixtures/locals/gitea/gitea.db"]),
    Row("inspect-database-json", ["inspect", "fixtures/locals/gitea/gitea.db", "--json"]),
    Row(
      "inspect-database-preset",
      ["inspect", "fixtures/locals/grafana/grafana.db", "--preset", "grafana", "--param=org=1"]),
    Row("inspect-empty-database", ["inspect", "fixtures/locals/pitfalls/zero-bytes/app.db"]),
    Row("inspect-text", ["inspect", "fixtures/schemas/README.md"]),
    Row("inspect-nothing-there", ["inspect", "fixtures/no-such-file.json"]),
  ]

  @Test(arguments: inspections)
  func `an inspection says what an input holds and lacks`(_ row: Row) throws { try expect(row) }

  private static func explain(_ file: String, _ words: String...) -> Row {
    Row("explain-\(file)", ["explain"] + ProductFixture.gitea.words + words)
  }

  static let explanations = [
    explain("finding", "--finding", "c7e82450052d"),
    explain("finding-in-capitals", "--finding", "C7E8"),
    explain("finding-ambiguous", "--finding", "1"),
    explain("finding-unknown", "--finding", "0000"),
    explain("missing-member", "--user", "priya.raman", "--group", "IT Hardware"),
    explain("extra-member", "--user", "beatriz.ramos", "--group", "Data Platform Admins"),
    explain("departed", "--user", "clara.mendes", "--group", "Office Managers"),
    explain("two-users", "--user", "clara.mendes@haldenfrost.example", "--group", "IT Hardware"),
    explain("unknown-user", "--user", "nobody", "--group", "IT Hardware"),
    explain("unknown-group", "--user", "priya.raman", "--group", "No Such Group"),
    explain("user-alone", "--user", "priya.raman"),
    explain("both-ways", "--finding", "1", "--user", "priya.raman"),
    explain("nothing-asked"),
  ]

  @Test(arguments: explanations)
  func `an explanation answers or says what it lacks`(_ row: Row) throws { try expect(row) }
}
