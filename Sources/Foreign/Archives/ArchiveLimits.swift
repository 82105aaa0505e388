/// How much an archive may ask of its reader; each bound has its own error.
package struct ArchiveLimits: Equatable, Sendable {
  /// Entries of one archive.
  package var entries = 2_000_000
  /// Bytes of one entry, stated or read.
  package var entryBytes: Int64 = 1 << 40
  /// Bytes read from an archive and from the archives in it, all told.
  package var totalBytes: Int64 = 4 << 40
  /// Bytes read for each byte of the outermost file, once `expansionFloor` is exceeded.
  package var expansion: Int64 = 2000
  /// Bytes read below which no expansion is suspicious.
  package var expansionFloor: Int64 = 64 << 20
  /// How deep archives may stand in archives, 1 being an archive of files; and how many compressions
  /// may lie around one.
  package var depth = 3

  package init() {}
}

/// What the chain of an archive and those inside it have used up so far.
final class ArchiveBudget {
  let limits: ArchiveLimits
  /// Bytes of the outermost file: its size, or for a stream what was read of it.
  var sourceBytes: Int64 = 0
  /// Bytes unpacked at all depths.
  var unpackedBytes: Int64 = 0

  init(_ limits: ArchiveLimits) { self.limits = limits }

  /// Names the bound that unpacking `count` more bytes breaks.
  func spend(_ count: Int64) -> ArchiveError.Reason? {
    unpackedBytes += count
    if unpackedBytes > limits.totalBytes { return .tooManyBytes(limit: limits.totalBytes) }
    if unpackedBytes > limits.expansionFloor
      && unpackedBytes / limits.expansion > max(1, sourceBytes)
    {
      return .expandsTooMuch(unpacked: unpackedBytes, packed: sourceBytes, limit: limits.expansion)
    }
    return nil
  }
}
