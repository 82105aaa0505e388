import TestSupport
import Testing

/// What `rollcall replay` prints, whole, and what it refuses.
struct ReplayOutputTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let file: String
    let words: [String]

    init(_ file: String, _ words: [String]) { (self.file, self.words) = (file, words) }

    var testDescription: String { file }
  }

  static let snapshots = (1...3).flatMap { ["-t", "fixtures/series/day-\($0)"] }
  static let times = (2...4).flatMap { ["--at", "2026-03-0\($0)T00:00:00Z"] }
  static let application = ["-l", "fixtures/series/application-day-1.csv"]
  static let expected = ["--expect-local", "fixtures/series/application-day-3.csv"]
  static let all = ["--policy", "mirror"] + snapshots + times + application

  static let rows = [
    Row("replay", all + ["--every", "6h"] + expected),
    Row("replay-json", all + ["--every", "6h", "--format", "json"] + expected),
    Row("replay-csv", all + ["--every", "6h", "--format", "csv"]),
    Row("replay-often", all + ["--every", "5m", "--until", "2026-03-05T00:00:00Z"]),
    Row(
      "replay-itself",
      ["-t", "fixtures/series/day-1", "--at", "2026-03-02T00:00:00Z", "--every", "1h"]
        + application + ["--expect-local", "fixtures/series/application-day-1.csv"]),
    Row("replay-links", all + ["--every", "6h", "--links", "fixtures/series/links.csv"]),
    Row("replay-aliases", all + ["--every", "6h", "--aliases", "fixtures/series/aliases.csv"]),
    Row(
      "replay-groups",
      ["--policy", "itglue"] + snapshots + times + application + ["--groups", "Sales"]),
    Row(
      "replay-sign-in",
      ["--policy", "django-adfs", "--every", "12h"] + snapshots + times + application),
    Row("replay-no-links", ["--policy", "configmgr"] + snapshots + times + application + expected),
    Row("replay-no-such-groups", all + ["--every", "6h", "--groups", "No Such*"]),
    Row("replay-no-such-links", all + ["--every", "6h", "--links", "fixtures/none.csv"]),
    Row(
      "replay-misspelt-links",
      all + ["--every", "6h", "--links", "fixtures/series/application-day-1.csv"]),
    Row("replay-no-times", ["--policy", "mirror"] + snapshots + application),
    Row(
      "replay-times-go-back",
      ["--policy", "mirror", "-t", "fixtures/series/day-1", "-t", "fixtures/series/day-2"]
        + ["--at", "2026-03-03T00:00:00Z", "--at", "2026-03-02T00:00:00Z"] + application),
    Row("replay-no-schedule", all),
    Row("replay-end-too-early", all + ["--every", "1h", "--until", "2026-03-01T00:00:00Z"]),
    Row("replay-bad-time", all + ["--until", "yesterday"]),
    Row("replay-bad-duration", all + ["--every", "often"]),
    Row("replay-unknown-policy", ["--policy", "miror"] + snapshots + times + application),
    Row(
      "replay-two-tenants",
      [
        "-t", "fixtures/series/day-1", "-t",
        "fixtures/tenants/graph/graph-v1.0-one-file-per-request.zip", "--every", "1h",
        "--at", "2026-03-02T00:00:00Z", "--at", "2026-03-03T00:00:00Z",
      ] + application),
    Row(
      "replay-two-products",
      all + ["--every", "1h", "--expect-local", "fixtures/locals/gitea/gitea.db"]),
  ]

  @Test(arguments: rows)
  func `a replay is told whole, or refused with a reason`(_ row: Row) throws {
    let words = ["replay"] + row.words
    let finished = try rollcall(words, in: Repository.root)
    try expectGolden(
      "rollcall \(words.joined(separator: " "))\n\(finished)",
      at: "fixtures/golden/cli/\(row.file).txt")
  }

  /// Replays of the series with entries of many kinds.
  static let told = ["replay", "replay-links", "replay-groups", "replay-sign-in", "replay-often"]

  @Test(arguments: told)
  func `the chain of every operation can be followed within the report`(_ name: String) throws {
    let row = try #require(Self.rows.first { $0.file == name })
    let json = try JSONNode(
      rollcall(["replay"] + row.words + ["--format", "json"], in: Repository.root).standardOutput)
    #expect(try Schemas.replay().faults(in: json) == [])
    let entries = json["timeline"].items
    var operations = 0
    for entry in entries {
      let chain = entry["chain"]
      let number = try #require(entry["entry"].number)
      let kind = try #require(entry["kind"].text)
      let isOperation = ["written", "held back", "write failed"].contains(kind)
      #expect(chain.exists == isOperation || kind == "refused", "\(name) \(number)")
      guard isOperation else { continue }
      operations += 1
      let policy = try #require(chain["policy"].text)
      #expect(policy.contains(": "), "\(policy)")
      if let event = chain["event"].number {
        #expect(event < number && event == entry["cause"].number)
        #expect(entries[event - 1]["kind"].text == "event")
      } else {
        let cause = try #require(entry["cause"].number)
        #expect(entries[cause - 1]["kind"].text == "run started")
        #expect(entries[cause - 1]["run"].number == entry["run"].number)
      }
      let path = chain["path"].items
      if let last = path.last { #expect(last["name"].text == entry["member"]["name"].text) }
    }
    #expect(operations > 0)
  }

  @Test func `the table says of every entry what the JSON report says`() throws {
    func report(_ format: String) throws -> String {
      try rollcall(
        ["replay"] + Self.all + ["--every", "6h", "--format", format], in: Repository.root
      ).standardOutput
    }
    let entries = try JSONNode(report("json"))["timeline"].items
    let rows = try CSVTable(report("csv")).records
    #expect(rows.count == entries.count)
    for (row, entry) in zip(rows, entries) {
      let chain = entry["chain"]
      #expect(row["cause"] == entry["cause"].number.map { "\($0)" } ?? "")
      for column in ["page", "groupMatch", "memberMatch", "policy"] {
        #expect(row[column] == chain[column].text ?? "", "\(entry["entry"].number ?? 0) \(column)")
      }
      let path = chain["path"].items.compactMap { $0["name"].text }.joined(separator: " > ")
      #expect(row["path"] == path)
    }
  }

  @Test func `the schema fits, and the folder holds what is printed`() throws {
    let folder = try ScratchFolder()
    let words = ["replay"] + Self.all + Self.expected + ["--every", "6h", "-f", "json"]
    let finished = try rollcall(words + ["--out", folder.path], in: Repository.root)
    #expect(try Schemas.replay().faults(in: JSONNode(finished.standardOutput)) == [])
    #expect(
      try folder.names() == ["exposures.csv", "replay.csv", "replay.json", "replay.txt"])
    try expectGolden(
      try folder.text(of: "exposures.csv"), at: "fixtures/golden/cli/replay-exposures.txt")
    #expect(try folder.text(of: "replay.json") == finished.standardOutput)
  }

  @Test(arguments: ["replay.txt", "replay.json", "replay.csv", "exposures.csv"])
  func `a report that cannot be written is told, and the others are there`(_ name: String) throws {
    let folder = try ScratchFolder()
    try folder.write("", to: "\(name)/full")
    let finished = try rollcall(
      ["replay"] + Self.all + ["--every", "6h", "--out", folder.path], in: Repository.root)
    #expect(finished.exitCode == 2)
    #expect(finished.standardOutput == "")
    #expect(finished.standardError.hasPrefix("rollcall: error: \(folder.path)/\(name): "))
    // The one that another thread writes is whole, whatever becomes of the rest.
    let other = name == "replay.json" ? "replay.csv" : "replay.json"
    #expect(try folder.text(of: other).utf8.last == UInt8(ascii: "\n"))
    #expect(!(try folder.names()).contains { $0.contains("tmp") })
  }
}
