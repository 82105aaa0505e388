import DirectoryModel
import Testing

@testable import Ingest

/// Lists without a page around them that hold as many entries as one page has.
struct GraphFullPageTests {
  private static func entries(_ count: Int) -> String {
    (0..<count).map { "{\"id\": \"<u\($0)>\"}" }.joined(separator: ",")
  }

  /// The states of the groups' lists, and how many entries each has.
  private static func states(
    _ files: GraphFiles, _ relation: Relation, _ count: Int
  ) throws -> [String] {
    let read = try files.read()
    return try (0..<count).map { index in
      let guid = try #require(GUID(ShortGUID.spelledOut("<g\(index)>")))
      let group = try #require(read.find(guid))
      let lists = read.lists(relation)
      return "\(lists.state(of: group).label) \(lists.list(of: group).count)"
    }
  }

  /// One row the rows of each group in one table, and what is known of each group's members.
  static let tables: [(rows: [Int], states: [String])] = [
    ([99], ["complete 99"]),
    ([100], ["bounded(100) 100"]),
    ([101], ["complete 101"]),
    ([999], ["bounded(999) 999"]),
    ([100, 3, 100], ["bounded(100) 100", "complete 3", "bounded(100) 100"]),
    ([998, 1], ["bounded(999) 998", "bounded(999) 1"]),
    ([100, 899], ["bounded(999) 100", "bounded(999) 899"]),
  ]

  @Test(arguments: tables)
  func `a group with one full page of rows may have more members`(
    _ row: (rows: [Int], states: [String])
  ) throws {
    let rows = row.rows.enumerated().flatMap { group, count in
      (0..<count).map { "{\"GroupId\": \"<g\(group)>\", \"MemberId\": \"<u\($0)>\"}" }
    }
    let files = GraphFiles(("rows.json", "[\(rows.joined(separator: ","))]"))
    #expect(try Self.states(files, .members, row.rows.count) == row.states)
  }

  @Test func `a row that names nobody counts among the rows of its group`() throws {
    let rows = (0..<99).map { "{\"GroupId\": \"<g0>\", \"MemberId\": \"<u\($0)>\"}" }
    let text = "[\(rows.joined(separator: ",")), {\"GroupId\": \"<g0>\", \"MemberId\": null}]"
    #expect(
      try Self.states(GraphFiles(("rows.json", text)), .members, 1)
        == ["partial(an entry could not be read) 99"])
  }

  /// One row the members and owners inside the groups of one file, and what is known of each list.
  static let expansions: [(members: [Int], owners: [Int], states: [String])] = [
    ([20], [20], ["bounded(20) 20", "bounded(20) 20"]),
    // Members that were merged from their pages say nothing of owners that `$expand` wrote.
    ([21], [20], ["complete 21", "bounded(20) 20"]),
    ([20], [21], ["bounded(20) 20", "complete 21"]),
    ([100], [1], ["bounded(100) 100", "complete 1"]),
    ([100, 20], [0, 0], ["bounded(100) 100", "complete 20", "complete 0", "complete 0"]),
    ([100, 101], [0, 0], ["complete 100", "complete 101", "complete 0", "complete 0"]),
    ([999, 100], [0, 0], ["bounded(999) 999", "complete 100", "complete 0", "complete 0"]),
    ([1000, 999], [0, 0], ["complete 1000", "complete 999", "complete 0", "complete 0"]),
  ]

  @Test(arguments: expansions)
  func `a full page inside a group may be all only where a longer list of its kind is beside it`(
    _ row: (members: [Int], owners: [Int], states: [String])
  ) throws {
    let groups = row.members.indices.map { index in
      "{\"id\": \"<g\(index)>\", \"groupTypes\": [], \"members\": "
        + "[\(Self.entries(row.members[index]))], \"owners\": [\(Self.entries(row.owners[index]))]}"
    }
    let files = GraphFiles(("groups.json", "[\(groups.joined(separator: ","))]"))
    let count = row.members.count
    #expect(
      try Self.states(files, .members, count) + Self.states(files, .owners, count) == row.states)
  }

  @Test func `a longer list of another file vouches for nothing`() throws {
    func group(_ index: Int, _ count: Int) -> String {
      "[{\"id\": \"<g\(index)>\", \"groupTypes\": [], \"members\": [\(Self.entries(count))]}]"
    }
    let files = GraphFiles(("a/groups.json", group(0, 20)), ("b/groups.json", group(1, 30)))
    #expect(try Self.states(files, .members, 2) == ["bounded(20) 20", "complete 30"])
  }
}
