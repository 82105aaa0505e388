private import CSystem

/// An open file or stream that is read from front to back; it closes when its owner lets go of it.
package struct FileReader: ~Copyable, Sendable {
  /// The path for messages; `standard input` for that.
  package let path: String
  /// What the system says of it: a pipe has no size.
  package let facts: FileFacts
  private let file: Int32
  private let isOwned: Bool

  /// Opens a file for reading; a folder is refused.
  package init(reading path: String) throws(FileError) {
    try self.init(opening: PathBytes(path))
  }

  /// Opens a file of a listing, also one whose name is no UTF-8.
  package init(reading entry: FolderEntry) throws(FileError) {
    try self.init(opening: entry.location)
  }

  /// Reads standard input; the stream stays open when the reader is let go.
  package static func standardInput() throws(FileError) -> FileReader {
    try FileReader(descriptor: 0, name: "standard input", isOwned: false)
  }

  private init(opening location: PathBytes) throws(FileError) {
    let opened = unsafe location.withPointer { unsafe csystem_open_reading($0) }
    if opened < 0 { throw FileError(path: location.text, operation: .open, result: Int(opened)) }
    try self.init(descriptor: opened, name: location.text, isOwned: true)
  }

  private init(descriptor: Int32, name: String, isOwned: Bool) throws(FileError) {
    let facts: FileFacts
    do throws(FileError) {
      facts = try FileFacts(openFile: descriptor, path: name)
      if facts.kind == .folder {
        throw FileError(path: name, operation: .read, result: -21)
      }
    } catch {
      if isOwned { _ = csystem_close(descriptor) }
      throw error
    }
    (self.path, self.file, self.isOwned) = (name, descriptor, isOwned)
    self.facts = facts
  }

  deinit {
    if isOwned { _ = csystem_close(file) }
  }

  /// Fills the front of the buffer and returns how many bytes came; 0 only at the end.
  ///
  /// A pipe may give fewer bytes than fit although more will come.
  package mutating func read(into buffer: inout MutableSpan<UInt8>) throws(FileError) -> Int {
    precondition(!buffer.isEmpty, "an empty buffer cannot tell the end from no room")
    let file = file
    let count = unsafe buffer.withUnsafeMutableBufferPointer { bytes in
      unsafe csystem_read(file, bytes.baseAddress, bytes.count)
    }
    if count < 0 { throw FileError(path: path, operation: .read, result: count) }
    return count
  }

  /// Fills the front of the buffer and returns how many bytes came; 0 only at the end.
  package mutating func read(into buffer: inout [UInt8]) throws(FileError) -> Int {
    var span = buffer.mutableSpan
    return try read(into: &span)
  }

  /// Returns everything up to the end, and throws when there are more than `limit` bytes; O(n).
  package consuming func readAll(limit: Int) throws(FileError) -> [UInt8] {
    let expected = facts.kind == .file ? Int(min(facts.size, Int64(limit))) : 0
    var block = [UInt8](repeating: 0, count: max(1, min(expected + 1, 1 << 20)))
    var count = try read(into: &block)
    // A file gives less than is asked for at its end alone, and there it is as long as it said.
    if facts.kind == .file, count == block.count - 1, Int64(count) == facts.size {
      block.removeLast()
      return block
    }
    var all: [UInt8] = []
    all.reserveCapacity(expected)
    while count > 0 {
      if all.count + count > limit {
        throw FileError(
          path: path, operation: .read, message: "found more than \(limit) bytes, the limit here")
      }
      all += block[..<count]
      count = try read(into: &block)
    }
    return all
  }

  /// Returns a whole small file, and throws when it has more than `limit` bytes; O(n).
  package static func contents(
    of path: String, limit: Int = 16 << 20
  ) throws(FileError) -> [UInt8] {
    let reader = try FileReader(reading: path)
    return try reader.readAll(limit: limit)
  }
}
