import TestSupport
import Testing

/// What `rollcall diff` prints, whole, and what it refuses.
struct DiffOutputTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let file: String
    let words: [String]

    init(_ file: String, _ words: String...) { (self.file, self.words) = (file, words) }

    var testDescription: String { file }
  }

  static let day = (1...3).map { "fixtures/series/day-\($0)" }
  static let application = [1, 3].map { "fixtures/series/application-day-\($0).csv" }
  static let hound = "fixtures/tenants/azurehound/azurehound-v2.0.5-list.json"
  static let graph = "fixtures/tenants/graph/graph-v1.0-one-file-per-request.zip"

  static let rows = [
    Row("diff-day", day[0], day[1]),
    Row("diff-day-json", day[0], day[1], "--format", "json"),
    Row("diff-days-csv", day[0], day[2], "--format", "csv"),
    Row("diff-day-scenario", day[1], day[2], "--format", "scenario"),
    Row("diff-day-back", day[1], day[0]),
    Row("diff-same", day[0], day[0], "--exit-code"),
    Row("diff-same-json", day[0], day[0], "--format", "json"),
    Row("diff-same-scenario", day[0], day[0], "--format", "scenario"),
    Row("diff-exit-code", day[0], day[1], "--exit-code", "-f", "scenario"),
    Row("diff-two-tools", graph, hound),
    Row("diff-two-tools-back", hound, graph, "--format", "scenario"),
    Row("diff-application", application[0], application[1]),
    Row("diff-application-scenario", application[0], application[1], "--format", "scenario"),
    Row(
      "diff-database", "fixtures/locals/gitea/gitea.db", "fixtures/locals/gitea/gitea.db",
      "--preset", "gitea"),
    Row("diff-two-tenants", day[0], graph),
    Row("diff-two-sides", day[0], application[0]),
    Row(
      "diff-two-products", "fixtures/locals/gitea/gitea.db", "fixtures/locals/wikijs/wiki.sqlite"),
    Row("diff-missing", day[0], "fixtures/no-such-file.json"),
    Row("diff-one", day[0]),
    Row("diff-text", day[0], "fixtures/schemas/README.md"),
  ]

  @Test(arguments: rows)
  func `a difference is printed whole, or refused with a reason`(_ row: Row) throws {
    let words = ["diff"] + row.words
    let finished = try rollcall(words, in: Repository.root)
    try expectGolden(
      "rollcall \(words.joined(separator: " "))\n\(finished)",
      at: "fixtures/golden/cli/\(row.file).txt")
  }

  @Test func `the schema fits what is printed`() throws {
    for (old, new) in [(Self.day[0], Self.day[2]), (Self.graph, Self.hound)] {
      let finished = try rollcall(["diff", old, new, "-f", "json"], in: Repository.root)
      #expect(try Schemas.difference().faults(in: JSONNode(finished.standardOutput)) == [])
    }
  }
}
