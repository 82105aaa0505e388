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
  package let since: Instant
  /// When the copy followed; `nil` when it had not by the end.
  package internal(set) var until: Instant?
  /// The entry of the timeline by which the authority changed.
  package let cause: UInt32
  /// The entry by which the copy followed, `UInt32.max` when it had not by the end.
  package internal(set) var end: UInt32

  /// Seconds that it lasted, up to `now` when it still does.
  package func seconds(at now: Instant) -> Int64 { max(0, (until ?? now) - since) }
}

/// How long all records of one kind lasted.
package struct ExposureSummary: Sendable, Equatable {
  package let count: Int
  /// Those that had not ended by the end: their durations are lower bounds.
  package let open: Int
  /// Seconds.
  package let maximum: Int64
  /// Whether the longest one had not ended: it lasted at least so long.
  package let isMaximumOpen: Bool
  /// Seconds; of an even number the lower of the two in the middle.
  package let median: Int64
  /// Seconds of all persons together.
  package let total: Int64

  /// Takes time in proportion to *n* log *n*.
  package init(_ records: [ExposureRecord], at now: Instant) {
    let lengths = records.map { $0.seconds(at: now) }.sorted()
    count = records.count
    open = records.count { $0.until == nil }
    let longest = lengths.last ?? 0
    maximum = longest
    isMaximumOpen = records.contains { $0.until == nil && $0.seconds(at: now) == longest }
    median = lengths.isEmpty ? 0 : lengths[(lengths.count - 1) / 2]
    total = lengths.reduce(0, +)
  }
}
