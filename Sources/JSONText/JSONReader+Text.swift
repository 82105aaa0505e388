extension JSONReader {
  /// Bytes of the last key, string, number or literal, without escapes.
  package var textByteCount: Int { textCount }

  /// Gives the bytes of the last key, string, number or literal to a function, without a copy.
  @inline(__always)
  package borrowing func withText<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(unsafe Span(_unsafeStart: textStart, count: textCount))
  }

  /// Returns a copy of the bytes of the last key, string, number or literal.
  package func copyText() -> [UInt8] {
    unsafe Array(UnsafeBufferPointer(start: textStart, count: textCount))
  }

  /// Appends the bytes of the last key, string, number or literal to an array.
  package func appendText(to array: inout [UInt8]) {
    unsafe array.append(contentsOf: UnsafeBufferPointer(start: textStart, count: textCount))
  }

  /// Returns the last key, string, number or literal as a string with the same bytes.
  package func string() -> String {
    unsafe String(decoding: UnsafeBufferPointer(start: textStart, count: textCount), as: UTF8.self)
  }

  /// Whether the last key, string, number or literal has the bytes of a literal.
  package func matches(_ literal: StaticString) -> Bool {
    guard textCount == literal.utf8CodeUnitCount else { return false }
    for offset in 0..<textCount
    where unsafe textStart[offset] != literal.utf8Start[offset] { return false }
    return true
  }

  /// The last number as an integer; nil when it has a fraction, an exponent or too many digits.
  package func integer() -> Int64? {
    unsafe Int64(
      Substring(decoding: UnsafeBufferPointer(start: textStart, count: textCount), as: UTF8.self))
  }
}
