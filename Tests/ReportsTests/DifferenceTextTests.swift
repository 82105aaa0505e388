import DirectoryModel
import Replay
import Testing

@testable import Reports

/// What changed, told to people.
struct DifferenceTextTests {
  /// A database with groups and users under keys of any kind; lists hold keys.
  private struct Database {
    var groups: [(key: LocalKeyText, name: String)] = []
    var users: [String] = []
    var members: [(group: Int, user: String)] = []
    var owners: [(group: Int, user: String)] = []

    func directory(_ input: String) -> Directory {
      var builder = DirectoryBuilder(side: .local, wanted: .all)
      _ = builder.addSource(
        Source(
          input: input, format: "test", sha256: "", byteCount: 0,
          capabilities: Capability(rawValue: .max), completeness: .complete))
      let unit = builder.addUnit(PlaceUnit(input: input, counting: .row))
      for kind in ObjectKind.allCases { builder.setState(of: kind, to: .complete) }
      builder.defaultStates = (.complete, .complete)
      var numbers: [ObjectIndex] = []
      for group in groups {
        let object = builder.object(group.key.key(&builder), kind: .group)
        var record = ObjectRecord(kind: .group)
        record.displayName = builder.names.intern(group.name)
        builder.record(object, record, at: Place(unit: unit, position: 1))
        numbers.append(object)
      }
      for user in users {
        let object = builder.object(.text(builder.names.intern(user)), kind: .user)
        var record = ObjectRecord(kind: .user)
        record.displayName = builder.names.intern(user)
        builder.record(object, record, at: Place(unit: unit, position: 2))
      }
      for (relation, rows) in [(Relation.members, members), (.owners, owners)] {
        for row in rows {
          let user = builder.object(.text(builder.names.intern(row.user)), kind: .user)
          builder.addRow(relation, group: numbers[row.group], target: user)
        }
      }
      return builder.finish()
    }
  }

  /// A key as a number or as a text.
  private enum LocalKeyText {
    case number(Int64)
    case text(String)

    func key(_ builder: inout DirectoryBuilder) -> LocalKey {
      switch self {
      case .number(let number): .integer(number)
      case .text(let text): .text(builder.names.intern(text))
      }
    }
  }

  private func report(_ old: Database, _ new: Database) throws -> DifferenceReport {
    DifferenceReport(
      try difference(old.directory("old.db"), new.directory("new.db")), version: "1.2.3",
      command: ["rollcall", "diff"], notes: ["read with 'test'"])
  }

  /// Everything before the counts of changes, which all these reports share but for the numbers.
  private func head(_ changes: String, users: (Int, Int), groups: Int, rows: [(Int, Int)]) -> String
  {
    func line(_ word: String, _ one: Int, _ other: Int) -> String {
      let cells = [one, other].map { number in
        String(repeating: " ", count: 11 - "\(number)".utf8.count) + "\(number)"
      }
      return word + String(repeating: " ", count: 11 - word.utf8.count) + cells.joined() + "\n"
    }
    return "\(changes)\n\nolder   old.db  test, complete\nnewer   new.db  test, complete\n"
      + "note    read with 'test'\n\n                 older      newer\n"
      + line("users", users.0, users.1) + line("groups", groups, groups) + line("devices", 0, 0)
      + line("memberships", rows[0].0, rows[0].1) + line("ownerships", rows[1].0, rows[1].1)
  }

  /// Two groups that a comparison of texts takes for one: names and keys look the same.
  private static let twins: [[(key: LocalKeyText, name: String)]] = [
    [(.text("Gru\u{308}n"), "Gru\u{308}n"), (.text("Gr\u{FC}n"), "Gr\u{FC}n")],
    [(.number(7), "Sales"), (.text("7"), "Sales")],
  ]

  @Test(arguments: [0, 1])
  func `two groups that look the same keep their own members`(_ row: Int) throws {
    let groups = Self.twins[row]
    let old = Database(groups: groups, users: ["ada", "ben"])
    var new = old
    new.members = [(0, "ada"), (1, "ben")]
    new.owners = [(0, "ben"), (1, "ada")]
    let text = try report(old, new).text(.text)
    let told = ["Members added", "Owners added"].enumerated().map { number, heading in
      let users = number == 0 ? ["ada", "ben"] : ["ben", "ada"]
      return "\n\(heading)\n"
        + "  group '\(groups[0].name)'\n    user '\(users[0])'\n"
        + "  group '\(groups[1].name)'\n    user '\(users[1])'\n"
    }
    let expected =
      head("4 changes", users: (2, 2), groups: 2, rows: [(0, 2), (0, 2)])
      + "\n      2  members added\n      2  owners added\n" + told.joined()
    #expect(Array(text.utf8) == Array(expected.utf8), "\(text)")
  }

  @Test func `of a long list the first twenty are told and the others counted`() throws {
    let users = (0..<23).map { "u\($0 + 10)" }
    let old = Database(groups: [(.number(1), "G")], users: users)
    var new = old
    new.members = users.map { (0, $0) }
    let told = users.prefix(20).map { "    user '\($0)'\n" }.joined()
    #expect(
      try report(old, new).text(.text)
        == head("23 changes", users: (23, 23), groups: 1, rows: [(0, 23), (0, 0)])
        + "\n     23  members added\n\nMembers added\n  group 'G'\n\(told)"
        + "  and 3 more; '--format csv' lists all\n")
  }

  @Test func `the hidden ones of one heading are told before the next one`() throws {
    let users = (0..<21).map { "u\($0 + 10)" }
    let old = Database(groups: [(.number(1), "G")], users: users, members: [(0, "u10")])
    var new = old
    (new.members, new.owners) = ([], users.map { (0, $0) })
    let told = users.prefix(20).map { "    user '\($0)'\n" }.joined()
    #expect(
      try report(old, new).text(.text)
        == head("22 changes", users: (21, 21), groups: 1, rows: [(1, 0), (0, 21)])
        + "\n      1  members removed\n     21  owners added\n"
        + "\nMembers removed\n  group 'G'\n    user 'u10'\n"
        + "\nOwners added\n  group 'G'\n\(told)  and 1 more; '--format csv' lists all\n")
    var less = new
    (less.members, less.owners) = ([(0, "u10")], [])
    #expect(
      try report(new, less).text(.text)
        == head("22 changes", users: (21, 21), groups: 1, rows: [(0, 1), (21, 0)])
        + "\n     21  owners removed\n      1  members added\n"
        + "\nOwners removed\n  group 'G'\n\(told)  and 1 more; '--format csv' lists all\n"
        + "\nMembers added\n  group 'G'\n    user 'u10'\n")
  }

  @Test func `nothing that a database holds can forge a line`() throws {
    let old = Database(groups: [(.number(1), "G\nMembers removed")], users: ["a\u{1B}[31m"])
    var new = old
    new.members = [(0, "a\u{1B}[31m")]
    #expect(
      try report(old, new).text(.text)
        == head("1 change", users: (1, 1), groups: 1, rows: [(0, 1), (0, 0)])
        + "\n      1  members added\n\nMembers added\n"
        + "  group 'G\\u{A}Members removed'\n    user 'a\\u{1B}[31m'\n")
  }

  @Test func `no change is told as none`() throws {
    let same = Database(groups: [(.number(1), "G")], users: ["ada"], members: [(0, "ada")])
    #expect(
      try report(same, same).text(.text)
        == head("NOTHING CHANGED", users: (1, 1), groups: 1, rows: [(1, 1), (0, 0)]))
    #expect(
      try report(same, same).text(.csv) == DifferenceCSV.columns.joined(separator: ",") + "\r\n")
    #expect(try report(same, same).text(.scenario) == "when: []\n")
  }
}

struct DurationTextTests {
  static let rows: [(seconds: Int64, text: String)] = [
    (0, "0s"), (1, "1s"), (59, "59s"), (60, "1m"), (61, "1m 1s"), (3599, "59m 59s"),
    (3600, "1h"), (3601, "1h 1s"), (86_399, "23h 59m 59s"), (86_400, "1d"), (90_061, "1d 1h 1m 1s"),
    (86_460, "1d 1m"), (31_536_000, "365d"),
  ]

  @Test(arguments: rows)
  func `a length of time is told in its units, without those that are zero`(
    _ row: (seconds: Int64, text: String)
  ) {
    #expect(DurationText.text(row.seconds) == row.text)
  }

  static let bounds: [(least: Int64, most: Int64?, text: String)] = [
    (60, 60, "1m"), (0, 0, "0s"), (0, 60, "at most 1m"), (60, 3_600, "between 1m and 1h"),
    (60, nil, "at least 1m"), (0, nil, "not known"),
  ]

  @Test(arguments: bounds)
  func `of a length that is not known the bounds are told that are`(
    _ row: (least: Int64, most: Int64?, text: String)
  ) {
    #expect(DurationText.text(row.least, row.most) == row.text)
  }
}
