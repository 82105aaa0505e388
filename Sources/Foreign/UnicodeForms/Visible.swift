extension TextForm {
  /// A name for a message, with everything that cannot be seen written out.
  ///
  /// Spaces other than the ASCII one, control and format characters, private and unassigned
  /// code points become `\u{00A0}`, broken bytes `\x{E9}`, and combining marks `\u{0308}` where
  /// the name is not in Normalization Form C. Joiners inside an emoji or a script stay.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  package static func visible(_ bytes: [UInt8]) -> String {
    if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      return String(decoding: bytes, as: UTF8.self)
    }
    var result = ""
    var index = 0
    while index < bytes.count {
      let start = index
      while index < bytes.count, let count = lengthOfScalar(bytes, at: index) { index += count }
      appendVisible(bytes[start..<index], to: &result)
      if index < bytes.count {
        result += "\\x{\(hexadecimal(UInt32(bytes[index]), digits: 2))}"
        index += 1
      }
    }
    return result
  }

  private static func appendVisible(_ bytes: ArraySlice<UInt8>, to result: inout String) {
    let marksAreOdd = !isNFC(bytes.span)
    let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      if isOdd(scalar, marksAreOdd: marksAreOdd) && !isJoiner(scalars, at: index) {
        result += "\\u{\(hexadecimal(scalar.value, digits: 4))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }

  private static func isOdd(_ scalar: Unicode.Scalar, marksAreOdd: Bool) -> Bool {
    switch scalar.properties.generalCategory {
    case .spaceSeparator: return scalar != " "
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned,
      .surrogate:
      return true
    case .nonspacingMark where marksAreOdd: return true
    default:
      // A variation selector belongs to the emoji before it; other fillers show nothing.
      return scalar.properties.isDefaultIgnorableCodePoint && !scalar.properties.isVariationSelector
    }
  }

  private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }

  /// How many bytes the well-formed scalar at `index` has; nil where there is none.
  private static func lengthOfScalar(_ bytes: [UInt8], at index: Int) -> Int? {
    let first = bytes[index]
    let count =
      switch first {
      case ..<0x80: 1
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 0
      }
    guard count > 0, index + count <= bytes.count else { return nil }
    return count == 1 || isValidUTF8(bytes[index..<(index + count)].span) ? count : nil
  }
}
