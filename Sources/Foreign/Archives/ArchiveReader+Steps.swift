extension ArchiveReader {
  /// Leaves the current entry and reads the facts of the next; `nil` at a proven end.
  func advance() throws(ArchiveError) -> ArchiveEntry? {
    do throws(ArchiveError) {
      guard let handle = content.handle else { return try advanceSingle() }
      if let entry = current, !entryEnded {
        let result = handle.skip()
        if result < 0 { throw handle.error(result, entry.name, .reading) }
      }
      let position = handle.position
      switch handle.step(index: count, after: current?.name) {
      case .failed(let error): throw error
      case .entry(let entry): return try begin(entry)
      case .end:
        hasEnded = true
        try checkEnd(from: position, to: handle.position)
        return nil
      }
    } catch {
      failure = error
      throw error
    }
  }

  /// One compressed file is one entry without a stated size.
  private func advanceSingle() throws(ArchiveError) -> ArchiveEntry? {
    if count > 0 {
      hasEnded = true
      try content.source.drain()
      return nil
    }
    return try begin(
      ArchiveEntry(
        index: 0, name: content.name, isNameRepaired: false, kind: .file, size: nil,
        isEncrypted: false, notes: []))
  }

  private func begin(_ entry: ArchiveEntry) throws(ArchiveError) -> ArchiveEntry {
    count += 1
    (current, entryBytes, entryEnded, peeked) = (entry, 0, false, [])
    if count > budget.limits.entries {
      throw refusal(.tooManyEntries(limit: budget.limits.entries))
    }
    if let size = entry.size, size > budget.limits.entryBytes {
      throw refusal(.entryTooLarge(limit: budget.limits.entryBytes))
    }
    return entry
  }

  /// Reads content and holds it against the limits and the stated size.
  func take(into span: inout MutableSpan<UInt8>) throws(ArchiveError) -> Int {
    if let failure { throw failure }
    guard let entry = current else { preconditionFailure("there is no current entry") }
    if entryEnded { return 0 }
    do throws(ArchiveError) {
      if entry.isEncrypted { throw refusal(.encrypted) }
      let count = try fetch(into: &span, of: entry)
      entryBytes += Int64(count)
      deliveredBytes += Int64(count)
      entryEnded = count == 0
      try check(entry)
      return count
    } catch {
      failure = error
      throw error
    }
  }

  private func fetch(
    into span: inout MutableSpan<UInt8>, of entry: ArchiveEntry
  ) throws(ArchiveError) -> Int {
    guard let handle = content.handle else { return try content.source.read(into: &span) }
    let count = handle.read(into: &span)
    if count < 0 { throw handle.error(Int32(count), entry.name, .reading) }
    return count
  }

  private func check(_ entry: ArchiveEntry) throws(ArchiveError) {
    if let size = entry.size, entryBytes > size || (entryEnded && entryBytes < size) {
      throw refusal(.sizeDiffers(stated: size, found: entryBytes))
    }
    if entryBytes > budget.limits.entryBytes {
      throw refusal(.entryTooLarge(limit: budget.limits.entryBytes))
    }
    // Bytes that came out of a compression were counted there; holes in a tar come out of nothing.
    let counted = content.source.isUnpacked ? content.source.bytesRead : 0
    let excess = deliveredBytes - counted - spentBytes
    if excess > 0 {
      spentBytes += excess
      if let broken = budget.spend(excess) { throw refusal(broken) }
    }
  }

  private func refusal(_ reason: ArchiveError.Reason) -> ArchiveError {
    ArchiveError(archive: path, entry: current?.name, activity: .reading, reason: reason)
  }
}
