extension ArchiveReader {
  /// Checks that an end which libarchive believes in is one: a cut file must not look shorter.
  func checkEnd(startingAt position: Int64) throws(ArchiveError) {
    // A tar ends with blocks of zeros, but libarchive also takes a file for whole that stops
    // between two entries ("Some writers do omit the block of nulls").
    if handle.isTar && handle.unpackedPosition == position {
      throw atEnd(.truncated(expected: "a tar's closing zero blocks or a further entry"))
    }
    if handle.isZip && source.keepsTail { try checkZipEnd() }
  }

  /// A compressed file must be used up: bytes that are left are a damaged second part.
  func checkSurplus() throws(ArchiveError) {
    try source.drain()
    if source.length > handle.sourcePosition { throw atEnd(.surplus) }
  }

  /// A streamed zip is read by its local headers; the end of its directory proves the last of them.
  private func checkZipEnd() throws(ArchiveError) {
    try source.drain()
    let tail = source.tail
    let signature: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
    let start = tail.indices.last { tail.count - $0 >= 22 && tail[$0...].starts(with: signature) }
    guard let start else {
      throw atEnd(.truncated(expected: "a zip's central directory and its end"))
    }
    let stated = Int(tail[start + 10]) | Int(tail[start + 11]) << 8
    if stated != count && stated != 0xFFFF {
      throw atEnd(.entriesDiffer(stated: stated, found: count))
    }
  }

  /// One compressed file has no name of its own: it gets the archive's without the ending.
  func named(_ entry: ArchiveEntry) throws(ArchiveError) -> ArchiveEntry {
    // Uncompressed bytes of no known format also come out as one nameless entry.
    if handle.compressions == 0 {
      guard let kind else { throw atStart(.notAnArchive) }
      throw atStart(.truncated(expected: kind.expectedEnd))
    }
    return ArchiveEntry(
      index: 0, name: contentName, isNameExact: true, kind: .file, size: nil, isEncrypted: false,
      notes: entry.notes)
  }

  /// A compressed file of nothing is one entry of no bytes.
  func emptyContent() -> ArchiveEntry {
    let entry = ArchiveEntry(
      index: 0, name: contentName, isNameExact: true, kind: .file, size: 0, isEncrypted: false,
      notes: [])
    (current, count, entryEnded) = (entry, 1, true)
    return entry
  }

  private var contentName: String {
    for ending in [".gz", ".xz", ".zst", ".bz2", ".lz", ".lz4", ".lzma", ".Z", ".zstd", ".gzip"]
    where label.utf8.count > ending.utf8.count && label.hasSuffix(ending) {
      return String(label.dropLast(ending.count))
    }
    return label
  }

  private func atEnd(_ reason: ArchiveError.Reason) -> ArchiveError {
    ArchiveError(archive: path, entry: nil, activity: .listing, reason: reason)
  }

  private func atStart(_ reason: ArchiveError.Reason) -> ArchiveError {
    ArchiveError(archive: path, entry: nil, activity: .opening, reason: reason)
  }
}

extension ArchiveKind {
  /// Why an archive of this kind is not even tried.
  var refusal: ArchiveError.Reason? {
    switch self {
    case .mla: .unsupported(kind: "MLA", why: "which is encrypted")
    case .rar, .xar, .ar:
      .unsupported(kind: rawValue, why: "of which a cut one cannot be told from a whole one")
    case .zip, .sevenZip, .tar, .cpio, .cab, .gzip, .xz, .zstd, .bzip2, .lzip, .lz4, .compress:
      nil
    }
  }

  /// What is missing when the kind is announced and libarchive does not recognise it.
  var expectedEnd: String {
    self == .zip ? "a zip's central directory and its end" : "the rest of the \(rawValue) data"
  }
}
