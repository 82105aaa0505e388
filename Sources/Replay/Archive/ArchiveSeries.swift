package import DirectoryModel
import SyncSemantics

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
  private let read: @Sendable (Int) throws -> Directory

  /// A replay and what it was made of.
  package struct Outcome: Sendable {
    package let setup: ReplaySetup
    package let snapshots: [DatedSnapshot]
    package let replay: ArchiveReplay
  }

  /// Takes what reads the snapshot of a place: called once for each, on either of two threads.
  package init(at times: [Instant], read: @escaping @Sendable (Int) throws -> Directory) {
    precondition(!times.isEmpty, "there is nothing to replay")
    (self.times, self.read) = (times, read)
  }

  /// Reads and replays on two threads; the result is that of reading first and replaying then.
  ///
  /// Two snapshots are read at a time. While the last of an odd number is read, everything between
  /// those before it happens. The setup is asked for once, when the first two have been read, and is
  /// handed the first.
  ///
  /// - Throws: what reading or the setup throws, or `DifferenceError` for snapshots of different
  ///   tenants.
  package func replay(
    _ setup: @escaping @Sendable (Directory) throws -> ReplaySetup
  ) throws -> Outcome {
    var snapshots: [DatedSnapshot] = []
    let paired = times.count / 2 * 2
    for first in stride(from: 0, to: paired, by: 2) {
      let other = Meanwhile { try dated(first + 1) }
      snapshots.append(try dated(first))
      snapshots.append(try other.result())
    }
    if paired == 0 { snapshots.append(try dated(0)) }
    let known = snapshots
    let soFar = Meanwhile(isSmall: known.count == times.count) { try begin(known, setup) }
    while snapshots.count < times.count { snapshots.append(try dated(snapshots.count)) }
    var (replayer, facts) = try soFar.result()
    for place in known.count..<snapshots.count {
      try replayer.follow(from: snapshots[place - 1], to: snapshots[place])
    }
    // Given away, not copied: what a copy shares is copied again as soon as the last run writes it.
    let replay = (consume replayer).finish(until: facts.end)
    return Outcome(setup: facts, snapshots: snapshots, replay: replay)
  }

  /// Reads one snapshot.
  package func directory(_ place: Int) throws -> Directory { try read(place) }

  private func dated(_ place: Int) throws -> DatedSnapshot {
    DatedSnapshot(try read(place), at: times[place])
  }

  /// Replays the snapshots that are known.
  private func begin(
    _ known: [DatedSnapshot], _ setup: (Directory) throws -> ReplaySetup
  ) throws -> (ArchiveReplayer, ReplaySetup) {
    let facts = try setup(known[0].directory)
    var replayer = ArchiveReplayer(
      known[0], local: facts.local, links: facts.links, engine: facts.engine)
    for place in known.indices.dropFirst() {
      try replayer.follow(from: known[place - 1], to: known[place])
    }
    if known.count < times.count { replayer.lookAhead() }
    return (replayer, facts)
  }
}
