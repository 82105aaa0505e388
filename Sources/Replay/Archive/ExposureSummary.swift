/// How long all records of one kind lasted.
package struct ExposureSummary: Sendable, Equatable {
  /// Figures in seconds; `nil` where there is no bound.
  package struct Bounds: Sendable, Equatable {
    package let maximum: Int64?
    package let median: Int64?
    package let total: Int64?

    /// Of an even number the median is the lower of the two in the middle.
    init(_ lengths: [Int64?]) {
      // No bound is more than every bound.
      let sorted = lengths.map { $0 ?? .max }.sorted()
      func bound(_ length: Int64?) -> Int64? { length == .max ? nil : length ?? 0 }
      maximum = bound(sorted.last)
      median = bound(sorted.isEmpty ? nil : sorted[(sorted.count - 1) / 2])
      total = sorted.last == .max ? nil : sorted.reduce(0, +)
    }
  }

  package let count: Int
  /// Those that had not ended by the end: their durations have no upper bound.
  package let open: Int
  /// Seconds in the replay.
  package let maximum: Int64
  /// Whether the longest one had not ended: it lasted at least so long.
  package let isMaximumOpen: Bool
  /// Seconds in the replay; of an even number the lower of the two in the middle.
  package let median: Int64
  /// Seconds in the replay, of all persons together.
  package let total: Int64
  /// What each figure is at least, whenever the authority changed.
  package let least: Bounds
  /// What each figure is at most.
  package let most: Bounds

  /// Takes time in proportion to *n* log *n*.
  package init(_ records: [ExposureRecord], at now: Instant) {
    let replayed = Bounds(records.map { $0.seconds(at: now) })
    count = records.count
    open = records.count(where: \.isOpen)
    let longest = replayed.maximum ?? 0
    isMaximumOpen = records.contains { $0.isOpen && $0.seconds(at: now) == longest }
    (maximum, median, total) = (longest, replayed.median ?? 0, replayed.total ?? 0)
    least = Bounds(records.map { $0.least(at: now) })
    most = Bounds(records.map { $0.most(at: now) })
  }
}
