/// The sixteen hexadecimal digits and what each byte means as one.
@usableFromInline
package enum HexDigits {
  /// The digits in order, in lower case.
  package static let letters = Array("0123456789abcdef".utf8)

  /// The value of each byte as a digit; 255 when it is none.
  @usableFromInline
  package static let values: [UInt8] = (0..<256).map { byte in
    switch byte {
    case 0x30...0x39: UInt8(byte - 0x30)
    case 0x41...0x46: UInt8(byte - 0x41 + 10)
    case 0x61...0x66: UInt8(byte - 0x61 + 10)
    default: 255
    }
  }
}
