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
    ["policy", "show"], ["policy", "check"], ["preset"], ["preset", "list"], ["preset", "show"],
    ["replay"], ["rule"], ["rule", "eval"], ["rule", "check"], ["rules"], ["test"],
    ["completions"],
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

  private static let tenantWords = ["--tenant", ProductFixture.tenant]
  static let rules = [
    Row(
      "rule-check",
      ["rule", "check", "user.Department \u{2013}eq \"x\" and user.userType -in [\"Ext\"]"]),
    Row("rule-check-refused", ["rule", "check", "user.departement -eq \"x\""]),
    Row("rule-eval-group", ["rule", "eval", "--group", "All Staff"] + tenantWords),
    Row(
      "rule-eval-device",
      ["rule", "eval", "device.displayName -startsWith \"x\" or device.isRooted -ne true"]
        + tenantWords),
    Row(
      "rule-eval-json",
      ["rule", "eval", "user.department -eq \"legal\" and user.userType -eq \"member\"", "--json"]
        + tenantWords),
    Row(
      "rule-eval-user",
      [
        "rule", "eval", "user.department -in [\"Sales\", \"finance\"] and user.country -ne \"US\"",
        "--user", "amelia.abara@haldenfrost.example",
      ] + tenantWords),
    Row(
      "rule-eval-user-json",
      [
        "rule", "eval", "user.jobTitle -match \"^acc\" or user.employeeHireDate -le system.now",
        "--user", "Amelia Abara", "--now", "2024-01-31", "--json",
      ] + tenantWords),
    Row("rule-eval-no-rule", ["rule", "eval", "--group", "Finance"] + tenantWords),
    Row("rule-eval-no-group", ["rule", "eval", "--group", "Nobody"] + tenantWords),
    Row(
      "rule-eval-no-user",
      ["rule", "eval", "user.city -eq null", "--user", "nobody@x.example"] + tenantWords),
    Row(
      "rule-eval-other-kind",
      ["rule", "eval", "user.city -eq null", "--device", "x"] + tenantWords),
    Row(
      "rule-eval-no-time",
      ["rule", "eval", "user.city -eq null", "--now", "yesterday"] + tenantWords),
    Row("rule-eval-refused", ["rule", "eval", "user.city -eq"] + tenantWords),
    Row("rule-eval-both", ["rule", "eval", "user.city -eq null", "--group", "x"] + tenantWords),
    Row("rule-eval-neither", ["rule", "eval"] + tenantWords),
  ]

  @Test(arguments: rules)
  func `rules are checked and evaluated`(_ row: Row) throws { try expect(row) }

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
    Row("inspect-azurehound", ["inspect", "fixtures/tenants/azurehound/small.json"]),
    Row(
      "inspect-azurehound-upper-case",
      ["inspect", "fixtures/tenants/azurehound/azurehound-v3.1.0-stdout.jsonl"]),
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
