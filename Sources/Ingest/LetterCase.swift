/// Whether a text would change if it were put into upper case.
enum LetterCase {
  static func hasLowerCase(_ text: Span<UInt8>) -> Bool {
    var isASCII = true
    for index in text.indices {
      if text[index] >= 0x61 && text[index] <= 0x7A { return true }
      isASCII = isASCII && text[index] < 0x80
    }
    return !isASCII && !upper(text).elementsEqual(copy(text))
  }

  /// The text with every scalar that has a single one in upper case replaced by it.
  ///
  /// That is what Go's `strings.ToUpper` does, https://pkg.go.dev/strings#ToUpper: a letter such as
  /// sharp s, which would become two, stays.
  static func upper(_ text: Span<UInt8>) -> [UInt8] { upper(copy(text)) }

  /// The text with every scalar that has a single one in upper case replaced by it.
  static func upper(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      let mapping = scalar.properties.uppercaseMapping.unicodeScalars
      let single = mapping.count == 1 ? mapping.first ?? scalar : scalar
      result.append(contentsOf: UTF8.encode(single) ?? UTF8.encodedReplacementCharacter)
    }
    return result
  }

  private static func copy(_ text: Span<UInt8>) -> [UInt8] {
    text.indices.map { text[$0] }
  }
}
