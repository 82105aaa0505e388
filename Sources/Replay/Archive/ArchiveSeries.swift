package import DirectoryModel
import SyncSemantics
import Threads

/// What a replay needs beside the snapshots.
package struct ReplaySetup: Sendable {
  package let engine: Engine
  /// The database that the first snapshot met.
  package let local: Directory
  /// When the replay ends.
  package let end: Instant
  /// What really became of the database, where that is to be compared.
  package var expected: Directory?
  /// What a report says about how the replay was set up.
  package var notes: [String] = []
  /// The links that somebody stated, in the numbers of the first snapshot.
  package var links: [StatedLink] = []

  package init(_ engine: Engine, local: Directory, until end: Instant) {
    (self.engine, self.local, self.end) = (engine, local, end)
  }
}

/// Snapshots that are read while those before them are replayed.
package struct ArchiveSeries: Sendable {
  /// When each snapshot was taken, the oldest first; at least one.
  package let times: [Instant]
  private let read: @Sendable (_ place: Int, _ former: Directory?) throws -> Directory

  /// A replay and what it was made of.
  package struct Outcome: Sendable {
    package let setup: ReplaySetup
    /// What each snapshot was read from.
    package let sources: [[Source]]
    package let replay: ArchiveReplay
  }

  /// A replay on its way, and how it was set up.
  private typealias Stage = (replayer: ArchiveReplayer, setup: ReplaySetup)

  /// Takes what reads the snapshot of a place, given one before it that it is likely to resemble:
  /// called once for each, on either of two threads.
  package init(
    at times: [Instant],
    read: @escaping @Sendable (_ place: Int, _ former: Directory?) throws -> Directory
  ) {
    precondition(!times.isEmpty, "there is nothing to replay")
    (self.times, self.read) = (times, read)
  }

  /// Reads and replays on two threads; the result is that of reading first and replaying then.
  ///
  /// The first two snapshots are read at a time. While each later one is read, what lies between the
  /// two before it happens, and then the older of them is let go: however many there are, a handful
  /// are in memory. The setup is asked for once, when the first two have been read, and is handed the
  /// first.
  ///
  /// - Throws: what reading or the setup throws, or `DifferenceError` for snapshots of different
  ///   tenants.
  package func replay(
    _ setup: @escaping @Sendable (Directory) throws -> ReplaySetup
  ) throws -> Outcome {
    let other = Meanwhile(isSmall: times.count < 2) { times.count > 1 ? try dated(1) : nil }
    let first = try dated(0)
    let second = try other.result()
    var sources = [first, second].compactMap { $0?.directory.sources }
    var newest = second ?? first
    var stage = Meanwhile(isSmall: times.count < 3) { try begin(first, second, setup) }
    for place in times.indices.dropFirst(2) {
      // Whoever begins with the texts of another keeps all of them: once in a while nobody does.
      let former = place % Self.fresh == 0 ? nil : newest.directory
      let (older, newer) = (newest, try dated(place, former))
      sources.append(newer.directory.sources)
      let isLast = place == times.count - 1
      // Nothing is left to be read: what changed last is found out while the replay catches up.
      let last = isLast ? Result { try difference(older.directory, newer.directory) } : nil
      // Given away, not copied: what a copy shares is copied again as soon as the next run writes it.
      let reached = Handover(try stage.result())
      stage = Meanwhile(isSmall: isLast) {
        try goOn(reached.take(), from: older, to: newer, last)
      }
      newest = newer
    }
    let (replayer, facts) = try stage.result()
    return Outcome(
      setup: facts, sources: sources, replay: (consume replayer).finish(until: facts.end))
  }

  /// Reads one snapshot.
  package func directory(_ place: Int) throws -> Directory { try read(place, nil) }

  /// Every so many snapshots one is read without the texts of those before it.
  private static let fresh = 16

  private func dated(_ place: Int, _ former: Directory? = nil) throws -> DatedSnapshot {
    DatedSnapshot(try read(place, former), at: times[place])
  }

  /// Replays the first two snapshots.
  private func begin(
    _ first: DatedSnapshot, _ second: DatedSnapshot?, _ setup: (Directory) throws -> ReplaySetup
  ) throws -> Stage {
    let facts = try setup(first.directory)
    var replayer = ArchiveReplayer(
      first, local: facts.local, links: facts.links, engine: facts.engine)
    guard let second else { return (replayer, facts) }
    try replayer.follow(from: first, to: second)
    if times.count > 2 { replayer.lookAhead() }
    return (replayer, facts)
  }

  /// Replays what lies between two snapshots, known already where they are the last; where another
  /// one follows, looks ahead.
  private func goOn(
    _ stage: consuming Stage, from older: DatedSnapshot, to newer: DatedSnapshot,
    _ last: Result<SnapshotDifference, any Error>?
  ) throws -> Stage {
    var (replayer, facts) = stage
    if let last {
      replayer.follow(try last.get(), to: newer.time)
    } else {
      try replayer.follow(from: older, to: newer)
      replayer.lookAhead()
    }
    return (replayer, facts)
  }
}
