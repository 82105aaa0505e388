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
  private let block: UnsafeMutableBufferPointer<UInt8>
  /// How many bytes of the block were read ahead to see what they are.
  private var waiting = 0

  init(_ origin: Origin, name: String, budget: ArchiveBudget, isOutermost: Bool) {
    (self.name, self.origin, self.budget, self.isOutermost) = (name, origin, budget, isOutermost)
    unsafe block = .allocate(capacity: Self.blockSize)
    unsafe block.initialize(repeating: 0)
    if isOutermost, case .file(_, let size) = origin { budget.sourceBytes = size }
  }

  private let isOutermost: Bool

  deinit {
    unsafe block.deallocate()
    switch origin {
    case .file(let file, _), .stream(let file, isOwned: true): carchive_close_file(file)
    case .stream, .pull: break
    }
  }

  var isSeekable: Bool {
    if case .file = origin { true } else { false }
  }

  /// Opens a path: a regular file can be read in any order, a pipe from front to back.
  static func open(
    _ path: String, budget: ArchiveBudget
  ) throws(ArchiveError) -> ArchiveSource {
    let file = path.utf8.contains(0) ? -ENOENT : unsafe carchive_open_file(path)
    guard file >= 0 else { throw unreadable(path, code: -file) }
    let size = carchive_size(file)
    if size < -1 {
      carchive_close_file(file)
      let code = Int32(-size - 1)
      if code == EISDIR {
        throw ArchiveError(archive: path, entry: nil, activity: .opening, reason: .folder)
      }
      throw unreadable(path, code: code)
    }
    let origin: Origin = size < 0 ? .stream(file, isOwned: true) : .file(file, size: size)
    return ArchiveSource(origin, name: path, budget: budget, isOutermost: true)
  }

  static func unreadable(_ name: String, code: Int32) -> ArchiveError {
    let words = unsafe String(cString: carchive_system_message(code))
    return ArchiveError(
      archive: name, entry: nil, activity: .opening, reason: .unreadable, code: code,
      text: words.prefix(1).lowercased() + words.dropFirst())
  }

  /// Returns the first bytes without using them up: at least 512, unless there are fewer.
  func firstBytes() throws(ArchiveError) -> [UInt8] {
    precondition(bytesRead == 0, "the first bytes are looked at first")
    while waiting < 512 {
      let count = readSome(from: waiting)
      if let failure { throw failure }
      if count == 0 { break }
      waiting += count
    }
    let first = unsafe Array(block[..<min(waiting, 1024)])
    if case .file(let file, _) = origin {
      _ = carchive_seek_file(file, 0, SEEK_SET)
      (waiting, bytesRead, isAtEnd) = (0, 0, false)
    }
    return first
  }

  /// Reads the next block for libarchive; 0 at the end, negative when it failed.
  func next() -> (start: UnsafeRawPointer?, count: Int) {
    let count: Int
    if waiting > 0 {
      (count, waiting) = (waiting, 0)
    } else {
      count = readSome(from: 0)
    }
    if count > 0 && keepsTail {
      let fresh = unsafe block[..<count].suffix(Self.zipTail)
      unsafe tail = Array(tail.suffix(Self.zipTail - fresh.count)) + fresh
    }
    return unsafe (UnsafeRawPointer(block.baseAddress), failure == nil ? count : -1)
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

  private func readSome(from start: Int) -> Int {
    if isAtEnd || failure != nil { return 0 }
    let room = unsafe UnsafeMutableBufferPointer(rebasing: block[start...])
    var count = 0
    switch origin {
    case .file(let file, _), .stream(let file, _):
      count = unsafe carchive_read_file(file, room.baseAddress, room.count)
      if count < 0 { failure = Self.unreadable(name, code: Int32(-count)) }
    case .pull(let pull):
      var span = unsafe MutableSpan(_unsafeElements: room)
      do {
        count = try pull(&span)
      } catch let error as ArchiveError {
        failure = error
      } catch {
        failure = ArchiveError(
          archive: name, entry: nil, activity: .reading, reason: .source("\(error)"))
      }
    }
    if failure != nil { return 0 }
    precondition(count <= room.count, "a source cannot give more than was asked for")
    if count == 0 { isAtEnd = true }
    bytesRead += Int64(count)
    if isOutermost && !isSeekable { budget.sourceBytes += Int64(count) }
    return count
  }
}
