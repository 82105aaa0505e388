import TestSupport
import Testing

/// Files that tell an audit how to compare, and the ways in which a tenant comes in.
struct AuditInputTests {
  /// A tenant with the group 'Sales', and an application that calls it 'Vendors'.
  private func rules(
    _ scratch: borrowing ScratchFolder, _ words: String...
  ) throws -> (rules: [String], link: String?, error: String) {
    let words = try SmallSides.write(to: scratch, group: "Vendors") + words
    let finished = try rollcall(
      ["audit"] + words + ["--format", "json"], in: scratch.path)
    guard finished.standardError.isEmpty else { return ([], nil, finished.standardError) }
    let report = try JSONNode(finished.standardOutput)
    return (
      report["findings"].items.compactMap { $0["rule"].text },
      report["groups"].items.compactMap { $0["link"].text }.first, ""
    )
  }

  @Test func `without a word two groups of different names are strangers`() throws {
    let outcome = try rules(ScratchFolder())
    #expect(outcome.rules == ["group.missing-in-tenant"])
    #expect(outcome.link == nil)
  }

  @Test func `a link makes two groups of different names a pair`() throws {
    let scratch = try ScratchFolder()
    try scratch.write("tenantGroup,localGroup\nSales,Vendors\n", to: "links.csv")
    let outcome = try rules(scratch, "--links", "links.csv")
    #expect(outcome.rules == ["group.renamed"])
    #expect(outcome.link == "a stated link")
  }

  @Test func `an alias makes two groups of different names a pair`() throws {
    let scratch = try ScratchFolder()
    try scratch.write("tenantGroup,localName\nSales,Vendors\n", to: "aliases.csv")
    let outcome = try rules(scratch, "--aliases", "aliases.csv")
    #expect(outcome.rules == ["group.renamed"])
    #expect(outcome.link == "a stated link")
  }

  @Test func `a file of links with a mistake is told with its line`() throws {
    let scratch = try ScratchFolder()
    try scratch.write("tenantGroup,localGroup,direction\nSales,Vendors,both\n", to: "links.csv")
    #expect(
      try rules(scratch, "--links", "links.csv").error == """
        rollcall: error: links.csv:2: found the direction 'both', expected 'import', 'push' or nothing

        """)
  }

  @Test func `a policy of one's own decides`() throws {
    let scratch = try ScratchFolder()
    try scratch.write(
      "policy: mine\nsummary: Everything is expected.\nextends: mirror\ngroups:\n  expected: all\n",
      to: "mine.yaml")
    let outcome = try rules(scratch, "--policy", "mine.yaml")
    #expect(outcome.rules == ["group.missing-in-tenant"])
    #expect(outcome.error == "")
  }

  @Test(arguments: ["lab.zip", "lab.tar.xz", "lab.tar", "lab.tar.gz", "lab.tar.zst"])
  func `an archive of several files is audited alike from a file and from standard input`(
    _ name: String
  ) throws {
    let path = "fixtures/tenants/packed/\(name)"
    let words = ["--local", "fixtures/locals/gitea/gitea.db", "--format", "csv"]
    let file = try rollcall(["audit", "--tenant", path] + words, in: Repository.root)
    let piped = try rollcall(
      ["audit", "--tenant", "-"] + words, input: Fixture.bytes("tenants/packed/\(name)"),
      in: Repository.root)
    #expect(file.standardError == "")
    #expect(
      piped.standardOutput.replacing("standard input", with: path) == file.standardOutput)
    #expect(piped.exitCode == file.exitCode)
  }

  @Test func `the local side is no stream`() throws {
    let finished = try rollcall(
      ["audit", "--tenant", "fixtures/tenants/packed/lab.zip", "--local", "-"],
      in: Repository.root)
    #expect(
      finished
        == Finished(
          exitCode: 2,
          standardError: """
            rollcall: error: standard input: found '-' for the local side, expected the path of a file
              a database is read with the files beside it; write standard input to a file first

            """))
  }
}
