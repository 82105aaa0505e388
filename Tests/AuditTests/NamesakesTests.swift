import Audit
import SyncSemantics
import Testing

/// What is said of a group that many tenant groups share their name with.
struct NamesakesTests {
  /// One row how many namesakes there are, how many the message tells, and how many are listed.
  static let rows: [(count: Int, told: String, listed: Int)] = [
    (2, "2", 2), (16, "16", 16), (17, "17", 16), (40, "40", 16), (256, "256", 16),
    (257, "more than 256", 16), (300, "more than 256", 16),
  ]

  @Test(arguments: rows)
  func `all namesakes are counted and the first are listed`(
    _ row: (count: Int, told: String, listed: Int)
  ) throws {
    var world = try World()
    world.groups = (0..<row.count).map { World.Group(id: 1_000 + $0, name: "Twins") }
    world.localGroups = [World.LocalGroup(key: 9, name: "Twins")]
    let result = world.audited()
    let found = result.findings.filter { result.rules[Int($0.rule)].id == "group.ambiguous" }
    #expect(found.count == 1)
    let text = try #require(found.first.map { result.text($0) })
    #expect(text.message == "'Twins' has \(row.told) possible counterparts")
    #expect(text.found == "\(row.told), none better than the others")
    let candidates = text.evidence.filter { $0.statement == "candidate 'Twins'" }
    #expect(candidates.count == row.listed)
    #expect(
      text.explanation.first
        == (row.count > 16
          ? "several groups have this name; the first 16 are listed"
          : "several groups have this name"))
  }
}
