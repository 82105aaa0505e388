extension ArchiveReader {
  /// Checks that an end which libarchive believes in is one: a cut file must not look shorter.
  func checkEnd(from start: Int64, to end: Int64) throws(ArchiveError) {
    // A tar ends with blocks of zeros, but libarchive also takes a file for whole that stops
    // between two entries: https://github.com/libarchive/libarchive/blob/v3.6.2/libarchive/
    // archive_read_support_format_tar.c ("Some writers do omit the block of nulls").
    if content.kind == .tar && start == end {
      throw atEnd(.truncated(expected: "a tar's closing zero blocks or a further entry"))
    }
    // What follows the last entry is read too: the end of a compression shows that nothing is lost.
    if let failure = drainFailure() { throw failure }
    if content.source.keepsTail { try checkZipEnd() }
  }

  private func drainFailure() -> ArchiveError? {
    do throws(ArchiveError) {
      try content.source.drain()
      return nil
    } catch {
      return error
    }
  }

  /// A streamed zip is read by its local headers; the end of its directory proves the last of them.
  private func checkZipEnd() throws(ArchiveError) {
    let tail = content.source.tail
    let signature: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
    let start = tail.indices.last { tail.count - $0 >= 22 && tail[$0...].starts(with: signature) }
    guard let start else {
      throw atEnd(.truncated(expected: ArchiveKind.zip.expectedEnd))
    }
    let stated = Int(tail[start + 10]) | Int(tail[start + 11]) << 8
    // Above 65,534 entries the number stands elsewhere and here is 0xFFFF.
    if stated != count && stated != 0xFFFF {
      throw atEnd(.entriesDiffer(stated: stated, found: count))
    }
  }

  private func atEnd(_ reason: ArchiveError.Reason) -> ArchiveError {
    ArchiveError(archive: path, entry: nil, activity: .listing, reason: reason)
  }
}
