private import CSystem

/// A file that is being written; it closes when its owner lets go of it.
package struct FileWriter: ~Copyable, Sendable {
  /// The path for messages.
  package let path: String
  private let file: Descriptor

  /// Opens a file for writing and empties it if it is there.
  package init(replacing path: String, permissions: UInt32 = 0o666) throws(FileError) {
    let opened = unsafe PathBytes(path).withPointer {
      unsafe csystem_open_truncating($0, permissions)
    }
    if opened < 0 { throw FileError(path: path, operation: .open, result: Int(opened)) }
    self.path = path
    file = Descriptor(number: opened)
  }

  /// Makes a file that must not be there yet.
  package init(creating path: String, permissions: UInt32 = 0o666) throws(FileError) {
    let opened = unsafe PathBytes(path).withPointer { unsafe csystem_open_new($0, permissions) }
    if opened < 0 { throw FileError(path: path, operation: .open, result: Int(opened)) }
    self.path = path
    file = Descriptor(number: opened)
  }

  /// Appends all bytes; O(n).
  package mutating func write(_ bytes: [UInt8]) throws(FileError) {
    try writeFully(bytes.span, to: file.number, named: path)
  }

  /// Appends the first `count` bytes of a buffer; O(count).
  package mutating func write(_ buffer: [UInt8], first count: Int) throws(FileError) {
    try writeFully(buffer.span.extracting(0..<count), to: file.number, named: path)
  }

  /// Asks the system to put everything written so far on the disk.
  package mutating func sync() throws(FileError) {
    let result = csystem_sync(file.number)
    if result < 0 { throw FileError(path: path, operation: .sync, result: Int(result)) }
  }

  /// Closes the file and says whether that failed, as it does when a network disk is full.
  package consuming func finish() throws(FileError) {
    let path = path
    let result = file.close()
    if result < 0 { throw FileError(path: path, operation: .close, result: Int(result)) }
  }
}
