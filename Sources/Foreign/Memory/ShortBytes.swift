/// A few bytes that are put together where they stand and appended to an array all at once.
///
/// To append a word to an array takes longer than to store it.
package struct ShortBytes {
  /// How many bytes fit.
  package static var capacity: Int { 80 }

  private var bytes = [80 of UInt8](repeating: 0)
  /// How many bytes there are.
  package private(set) var count = 0

  package init() {}

  /// Adds one byte.
  @inline(__always)
  package mutating func append(_ byte: UInt8) {
    bytes[count] = byte
    count &+= 1
  }

  /// Adds the eight bytes of a word, the highest first.
  @inline(__always)
  package mutating func append(word: UInt64) {
    precondition(count &+ 8 <= Self.capacity, "no room for another word")
    var span = bytes.mutableSpan
    var raw = unsafe span.mutableBytes
    unsafe raw.storeBytes(of: word.bigEndian, toUncheckedByteOffset: count, as: UInt64.self)
    count &+= 8
  }

  /// Appends all of them to an array.
  @inline(__always)
  package func append(to array: inout [UInt8]) {
    appendBytes(bytes.span.extracting(0..<count), to: &array)
  }
}
