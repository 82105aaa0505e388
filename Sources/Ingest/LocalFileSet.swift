import Files

/// A database file with the files beside it that belong to its state.
struct DatabaseFileSet: Equatable {
  static let hint = "stop the program that writes it, or make a backup and read that"

  let input: String
  let main: FileFacts
  /// The write-ahead log, unless it is missing or empty.
  let log: FileFacts?
  /// The rollback journal, if it is hot: it begins with its magic number.
  let journal: FileFacts?

  init(_ input: String) throws(IngestError) {
    self.input = input
    let facts = try Self.facts(input, input)
    guard let main = facts else {
      throw IngestError(
        input: input, found: "nothing under this name", expected: "a file that can be read")
    }
    self.main = main
    log = try Self.facts("\(input)-wal", input).flatMap { $0.size > 0 ? $0 : nil }
    var journal = try Self.facts("\(input)-journal", input).flatMap { $0.size > 0 ? $0 : nil }
    if journal != nil, !(try HotJournal.isHot("\(input)-journal", input: input)) { journal = nil }
    self.journal = journal
  }

  private static func facts(_ path: String, _ input: String) throws(IngestError) -> FileFacts? {
    try asking(system: input) { () throws(FileError) in try FileFacts.of(path) }
  }

  /// Copies the files until none of them changes meanwhile, five times at most.
  ///
  /// - Returns: the set as it was copied.
  func copy(into folder: borrowing TemporaryFolder) throws(IngestError) -> DatabaseFileSet {
    var before = self
    for _ in 0..<5 {
      try before.copyOnce(into: folder)
      let after = try DatabaseFileSet(input)
      if after == before { return before }
      before = after
    }
    throw IngestError(
      input: input, found: "a database that changes while it is copied",
      expected: "a database at rest", hint: Self.hint)
  }

  private func copyOnce(into folder: borrowing TemporaryFolder) throws(IngestError) {
    do throws(FileError) {
      _ = try folder.copy(input, as: "copy.db")
      if log != nil { _ = try folder.copy("\(input)-wal", as: "copy.db-wal") }
      if journal != nil { _ = try folder.copy("\(input)-journal", as: "copy.db-journal") }
    } catch {
      // A file that was there and is gone is a change like any other.
      guard error.isMissing else { throw IngestError(error, input: input) }
    }
  }
}
