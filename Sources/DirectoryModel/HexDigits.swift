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

  /// The bytes that escapes such as `%2C` stand for; a sign that begins no escape stays.
  ///
  /// Source: "URL Standard", section 1.3 "Percent-encoded bytes",
  /// https://url.spec.whatwg.org/#percent-decode.
  package static func percentDecoded(_ bytes: [UInt8]) -> [UInt8] {
    let sign = UInt8(ascii: "%")
    guard bytes.contains(sign) else { return bytes }
    var (result, place): ([UInt8], Int) = ([], 0)
    result.reserveCapacity(bytes.count)
    while place < bytes.count {
      if bytes[place] == sign, place + 2 < bytes.count {
        let (high, low) = (values[Int(bytes[place + 1])], values[Int(bytes[place + 2])])
        if high | low < 16 {
          result.append(high << 4 | low)
          place += 3
          continue
        }
      }
      result.append(bytes[place])
      place += 1
    }
    return result
  }
}
