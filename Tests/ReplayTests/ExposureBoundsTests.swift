import DirectoryModel
import SyncSemantics
import TestSupport
import Testing

@testable import Replay

/// Snapshots a day apart, a database and a policy, and what is said of those who were late.
struct ExposureRow: Sendable, CustomTestStringConvertible {
  let name: String
  var days = [ArchiveReplayTests.base, ArchiveReplayTests.base]
  var cuts: [SketchWorld.Cut] = []
  /// The database in the beginning and in the end, and what the end does not show of it.
  var (local, real) = (ArchiveReplayTests.base, ArchiveReplayTests.base)
  var cut = SketchWorld.Cut()
  var (every, after) = (Int64(6 * 3_600), Int64(6 * 3_600))
  var policy: @Sendable (inout Policy) -> Void = { _ in }
  let lines: [String]

  init(_ name: String, _ lines: [String], _ change: (inout Self) -> Void) {
    (self.name, self.lines) = (name, lines)
    change(&self)
  }

  var testDescription: String { name }

  func replay() throws -> ArchiveReplay {
    try ArchiveReplayTests.replay(
      days, cuts: cuts, local: local,
      engine: ArchiveReplayTests.engine(every: every, policy), after: after)
  }
}

/// How long copies lagged, where no snapshot says when something changed.
struct ExposureBoundsTests {
  private static let base = ArchiveReplayTests.base
  private static let start = ArchiveReplayTests.start
  private static let day = ArchiveReplayTests.day

  /// Somebody leaves Sales on the second day.
  private static func leave(_ row: inout ExposureRow, deleted time: String? = nil) {
    row.days[1].members = [0: [100]]
    guard let time else { return }
    row.days[1].objects[101]?.isDeleted = true
    row.days[1].objects[101]?.deleted = time
  }

  static let rows = [
    ExposureRow(
      "runs went by that might have followed at once", ["departed 101: 0s to 6h, 0s to 1d"]
    ) {
      leave(&$0)
    },
    ExposureRow("no run went by in between", ["departed 101: 4h to 28h, 3d to 4d"]) {
      $0.days = [base, base, base, base, base]
      $0.days[4].members = [0: [100]]
      $0.every = 50 * 3_600
    },
    ExposureRow(
      "a run went by in between, the next one is far", ["departed 101: 0s to 20h, 0s to 1d"]
    ) {
      leave(&$0)
      ($0.every, $0.after) = (20 * 3_600, 20 * 3_600)
    },
    ExposureRow("a run a minute", ["departed 101: 0s to 1m, 0s to 1d"]) {
      leave(&$0)
      $0.every = 60
    },
    ExposureRow("a deletion that is dated", ["departed 101: 30m, 1050m to 1050m"]) {
      leave(&$0, deleted: "2026-03-02T17:30:00Z")
    },
    ExposureRow("a deletion that is dated to the second snapshot", ["departed 101: 6h, 1d to 1d"]) {
      leave(&$0, deleted: "2026-03-03T00:00:00Z")
    },
    ExposureRow("a deletion dated before the first snapshot", ["departed 101: 0s to 6h, 0s to 1d"])
    {
      leave(&$0, deleted: "2026-03-01T17:30:00Z")
    },
    ExposureRow("a deletion dated by no time", ["departed 101: 0s to 6h, 0s to 1d"]) {
      leave(&$0, deleted: "yesterday")
    },
    ExposureRow("a new person cannot have joined before", ["joiner 102: 6h or more, 20h to 1d"]) {
      $0.days[1].objects[102] = .init(name: "Cy", userName: "cy", created: "2026-03-02T20:00:00Z")
      $0.days[1].members = [0: [100, 101, 102]]
    },
    ExposureRow(
      "a new nested group cannot have brought anybody before", ["joiner 102: 0s to 6h, 20h to 1d"]
    ) {
      $0.local.objects[102] = .init(name: "Cy", userName: "cy")
      $0.days[0].objects[102] = $0.local.objects[102]
      $0.days[1].objects[102] = $0.local.objects[102]
      $0.days[1].objects[2] = .init(name: "Inner", created: "2026-03-02T20:00:00Z")
      $0.days[1].members = [0: [2, 100, 101], 2: [102]]
      ($0.every, $0.policy) = (6 * 3_600, { $0.members.nesting = .transitive })
    },
    ExposureRow("a run that shows an hour later", ["departed 101: 1h to 7h, 0s to 1d"]) {
      leave(&$0)
      $0.policy = { $0.schedule.publicationDelaySeconds = 3_600 }
    },
    ExposureRow("no run has come by the end", ["departed 101: 0s or more, 0s to 1d"]) {
      leave(&$0)
      $0.after = 600
    },
    ExposureRow("no run has come since before either", ["departed 101: 10m or more, 3d to 4d"]) {
      $0.days = [base, base, base, base, base]
      $0.days[4].members = [0: [100]]
      ($0.every, $0.after) = (50 * 3_600, 600)
    },
    ExposureRow("the policy keeps whom it knows no more", ["departed 101: 1d or more, 0s to 1d"]) {
      leave(&$0)
      $0.after = day
      $0.policy = { $0.fullRun.foreignMembers = .keep }
    },
    ExposureRow("an account that came later", ["joiner 102: 30h to 54h, 0s to 1d"]) {
      $0.days.append($0.days[1])
      for place in [1, 2] {
        $0.days[place].objects[102] = .init(name: "Cy", userName: "cy")
        $0.days[place].members = [0: [100, 101, 102]]
      }
      $0.days[1].objects[102]?.userName = "cyril"
      $0.local.objects[102] = .init(name: "Cy", userName: "cy")
    },
    ExposureRow("a guard that stops a run of many removals", ["departed 100: 0s or more, 0s to 1d"])
    {
      $0.days[1].members = [0: [101]]
      $0.policy = { $0.guards.maximumRemovalPercent = 10 }
    },
    ExposureRow(
      "a guard that might have stopped another run", ["departed 101: 0s to 30h, 0s to 1d"]
    ) {
      leave(&$0)
      $0.policy = { $0.guards.maximumRemovals = 5 }
    },
    ExposureRow(
      "somebody who left and came back before a run", ["departed 101: 0s to 2d, 1d to 2d"]
    ) {
      $0.days = [base, base, base, base]
      $0.days[2].members = [0: [100]]
      $0.every = 150_000
    },
    ExposureRow(
      "a joiner who was shown late and may always have been there",
      [
        "joiner 101: 0s or more, at the latest at 1d"
      ]
    ) {
      $0.days = [base, base]
      $0.days[0].members[1] = [101]
      $0.days[1].members[1] = [101]
      $0.cuts = [SketchWorld.Cut(members: [1: [101]])]
    },
    ExposureRow("a leaver behind a cut list", ["departed 101: 0s to 6h, 0s to 2d"]) {
      $0.days = [base, base, base]
      $0.days[1].members = [0: [100]]
      $0.days[2].members = [0: [100]]
      $0.cuts = [SketchWorld.Cut(), SketchWorld.Cut(members: [0: [101]])]
    },
  ]

  @Test(arguments: rows)
  func `a lag is told with bounds that hold whenever the change happened`(_ row: ExposureRow) throws
  {
    let replay = try row.replay()
    #expect(replay.exposures.map { replay.line($0) } == row.lines)
  }

  /// A series of four worlds, of which the middle two lie between the snapshots.
  private struct Finer {
    let worlds: [SketchWorld]
    let times: [Int64]
    let engine: Engine

    init(_ random: inout SeededGenerator) throws {
      let people = [100, 101, 102, 103]
      var worlds: [SketchWorld] = []
      for _ in 0..<3 {
        var world = ExposureBoundsTests.base
        for person in people { world.objects[person] = .init(name: "", userName: "u\(person)") }
        for group in [0, 1] {
          world.members[group] = Set(people.filter { _ in random.chance(1, outOf: 2) })
        }
        worlds.append(world)
      }
      // The last snapshot shows what the last change in between has left.
      self.worlds = worlds + [worlds[2]]
      let first = Int64(1 + random.next() % UInt64(ExposureBoundsTests.day - 3))
      let rest = UInt64(ExposureBoundsTests.day - first - 1)
      times = [0, first, first + 1 + Int64(random.next() % rest), ExposureBoundsTests.day]
      let every = Int64(1 + random.next() % 40) * 3_600
      let delay = random.chance(1, outOf: 2) ? Int64(random.next() % 7_200) : 0
      engine = try ArchiveReplayTests.engine(every: every) {
        $0.schedule.publicationDelaySeconds = delay
      }
    }

    /// What a replay says of the worlds of some places; each is there at its time.
    func replay(_ places: [Int]) throws -> ArchiveReplay {
      let snapshots = places.flatMap { place -> [DatedSnapshot] in
        let time = ExposureBoundsTests.start + times[place]
        let snapshot = DatedSnapshot(worlds[place].snapshot(), at: time)
        guard place > 0, places.contains(place - 1), times[place] - times[place - 1] > 1 else {
          return [snapshot]
        }
        // A moment before, all was as it had been.
        return [DatedSnapshot(worlds[place - 1].snapshot(), at: time + -1), snapshot]
      }
      return try Replay.replay(
        snapshots, local: worlds[0].snapshot(side: .local), engine: engine,
        until: ExposureBoundsTests.start + 10 * ExposureBoundsTests.day)
    }
  }

  @Test(arguments: SeededGenerator.seeds(120))
  func `snapshots of every moment find lags within the bounds of fewer snapshots`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let finer = try Finer(&random)
    let (coarse, fine) = (try finer.replay([0, 3]), try finer.replay([0, 1, 2, 3]))
    let now = coarse.world.now
    for record in coarse.exposures {
      let real = fine.exposures.last {
        ($0.kind, $0.localGroup, $0.person) == (record.kind, record.localGroup, record.person)
      }
      // Whoever had left before and comes back, or the other way round, may never have waited.
      guard let real else { continue }
      #expect(real.since <= record.since, "\(random)")
      #expect(real.since >= record.earliest ?? real.since, "\(random)")
      #expect(real.seconds(at: now) >= record.least(at: now), "\(random)")
      #expect(real.seconds(at: now) <= record.most(at: now) ?? .max, "\(random)")
      #expect(real.most(at: now).map { $0 - real.seconds(at: now) <= 1 } == true, "\(random)")
    }
  }

  /// The least and the most of each of some lengths, and the figures that come of them.
  static let figures: [(bounds: [(Int64, Int64?)], least: [Int64?], most: [Int64?])] = [
    ([], [0, 0, 0], [0, 0, 0]),
    ([(0, 60)], [0, 0, 0], [60, 60, 60]),
    ([(0, 60), (30, 30)], [30, 0, 30], [60, 30, 90]),
    ([(10, nil)], [10, 10, 10], [nil, nil, nil]),
    ([(10, nil), (20, 20)], [20, 10, 30], [nil, 20, nil]),
    ([(10, nil), (5, 20), (0, nil)], [10, 5, 15], [nil, nil, nil]),
  ]

  @Test(arguments: figures)
  func `sums of lengths have the bounds that their lengths leave`(
    _ row: (bounds: [(Int64, Int64?)], least: [Int64?], most: [Int64?])
  ) {
    let (least, most) = (
      ExposureSummary.Bounds(row.bounds.map { $0.0 }),
      ExposureSummary.Bounds(row.bounds.map { $0.1 })
    )
    #expect([least.maximum, least.median, least.total] == row.least)
    #expect([most.maximum, most.median, most.total] == row.most)
  }
}

extension ArchiveReplay {
  /// A record in one line: who, how long, and since when of the replay's beginning.
  func line(_ record: ExposureRecord) -> String {
    let person = SketchWorld.number(record.person, world.tenant)
    func text(_ seconds: Int64) -> String { Duration.text(seconds) }
    let (least, most) = (record.least(at: world.now), record.most(at: world.now))
    let length =
      most.map { $0 == least ? text(least) : "\(text(least)) to \(text($0))" }
      ?? "\(text(least)) or more"
    let since = record.since - times[0]
    let beginning =
      record.earliest.map { "\(text($0 - times[0])) to \(text(since))" }
      ?? "at the latest at \(text(since))"
    return "\(record.kind == .departed ? "departed" : "joiner") \(person): \(length), \(beginning)"
  }
}
