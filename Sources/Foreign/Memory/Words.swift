extension Span where Element == UInt8 {
  /// Eight bytes from an offset on, the first in the lowest place.
  @inlinable
  @inline(__always)
  package func word(at offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset &+ 8 <= count, "a word lies inside its span")
    return unsafe UInt64(
      littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
  }

  /// The bytes of a span of fewer than eight, the first in the lowest place, zeros above them.
  @inlinable
  @inline(__always)
  package var shortWord: UInt64 {
    precondition(count < 8, "a short word has no room for eight bytes")
    var word: UInt64 = 0
    for index in 0..<count { word |= UInt64(self[index]) << UInt64(8 * index) }
    return word
  }

  /// Whether two spans hold the same bytes; O(n), eight bytes a step.
  @inlinable
  package func hasSameBytes(as other: Span<UInt8>) -> Bool {
    let count = count
    guard count == other.count else { return false }
    guard count >= 8 else { return shortWord == other.shortWord }
    var offset = 0
    while offset &+ 8 <= count {
      if word(at: offset) != other.word(at: offset) { return false }
      offset &+= 8
    }
    return word(at: count &- 8) == other.word(at: count &- 8)
  }
}

/// Appends the bytes of a span to an array; O(n), as fast as memory.
@inlinable
package func appendBytes(_ source: Span<UInt8>, to array: inout [UInt8]) {
  unsafe source.withUnsafeBufferPointer { bytes in
    unsafe array.append(contentsOf: bytes)
  }
}

/// Appends the UTF-8 bytes of a text to an array; O(n), as fast as memory.
@inlinable
package func appendText(_ text: String, to array: inout [UInt8]) {
  appendBytes(text.utf8Span.span, to: &array)
}

/// Appends the eight bytes of a word to an array, the highest first.
@inlinable
package func appendWord(_ word: UInt64, to array: inout [UInt8]) {
  unsafe withUnsafeBytes(of: word.bigEndian) { bytes in
    unsafe array.append(contentsOf: bytes)
  }
}

extension Array {
  /// Makes an array of equal elements; O(*n*).
  ///
  /// The library's own initialiser looks the type of its storage up, which takes longer than to
  /// fill a few dozen elements.
  @inlinable
  package init(_ count: Int, of element: Element) {
    guard count <= 128 else {
      self.init(repeating: element, count: count)
      return
    }
    self.init()
    reserveCapacity(count)
    for _ in 0..<count { append(element) }
  }
}
