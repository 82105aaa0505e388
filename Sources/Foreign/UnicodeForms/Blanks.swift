/// The kinds of blanks in a name that a reader does not see or cannot tell apart.
package struct Blanks: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// White space before the first character.
  package static let leading = Blanks(rawValue: 1)
  /// White space after the last character.
  package static let trailing = Blanks(rawValue: 2)
  /// Two or more white-space characters in a row inside the name.
  package static let doubled = Blanks(rawValue: 4)
  /// A tab, a line break or another control character that counts as white space.
  package static let control = Blanks(rawValue: 8)
  /// A no-break space (U+00A0 or U+202F).
  package static let noBreak = Blanks(rawValue: 16)
  /// Any other space (category Zs, Zl or Zp) than the ASCII one, such as U+3000.
  package static let otherSpace = Blanks(rawValue: 32)
  /// A character without width, such as U+200B or U+FEFF; not a joiner inside an emoji or script.
  package static let zeroWidth = Blanks(rawValue: 64)
  /// A soft hyphen (U+00AD).
  package static let softHyphen = Blanks(rawValue: 128)

  /// What stands in the name, in words and in a fixed order: `a leading blank`.
  package var names: [String] {
    let words: [(kind: Blanks, name: String)] = [
      (.leading, "a leading blank"), (.trailing, "a trailing blank"),
      (.doubled, "a doubled blank"), (.control, "a tab or line break"),
      (.noBreak, "a no-break space"), (.otherSpace, "an unusual space"),
      (.zeroWidth, "a zero-width character"), (.softHyphen, "a soft hyphen"),
    ]
    return words.filter { contains($0.kind) }.map(\.name)
  }
}

extension TextForm {
  /// The kinds of blanks in a name; empty for one with single ASCII spaces between words.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  package static func blanks(in bytes: [UInt8]) -> Blanks {
    if isPlain(bytes) { return [] }
    var found: Blanks = []
    let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    var wasBlank = false
    for (index, scalar) in scalars.enumerated() {
      let isBlank = scalar.properties.isWhitespace
      if isBlank {
        if index == 0 { found.insert(.leading) }
        if index == scalars.count - 1 { found.insert(.trailing) }
        if wasBlank { found.insert(.doubled) }
      }
      wasBlank = isBlank
      if let kind = kind(of: scalar), !isJoiner(scalars, at: index) { found.insert(kind) }
    }
    return found
  }

  /// Whether a name is printable ASCII with single spaces between words: nearly all are.
  private static func isPlain(_ bytes: [UInt8]) -> Bool {
    var wasSpace = true
    for byte in bytes {
      guard byte >= 0x20, byte < 0x7F, byte != 0x20 || !wasSpace else { return false }
      wasSpace = byte == 0x20
    }
    return bytes.isEmpty || !wasSpace
  }

  private static func kind(of scalar: Unicode.Scalar) -> Blanks? {
    switch scalar.value {
    case 0x20, 0xFE00...0xFE0F, 0xE0100...0xE01EF: return nil  // Variation selectors show.
    case 0xA0, 0x202F: return .noBreak
    case 0xAD: return .softHyphen
    default: break
    }
    if scalar.properties.isWhitespace {
      return scalar.properties.generalCategory == .control ? .control : .otherSpace
    }
    return scalar.properties.isDefaultIgnorableCodePoint ? .zeroWidth : nil
  }

  /// Whether a joiner (U+200C, U+200D) or an emoji tag stands where it changes what one sees.
  ///
  /// That is between two characters beyond ASCII that are not blank themselves.
  static func isJoiner(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    let value = scalars[index].value
    if (0xE0020...0xE007F).contains(value) { return index > 0 && isShown(scalars[index - 1]) }
    guard value == 0x200C || value == 0x200D, index > 0, index + 1 < scalars.count else {
      return false
    }
    return isShown(scalars[index - 1]) && isShown(scalars[index + 1])
  }

  private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xFE00...0xFE0F, 0xE0020...0xE007F: true
    default:
      !scalar.isASCII && !scalar.properties.isWhitespace
        && !scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  /// One ASCII space for each run of white space, none at the ends, and nothing invisible.
  ///
  /// White_Space and Default_Ignorable_Code_Point as in
  /// https://www.unicode.org/reports/tr44/; joiners inside emoji go too.
  package static func collapsedBlanks(_ bytes: [UInt8]) -> [UInt8] {
    if isPlain(bytes) { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var pending = false
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if scalar.properties.isWhitespace {
        pending = !result.isEmpty
      } else if scalar.isASCII || !scalar.properties.isDefaultIgnorableCodePoint {
        if pending { result.append(UInt8(ascii: " ")) }
        pending = false
        result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    return result
  }
}
