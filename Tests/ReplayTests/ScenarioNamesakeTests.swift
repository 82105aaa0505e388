import TestSupport
import Testing

@testable import Replay

/// Names of objects of a snapshot, which may have several and share one, and paths that lead nowhere.
struct ScenarioNamesakeTests {
  private static let teams = [
    "11111111-1111-1111-1111-111111111111", "12111111-1111-1111-1111-111111111111",
  ]

  private static func person(_ digit: Int) -> String {
    let letter = String(digit)
    return [8, 4, 4, 4, 12].map { String(repeating: letter, count: $0) }.joined(separator: "-")
  }

  /// Two groups 'Team', of Ada and of both people who are called Bo.
  private static func write(to scratch: borrowing ScratchFolder) throws {
    func members(_ people: [Int]) -> String {
      people.map { "{\"@odata.type\": \"#microsoft.graph.user\", \"id\": \"\(person($0))\"}" }
        .joined(separator: ", ")
    }
    func group(_ id: String, _ people: [Int]) -> String {
      "{\"id\": \"\(id)\", \"displayName\": \"Team\", \"groupTypes\": [], \"securityEnabled\": true, "
        + "\"mailEnabled\": false, \"members\": [\(members(people))]}"
    }
    func user(_ digit: Int, _ name: String, _ userName: String) -> String {
      "{\"id\": \"\(person(digit))\", \"displayName\": \"\(name)\", \"userPrincipalName\": "
        + "\"\(userName)@x.example\", \"mail\": \"\(userName)@mail.example\", \"accountEnabled\": true}"
    }
    let context = "{\"@odata.context\": \"https://graph.microsoft.com/v1.0/$metadata#"
    try scratch.write(
      "\(context)groups\", \"value\": [\(group(teams[0], [3])), \(group(teams[1], [4, 5]))]}",
      to: "tenant/groups.json")
    try scratch.write(
      "\(context)users\", \"value\": [\(user(3, "Ada", "ada")), \(user(4, "Bo", "bo1")), "
        + "\(user(5, "Bo", "bo2"))]}", to: "tenant/users.json")
    try scratch.write("group,member\nTeam,ada@x.example\nTeam,bo1@x.example\n", to: "app.csv")
    try scratch.write("group,member\nBoard,ada@x.example\n", to: "board.csv")
  }

  private static let given = "  tenant: tenant\n  database: app.csv\n"

  private func told(
    _ steps: String, given: String = given, policy: String = "mirror"
  ) throws -> [String] {
    let scratch = try ScratchFolder()
    try Self.write(to: scratch)
    let text =
      "scenario: A title\nsource: A document\npolicy: \(policy)\nstart: 2026-03-02T06:00:00Z\ngiven:\n"
      + given + "when:\n" + steps
    var runner = ScenarioRunner()
    let outcome = runner.outcome(of: Array(text.utf8), file: "\(scratch.path)/s.yaml")
    func plain(_ text: String) -> String { text.replacing("\(scratch.path)/", with: "") }
    switch outcome.verdict {
    case .passed: return []
    case .failed(let failures):
      return failures.map {
        plain("\($0.place): \($0.subject): \($0.foundTexts.joined(separator: ", "))")
      }
    case .broken(let message):
      #expect(outcome.line != nil, "\(message)")
      return [plain(message)]
    }
  }

  static let members: [(names: String, holds: Bool)] = [
    ("[Ada]", true), ("[ada@x.example]", true), ("[ada@mail.example]", true),
    ("[33333333-3333-3333-3333-333333333333]", true), ("[bo1@x.example]", false),
    ("[Ada, bo1@x.example]", false), ("[ADA@x.example]", false), ("[nobody@x.example]", false),
    ("[]", false),
  ]

  @Test(arguments: members)
  func `a member of a snapshot is called by any of its names`(
    _ row: (names: String, holds: Bool)
  ) throws {
    let told = try told("  - expect: { directory: { \(Self.teams[0]): \(row.names) } }\n")
    #expect(told.isEmpty == row.holds, "\(told)")
    if !row.holds { #expect(told[0].contains("members of '")) }
  }

  @Test func `people of one name are told apart by what only they have`() throws {
    for (names, holds) in [
      ("[bo1@x.example, bo2@x.example]", true), ("[bo2@mail.example, bo1@x.example]", true),
      ("[bo1@x.example]", false), ("[bo1@x.example, Ada]", false),
    ] {
      let told = try told("  - expect: { directory: { \(Self.teams[1]): \(names) } }\n")
      #expect(told.isEmpty == holds, "\(names) \(told)")
    }
    #expect(
      try told("  - expect: { local: { Team: [ada@x.example, bo1@x.example] } }\n") == [])
  }

  private static let choice =
    "2 objects have this name: write the identifier of the one that is meant, "
    + "'\(teams[0])' or '\(teams[1])'"

  @Test func `two groups of one name are told apart by their identifiers`() throws {
    #expect(
      try told("  - expect: { directory: { Team: [Ada] } }\n") == [
        "s.yaml:9:28: members of 'Team' in the directory: \(Self.choice)"
      ])
    #expect(
      try told("  - directory: { add: bo1@x.example, to: Team }\n  - expect: { calls: 0 }\n") == [
        "s.yaml:9:42: found 'Team', expected a name that means one object of the directory\n"
          + "  \(Self.choice)"
      ])
    #expect(
      try told("  - directory: { add: Bo, to: \(Self.teams[0]) }\n  - expect: { calls: 0 }\n")[0]
        .contains("2 objects have this name: write the identifier of the one that is meant, '4444"))
    #expect(
      try told(
        "  - directory: { add: bo1@x.example, to: \(Self.teams[0]) }\n"
          + "  - expect: { directory: { \(Self.teams[0]): [Ada, bo1@x.example] } }\n") == [])
  }

  /// The local side is right here: it knows Ada only, so that both people called Bo leave.
  private static let pushing = given.replacing("app.csv", with: "board.csv")

  private func operations(_ expectation: String, _ before: String = "") throws -> [String] {
    let steps =
      before + "  - sync: { full: Board }\n  - expect: { \(expectation) }\n"
    return try told(
      "  - directory: { create: { group: { Board: [\(Self.person(4)), \(Self.person(5))] } } }\n"
        + steps, given: Self.pushing, policy: "{ extends: mirror, authority: local }")
  }

  /// Expectations of what was carried out, and whether they hold.
  static let carriedOut: [(expected: String, holds: Bool)] = [
    ("remove \(person(4)) from Board, remove \(person(5)) from Board, add Ada to Board", true),
    ("remove \(person(5)), remove \(person(4)), add Ada", true),
    ("remove Bo, remove Bo, add Ada", false),
    ("remove \(person(4)), remove \(person(4)), add Ada", false),
    ("remove \(person(4)), add Ada", false),
  ]

  @Test(arguments: carriedOut)
  func `operations tell people of one name apart`(_ row: (expected: String, holds: Bool)) throws {
    let told = try operations("operations: [\(row.expected)]")
    #expect(told.isEmpty == row.holds, "\(told)")
    guard !row.holds else { return }
    #expect(told[0].contains("operations: "))
    #expect(told[0].contains(Self.person(4)) && told[0].contains(Self.person(5)))
    #expect(!told[0].contains("remove Bo"))
  }

  /// What happens to one of the two before, and how the other is called from then on.
  static let alone: [(step: String, name: String)] = [
    ("directory: { rename: \(person(5)), to: Bob }", "Bo"),
    ("directory: { purge: \(person(5)) }", "Bo"),
    // Out of the recycle bin the name may come back.
    ("directory: { delete: \(person(5)) }", person(4)),
    ("directory: { set: \(person(5)), department: IT }", person(4)),
  ]

  @Test(arguments: alone)
  func `a name is enough as soon as nobody else has it`(_ row: (step: String, name: String)) throws
  {
    let told = try operations("directory: { Board: [] }, present: { directory: [Nobody] }", "")
    #expect(told.contains { $0.contains("Nobody") } || !told.isEmpty)
    let members = try self.told(
      "  - \(row.step)\n  - expect: { directory: { \(Self.teams[1]): [Ada] } }\n")
    #expect(members.count == 1)
    let found = members[0].split(separator: ": ").last.map(String.init) ?? ""
    #expect(found.split(separator: ", ").contains(Substring(row.name)), "\(members)")
  }

  @Test func `a list that fails names each of two people, and what it names holds`() throws {
    let found = try told("  - expect: { directory: { \(Self.teams[1]): [Ada] } }\n")
    let people = "\(Self.person(4)), \(Self.person(5))"
    #expect(
      found == ["s.yaml:9:28: members of '\(Self.teams[1])' in the directory: \(people)"])
    #expect(try told("  - expect: { directory: { \(Self.teams[1]): [\(people)] } }\n") == [])
  }

  @Test func `a search names each of two groups`() throws {
    let search = "  - search: { name-starts-with: Te }\n"
    #expect(
      try told(search + "  - expect: { found: [Team] }\n")
        == ["s.yaml:10:15: groups that were found: \(Self.teams[0]), \(Self.teams[1])"])
    #expect(
      try told(search + "  - expect: { found: [\(Self.teams[1]), \(Self.teams[0])] }\n") == [])
  }

  @Test func `a name that the scenario gives is nobody else's`() throws {
    let steps = """
        - directory: { create: { user: Ada } }
        - directory: { add: Ada, to: \(Self.teams[0]) }
        - expect: { directory: { \(Self.teams[0]): [Ada] } }

      """
    let found = try told(steps)
    #expect(found.count == 1)
    #expect(found[0].hasSuffix(": \(Self.person(3)), Ada"), "\(found)")
  }

  /// What is given, the place of the path in it, and what is said of that.
  static let paths = """
    tenant: none; database: app.csv | 6:11 | none
    tenant: [tenant, none.zip]; database: app.csv | 6:20 | 'none.zip' does not exist
    tenant: [none-1, tenant]; database: app.csv | 6:12 | 'none-1' does not exist
    tenant: app.csv; database: app.csv | 6:11 | app.csv
    tenant: tenant; database: none.db | 7:13 | none.db
    tenant: tenant; database: tenant/users.json | 7:13 | users.json
    tenant: tenant; database: app.csv; preset: nothing | 7:13 | nothing
    tenant: tenant; database: app.csv; mapping: none.yaml | 7:13 | none.yaml
    """.split(separator: "\n").map(String.init)

  @Test(arguments: paths)
  func `a path that leads to nothing readable is told at its place`(_ row: String) throws {
    let parts = row.components(" | ")
    let given = parts[0].components("; ").map { "  \($0)\n" }.joined()
    let told = try told("  - expect: { calls: 0 }\n", given: given)
    #expect(told.count == 1)
    #expect(told[0].hasPrefix("s.yaml:\(parts[1]): ") && told[0].contains(parts[2]), "\(told)")
  }
}

extension String {
  /// The parts between the occurrences of a separator.
  fileprivate func components(_ separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
