import Files
import SQLite

/// A database file opened without a trace, and what there is to say of how.
struct LocalDatabase: ~Copyable {
  let database: Database
  /// Holds the copy that is read, if one had to be made.
  let folder: TemporaryFolder?
  /// The file whose bytes were opened: the user's or its copy.
  let path: String
  var notes: [String]
  /// Whether the file's state is known to be a whole one.
  var partial: String?
  /// What the user's file looked like when it was opened without locks.
  let untouched: FileFacts?
  /// What lies beside the file and was read with it.
  var sides: [DatabaseSide] = []
  /// The digest of the file, where opening it changes its copy.
  var digest: String?
}

extension LocalDatabase {
  /// Opens a database file; nothing is ever written beside it.
  ///
  /// A write-ahead log or a hot journal is applied to a private copy. Sources: "Write-Ahead
  /// Logging", https://www.sqlite.org/wal.html, and "Hot Rollback Journals",
  /// https://www.sqlite.org/lockingv3.html#hot_journals.
  static func open(
    _ input: String, limits: DatabaseLimits
  ) throws(IngestError) -> LocalDatabase {
    let header = try DatabaseHeader.read(input)
    let set = try DatabaseFileSet(input)
    if set.journal != nil || set.log != nil {
      return try copy(set, because: nil, limits: limits)
    }
    if header.usesLog {
      let database = try asking(input) { () throws(DatabaseError) in
        try Database(reading: input, mode: .immutable, limits: limits)
      }
      return LocalDatabase(
        database: database, folder: nil, path: input, notes: [], partial: nil,
        untouched: set.main)
    }
    do throws(DatabaseError) {
      let database = try Database(reading: input, mode: .readOnly, limits: limits)
      return LocalDatabase(
        database: database, folder: nil, path: input, notes: [], partial: nil, untouched: nil)
    } catch {
      guard error.isBusy || error.isReadOnlyRollback else {
        throw IngestError(database: error, input: input)
      }
      return try copy(set, because: error, limits: limits)
    }
  }

  private static func copy(
    _ set: DatabaseFileSet, because busy: DatabaseError?, limits: DatabaseLimits
  ) throws(IngestError) -> LocalDatabase {
    let folder = try asking(system: set.input) { () throws(FileError) in try TemporaryFolder() }
    let copied = try set.copy(into: folder)
    let path = folder.path(of: "copy.db")
    let sides = try copied.sides(ofCopy: path)
    // SQLite takes back in the copy what a journal undoes.
    let digest =
      copied.journal == nil ? nil : try BackgroundDigest.digest(of: path, input: set.input)
    var notes: [String] = []
    var partial: String?
    if copied.log != nil {
      let state = try WriteAheadLog.state(of: folder.path(of: "copy.db-wal"), input: set.input)
      notes.append(
        "the state with its write-ahead log was read, from a copy of both files taken while they "
          + "did not change")
      partial = state
    }
    if copied.journal != nil {
      try HotJournal.check(folder.path(of: "copy.db-journal"), input: set.input)
      notes.append(
        "the state before the unfinished transaction was read, from a copy of the database and its "
          + "hot journal taken while they did not change")
    }
    if busy != nil, notes.isEmpty {
      notes.append(
        "another program holds a lock; a copy taken while the file did not change was read")
    }
    let database = try asking(set.input) { () throws(DatabaseError) in
      try Database(reading: path, mode: .privateCopyReadWrite, limits: limits)
    }
    return LocalDatabase(
      database: database, folder: folder, path: path, notes: notes, partial: partial,
      untouched: nil, sides: sides, digest: digest)
  }

  /// Checks that a file which was read without locks is still what it was.
  func checkUntouched(_ input: String) throws(IngestError) {
    guard let untouched else { return }
    let set = try DatabaseFileSet(input)
    guard set.main == untouched, set.log == nil, set.journal == nil else {
      throw IngestError(
        input: input, found: "a database that changed while it was read",
        expected: "a database at rest", hint: DatabaseFileSet.hint)
    }
  }
}
