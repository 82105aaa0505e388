/// The 32 bytes of a finished SHA-256.
package struct SHA256Digest: Hashable, Sendable, CustomStringConvertible {
  /// How many bytes a digest has.
  package static let byteCount = 32

  /// The bytes, always 32 of them.
  package let bytes: [UInt8]

  init(bytes: [UInt8]) {
    precondition(bytes.count == Self.byteCount, "a SHA-256 has 32 bytes")
    self.bytes = bytes
  }

  /// The digest as 64 lower-case hexadecimal digits.
  package var hex: String { hex(first: Self.byteCount) }

  /// The first `count` bytes as twice as many lower-case hexadecimal digits.
  ///
  /// - Precondition: `count` is at most `byteCount`.
  package func hex(first count: Int) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(2 * count)
    for byte in bytes[..<count] {
      text.append(Self.digit(byte >> 4))
      text.append(Self.digit(byte & 15))
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func digit(_ value: UInt8) -> UInt8 { value + (value < 10 ? 0x30 : 0x57) }

  /// The digest as 64 lower-case hexadecimal digits.
  package var description: String { hex }
}
