package import DirectoryModel

/// Somebody had, or had not, what the authority said, for a while.
package struct ExposureRecord: Sendable, Equatable {
  /// What it was.
  package enum Kind: UInt8, CaseIterable, Sendable {
    /// Access after the authority took it away.
    case departed
    /// No access after the authority granted it.
    case joiner
  }

  package let kind: Kind
  package let tenantGroup: ObjectIndex
  package let localGroup: ObjectIndex
  /// A number on the side that is right.
  package let person: ObjectIndex
  /// The person's number on the side of the copy, `noObject` where there is none, or nobody knows.
  package internal(set) var account = noObject
  /// When the authority changed, at the latest: then it changes in a replay.
  package internal(set) var since: Instant
  /// When the authority changed, at the earliest; `nil` when nobody knows.
  package internal(set) var earliest: Instant?
  /// When the copy followed; `nil` when it had not by the end.
  package internal(set) var until: Instant?
  /// The entry of the timeline by which the authority changed.
  package internal(set) var cause: UInt32
  /// The entry by which the copy followed, `UInt32.max` when it had not by the end.
  package internal(set) var end: UInt32
  /// Whether the real database of the end shows the person in the group; unknown where none was
  /// given, and where the authority has changed its mind since.
  package internal(set) var inDatabase = Truth.unknown
  /// Seconds that it may have lasted had the authority changed sooner, `nil` where that is no less.
  ///
  /// A run between the earliest time and that of the replay might have followed at once.
  var shortest: Int64?
  /// Seconds after which a run would have followed at the latest; `nil` where that is not sure.
  var longest: Int64?

  init(
    _ kind: Kind, tenantGroup: ObjectIndex, localGroup: ObjectIndex, person: ObjectIndex,
    since: Instant, earliest: Instant?, cause: UInt32
  ) {
    (self.kind, self.person, self.cause, end) = (kind, person, cause, .max)
    (self.tenantGroup, self.localGroup) = (tenantGroup, localGroup)
    (self.since, self.earliest) = (since, earliest)
  }

  /// Seconds that it lasted in the replay, up to `now` when it still does.
  package func seconds(at now: Instant) -> Int64 { max(0, (until ?? now) - since) }

  /// Seconds that it lasted at least, whenever the authority changed.
  package func least(at now: Instant) -> Int64 {
    if isOver { return 0 }
    let replayed = seconds(at: now)
    return shortest.map { min($0, replayed) } ?? replayed
  }

  /// Seconds that it lasted at most, whenever the authority changed; `nil` while it lasts, and where
  /// nobody knows since when.
  package func most(at now: Instant) -> Int64? {
    guard let earliest, !isOpen else { return nil }
    let widest = max(0, (until ?? now) - earliest)
    return longest.map { min($0, widest) } ?? widest
  }

  /// Whether it is known to the second when the authority changed.
  package var isDated: Bool { earliest == since }

  /// Whether it may have ended sooner than it does in the replay.
  package var mayHaveEndedSooner: Bool { shortest != nil }

  /// Whether it had not ended by the end, by what the real database shows, else in the replay.
  package var isOpen: Bool { isRefuted || until == nil && !isOver }

  /// Whether the replay leaves it open, and the real database shows that it is over.
  package var isOver: Bool { until == nil && lasts == .no }

  /// Whether it ends in the replay, and the real database shows that it still is so.
  package var isRefuted: Bool { until != nil && lasts == .yes }

  /// Whether it is still so by what the real database shows.
  private var lasts: Truth { kind == .departed ? inDatabase : !inDatabase }
}
