package import DirectoryModel
import SyncSemantics

/// What a replay says should have become of a database, held against what did become of it.
package struct EndComparison: Sendable {
  /// How the replay and the real database agree on a change.
  package enum Verdict: UInt8, CaseIterable, Sendable {
    /// The database changed as an event explains.
    case explained
    /// The database changed, and nothing in the replay explains it.
    case unexplained
    /// The replay changed the database, and the real one did not.
    case missed
    /// The replay changed the database, and the real one cannot say.
    case unsaid
    /// The database changed, and the snapshots of the tenant, or the links that are missing, leave
    /// open whether it had to.
    case undecided
  }

  /// One change since the start.
  package struct Row: Sendable, Equatable {
    package let verdict: Verdict
    /// In the numbers of the real difference, or of the predicted one.
    package let change: SnapshotChange
    /// Whether the change is one of the real database, not of the predicted one alone.
    package let isReal: Bool
    /// The entries of the timeline that explain it: what happened, and what was written.
    package let entries: [UInt32]
  }

  /// What became of the database.
  package let real: SnapshotDifference
  /// What the replay made of it.
  package let predicted: SnapshotDifference
  /// In the order of verdicts.
  package let rows: [Row]
  /// Everything that was late, with what the real database shows of it.
  package let exposures: [ExposureRecord]
  /// Whether the policy acts on linked groups only and nobody said which: then nothing is explained,
  /// and nothing unexplained.
  package let lacksLinks: Bool

  /// How many rows have a verdict.
  package func count(_ verdict: Verdict) -> Int { rows.count { $0.verdict == verdict } }
}

extension ArchiveReplay {
  /// Holds the end of the replay against the real database; linear in what changed.
  ///
  /// What a product notes about itself, such as the time of its last synchronisation, is nobody's
  /// event and is not compared.
  ///
  /// - Throws: `DifferenceError` for something that is no local side.
  package func compareEnd(with real: Directory) throws(DifferenceError) -> EndComparison {
    let start = world.local.base
    let predicted = try difference(start, world.local.directory())
    let found = try difference(start, real)
    let join = EndJoin(predicted, found)
    var (evidence, members) = (EndEvidence(self), EndMembers(self, join, real))
    let exposures = members.told(self.exposures)
    let story = Story(self, exposures)
    let lacksLinks = policy.scope.linkedOnly && world.links.isEmpty
    var wanted: Set<EndKey> = []
    for change in predicted.changes where EndKey.isCompared(change) {
      wanted.insert(join.key(change, isReal: false))
    }
    var seen: Set<EndKey> = []
    var rows: [EndComparison.Row] = []
    for change in found.changes where EndKey.isCompared(change) {
      let key = join.key(change, isReal: true)
      seen.insert(key)
      let entries = wanted.contains(key) ? story.entries(key) : story.held(change, key, real)
      let isExplained = wanted.contains(key) || !entries.isEmpty
      rows.append(
        EndComparison.Row(
          verdict: isExplained
            ? .explained
            : lacksLinks || evidence.isOpen(change.kind, key.group) ? .undecided : .unexplained,
          change: change, isReal: true, entries: entries))
    }
    for change in predicted.changes where EndKey.isCompared(change) {
      let key = join.key(change, isReal: false)
      guard !seen.contains(key) else { continue }
      rows.append(
        EndComparison.Row(
          verdict: join.verdict(ofUnseen: change), change: change, isReal: false,
          entries: story.entries(key)))
    }
    let sorted = rows.enumerated().sorted {
      ($0.element.verdict.rawValue, $0.offset) < ($1.element.verdict.rawValue, $1.offset)
    }
    return EndComparison(
      real: found, predicted: predicted, rows: sorted.map(\.element), exposures: exposures,
      lacksLinks: lacksLinks)
  }
}
