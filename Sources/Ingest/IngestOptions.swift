package import DirectoryModel

/// How inputs are read: what is kept of them, what they may ask for, and who hears of progress.
package struct IngestOptions: Sendable {
  /// The attributes to keep beside the columns that every object has.
  package var wanted: AttributeSet
  package var limits: IngestLimits
  /// Threads that may work at once; 1 reads, hashes and parses one after another.
  package var threads: Int
  /// A snapshot that a tenant's inputs are likely to resemble, such as that of the day before.
  ///
  /// Reading takes less time then, and texts of both have one number; what is read is the same.
  package var like: Directory?
  /// Called now and then, and once at the end, by the thread that reads, with the bytes taken from
  /// the disk so far and, where known, how many there are.
  package var progress: (@Sendable (_ bytes: UInt64, _ total: UInt64?) -> Void)?

  package init(
    wanted: AttributeSet = .audit, limits: IngestLimits = IngestLimits(), threads: Int = 2,
    progress: (@Sendable (_ bytes: UInt64, _ total: UInt64?) -> Void)? = nil
  ) {
    precondition(threads > 0, "somebody has to do the work")
    (self.wanted, self.limits, self.threads) = (wanted, limits, threads)
    self.progress = progress
  }
}

/// What an input may ask for at most; every bound has an error that names it.
package struct IngestLimits: Sendable, Equatable {
  /// Containers inside each other in a JSON text.
  package var jsonDepth = 512
  /// Bytes of one text that is kept.
  package var textBytes = 16 << 20
  /// Bytes of JSON that are looked at together, 32 at least.
  package var windowBytes = 256 << 10
  /// Files of a folder, or entries of an archive.
  package var entries = 2_000_000
  /// Bytes of one entry of an archive.
  package var entryBytes: Int64 = 1 << 40
  /// Bytes read from an archive and the archives in it for each of its own.
  package var expansion: Int64 = 2000
  /// How deep archives may stand in archives: 1 is an archive of files.
  package var archiveDepth = 3
  /// Bytes of a database that has to be copied out of an archive.
  package var databaseBytes: Int64 = 64 << 30

  package init() {}
}
