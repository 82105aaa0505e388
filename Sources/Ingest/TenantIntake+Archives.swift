import Archives
import Files
import Threads

extension TenantIntake {
  /// Reads an archive that lies on disk, in any order, or comes from a pipe, front to back.
  mutating func readArchiveFile(
    _ fetch: FileFetch, _ origin: TenantOrigin, isRegular: Bool
  ) throws {
    if isRegular {
      // A second thread hashes the file while the entries are read.
      let hashing = options.threads > 1 ? Meanwhile { try fetch.drain() } : nil
      defer { hashing?.wait() }
      try readEntries(ArchiveReader(reading: origin.path, limits: archiveLimits), origin)
      try hashing?.result()
    } else {
      let archive = try ArchiveReader(named: origin.input, limits: archiveLimits) { span in
        try fetch.read(into: &span)
      }
      try readEntries(archive, origin)
    }
  }

  private var archiveLimits: ArchiveLimits {
    var limits = ArchiveLimits()
    (limits.entries, limits.depth) = (options.limits.entries, options.limits.archiveDepth)
    (limits.entryBytes, limits.expansion) = (options.limits.entryBytes, options.limits.expansion)
    return limits
  }

  private mutating func readEntries(_ archive: ArchiveReader, _ origin: TenantOrigin) throws {
    while let entry = try archive.nextEntry() {
      let inner = origin.inside(entry.name)
      switch entry.kind {
      case .folder: continue
      case .symbolicLink, .hardLink: leaveOut(inner.entry, "a link")
      case .other: leaveOut(inner.entry, "a device, pipe or socket")
      case .file:
        do {
          try readEntry(archive, inner)
        } catch {
          throw IngestError(error, input: origin.input, entry: inner.entry)
        }
      }
    }
  }

  private mutating func readEntry(_ archive: ArchiveReader, _ origin: TenantOrigin) throws {
    let first = try archive.peek(FileFetch.glimpse)
    if first.isEmpty {
      leaveOut(origin.entry, "empty")
    } else if first.starts(with: Self.databaseMagic) {
      try readDatabaseCopy(origin) { try archive.read(into: &$0) }
    } else if ArchiveKind.sniff(firstBytes: first) != nil {
      try readEntries(archive.openEntry(), origin)
    } else if Self.databaseName(ofSideFile: origin.entry) != nil, !Self.isJSON(first) {
      leaveOut(origin.entry, Self.sideFile)
    } else {
      try readText(first, origin) { try archive.read(into: &$0) }
    }
  }
}
