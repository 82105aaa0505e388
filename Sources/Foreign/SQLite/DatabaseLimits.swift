/// What a database file and a statement may cost; both can come from strangers.
package struct DatabaseLimits: Equatable, Sendable {
  /// Instructions of SQLite's virtual machine that one statement may use; a row costs about ten.
  package var steps: Int
  /// Bytes of the longest text, blob or row.
  package var valueBytes: Int
  /// Levels of nesting in an expression.
  package var expressionDepth: Int
  /// Milliseconds to wait for another program's lock.
  package var busyMilliseconds: Int

  /// Limits that real directories stay far below: 20,000 million steps, 256 MiB, 100 levels.
  package init(
    steps: Int = 20_000_000_000, valueBytes: Int = 256 << 20, expressionDepth: Int = 100,
    busyMilliseconds: Int = 2_000
  ) {
    precondition(steps > 0 && valueBytes > 0 && expressionDepth > 0 && busyMilliseconds >= 0)
    self.steps = steps
    self.valueBytes = valueBytes
    self.expressionDepth = expressionDepth
    self.busyMilliseconds = busyMilliseconds
  }
}

/// How a database file is opened.
package enum DatabaseMode: Equatable, Sendable {
  /// With locks, seeing a write-ahead log; fails where a journal would have to be rolled back.
  ///
  /// Beside a file that has a write-ahead log SQLite creates a `-shm` file, so read a copy of it.
  case readOnly
  /// Without locks, blind to `-wal` and `-journal`: only for a file that has neither.
  case immutable
  /// A copy of the caller's own, so that SQLite may roll back or recover it; statements only read.
  case privateCopyReadWrite
}
