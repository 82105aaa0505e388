/// Something that gives bytes, one block after another.
package protocol ByteSource {
  /// Fills the buffer from its start and returns the number of bytes, which is 0 only at the end.
  ///
  /// Called about once a window, so its cost hardly matters. After the end it is not called again.
  mutating func read(into buffer: inout MutableSpan<UInt8>) throws -> Int
}

/// Bytes in memory, handed out in blocks of a chosen size.
package struct ArraySource: ByteSource, Sendable {
  private let bytes: [UInt8]
  private let blockSize: Int
  private var position = 0

  /// Makes a source of the bytes; blocks smaller than the buffer imitate pipes and archives.
  package init(_ bytes: [UInt8], blockSize: Int = .max) {
    precondition(blockSize > 0, "a block holds at least one byte")
    self.bytes = bytes
    self.blockSize = blockSize
  }

  /// Copies the next block, or what the buffer has room for.
  package mutating func read(into buffer: inout MutableSpan<UInt8>) throws -> Int {
    let count = min(buffer.count, blockSize, bytes.count - position)
    unsafe buffer.withUnsafeMutableBytes { to in
      unsafe bytes.withUnsafeBytes { from in
        unsafe to.copyMemory(
          from: UnsafeRawBufferPointer(rebasing: from[position..<position + count]))
      }
    }
    position += count
    return count
  }
}
