import DirectoryModel
import SyncSemantics
import TestSupport
import Testing

@testable import Replay

/// Snapshots a day apart, and what a sync makes of them.
struct ArchiveReplayTests {
  static let start = Instant(seconds: 1_772_409_600)
  static let day: Int64 = 86_400

  static func engine(every seconds: Int64, _ change: (inout Policy) -> Void = { _ in }) throws
    -> Engine
  {
    var policy = try #require(try policy(named: "mirror"))
    policy.schedule.trigger = .interval
    policy.schedule.intervalSeconds = seconds
    change(&policy)
    return Engine(
      policy: policy,
      product: ProductFacts(name: "sketch"))
  }

  static func replay(
    _ days: [SketchWorld], cuts: [SketchWorld.Cut] = [], local: SketchWorld, engine: Engine,
    after seconds: Int64
  ) throws -> ArchiveReplay {
    let snapshots = days.enumerated().map { place, world in
      DatedSnapshot(
        world.snapshot(cut: place < cuts.count ? cuts[place] : SketchWorld.Cut()),
        at: start + Int64(place) * day)
    }
    return try Replay.replay(
      snapshots, local: local.snapshot(side: .local), engine: engine,
      until: start + Int64(days.count - 1) * day + seconds)
  }

  /// Two people in Sales, nobody in IT.
  static let base = SketchWorld(
    objects: [
      0: .init(name: "Sales"), 1: .init(name: "IT"), 100: .init(name: "Ada", userName: "ada"),
      101: .init(name: "Bo", userName: "bo"),
    ], members: [0: [100, 101]])

  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    var days: [SketchWorld] = [base, base]
    var local = base
    var every: Int64 = 3_600
    var after: Int64 = 7_200
    let records: [String]

    init(_ name: String, _ records: [String], _ change: (inout Row) -> Void) {
      (self.name, self.records) = (name, records)
      change(&self)
    }

    var testDescription: String { name }
  }

  static let rows = [
    Row("nothing changes", []) { _ in },
    Row("a mover", ["departed 101 of 0: 3600", "joiner 101 of 1: 3600"]) {
      $0.days[1].members = [0: [100], 1: [101]]
    },
    Row("a mover, hourly runs missed by a minute", ["departed 101 of 0: 60"]) {
      $0.days[1].members = [0: [100]]
      $0.every = 60
    },
    Row("somebody deleted", ["departed 101 of 0: 3600"]) {
      $0.days[1].objects[101]?.isDeleted = true
      $0.days[1].members = [0: [100]]
    },
    Row("somebody gone for good", ["departed 101 of 0: 3600"]) {
      $0.days[1].objects[101] = nil
      $0.days[1].members = [0: [100]]
    },
    Row("no run until the end", ["departed 101 of 0: at least 600"]) {
      $0.days[1].members = [0: [100]]
      $0.after = 600
    },
    Row("a joiner without an account", ["joiner 102 of 0: at least 7200"]) {
      $0.days[1].objects[102] = .init(name: "Cy", userName: "cy")
      $0.days[1].members = [0: [100, 101, 102]]
    },
    Row("a joiner whom the first run had taken out", ["joiner 101 of 0: 3600"]) {
      $0.days[0].members = [0: [100]]
    },
    Row("a leaver whom the last run had put in", ["departed 101 of 0: at least 7200"]) {
      $0.local.members = [0: [100]]
      $0.days[1].members = [0: [100]]
      $0.every = 86_400
    },
    Row("somebody who left and came back before a run", ["departed 101 of 0: 86400"]) {
      $0.days = [base, base, base, base]
      $0.days[2].members = [0: [100]]
      $0.every = 150_000
    },
    Row("somebody who left and came back", ["departed 101 of 0: 3600", "joiner 101 of 0: 3600"]) {
      $0.days = [base, base, base]
      $0.days[1].members = [0: [100]]
    },
    Row("a group that is not in the application", []) {
      $0.days[1].objects[2] = .init(name: "New")
      $0.days[1].members[2] = [100]
    },
  ]

  @Test(arguments: rows)
  func `how long a copy lagged is told for each person`(_ row: Row) throws {
    let replay = try Self.replay(
      row.days, local: row.local, engine: Self.engine(every: row.every), after: row.after)
    let lines = replay.exposures.map { record in
      let person = SketchWorld.number(record.person, replay.world.tenant)
      let group = SketchWorld.number(record.tenantGroup, replay.world.tenant)
      let least = record.until == nil ? "at least " : ""
      let kind = record.kind == .departed ? "departed" : "joiner"
      return "\(kind) \(person) of \(group): \(least)\(record.seconds(at: replay.world.now))"
    }
    #expect(lines == row.records)
  }

  static let summaries: [(lengths: [Int64?], expected: [Int64], isOpen: Bool)] = [
    ([], [0, 0, 0, 0, 0], false),
    ([60], [1, 0, 60, 60, 60], false),
    ([60, 120], [2, 0, 120, 60, 180], false),
    ([300, 60, 120], [3, 0, 300, 120, 480], false),
    ([nil], [1, 1, 600, 600, 600], true),
    ([60, nil], [2, 1, 600, 60, 660], true),
    ([900, nil], [2, 1, 900, 600, 1_500], false),
    ([600, nil], [2, 1, 600, 600, 1_200], true),
  ]

  @Test(arguments: summaries)
  func `durations are summed up, open ones as lower bounds`(
    _ row: (lengths: [Int64?], expected: [Int64], isOpen: Bool)
  ) {
    let now = Self.start + 600
    let records = row.lengths.map { length in
      var record = ExposureRecord(
        .departed, tenantGroup: 0, localGroup: 0, person: 0, since: Self.start,
        earliest: Self.start, cause: 0)
      record.until = length.map { Self.start + $0 }
      return record
    }
    let summary = ExposureSummary(records, at: now)
    #expect(
      [Int64(summary.count), Int64(summary.open), summary.maximum, summary.median, summary.total]
        == row.expected)
    #expect(summary.isMaximumOpen == row.isOpen)
    #expect(
      [summary.least.maximum, summary.least.median, summary.least.total]
        == [summary.maximum, summary.median, summary.total])
  }

  @Test(arguments: SeededGenerator.seeds(60))
  func `after the events of a series the world is what the last snapshot shows`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let days = (0..<3).map { _ in DifferencePropertyTests.world(&random) }
    let replay = try Self.replay(
      days, local: SketchWorld(), engine: Self.engine(every: 10 * Self.day), after: 1)
    guard replay.unsaid.allSatisfy(\.isEmpty) else { return }
    #expect(try replay.leftOpen(by: days[2]) == [], "\(random)")
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `a replay is the same every time`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let days = (0..<3).map { _ in DifferencePropertyTests.world(&random) }
    func replay() throws -> ArchiveReplay {
      try Self.replay(days, local: days[0], engine: Self.engine(every: 3_600), after: 7_200)
    }
    let (one, other) = (try replay(), try replay())
    #expect(one.timeline.entries == other.timeline.entries, "\(random)")
    #expect(one.world.digest == other.world.digest, "\(random)")
    #expect(one.exposures == other.exposures, "\(random)")
  }

  @Test func `what the replay predicts is explained, and nothing else is`() throws {
    var day = Self.base
    day.members = [0: [100], 1: [101]]
    let replay = try Self.replay(
      [Self.base, day], local: Self.base, engine: Self.engine(every: 3_600), after: 7_200)
    func verdicts(_ change: (inout SketchWorld) -> Void) throws -> [String] {
      var real = day
      change(&real)
      let end = try replay.compareEnd(with: real.snapshot(side: .local))
      return end.rows.map { row in
        let difference = row.isReal ? end.real : end.predicted
        let directory = difference.directory(of: row.change)
        let number = SketchWorld.number(row.change.object, directory)
        return "\(row.verdict): \(row.change.kind.label) \(number) by \(row.entries.count)"
      }
    }
    #expect(
      try verdicts { _ in } == [
        "explained: memberRemoved 101 by 2", "explained: memberAdded 101 by 2",
      ])
    #expect(
      try verdicts { $0.members[0] = [100, 101] } == [
        "explained: memberAdded 101 by 2", "missed: memberRemoved 101 by 2",
      ])
    #expect(
      try verdicts { $0.members[0] = [] } == [
        "explained: memberRemoved 101 by 2", "explained: memberAdded 101 by 2",
        "unexplained: memberRemoved 100 by 0",
      ])
    #expect(
      try verdicts { $0.objects[100]?.userName = "eve" } == [
        "explained: memberRemoved 101 by 2", "explained: memberAdded 101 by 2",
        "unexplained: changed 100 by 0",
      ])
  }
}

extension ArchiveReplay {
  /// What the tenant of the replay shows otherwise than a snapshot does; those who lie in the recycle
  /// bin keep their places.
  func leftOpen(by world: SketchWorld) throws -> [String] {
    let directory = self.world.tenant.directory()
    let left = try difference(directory, world.snapshot())
    return zip(left.changes, left.lines).compactMap { change, line in
      var isHidden = false
      switch change.kind {
      case .memberRemoved, .ownerRemoved: isHidden = directory.isDeleted(change.object)
      case .deleted:
        // Somebody who was never shown alive needs no record to lie there.
        let old = left.oldOfNew[Int(change.object)]
        isHidden = old != noObject && directory.isDeleted(old)
      default: break
      }
      return isHidden ? nil : line
    }
  }
}

extension SketchWorld {
  /// The number that an identifier stands for.
  static func number(_ object: ObjectIndex, _ overlay: Overlay) -> Int {
    Int(overlay.guids[Int(object)].low) - 1
  }
}
