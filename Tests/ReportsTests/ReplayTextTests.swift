import DirectoryModel
import Replay
import SyncSemantics
import TestSupport
import Testing

@testable import Reports

/// What a replay's report tells people, of few and of many.
struct ReplayTextTests {
  private typealias Thing = DifferenceStepsTests.Thing
  private typealias SmallSide = DifferenceStepsTests.SmallSide

  /// 2026-03-02T00:00:00Z.
  private static let start = Instant(seconds: 1_772_409_600)

  /// A side with a group 'Sales', so many people, and some of them in it.
  private static func side(_ side: Side, _ people: Int, _ members: Range<Int>) -> SmallSide {
    let group = Thing(
      kind: .group, number: 1, name: "Sales",
      flags: [.typesKnown, .securityKnown, .securityEnabled, .mailKnown])
    let users = (0..<people).map { index in
      Thing(
        kind: .user, number: 1_000 + index, userName: "u\(index)",
        flags: [.enabledKnown, .enabled, .guestKnown])
    }
    return SmallSide(
      side: side, things: [group] + users, members: members.map { (1, 1_000 + $0) })
  }

  /// The report of days, each with the first so many people in the group; one at midnight each.
  private static func report(
    _ days: [Int], people: Int, first: Int? = nil, hours: Int64 = 6, until: Int64 = 172_800
  ) throws -> ReplayReport {
    var policy = try #require(try policy(named: "mirror"))
    (policy.schedule.trigger, policy.schedule.intervalSeconds) = (.interval, hours * 3_600)
    let snapshots = days.enumerated().map { day, count in
      let directory = side(.tenant, people, 0..<count).directory("day-\(day)")
      return DatedSnapshot(directory, at: start + Int64(day) * 86_400)
    }
    let replay = try Replay.replay(
      snapshots, local: side(.local, people, 0..<(first ?? days[0])).directory("app.db"),
      engine: Engine(policy: policy, product: ProductFacts(name: "small")), until: start + until)
    return ReplayReport(
      replay, end: nil, sources: snapshots.map(\.directory.sources), version: "1",
      command: ["rollcall"], notes: ["a note"])
  }

  /// The part of a report that tells how long the copy lagged.
  private static func lags(_ report: ReplayReport) -> String {
    let text = report.text(.text)
    let parts = text.split(separator: "\nHow long the copy lagged\n", maxSplits: 1)
    return parts.count < 2 ? "" : String(parts[1]).before("\nTimeline\n")
  }

  private static let times = "since between 2026-03-02T00:00:00Z and 2026-03-03T00:00:00Z until"

  /// How many people lose or gain access on the second day, and the figures of that.
  static let counts: [(count: Int, figures: String)] = [
    (0, "0"), (1, "1, the longest at most 6h, median at most 6h, together at most 6h"),
    (2, "2, the longest at most 6h, median at most 6h, together at most 12h"),
    (39, "39, the longest at most 6h, median at most 6h, together at most\n    9d 18h"),
    (40, "40, the longest at most 6h, median at most 6h, together at most\n    10d"),
    (41, "41, the longest at most 6h, median at most 6h, together at most\n    10d 6h"),
    (50, "50, the longest at most 6h, median at most 6h, together at most\n    12d 12h"),
  ]

  @Test(arguments: counts, [true, false])
  func `forty of those who waited are told and the others counted`(
    _ row: (count: Int, figures: String), isLoss: Bool
  ) throws {
    let days = isLoss ? [50, 50 - row.count] : [50 - row.count, 50]
    let report = try Self.report(days, people: 50)
    var told = ""
    for index in (50 - row.count)..<min(50, 90 - row.count) {
      told += "    at most 6h  'u\(index)' in 'Sales' \(Self.times)\n"
      told += "      2026-03-03T06:00:00Z at the latest\n"
    }
    if row.count > 40 {
      told += "    and \(row.count - 40) more; '--out FOLDER' writes all of them\n"
    }
    let (lost, granted) = ("access after it was taken away", "no access after it was granted")
    // A line that is one sign shorter has room for one word more.
    let figures = Self.wrapped("\(isLoss ? lost : granted): \(row.figures)")
    #expect(
      Self.lags(report)
        == (isLoss
          ? "\(figures)\(told)  \(granted): 0\n" : "  \(lost): 0\n\(figures)\(told)"))
    let events = row.count == 1 ? "1 event" : "\(row.count) events"
    let runs = row.count == 0 ? "1 run" : "2 runs"
    let writes = row.count == 1 ? "1 write" : "\(row.count) writes"
    #expect(report.text(.text).hasPrefix("\(events) replayed, \(runs), \(writes)\n\n"))
  }

  /// Words on lines of a hundred columns, however they were broken before.
  private static func wrapped(_ text: String) -> String {
    TextLines.wrapped(
      "  ", text.split { $0 == "\n" || $0 == " " }.joined(separator: " "), indent: 4)
  }

  /// How many people are in the group on each day; changes may lie more than a day behind a run.
  static let weeks: [(days: [Int], hours: Int64)] = [
    ([60, 50, 30, 20], 6), ([60, 20, 60, 0], 6), ([10, 60, 55, 5], 30), ([60, 0], 40),
    ([60, 59, 58, 57, 10], 7), ([50, 10, 50, 10], 100), ([30, 30], 6), ([41, 0], 6), ([40, 0], 6),
  ]

  @Test(arguments: weeks)
  func `those who may have waited longest are told first, and who came first among equals`(
    _ row: (days: [Int], hours: Int64)
  ) throws {
    let until = Int64(row.days.count - 1) * 86_400 + 180_000
    let report = try Self.report(row.days, people: 60, hours: row.hours, until: until)
    let end = report.replay.world.now
    for (kind, title) in [
      (ExposureRecord.Kind.departed, "access after it was taken away: "),
      (.joiner, "no access after it was granted: "),
    ] {
      func rank(_ record: ExposureRecord) -> [Int64] {
        [record.most(at: end) ?? .max, record.seconds(at: end), -record.since.seconds]
      }
      // By their places among all where they are equal.
      let sorted = report.exposures.filter { $0.kind == kind }.enumerated().sorted { one, other in
        let (a, b) = (rank(one.element), rank(other.element))
        return a == b ? one.offset < other.offset : b.lexicographicallyPrecedes(a)
      }
      let tenant = report.replay.world.tenant
      let names = sorted.prefix(40).map { place in
        let (record, since) = (place.element, "\(place.element.since)")
        return "'\(tenant.string(.principalName, of: record.person))' \(since)"
      }
      let part = try #require(Self.lags(report).split(separator: title).dropFirst().first)
      let own = String(part).before("  no access after it was granted")
      let lines = own.split { $0 == "\n" || $0 == " " }
      let told = lines.indices.filter { lines[$0].hasPrefix("'u") }.map { place in
        let since = lines[place...].prefix(8).last { $0.hasSuffix("Z") } ?? ""
        return "\(lines[place]) \(since)"
      }
      #expect(told == names, "\(title)")
    }
  }

  @Test(arguments: [1, 2, 45])
  func `the table has a row for everybody who waited`(_ count: Int) throws {
    var bytes: [UInt8] = []
    try Self.report([50, 50 - count], people: 50).writeExposures { bytes += $0 }
    let table = try CSVTable(String(decoding: bytes, as: UTF8.self))
    #expect(table.rows.count == count)
    for (index, row) in table.records.enumerated() {
      #expect(row["kind"] == "departed" && row["group"] == "Sales" && row["groupId"] == "1")
      #expect(row["person"] == "u\(50 - count + index)")
      #expect(row["sinceEarliest"] == "2026-03-02T00:00:00Z")
      #expect(row["since"] == "2026-03-03T00:00:00Z" && row["until"] == "2026-03-03T06:00:00Z")
      let seconds = ["seconds", "secondsAtLeast", "secondsAtMost"].map { row[$0] }
      #expect(seconds == ["21600", "0", "21600"])
      // Without a database of the end nobody knows what it shows.
      #expect(row["inDatabase"] == "")
    }
  }

  @Test func `what no run has followed yet is open`() throws {
    let report = try Self.report([2, 2, 1], people: 2, hours: 20, until: 180_000)
    // The run at 16:00 of the third may have come right behind the change, and have followed it.
    #expect(
      Self.lags(report)
        == "  access after it was taken away: 1, the longest not known, median not known, together "
          + """
          not known, 1
              still open
              not known  'u1' in 'Sales' since between 2026-03-03T00:00:00Z and 2026-03-04T00:00:00Z and still
                open
            no access after it was granted: 0

          """)
    var bytes: [UInt8] = []
    report.writeExposures { bytes += $0 }
    let row = try #require(try CSVTable(String(decoding: bytes, as: UTF8.self)).records.first)
    #expect(row["until"] == "" && row["seconds"] == "7200")
    #expect(row["secondsAtLeast"] == "0" && row["secondsAtMost"] == "")
  }

  /// Hours between runs, and what is said of those that found nothing to do.
  static let idle: [(hours: Int64, note: String?)] = [
    (40, nil), (18, "1 scheduled run could not find anything to do and is not told"),
    (12, "2 scheduled runs could not find anything to do and are not told"),
  ]

  @Test(arguments: idle)
  func `runs that found nothing to do are counted`(_ row: (hours: Int64, note: String?)) throws {
    let text = try Self.report([1, 1], people: 1, hours: row.hours, until: 144_000).text(.text)
    #expect(text.contains("scheduled run") == (row.note != nil))
    #expect(text.contains("\nnote    \(row.note ?? "a note")\n"))
    #expect(text.hasPrefix("0 events replayed, 1 run, 0 writes\n"))
  }

  @Test(arguments: [0, 10, 16, 17, 18, 30])
  func `forty entries of the timeline are told and the others counted`(_ count: Int) throws {
    let report = try Self.report([50, 50 - count], people: 50)
    let text = report.text(.text)
    let entries = report.replay.timeline.entries.count
    let timeline = try #require(text.firstRange(of: "\nTimeline\n")).upperBound
    let numbered = text[timeline...].split(separator: "\n").compactMap { line in
      line.prefix(5).contains { $0 != " " } ? Int(line.prefix(5).filter { $0 != " " }) : nil
    }
    #expect(numbered == Array(1...min(40, entries)))
    let rest = "\n       and \(entries - 40) more; '--format csv' lists all\n"
    #expect(text.contains(rest) == (entries > 40))
    #expect(try CSVTable(report.text(.csv)).rows.count == entries)
  }
}

extension String {
  /// What stands before the first place of a part.
  fileprivate func before(_ part: String) -> String {
    firstRange(of: part).map { String(self[..<$0.lowerBound]) } ?? self
  }
}
