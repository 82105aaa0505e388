import DirectoryModel
import Replay
import SyncSemantics
import TestSupport
import Testing

@testable import Reports

/// How the chains of causes of nested members stand in each format of a replay's report.
struct ReplayChainTests {
  private static let start = Instant(seconds: 1_772_409_600)
  private static let people = ["ada", "bo", "cy"] + (3..<30).map { "p\($0)" }

  /// 'Sales' nests a group of some name, which lists some people.
  private static func tenant(_ nested: String, _ members: [String]) -> Directory {
    var unit: UInt32 = 0
    var builder = SmallSnapshot.begin(.tenant, &unit)
    let (sales, nordic) = (builder.object(id(1)), builder.object(id(2)))
    record(sales, .group, "Sales", unit, &builder)
    record(nordic, .group, nested, unit, &builder)
    builder.addRow(.members, group: sales, target: nordic)
    for (place, name) in people.enumerated() {
      let person = builder.object(id(UInt64(10 + place)))
      record(person, .user, name, unit, &builder)
      if members.contains(name) { builder.addRow(.members, group: nordic, target: person) }
    }
    return builder.finish()
  }

  /// The application, which knows some of the people, and has some of them in 'Sales'.
  private static func local(_ accounts: [String], _ members: [String]) -> Directory {
    var unit: UInt32 = 0
    var builder = SmallSnapshot.begin(.local, &unit)
    let sales = builder.object(.text(builder.names.intern("Sales")), kind: .group)
    record(sales, .group, "Sales", unit, &builder)
    for name in accounts {
      let account = builder.object(.text(builder.names.intern(name)), kind: .user)
      record(account, .user, name, unit, &builder)
      if members.contains(name) { builder.addRow(.members, group: sales, target: account) }
    }
    return builder.finish()
  }

  private static func id(_ number: UInt64) -> GUID { GUID(high: 3, low: number) }

  private static func record(
    _ object: ObjectIndex, _ kind: ObjectKind, _ name: String, _ unit: UInt32,
    _ builder: inout DirectoryBuilder
  ) {
    var record = ObjectRecord(kind: kind)
    record.displayName = builder.names.intern(name)
    if kind == .user { record.principalName = builder.names.intern(name) }
    record.flags = kind == .user ? [.enabledKnown, .enabled] : [.typesKnown]
    builder.record(object, record, at: Place(unit: unit, position: 1))
  }

  /// The report of two days, by a policy that follows nested groups once a day.
  private static func report(
    _ nested: String, _ before: [String], _ after: [String], accounts: [String] = people,
    runs: Int64 = 1
  ) throws -> ReplayReport {
    var policy = try #require(try policy(named: "mirror"))
    policy.members.nesting = .transitive
    (policy.schedule.trigger, policy.schedule.intervalSeconds) = (.interval, 50_000)
    let days = [tenant(nested, before), tenant(nested, after)]
    let replay = try Replay.replay(
      [DatedSnapshot(days[0], at: start), DatedSnapshot(days[1], at: start + 86_400)],
      local: local(accounts, before.filter(accounts.contains)),
      engine: Engine(policy: policy, product: ProductFacts(name: "small")),
      until: start + 100_000 * runs)
    return ReplayReport(
      replay, end: nil, sources: days.map(\.sources), version: "1.0.0", command: ["rollcall"])
  }

  /// The number of the only thing that happened.
  private static func event(_ report: ReplayReport) throws -> Int {
    let entries = report.replay.timeline.entries
    #expect(entries.count { $0.kind == .event } == 1)
    return try #require(entries.firstIndex { $0.kind == .event }) + 1
  }

  private static func operations(_ report: ReplayReport) throws -> [JSONNode] {
    let json = try JSONNode(report.text(.json))
    #expect(try Schemas.replay().faults(in: json) == [])
    return json["timeline"].items.filter { $0["chain"].exists }
  }

  @Test func `the way through nested groups is there in every format`() throws {
    let report = try Self.report("Nordic", ["ada"], ["ada", "bo"])
    let operation = try #require(Self.operations(report).first)
    let path = operation["chain"]["path"].items
    #expect(path.compactMap { $0["name"].text } == ["Sales", "Nordic", "bo"])
    #expect(path.compactMap { $0["id"].text } == [UInt64(1), 2, 11].map { "\(Self.id($0))" })
    let event = try Self.event(report)
    #expect(operation["chain"]["event"].number == event)
    #expect(operation["chain"]["memberMatch"].text == "the exact name")
    let row = try #require(CSVTable(report.text(.csv)).records.first { $0["path"] != "" })
    #expect(row["path"] == "Sales > Nordic > bo" && row["cause"] == "\(event)")
    #expect(row["policy"]?.contains("nesting: ") == true)
    #expect(
      report.text(.text).contains(
        "because of \(event), through 'Sales' > 'Nordic' > 'bo', mirror.yaml:"))
  }

  @Test func `who left a nested group is gone because of that`() throws {
    let report = try Self.report("Nordic", ["ada", "bo"], ["ada"])
    let operation = try #require(Self.operations(report).first)
    #expect(operation["what"].text == "remove the member")
    let event = try Self.event(report)
    #expect(operation["chain"]["event"].number == event, "\(report.text(.text))")
    #expect(operation["cause"].number == event)
    #expect(!operation["chain"]["path"].exists, "the way is gone")
  }

  @Test func `what is held back names its event and the policy's line`() throws {
    let report = try Self.report("Nordic", ["ada"], ["ada", "bo"], accounts: ["ada"], runs: 3)
    let held = try Self.operations(report)
    #expect(held.count == 1, "later runs could not find anything new to do")
    for operation in held {
      #expect(operation["kind"].text == "held back")
      #expect(try operation["chain"]["event"].number == Self.event(report))
      #expect(operation["chain"]["policy"].text?.contains("requires-account") == true)
    }
  }

  /// Whom the nested group lists on both days, and who has an account.
  static let histories: [(before: [String], after: [String], accounts: [String])] = [
    (["ada", "bo"], ["ada"], people), (["ada", "bo", "cy"], [], people), ([], people, people),
    (["ada"], ["bo"], people), (["ada"], ["ada", "bo"], ["ada"]), (people, [], ["cy"]),
    (["ada"], ["ada"], people), ([], people, []),
    // Operations stand on both sides of the fortieth entry, behind which the text tells nothing.
    (Array(people[..<15]), Array(people[15...]), people),
  ]

  @Test(arguments: histories)
  func `the first entries follow from the same events in the text as in the table`(
    _ row: (before: [String], after: [String], accounts: [String])
  ) throws {
    let report = try Self.report(
      "Nordic", row.before, row.after, accounts: row.accounts, runs: 3)
    let text = report.text(.text)
    let start = try #require(text.firstRange(of: "\nTimeline\n")).upperBound
    var (told, number) = ([Int: Int](), 0)
    for line in text[start...].split(separator: "\n") {
      if let next = Int(line.prefix(5).filter { $0 != " " }) { number = next }
      if let cause = line.firstRange(of: "because of ") {
        told[number] = Int(line[cause.upperBound...].prefix { $0.isNumber })
      }
    }
    let entries = report.replay.timeline.entries
    #expect(number == min(entries.count, 40))
    if row.before.count == 15 { #expect(entries.count > 60 && told.keys.contains(40)) }
    for (place, record) in try CSVTable(report.text(.csv)).records.prefix(40).enumerated() {
      let cause = record["cause"].flatMap { Int($0) }
      // Without an event behind it an operation follows from its run, which the text does not say.
      let isEvent = cause.map { entries[$0 - 1].kind == .event } ?? false
      #expect(told[place + 1] == (record["policy"] != "" && isEvent ? cause : nil), "\(place + 1)")
    }
  }

  @Test func `nothing that nobody asked for has a chain`() throws {
    let report = try Self.report("Nordic", ["ada"], ["ada"])
    #expect(try Self.operations(report).isEmpty)
    let rows = try CSVTable(report.text(.csv)).records
    #expect(rows.allSatisfy { $0["policy"] == "" && $0["path"] == "" && $0["groupMatch"] == "" })
    #expect(!report.text(.text).contains("because of"))
  }

  private static let badNames = [
    "=1+1", "A\nB", "a > b", "\u{202E}gro", "x\u{0}y", "'", "\"", "\u{1B}[31m", "e\u{301}",
  ]

  @Test(arguments: badNames)
  func `a group on the way keeps its name and breaks no line`(_ name: String) throws {
    let report = try Self.report(name, ["ada"], ["ada", "bo"])
    let operation = try #require(Self.operations(report).first)
    let names = operation["chain"]["path"].items.compactMap { $0["name"].text }
    #expect(names.count == 3 && Array(names[1].utf8) == Array(name.utf8))
    let text = report.text(.text)
    let lines = text.split(separator: "\n").filter { $0.contains("because of ") }
    #expect(lines.count == 1)
    #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{202E}" || $0 == "\n" })
    let rows = try CSVTable(report.text(.csv)).records.filter { $0["kind"] == "written" }
    #expect(rows.count == 1 && rows[0]["path"]?.hasPrefix("Sales > ") == true)
  }
}
