import DirectoryModel
import SyncSemantics
import TestSupport
import Testing

@testable import Replay

/// What the real database of the end says of those who were late.
struct ExposureAtEndTests {
  private static let base = ArchiveReplayTests.base

  /// Cy comes into the tenant and into Sales; the first database has no account of theirs.
  private static func join(_ row: inout ExposureRow) {
    row.days[1].objects[102] = .init(name: "Cy", userName: "cy")
    row.days[1].members = [0: [100, 101, 102]]
  }

  private static func leave(_ row: inout ExposureRow) {
    row.days[1].members = [0: [100]]
    row.real.members = [0: [100]]
  }

  /// Bo leaves Sales, and the policy takes nobody out.
  private static func stay(_ row: inout ExposureRow) {
    leave(&row)
    row.policy = { $0.fullRun.foreignMembers = .keep }
  }

  static let rows = [
    ExposureRow("a leaver who has left", ["departed 101: ended, not shown"]) { leave(&$0) },
    ExposureRow("a leaver who is still there", ["departed 101: refuted, shown"]) {
      leave(&$0)
      $0.real = base
    },
    ExposureRow("a leaver whom a cut list does not show", ["departed 101: ended, not said"]) {
      leave(&$0)
      $0.cut.members[0] = [101]
    },
    ExposureRow("a leaver whose account is gone", ["departed 101: ended, not shown"]) {
      leave(&$0)
      $0.real.objects[101] = nil
    },
    ExposureRow("a leaver whose group is gone", ["departed 101: ended, not shown"]) {
      leave(&$0)
      $0.real.objects[0] = nil
      $0.real.members = [:]
    },
    ExposureRow(
      "a leaver whose group is shown as long as it has a member", ["departed 101: ended, not shown"]
    ) {
      leave(&$0)
      $0.cut.objects = [0]
      $0.cut.members[0] = [100, 101]
    },
    ExposureRow(
      "a leaver whom the policy keeps and the database does not", ["departed 101: over, not shown"]
    ) {
      leave(&$0)
      $0.policy = { $0.fullRun.foreignMembers = .keep }
    },
    ExposureRow(
      "a leaver whom the policy keeps, and so does the database", ["departed 101: open, shown"]
    ) {
      stay(&$0)
      $0.real = base
    },
    ExposureRow("a joiner without an account who has one in the end", ["joiner 102: over, shown"]) {
      join(&$0)
      $0.real.objects[102] = .init(name: "Cyril", userName: "cy")
      $0.real.members = [0: [100, 101, 102]]
    },
    ExposureRow(
      "a joiner who has an account in the end and no place", ["joiner 102: open, not said"]
    ) {
      join(&$0)
      $0.real.objects[102] = .init(name: "Cy", userName: "cy")
    },
    ExposureRow("a joiner in the place of whom another came", ["joiner 102: open, not said"]) {
      join(&$0)
      $0.real.objects[102] = .init(name: "Cy", userName: "cyd")
      $0.real.members = [0: [100, 101, 102]]
    },
    ExposureRow("a joiner whose user name says nothing", ["joiner 102: open, not said"]) {
      join(&$0)
      $0.real.objects[102] = .init(name: "Cy", userName: "cy")
      $0.real.members = [0: [100, 101, 102]]
      $0.policy = { $0.identityMatching.userNames.members = .free }
    },
    ExposureRow("a joiner with an account who is not there", ["joiner 101: refuted, not shown"]) {
      $0.days[1].members[1] = [101]
    },
    ExposureRow("a joiner with an account who is there", ["joiner 101: ended, shown"]) {
      $0.days[1].members[1] = [101]
      $0.real.members[1] = [101]
    },
    ExposureRow(
      "somebody who left and came back",
      ["departed 101: ended, not said", "joiner 101: ended, shown"]
    ) {
      $0.days = [base, base, base]
      $0.days[1].members = [0: [100]]
    },
  ]

  @Test(arguments: rows)
  func `nothing is said to be so that the end shows otherwise`(_ row: ExposureRow) throws {
    let replay = try row.replay()
    let end = try replay.compareEnd(with: row.real.snapshot(side: .local, cut: row.cut))
    let lines = end.exposures.map { record in
      let person = SketchWorld.number(record.person, replay.world.tenant)
      let state =
        record.isOver
        ? "over" : record.isRefuted ? "refuted" : record.isOpen ? "open" : "ended"
      let shown = ["not shown", "shown", "not said"][Int(record.inDatabase.rawValue)]
      return "\(record.kind == .departed ? "departed" : "joiner") \(person): \(state), \(shown)"
    }
    #expect(lines == row.lines)
    let now = replay.world.now
    for record in end.exposures {
      if record.isOver { #expect(record.least(at: now) == 0) }
      if record.isOver { #expect(record.most(at: now) == record.earliest.map { now - $0 }) }
      if record.isRefuted { #expect(record.most(at: now) == nil) }
    }
    let open = ExposureSummary(end.exposures, at: now).open
    #expect(open == row.lines.count { $0.contains(": open") || $0.contains(": refuted") })
    // Without a database nothing is said of one.
    #expect(replay.exposures.allSatisfy { $0.inDatabase == .unknown && !$0.isOver })
  }

  @Test func `of a copy in the directory a database says nothing`() throws {
    let engine = try ArchiveReplayTests.engine(every: 3_600) { $0.authority = .local }
    let replay = try ArchiveReplayTests.replay(
      [Self.base, Self.base], local: Self.base, engine: engine, after: 7_200)
    var record = ExposureRecord(
      .departed, tenantGroup: 0, localGroup: 0, person: 101, since: replay.times[1],
      earliest: replay.times[1], cause: 0)
    record.account = 2
    let real = Self.base.snapshot(side: .local)
    let start = replay.world.local.base
    let join = EndJoin(
      try difference(start, replay.world.local.directory()), try difference(start, real))
    var members = EndMembers(replay, join, real)
    #expect(members.told([record]).map(\.inDatabase) == [.unknown])
  }

  @Test func `what was held back for want of proof may have been made all the same`() throws {
    var cut = SketchWorld.Cut()
    cut.objects = [105]
    var local = Self.base
    local.objects[105] = .init(name: "Zed", userName: "zed")
    var day = Self.base
    day.objects[102] = .init(name: "Cy", userName: "cy")
    day.members = [0: [100, 101, 102]]
    let replay = try Replay.replay(
      [
        DatedSnapshot(Self.base.snapshot(), at: ArchiveReplayTests.start),
        DatedSnapshot(day.snapshot(), at: ArchiveReplayTests.start + ArchiveReplayTests.day),
      ], local: local.snapshot(side: .local, cut: cut),
      engine: ArchiveReplayTests.engine(every: 3_600),
      until: ArchiveReplayTests.start + 2 * ArchiveReplayTests.day)
    #expect(replay.exposures.map { replay.line($0) } == ["joiner 102: 0s or more, 0s to 1d"])
  }
}
