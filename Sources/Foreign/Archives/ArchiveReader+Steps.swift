extension ArchiveReader {
  /// Leaves the current entry and reads the facts of the next; `nil` at a proven end.
  func advance() throws(ArchiveError) -> ArchiveEntry? {
    do throws(ArchiveError) {
      try leaveEntry()
      let position = handle.unpackedPosition
      switch handle.step(index: count, after: current?.name) {
      case .failed(let error): throw error
      case .end:
        hasEnded = true
        try checkEnd(startingAt: position)
        return handle.isEmpty && handle.compressions > 0 && count == 0 ? emptyContent() : nil
      case .entry(let entry, isRaw: true): return try begin(named(entry))
      case .entry(let entry, isRaw: false): return try begin(entry)
      }
    } catch {
      failure = error
      throw error
    }
  }

  /// Reads content from libarchive and holds it against the limits and the stated size.
  func take(into span: inout MutableSpan<UInt8>) throws(ArchiveError) -> Int {
    if let failure { throw failure }
    guard let entry = current else { preconditionFailure("there is no current entry") }
    if entryEnded { return 0 }
    do throws(ArchiveError) {
      if entry.isEncrypted { throw refusal(.encrypted) }
      let count = handle.read(into: &span)
      if count < 0 { throw handle.error(Int32(count), entry.name, .reading) }
      entryBytes += Int64(count)
      if count == 0 {
        entryEnded = true
        if handle.isRaw { try checkSurplus() }
      }
      try check(entry, unpacked: Int64(count))
      return count
    } catch {
      failure = error
      throw error
    }
  }

  private func check(_ entry: ArchiveEntry, unpacked: Int64) throws(ArchiveError) {
    if let size = entry.size, entryBytes > size || (entryEnded && entryBytes < size) {
      throw refusal(.sizeDiffers(stated: size, found: entryBytes))
    }
    if entryBytes > budget.limits.entryBytes {
      throw refusal(.entryTooLarge(limit: budget.limits.entryBytes))
    }
    if let broken = budget.spend(unpacked) { throw refusal(broken) }
  }

  private func begin(_ entry: ArchiveEntry) throws(ArchiveError) -> ArchiveEntry {
    count += 1
    (current, entryBytes, entryEnded) = (entry, 0, false)
    peeked = []
    if count > budget.limits.entries {
      throw refusal(.tooManyEntries(limit: budget.limits.entries))
    }
    if let size = entry.size, size > budget.limits.entryBytes {
      throw refusal(.entryTooLarge(limit: budget.limits.entryBytes))
    }
    return entry
  }

  /// Skips what was not read: a packed stream is unpacked for that, so it counts as unpacked.
  private func leaveEntry() throws(ArchiveError) {
    guard let entry = current, !entryEnded else { return }
    let before = handle.unpackedPosition
    let result = handle.skip()
    if result < 0 && !entry.isEncrypted { throw handle.error(result, entry.name, .reading) }
    if handle.compressions > 0, let broken = budget.spend(handle.unpackedPosition - before) {
      throw refusal(broken)
    }
  }

  func refusal(_ reason: ArchiveError.Reason) -> ArchiveError {
    ArchiveError(archive: path, entry: current?.name, activity: .reading, reason: reason)
  }
}
