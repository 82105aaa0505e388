/// Returns the bytes as pairs of lower-case hexadecimal digits.
package func hex(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef")
  return bytes.reduce(into: "") { text, byte in
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
}

/// Returns the bytes that pairs of hexadecimal digits stand for; blanks between pairs are skipped.
package func bytes(hex text: String) -> [UInt8] {
  let digits = text.utf8.filter { $0 > UInt8(ascii: " ") }.map { digit -> UInt8 in
    guard let value = Character(UnicodeScalar(digit)).hexDigitValue else {
      preconditionFailure("'\(text)' is not hexadecimal")
    }
    return UInt8(value)
  }
  precondition(digits.count.isMultiple(of: 2), "'\(text)' has an odd number of digits")
  return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}
