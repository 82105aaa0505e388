import DirectoryModel
import SyncSemantics
import Synchronization
import TestSupport
import Testing

@testable import Replay

/// Snapshots that are replayed while later ones are read, held against reading first.
struct ArchiveSeriesTests {
  private struct Refusal: Error, Equatable { let place: Int }

  /// Days on which people join, move and leave.
  private static func days(_ count: Int) -> [SketchWorld] {
    (0..<count).map { day in
      var world = ArchiveReplayTests.base
      for number in 0...day where number > 0 {
        world.objects[101 + number] = .init(name: "N\(number)", userName: "n\(number)")
        world.members[number % 2, default: []].insert(101 + number)
      }
      if day % 2 == 1 { world.members[0]?.remove(100) }
      if day > 2 { world.objects[101] = nil }
      if day > 2 { world.members[0]?.remove(101) }
      return world
    }
  }

  private func series(
    _ count: Int, _ read: @escaping @Sendable (Int) throws -> Directory
  ) -> ArchiveSeries {
    ArchiveSeries(
      at: (0..<count).map { ArchiveReplayTests.start + Int64($0) * ArchiveReplayTests.day }
    ) { place, _ in try read(place) }
  }

  private func setup(_ count: Int, _ engine: Engine) -> ReplaySetup {
    let last = ArchiveReplayTests.start + Int64(count - 1) * ArchiveReplayTests.day
    return ReplaySetup(
      engine, local: ArchiveReplayTests.base.snapshot(side: .local), until: last + 7_200)
  }

  @Test(arguments: 1...6)
  func `snapshots that are read on the way give what reading them first gives`(count: Int) throws {
    let engine = try ArchiveReplayTests.engine(every: 3_600)
    let days = Self.days(count)
    let expected = try ArchiveReplayTests.replay(
      days, local: ArchiveReplayTests.base, engine: engine, after: 7_200)
    let reads = Mutex([Int]())
    let outcome = try series(count) { place in
      reads.withLock { $0.append(place) }
      return days[place].snapshot()
    }.replay { [self] _ in setup(count, engine) }
    #expect(reads.withLock { $0.sorted() } == Array(0..<count), "each is read once")
    #expect(outcome.replay.times == expected.times)
    #expect(outcome.replay.timeline.entries == expected.timeline.entries)
    #expect(outcome.replay.timeline.texts == expected.timeline.texts)
    #expect(outcome.replay.world.digest == expected.world.digest)
    #expect(outcome.replay.exposures == expected.exposures)
    #expect(outcome.replay.changeCount == expected.changeCount)
    #expect(outcome.replay.unsaid == expected.unsaid)
  }

  @Test func `a snapshot is read beside the one before it, now and then without`() throws {
    let engine = try ArchiveReplayTests.engine(every: 86_400)
    let count = 35
    let directories = Self.days(count).map { $0.snapshot() }
    let formers = Mutex([Int: Int]())
    let times = (0..<count).map { ArchiveReplayTests.start + Int64($0) * ArchiveReplayTests.day }
    let series = ArchiveSeries(at: times) { place, former in
      let known = directories.firstIndex { $0 === former }
      formers.withLock { $0[place] = known }
      return directories[place]
    }
    _ = try series.replay { [self] _ in setup(count, engine) }
    let expected = (2..<count).filter { $0 % 16 != 0 }.map { ($0, $0 - 1) }
    #expect(formers.withLock { $0 } == Dictionary(uniqueKeysWithValues: expected))
    _ = try series.directory(5)
    #expect(formers.withLock { $0[5] } == nil, "one that is read alone resembles nothing")
  }

  /// Remembers snapshots without keeping them.
  private final class Register: Sendable {
    private struct Entry { weak var directory: Directory? }
    private let entries = Mutex([Entry]())

    func add(_ directory: Directory) {
      entries.withLock { $0.append(Entry(directory: directory)) }
    }

    var livingCount: Int { entries.withLock { $0.count { $0.directory != nil } } }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 12])
  func `snapshots that were replayed are let go, but for the first`(count: Int) throws {
    let engine = try ArchiveReplayTests.engine(every: 3_600)
    let register = Register()
    let most = Mutex(0)
    let outcome = try series(count) { place in
      most.withLock { $0 = max($0, register.livingCount) }
      let directory = Self.days(place + 1)[place].snapshot()
      register.add(directory)
      return directory
    }.replay { [self] _ in setup(count, engine) }
    #expect(most.withLock { $0 } <= 5, "beside the one that is being read")
    #expect(outcome.sources.map { $0.map(\.input) } == Array(repeating: ["sketch"], count: count))
    #expect(register.livingCount == 1)
    #expect(outcome.replay.times.count == count)
  }

  @Test(arguments: [60, 3_600, 86_400] as [Int64])
  func `whoever looks ahead sees what comes without`(interval: Int64) throws {
    let engine = try ArchiveReplayTests.engine(every: interval)
    let days = Self.days(5).enumerated().map {
      DatedSnapshot(
        $0.element.snapshot(),
        at: ArchiveReplayTests.start + Int64($0.offset) * ArchiveReplayTests.day)
    }
    let local = ArchiveReplayTests.base.snapshot(side: .local)
    var (plain, looking) = (
      ArchiveReplayer(days[0], local: local, engine: engine),
      ArchiveReplayer(days[0], local: local, engine: engine)
    )
    for (older, newer) in zip(days, days.dropFirst()) {
      looking.lookAhead()
      try plain.follow(from: older, to: newer)
      try looking.follow(from: older, to: newer)
    }
    looking.lookAhead()
    for seconds in [Int64(0), 30, 86_400] {
      let end = days[4].time + seconds
      let (one, other) = (plain.finish(until: end), looking.finish(until: end))
      #expect(one.timeline.entries == other.timeline.entries)
      #expect(one.idleRuns == other.idleRuns)
      #expect(one.world.now == other.world.now)
      #expect(one.world.digest == other.world.digest)
      #expect(one.exposures == other.exposures)
    }
  }

  @Test(arguments: [(1, 0), (2, 0), (2, 1), (3, 0), (3, 1), (3, 2), (5, 3), (5, 4)])
  func `a snapshot that cannot be read ends the replay`(count: Int, broken: Int) throws {
    let engine = try ArchiveReplayTests.engine(every: 3_600)
    let days = Self.days(count)
    let series = series(count) { place in
      guard place != broken else { throw Refusal(place: place) }
      return days[place].snapshot()
    }
    #expect(throws: Refusal(place: broken)) {
      try series.replay { [self] _ in setup(count, engine) }
    }
  }

  @Test(arguments: 1...4)
  func `a database that cannot be read ends the replay`(count: Int) {
    let days = Self.days(count)
    let series = series(count) { days[$0].snapshot() }
    #expect(throws: Refusal(place: -1)) { try series.replay { _ in throw Refusal(place: -1) } }
  }

  @Test(arguments: [2, 3, 4])
  func `a snapshot of the other side is refused`(count: Int) throws {
    let engine = try ArchiveReplayTests.engine(every: 3_600)
    let days = Self.days(count)
    let series = series(count) { days[$0].snapshot(side: $0 == count - 1 ? .local : .tenant) }
    #expect(throws: DifferenceError.differentSides(older: .tenant, newer: .local)) {
      try series.replay { [self] _ in setup(count, engine) }
    }
  }

  @Test(arguments: [2, 3, 4, 6])
  func `a database that cannot be read is told before snapshots that cannot be compared`(
    count: Int
  ) {
    let days = Self.days(count)
    let series = series(count) { days[$0].snapshot(side: $0 == count - 1 ? .local : .tenant) }
    #expect(throws: Refusal(place: -1)) { try series.replay { _ in throw Refusal(place: -1) } }
  }

  @Test(arguments: [3, 4, 6])
  func `of two snapshots of the other side the earlier one is told`(count: Int) throws {
    let engine = try ArchiveReplayTests.engine(every: 3_600)
    let days = Self.days(count)
    // The last two are of one side, so that only the pair before them cannot be compared.
    let series = series(count) { days[$0].snapshot(side: $0 >= count - 2 ? .local : .tenant) }
    #expect(throws: DifferenceError.differentSides(older: .tenant, newer: .local)) {
      try series.replay { [self] _ in setup(count, engine) }
    }
  }

  @Test func `times that do not go up are a mistake of the caller`() async {
    await #expect(processExitsWith: .failure) {
      let days = Self.days(2)
      let snapshots = days.map { DatedSnapshot($0.snapshot(), at: ArchiveReplayTests.start) }
      _ = try Replay.replay(
        snapshots, local: days[0].snapshot(side: .local),
        engine: try ArchiveReplayTests.engine(every: 60), until: ArchiveReplayTests.start)
    }
  }
}
