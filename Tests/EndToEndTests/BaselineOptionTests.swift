import TestSupport
import Testing

/// `--baseline` on the command line: what is new, unchanged and gone.
struct BaselineOptionTests {
  private let words = ["audit"] + ProductFixture.gitea.words

  private func report(_ format: String, _ scratch: borrowing ScratchFolder) throws -> Finished {
    try rollcall(
      words + ["--format", format, "--baseline", "\(scratch.path)/earlier.json"],
      in: Repository.root)
  }

  /// The audit's own report, as it would be had one finding been another.
  private func baseline(_ scratch: borrowing ScratchFolder, replacing: Bool) throws -> [String] {
    let text = try rollcall(words + ["--format", "json"], in: Repository.root).standardOutput
    let fingerprints = try JSONNode(text)["findings"].items.compactMap { $0["fingerprint"].text }
    let other = String(repeating: "0", count: 32)
    let earlier = replacing ? text.replacing(fingerprints[0], with: other) : text
    try scratch.write(earlier, to: "earlier.json")
    return fingerprints
  }

  @Test func `against itself an audit has nothing new and nothing gone`() throws {
    let scratch = try ScratchFolder()
    let fingerprints = try baseline(scratch, replacing: false)
    let json = try JSONNode(report("json", scratch).standardOutput)
    #expect(try Schemas.audit().faults(in: json) == [])
    #expect(json["findings"].items.allSatisfy { $0["baseline"].text == "unchanged" })
    #expect(json["gone"].items.isEmpty)
    let page = try report("text", scratch).standardOutput
    #expect(
      page.contains("\nAgainst the baseline: 0 new, \(fingerprints.count) unchanged, 0 gone\n"))
  }

  @Test func `a finding that the baseline lacks is new, and one it had is gone`() throws {
    let scratch = try ScratchFolder()
    let fingerprints = try baseline(scratch, replacing: true)
    let json = try JSONNode(report("json", scratch).standardOutput)
    #expect(try Schemas.audit().faults(in: json) == [])
    let states = json["findings"].items.map { $0["baseline"].text }
    #expect(states == ["new"] + Array(repeating: "unchanged", count: fingerprints.count - 1))
    #expect(
      json["gone"].items.map { $0["fingerprint"].text } == [String(repeating: "0", count: 32)])
    #expect(json["gone"][0]["rule"].text == json["findings"][0]["rule"].text)
    #expect(json["gone"][0]["message"].text == json["findings"][0]["message"].text)
  }

  @Test func `SARIF tells the same states, and what is gone is absent`() throws {
    let scratch = try ScratchFolder()
    let fingerprints = try baseline(scratch, replacing: true)
    let log = try JSONNode(report("sarif", scratch).standardOutput)
    #expect(try Schemas.sarif().faults(in: log) == [])
    #expect(SARIFCheck(log).faults == [])
    let states = log["runs"][0]["results"].items.map { $0["baselineState"].text }
    #expect(
      states == ["new"] + Array(repeating: "unchanged", count: fingerprints.count - 1) + ["absent"])
  }

  @Test func `a table has the state in its last column`() throws {
    let scratch = try ScratchFolder()
    let fingerprints = try baseline(scratch, replacing: true)
    let table = try CSVTable(report("csv", scratch).standardOutput)
    #expect(table.header.last == "baseline")
    #expect(
      table.column("baseline")
        == ["new"] + Array(repeating: "unchanged", count: fingerprints.count - 1))
  }

  @Test func `a report of another audit has everything gone`() throws {
    let scratch = try ScratchFolder()
    let other = try rollcall(
      ["audit"] + ProductFixture.grafana.words + ["--format", "json"], in: Repository.root)
    try scratch.write(other.standardOutput, to: "earlier.json")
    let earlier = try JSONNode(other.standardOutput)["findings"].items
    let json = try JSONNode(report("json", scratch).standardOutput)
    let shared = json["findings"].items.filter { $0["baseline"].text == "unchanged" }.count
    #expect(json["gone"].items.count + shared == earlier.count)
  }

  static let broken: [(text: String, complaint: String)] = [
    ("{}", "found no findings of an audit, expected a report in JSON"),
    ("[]", "found no findings of an audit, expected a report in JSON"),
    (#"{"findings": 3}"#, "found no findings of an audit, expected a report in JSON"),
  ]

  @Test(arguments: broken)
  func `a file that is no report is refused by name`(_ row: (text: String, complaint: String))
    throws
  {
    let scratch = try ScratchFolder()
    try scratch.write(row.text, to: "earlier.json")
    #expect(
      try report("text", scratch)
        == Finished(
          exitCode: 2,
          standardError: """
            rollcall: error: \(scratch.path)/earlier.json: \(row.complaint)
              a baseline is what 'rollcall audit --format json' wrote

            """))
  }

  @Test(arguments: ["", "{", #"{"findings": ["#, #"{"findings": [{"rule": "a"}"#])
  func `a report that was cut is refused`(_ text: String) throws {
    let scratch = try ScratchFolder()
    try scratch.write(text, to: "earlier.json")
    let finished = try report("text", scratch)
    #expect(finished.exitCode == 2)
    #expect(finished.standardOutput == "")
    #expect(finished.standardError.hasPrefix("rollcall: error: \(scratch.path)/earlier.json: "))
  }
}
