import Foundation
import TestSupport
import Testing

/// The options of `rollcall audit`, run from the package's folder.
struct AuditOptionTests {
  private func audit(_ words: String..., input: [UInt8]? = nil) throws -> Finished {
    try rollcall(
      ["audit"] + ProductFixture.gitea.words + words, input: input, in: Repository.root)
  }

  private func json(_ words: String...) throws -> JSONNode {
    try JSONNode(
      rollcall(
        ["audit"] + ProductFixture.gitea.words + ["--format", "json"] + words, in: Repository.root
      ).standardOutput)
  }

  static let bounds: [(bound: String, exitCode: Int32)] = [
    ("error", 1), ("warning", 1), ("note", 1), ("never", 0),
  ]

  @Test(arguments: bounds)
  func `findings make the exit code 1 from the given severity on`(
    _ row: (bound: String, exitCode: Int32)
  ) throws {
    #expect(try audit("--fail-on", row.bound).exitCode == row.exitCode)
  }

  @Test func `a warning fails a run only from the bound 'warning' on`() throws {
    let scratch = try ScratchFolder()
    // The two sides agree but for letter case.
    let words = try ["audit"] + SmallSides.write(to: scratch, group: "sales")
    let findings = try JSONNode(
      rollcall(words + ["--format", "json"], in: scratch.path).standardOutput)["findings"]
    #expect(!findings.items.contains { $0["severity"].text == "error" })
    #expect(findings.items.contains { $0["rule"].text == "name.case" })
    #expect(try rollcall(words, in: scratch.path).exitCode == 0)
    #expect(try rollcall(words + ["--fail-on", "warning"], in: scratch.path).exitCode == 1)
  }

  @Test func `what cannot be assessed fails a run only on request`() throws {
    let words = [
      "audit", "--tenant", "fixtures/tenants/graph/groups.jsonl", "--local",
      "fixtures/locals/gitea/gitea.db", "--fail-on", "never",
    ]
    #expect(try rollcall(words, in: Repository.root).exitCode == 0)
    #expect(try rollcall(words + ["--require-complete"], in: Repository.root).exitCode == 2)
  }

  @Test(arguments: ["text", "json", "csv", "sarif"])
  func `the folder holds every format and standard output the chosen one`(
    _ format: String
  ) throws {
    let scratch = try ScratchFolder()
    let finished = try audit("--out", "\(scratch.path)/new/report", "--format", format)
    #expect(finished.exitCode == 1)
    #expect(finished.standardError == "")
    let name = "new/report/audit.\(format == "text" ? "txt" : format)"
    #expect(try scratch.text(of: name) == finished.standardOutput)
    #expect(
      try scratch.names() == [
        "new", "new/report", "new/report/audit.csv", "new/report/audit.json",
        "new/report/audit.sarif", "new/report/audit.txt",
      ])
    let json = try JSONNode(scratch.text(of: "new/report/audit.json"))
    #expect(try Schemas.audit().faults(in: json) == [])
    #expect(try SARIFCheck(JSONNode(scratch.text(of: "new/report/audit.sarif"))).faults == [])
  }

  /// What is asked for, and what the folder holds then.
  static let selections: [(reports: String, names: [String])] = [
    ("json", ["json"]), ("csv,json", ["csv", "json"]), ("sarif,text", ["sarif", "txt"]),
    ("text,json,csv,sarif", ["csv", "json", "sarif", "txt"]),
  ]

  @Test(arguments: selections)
  func `the folder holds the formats that were asked for, as they are among all`(
    _ row: (reports: String, names: [String])
  ) throws {
    let scratch = try ScratchFolder()
    let all = try audit("--out", "\(scratch.path)/all", "--format", "csv")
    let some = try audit(
      "--out", "\(scratch.path)/some", "--format", "csv", "--reports", row.reports)
    #expect(some == all)
    let names = try scratch.names().filter { $0.hasPrefix("some/") }
    #expect(names == row.names.map { "some/audit.\($0)" })
    // JSON and SARIF hold the command, which names the folder.
    for name in row.names where name == "csv" || name == "txt" {
      #expect(
        try scratch.text(of: "some/audit.\(name)") == scratch.text(of: "all/audit.\(name)"))
    }
  }

  @Test func `members are listed on request`() throws {
    #expect(try !json()["members"].exists)
    let report = try json("--members")
    #expect(try Schemas.audit().faults(in: report) == [])
    let missing = report["members"].items.filter { $0["state"].text == "missing" }
    #expect(missing.map { $0["principal"]["name"].text } == ["priya.raman@haldenfrost.example"])
    #expect(missing.map { $0["group"]["name"].text } == ["IT Hardware"])
    #expect(missing.map { $0["cause"].text } == ["direct"])
  }

  @Test func `the command of a report performs it again`() throws {
    let words = try json()["command"].items.compactMap(\.text)
    #expect(words.first == "rollcall")
    #expect(
      try rollcall(Array(words.dropFirst()), in: Repository.root)
        == audit("--format", "json"))
  }

  @Test func `the explain command under the findings can be copied`() throws {
    let page = try audit().standardOutput
    let start = try #require(page.range(of: "\n  rollcall explain"))
    let program = try builtProgram("rollcall")
    let line = page[start.lowerBound...].replacing(
      "  rollcall", with: "'\(program)'", maxReplacements: 1)
    let finished = try run("/bin/sh", ["-c", String(line)], in: Repository.root)
    #expect(finished.exitCode == 0)
    #expect(finished.standardError == "")
    #expect(finished.standardOutput.hasPrefix("error: 'IT Software' has no local counterpart\n"))
  }

  @Test func `a tenant on standard input is audited like its file`() throws {
    let fixture = "tenants/graph/graph-v1.0-one-file-per-request.zip"
    let words = ["--local", "fixtures/locals/gitea/gitea.db", "--format", "csv"]
    let file = try rollcall(
      ["audit", "--tenant", "fixtures/\(fixture)"] + words, in: Repository.root)
    let piped = try rollcall(
      ["audit", "--tenant", "-"] + words, input: Fixture.bytes(fixture), in: Repository.root)
    #expect(piped.exitCode == file.exitCode)
    #expect(piped.standardError == file.standardError)
    #expect(
      piped.standardOutput.replacing("standard input", with: "fixtures/\(fixture)")
        == file.standardOutput)
  }

  @Test func `empty standard input is no export`() throws {
    let finished = try rollcall(
      ["audit", "--tenant", "-", "--local", "fixtures/locals/gitea/gitea.db"], input: [],
      in: Repository.root)
    #expect(finished.exitCode == 2)
    #expect(finished.standardOutput == "")
    #expect(
      finished.standardError == """
        rollcall: error: standard input: found an empty file, expected a tenant export
          the export or its download failed; make it again

        """)
  }

  @Test func `a reader that goes away ends the program without a signal`() throws {
    let program = try builtProgram("rollcall")
    let words = ProductFixture.gitea.words.joined(separator: " ")
    let script = "{ '\(program)' audit \(words) --format sarif; echo $? >&2; } | head -c 1"
    let finished = try run("/bin/sh", ["-c", script], in: Repository.root)
    #expect(finished.standardOutput == "{")
    // The report is smaller than a pipe, so the writer may be done before the reader leaves.
    #expect(
      ["1\n", "rollcall: error: standard output: cannot write it: broken pipe (error 32)\n2\n"]
        .contains(finished.standardError))
  }

  @Test func `nothing is written beside the inputs`() throws {
    let scratch = try ScratchFolder()
    let copied = try run(
      "/bin/cp", ["-r", Fixture.path("tenants/halden-frost"), Fixture.path("locals/gitea"), "."],
      in: scratch.path)
    #expect(copied.exitCode == 0)
    let before = try state(of: scratch)
    let words = ["--tenant", "halden-frost", "--local", "gitea/gitea.db", "--param", "org=halden"]
    #expect(try rollcall(["audit"] + words, in: scratch.path).exitCode == 1)
    #expect(try rollcall(["inspect", "gitea/gitea.db"], in: scratch.path).exitCode == 0)
    #expect(try rollcall(["inspect", "halden-frost"], in: scratch.path).exitCode == 0)
    #expect(
      try rollcall(
        ["explain"] + words + ["--user", "priya.raman", "--group", "IT Hardware"],
        in: scratch.path
      ).exitCode == 0)
    #expect(try state(of: scratch) == before)
  }

  /// Each name with its size and the times of its last changes, to the nanosecond.
  private func state(of scratch: borrowing ScratchFolder) throws -> String {
    try run(
      "/bin/sh", ["-c", "find . -printf '%p %s %T@ %C@\\n' | LC_ALL=C sort"], in: scratch.path
    ).standardOutput
  }
}
