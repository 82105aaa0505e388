import Archives
import Digests
import DirectoryModel
import Files

extension TenantIntake {
  /// Reads a file of any kind, hashes it, and says what it was.
  mutating func readFile(
    _ file: consuming FileReader, _ origin: TenantOrigin
  ) throws -> FileDigest {
    let total = file.facts.kind == .file ? UInt64(max(0, file.facts.size)) : nil
    let progress = Progress(options.progress, total: total)
    let fetch = FileFetch(file, progress: progress)
    let first = try fetch.peek()
    let isRegular = total != nil
    if first.isEmpty {
      try refuseEmpty(origin)
    } else if first.starts(with: Self.databaseMagic) {
      try readDatabaseFile(fetch, origin, isRegular: isRegular)
    } else if ArchiveKind.sniff(firstBytes: first) != nil {
      try readArchiveFile(fetch, origin, isRegular: isRegular)
    } else {
      try readText(first, origin) { try fetch.read(into: &$0) }
    }
    try fetch.drain()
    return FileDigest(sha256: fetch.digest().hex, byteCount: progress.sum)
  }

  mutating func readStandardInput(_ origin: TenantOrigin) throws {
    let file = try readFile(FileReader.standardInput(), origin)
    builder.updateSource(origin.source) {
      ($0.sha256, $0.byteCount) = (file.sha256, file.byteCount)
    }
  }

  static let databaseMagic = Array("SQLite format 3\0".utf8)

  private mutating func refuseEmpty(_ origin: TenantOrigin) throws(IngestError) {
    if !origin.isWhole { return leaveOut(origin.entry, "empty") }
    throw IngestError(
      input: origin.input, found: "an empty file", expected: "a tenant export",
      hint: "the export or its download failed; make it again")
  }

  /// Reads a folder and everything below it; links are not followed.
  ///
  /// Its digest is that of the lines that `sha256sum` prints for its files in order of their paths.
  mutating func readFolder(_ origin: TenantOrigin) throws {
    let entries = try Folder.list(origin.path)
    if entries.count > options.limits.entries {
      throw IngestError(
        input: origin.input, found: "\(entries.count) files",
        expected: "at most \(options.limits.entries)")
    }
    var digests = SHA256()
    var byteCount: UInt64 = 0
    for entry in entries where entry.kind != .folder {
      guard entry.kind == .file else {
        leaveOut(entry.relativePath, "a \(entry.kind.rawValue)")
        continue
      }
      if isSideFile(entry, among: entries) {
        // A log or a hot journal belongs to what was read of the database, which came before it.
        if let side = sides.first(where: { $0.path.utf8.elementsEqual(entry.path.utf8) })?.side {
          digests.update("\(side.sha256)  \(entry.relativePath)\n")
          byteCount += side.byteCount
        }
        continue
      }
      let inner = TenantOrigin(
        input: origin.input, path: entry.path, entry: entry.relativePath, source: origin.source)
      do {
        let file = try readFile(FileReader(reading: entry), inner)
        digests.update("\(file.sha256)  \(entry.relativePath)\n")
        byteCount += file.byteCount
      } catch {
        throw IngestError(error, input: origin.input, entry: entry.relativePath)
      }
    }
    let sum = digests.finish().hex
    builder.updateSource(origin.source) { source in
      (source.sha256, source.byteCount) = (sum, byteCount)
      source.notes.append("the digest is that of the digests of the folder's files")
    }
  }

  /// Whether a file belongs to a database beside it, which reads it itself.
  private func isSideFile(_ entry: FolderEntry, among entries: [FolderEntry]) -> Bool {
    guard let owner = Self.databaseName(ofSideFile: entry.relativePath) else { return false }
    return entries.contains { $0.relativePath.utf8.elementsEqual(owner.utf8) }
  }

  /// The name of the database that a write-ahead log, its index or a journal belongs to.
  static func databaseName(ofSideFile path: String) -> String? {
    for suffix in ["-wal", "-shm", "-journal"] where path.utf8.count > suffix.utf8.count {
      if path.utf8.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) {
        return String(path.dropLast(suffix.count))
      }
    }
    return nil
  }
}
