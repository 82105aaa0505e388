import Synchronization

/// An archive that is read entry by entry, front to back, without anything being unpacked to disk.
///
/// What can be seen depends on where the bytes come from. A regular file is read in any order: of
/// a zip the central directory at its end decides, so a cut zip is an error before the first entry.
/// A stream (standard input, a pipe, compressed data, an archive in an archive) is read from front
/// to back: a cut shows when it is reached, at the latest instead of the `nil` of `nextEntry()`;
/// 7z needs a regular file. Only that `nil` means that all entries were seen.
///
/// Two cuts show nowhere: between the two closing blocks of a tar, where nothing is lost, and
/// between two whole members of one gzip, xz, zstd or bzip2 file that holds no archive. libarchive
/// 3.6 does not compare the checksum of gzip data; zip, 7z, xz, zstd and bzip2 are checked.
/// A tar without entries, which is nothing but zeros, is no archive.
///
/// A reader may be handed to another thread. Use by two threads at once stops the program.
@safe package final class ArchiveReader: @unchecked Sendable {
  // Unchecked because libarchive's state is bound to no thread, only to one caller at a time, and
  // `isBusy` stops the program before a second caller gets in.

  /// The archive's path as errors show it.
  package let path: String
  /// How deep it stands: 1 is not in another archive.
  package let depth: Int

  let budget: ArchiveBudget
  let content: ArchiveContent
  private let isBusy = Atomic(false)
  var current: ArchiveEntry?
  var failure: ArchiveError?
  var hasEnded = false
  /// Entries seen so far.
  var count = 0
  /// Content of the current entry that was read, and whether its end was reached.
  var entryBytes: Int64 = 0
  var entryEnded = false
  /// Content of all entries, and what of it was more than the unpacked bytes it came from.
  var deliveredBytes: Int64 = 0
  var spentBytes: Int64 = 0
  /// Content that was looked at and is still to be read.
  var peeked: [UInt8] = []

  /// Opens an archive or a compressed file.
  package convenience init(
    reading path: String, limits: ArchiveLimits = ArchiveLimits()
  ) throws(ArchiveError) {
    let source = try ArchiveSource.open(path, budget: ArchiveBudget(limits))
    try self.init(source, label: path, depth: 1)
  }

  /// Reads the archive that comes on standard input, from front to back.
  package static func standardInput(
    limits: ArchiveLimits = ArchiveLimits()
  ) throws(ArchiveError) -> ArchiveReader {
    let source = ArchiveSource(
      .stream(0, isOwned: false), name: "standard input", budget: ArchiveBudget(limits),
      isOutermost: true)
    return try ArchiveReader(source, label: "standard input", depth: 1)
  }

  /// Reads the archive whose bytes a closure gives: it fills the front of the span and returns how
  /// many bytes it put there, 0 only at the end.
  package convenience init(
    named name: String, limits: ArchiveLimits = ArchiveLimits(),
    pulling pull: @escaping @Sendable (inout MutableSpan<UInt8>) throws -> Int
  ) throws(ArchiveError) {
    let source = ArchiveSource(
      .pull(pull), name: name, budget: ArchiveBudget(limits), isOutermost: true)
    try self.init(source, label: name, depth: 1)
  }

  private init(_ source: ArchiveSource, label: String, depth: Int) throws(ArchiveError) {
    content = try ArchiveContent(of: source, called: label)
    (path, budget, self.depth) = (source.name, source.budget, depth)
  }

  /// What the entries lie in; `nil` for one compressed file that is no archive.
  package var kind: ArchiveKind? { content.kind }

  /// Moves to the next entry; `nil` means that the end was seen and nothing is missing.
  ///
  /// After an error every further call throws the same error.
  package func nextEntry() throws(ArchiveError) -> ArchiveEntry? {
    enter()
    defer { leave() }
    if let failure { throw failure }
    if hasEnded { return nil }
    current = try advance()
    return current
  }

  /// Fills the front of the span with content of the current entry; returns 0 only at its end.
  package func read(into span: inout MutableSpan<UInt8>) throws(ArchiveError) -> Int {
    enter()
    defer { leave() }
    precondition(!span.isEmpty, "an empty buffer cannot tell the end from no room")
    if peeked.isEmpty { return try take(into: &span) }
    let count = min(peeked.count, span.count)
    for index in 0..<count { span[index] = peeked[index] }
    peeked.removeFirst(count)
    return count
  }

  /// Fills the front of the buffer with content of the current entry; returns 0 only at its end.
  package func read(into buffer: inout [UInt8]) throws(ArchiveError) -> Int {
    var span = buffer.mutableSpan
    return try read(into: &span)
  }

  /// Returns the next bytes of the current entry, fewer only at its end, and leaves them to be read.
  package func peek(_ count: Int = 1024) throws(ArchiveError) -> [UInt8] {
    enter()
    defer { leave() }
    while peeked.count < count {
      var block = [UInt8](repeating: 0, count: count - peeked.count)
      var span = block.mutableSpan
      let taken = try take(into: &span)
      if taken == 0 { break }
      peeked += block[..<taken]
    }
    return Array(peeked.prefix(count))
  }

  /// Opens the current entry as an archive; until it is done with, leave this reader alone.
  package func openEntry() throws(ArchiveError) -> ArchiveReader {
    guard let entry = current else { preconditionFailure("there is no current entry") }
    let name = "\(path)!\(entry.name)"
    if depth >= budget.limits.depth {
      throw ArchiveError(
        archive: name, entry: nil, activity: .opening, reason: .tooDeep(limit: budget.limits.depth))
    }
    let source = ArchiveSource(
      .pull { [self] span throws(ArchiveError) in
        precondition(current?.index == entry.index, "the outer archive has moved on")
        return try read(into: &span)
      }, name: name, budget: budget, isOutermost: false)
    return try ArchiveReader(source, label: entry.name, depth: depth + 1)
  }

  private func enter() {
    let wasBusy = isBusy.exchange(true, ordering: .acquiring)
    precondition(!wasBusy, "an archive is read by one thread at a time")
  }

  private func leave() { isBusy.store(false, ordering: .releasing) }
}
