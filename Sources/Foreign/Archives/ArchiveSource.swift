private import CArchive

/// Where an archive's bytes come from; libarchive pulls them block by block.
///
/// A class because libarchive's callbacks carry it as their context.
@safe final class ArchiveSource {
  enum Origin {
    /// A regular file, which can be read in any order.
    case file(Int32, size: Int64)
    /// A pipe or the like.
    case stream(Int32, isOwned: Bool)
    /// Another archive's entry, or whatever the closure reads.
    case pull((inout MutableSpan<UInt8>) throws -> Int)
    /// What a compression around another source unpacks to.
    case unpacked(ArchiveHandle)
  }

  static let blockSize = 1 << 20
  /// The longest end of a zip: its end record and the longest comment.
  private static let zipTail = 22 + 65_535

  let name: String
  let origin: Origin
  let budget: ArchiveBudget
  /// Why reading failed; libarchive only learns that it did.
  private(set) var failure: ArchiveError?
  private(set) var bytesRead: Int64 = 0
  private(set) var isAtEnd = false
  /// The last bytes read, kept only where the end of a zip must be looked at.
  private(set) var tail: [UInt8] = []
  var keepsTail = false
  /// The first bytes, looked at and still to be handed out.
  private var ahead: [UInt8] = []
  private let block: UnsafeMutableBufferPointer<UInt8>
  /// What of the block last read is still to be handed out.
  private var rest: UnsafeRawBufferPointer

  init(_ origin: Origin, name: String, budget: ArchiveBudget, isOutermost: Bool) {
    (self.name, self.origin, self.budget, self.isOutermost) = (name, origin, budget, isOutermost)
    guard let memory = unsafe carchive_allocate(Self.blockSize) else {
      preconditionFailure("memory has run out")
    }
    unsafe block = UnsafeMutableBufferPointer(
      start: memory.bindMemory(to: UInt8.self, capacity: Self.blockSize), count: Self.blockSize)
    unsafe rest = UnsafeRawBufferPointer(start: nil, count: 0)
    if isOutermost, case .file(_, let size) = origin { budget.sourceBytes = size }
  }

  private let isOutermost: Bool

  deinit {
    unsafe free(block.baseAddress)
    switch origin {
    case .file(let file, _), .stream(let file, isOwned: true): carchive_close_file(file)
    case .stream, .pull, .unpacked: break
    }
  }

  /// True when the bytes come out of a compression, which counts them as unpacked.
  var isUnpacked: Bool {
    if case .unpacked = origin { true } else { false }
  }

  var isSeekable: Bool {
    if case .file = origin { true } else { false }
  }

  /// Opens a path: a regular file can be read in any order, a pipe from front to back.
  static func open(
    _ path: String, budget: ArchiveBudget
  ) throws(ArchiveError) -> ArchiveSource {
    let file = path.utf8.contains(0) ? -ENOENT : unsafe carchive_open_file(path)
    guard file >= 0 else { throw unreadable(path, code: -file, .opening) }
    let size = carchive_size(file)
    if size < -1 {
      carchive_close_file(file)
      let code = Int32(-size - 1)
      if code == EISDIR {
        throw ArchiveError(archive: path, entry: nil, activity: .opening, reason: .folder)
      }
      throw unreadable(path, code: code, .opening)
    }
    let origin: Origin = size < 0 ? .stream(file, isOwned: true) : .file(file, size: size)
    return ArchiveSource(origin, name: path, budget: budget, isOutermost: true)
  }

  static func unreadable(
    _ name: String, code: Int32, _ activity: ArchiveError.Activity
  ) -> ArchiveError {
    let words = unsafe String(cString: carchive_system_message(code))
    return ArchiveError(
      archive: name, entry: nil, activity: activity, reason: .unreadable, code: code,
      text: words.prefix(1).lowercased() + words.dropFirst())
  }

  /// Returns the first bytes without using them up: at least 512, unless there are fewer.
  func firstBytes() throws(ArchiveError) -> [UInt8] {
    precondition(bytesRead == 0, "the first bytes are looked at first")
    var first: [UInt8] = []
    while first.count < 512, case let fresh = unsafe readBlock(), unsafe !fresh.isEmpty {
      first += unsafe Array(fresh)
    }
    if let failure { throw failure }
    if case .file(let file, _) = origin {
      _ = carchive_seek_file(file, 0, SEEK_SET)
      (bytesRead, isAtEnd) = (0, false)
    } else {
      ahead = first
    }
    return first
  }

  /// Reads the next block for libarchive; 0 at the end, negative when it failed.
  func next() -> (start: UnsafeRawPointer?, count: Int) {
    let fresh = unsafe ahead.isEmpty ? readBlock() : takeAhead()
    if keepsTail {
      let kept = unsafe fresh.suffix(Self.zipTail)
      unsafe tail = Array(tail.suffix(Self.zipTail - kept.count)) + kept
    }
    return (fresh.baseAddress, failure == nil ? fresh.count : -1)
  }

  /// Fills the front of the span with bytes that no one reads as an archive; 0 only at the end.
  func read(into span: inout MutableSpan<UInt8>) throws(ArchiveError) -> Int {
    if unsafe rest.isEmpty {
      let (start, count) = unsafe next()
      if let failure { throw failure }
      unsafe rest = UnsafeRawBufferPointer(start: start, count: count)
    }
    let count = unsafe min(rest.count, span.count)
    let part = unsafe UnsafeRawBufferPointer(rebasing: rest[..<count])
    unsafe span.withUnsafeMutableBytes { unsafe $0.copyMemory(from: part) }
    unsafe rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    return count
  }

  /// Moves forward in a file for libarchive, never past its end; returns by how much.
  func skip(_ count: Int64) -> Int64 {
    guard case .file(let file, let size) = origin else { return 0 }
    let position = carchive_seek_file(file, 0, SEEK_CUR)
    guard position >= 0, count > 0 else { return 0 }
    let moved = min(count, max(0, size - position))
    return carchive_seek_file(file, moved, SEEK_CUR) < 0 ? 0 : moved
  }

  /// Moves within a file for libarchive; negative when it failed.
  func seek(to offset: Int64, _ whence: Int32) -> Int64 {
    guard case .file(let file, _) = origin else { return Int64(ARCHIVE_FATAL) }
    let position = carchive_seek_file(file, offset, whence)
    if position >= 0 { isAtEnd = false }
    return position < 0 ? Int64(ARCHIVE_FATAL) : position
  }

  /// Reads a stream to its end; of a file the length is known anyway.
  func drain() throws(ArchiveError) {
    while !isSeekable && !isAtEnd {
      _ = unsafe next()
      if let failure { throw failure }
    }
  }

  /// How many bytes there are, of a stream only those read.
  var length: Int64 {
    if case .file(_, let size) = origin { size } else { bytesRead }
  }

  /// Moves the bytes that were looked at into the block, where libarchive may keep them.
  private func takeAhead() -> UnsafeRawBufferPointer {
    let count = min(ahead.count, Self.blockSize)
    unsafe ahead.withUnsafeBytes { bytes in
      unsafe UnsafeMutableRawBufferPointer(block).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
    }
    ahead.removeFirst(count)
    return unsafe UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(block)[..<count])
  }

  /// Reads one block, empty at the end and after a failure.
  private func readBlock() -> UnsafeRawBufferPointer {
    let nothing = unsafe UnsafeRawBufferPointer(start: nil, count: 0)
    if isAtEnd || failure != nil { return unsafe nothing }
    let fresh = unsafe fetch()
    if failure != nil { return unsafe nothing }
    if unsafe fresh.isEmpty { isAtEnd = true }
    bytesRead += Int64(fresh.count)
    if isOutermost && !isSeekable { budget.sourceBytes += Int64(fresh.count) }
    return unsafe fresh
  }

  private func fetch() -> UnsafeRawBufferPointer {
    var count = 0
    switch origin {
    case .file(let file, _), .stream(let file, _):
      count = unsafe carchive_read_file(file, block.baseAddress, block.count)
      if count < 0 { failure = Self.unreadable(name, code: Int32(-count), .reading) }
    case .pull(let pull):
      var span = unsafe MutableSpan(_unsafeElements: block)
      do {
        count = try pull(&span)
      } catch let error as ArchiveError {
        failure = error
      } catch {
        failure = ArchiveError(
          archive: name, entry: nil, activity: .reading, reason: .source("\(error)"))
      }
    case .unpacked(let handle): return unsafe unpack(handle)
    }
    precondition(count <= Self.blockSize, "a source cannot give more than was asked for")
    return unsafe UnsafeRawBufferPointer(
      rebasing: UnsafeRawBufferPointer(block)[..<max(0, count)])
  }

  /// Unpacks one block, which stays where libarchive put it.
  private func unpack(_ handle: ArchiveHandle) -> UnsafeRawBufferPointer {
    do throws(ArchiveError) {
      let fresh = unsafe try handle.nextBlock()
      if let broken = budget.spend(Int64(fresh.count)) {
        throw ArchiveError(archive: name, entry: nil, activity: .reading, reason: broken)
      }
      return unsafe fresh
    } catch {
      failure = error
      return unsafe UnsafeRawBufferPointer(start: nil, count: 0)
    }
  }
}
