private import CSQLite

extension Rows {
  /// How far a scan came.
  package struct Scanned: Sendable, Equatable {
    /// Rows that were given out.
    package var count = 0
    /// Whether there are no more; else the next row has to be read by itself.
    package var isWhole = false
  }

  /// Gives out all rows of two whole numbers and perhaps a word, in batches and in their order.
  ///
  /// SQLite runs over the statement in one call, with an aggregate function as the reader
  /// (https://www.sqlite.org/appfunc.html), which costs less than a call for each row. The rows
  /// themselves stay before the first one: where a scan is not whole, go on behind the rows that it
  /// gave out. It gives out none where the statement cannot be part of another one.
  ///
  /// - Throws: what stopped the read; what came before is incomplete.
  package func scan(
    first: Int, second: Int, word: Int?, _ take: (borrowing IntegerBatch) -> Void
  ) throws(DatabaseError) -> Scanned {
    precondition(max(first, second, word ?? 0) < columnCount, "there is no such column")
    let doing = "reading \(Connection.quoted(sql))"
    let result = withoutActuallyEscaping(take) { take in
      RowScan(first: first, second: second, word: word, take)
        .run(sql, columnCount: columnCount, parameters, on: connection, doing: doing)
    }
    return try result.get()
  }
}

/// One run of a statement inside the aggregate function; a class, because C holds its address.
@safe private final class RowScan {
  private let rows: UnsafeMutablePointer<rollcall_rows>
  private var batch = IntegerBatch()
  private var count = 0
  private let take: (borrowing IntegerBatch) -> Void

  init(first: Int, second: Int, word: Int?, _ take: @escaping (borrowing IntegerBatch) -> Void) {
    self.take = take
    let capacity = IntegerBatch.capacity
    unsafe rows = UnsafeMutablePointer.allocate(capacity: 1)
    unsafe rows.initialize(to: rollcall_rows())
    unsafe rows.pointee.first = Int32(clamping: first)
    unsafe rows.pointee.second = Int32(clamping: second)
    unsafe rows.pointee.word = Int32(clamping: word ?? -1)
    unsafe rows.pointee.capacity = Int32(clamping: capacity)
    unsafe rows.pointee.firsts = UnsafeMutablePointer.allocate(capacity: capacity)
    unsafe rows.pointee.seconds = UnsafeMutablePointer.allocate(capacity: capacity)
    unsafe rows.pointee.word_numbers = UnsafeMutablePointer.allocate(capacity: capacity)
    unsafe rows.pointee.last_size = -1
    unsafe rows.pointee.context = Unmanaged.passUnretained(self).toOpaque()
    unsafe rows.pointee.number = { context, word, size in
      guard let context = unsafe context else { return -1 }
      let scan = unsafe Unmanaged<RowScan>.fromOpaque(context).takeUnretainedValue()
      return scan.number(of: unsafe UnsafeBufferPointer(start: word, count: Int(size)).span)
    }
    unsafe rows.pointee.take = { context in
      guard let context = unsafe context else { return }
      unsafe Unmanaged<RowScan>.fromOpaque(context).takeUnretainedValue().takeBatch()
    }
  }

  deinit {
    unsafe rows.pointee.firsts.deallocate()
    unsafe rows.pointee.seconds.deallocate()
    unsafe rows.pointee.word_numbers.deallocate()
    unsafe rows.deallocate()
  }

  private func number(of word: Span<UInt8>) -> Int32 {
    batch.number(of: word).map(Int32.init) ?? -1
  }

  private func takeBatch() {
    unsafe batch.fill(
      firsts: rows.pointee.firsts, seconds: rows.pointee.seconds,
      words: rows.pointee.word_numbers, count: Int(rows.pointee.count))
    count += batch.count
    take(batch)
  }

  func run(
    _ sql: String, columnCount: Int, _ parameters: [(name: String, value: SQLiteValue)],
    on connection: Connection, doing: String
  ) -> Result<Rows.Scanned, DatabaseError> {
    guard unsafe rollcall_rows_define(connection.handle, rows) == SQLITE_OK else {
      return .success(Rows.Scanned())
    }
    defer { unsafe rollcall_rows_define(connection.handle, nil) }
    let names = (0..<columnCount).map { "c\($0)" }.joined(separator: ", ")
    do throws(DatabaseError) {
      let statement = try connection.prepare(
        "WITH r(\(names)) AS (\(sql)\n) SELECT \(ROLLCALL_ROWS)(\(names)) FROM r", parameters)
      let code = statement.step()
      if connection.takeClockCall() { return .failure(connection.clockRefused(doing: doing)) }
      guard unsafe code == SQLITE_ROW || rows.pointee.is_irregular != 0 else {
        return .failure(connection.failure(code, doing: doing))
      }
    } catch {
      // It compiled by itself, so only its being a part is in the way.
      return .success(Rows.Scanned())
    }
    takeBatch()
    return .success(Rows.Scanned(count: count, isWhole: unsafe rows.pointee.is_irregular == 0))
  }
}
