import UnicodeForms

/// Forms of names that take away one kind of difference after another.
///
/// All work on UTF-8 bytes and take time in proportion to the name.
enum NameForm {
  /// One ASCII blank for each run of them, none at the ends.
  static func collapsedASCIIBlanks(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var pending = false
    for byte in bytes {
      if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") {
        pending = !result.isEmpty
      } else {
        if pending { result.append(UInt8(ascii: " ")) }
        pending = false
        result.append(byte)
      }
    }
    return result
  }

  /// Normalised, without invisible characters and without case.
  static func plain(_ bytes: [UInt8]) -> [UInt8] {
    TextForm.nfc(TextForm.folded(TextForm.nfc(TextForm.collapsedBlanks(bytes))))
  }

  /// The words of a plain name without the signs between them; `&` is a word of its own.
  static func words(_ plain: [UInt8]) -> [[UInt8]] {
    var words: [[UInt8]] = []
    var word: [UInt8] = []
    func end() {
      if !word.isEmpty { words.append(word) }
      word = []
    }
    for scalar in String(decoding: plain, as: UTF8.self).unicodeScalars {
      if isSeparator(scalar) {
        end()
      } else if scalar == "&" {
        end()
        words.append([UInt8(ascii: "&")])
      } else {
        word.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    end()
    return words
  }

  /// Words one after another; a hyphen stays between two digits, so that `1 1` is not `11`.
  static func joined(_ words: [[UInt8]]) -> [UInt8] {
    var result: [UInt8] = []
    for word in words {
      if let last = result.last, let first = word.first, isDigit(last), isDigit(first) {
        result.append(UInt8(ascii: "-"))
      }
      result.append(contentsOf: word)
    }
    return result
  }

  /// A plain name without the signs between its words.
  static func squeezed(_ plain: [UInt8]) -> [UInt8] { joined(words(plain)) }

  /// A plain name without the signs between its words, and with `&` for every "and".
  static func reworded(_ plain: [UInt8]) -> [UInt8] {
    joined(words(plain).map { conjunctions.contains($0) ? [UInt8(ascii: "&")] : $0 })
  }

  static let conjunctions: [[UInt8]] = ["and", "und", "et", "och", "og", "+"].map {
    Array($0.utf8)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  /// Blanks, dashes, underscores, quotation marks, brackets and the stops between words.
  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case " ", "_", "-", ".", "/", "\\", ",", ":", ";", "|", "(", ")", "[", "]", "'", "\"", "`":
      true
    case "\u{2010}"..."\u{2015}", "\u{2212}", "\u{2018}"..."\u{201F}", "\u{2022}", "\u{00B7}",
      "\u{00B4}", "\u{00AB}", "\u{00BB}", "\u{2039}", "\u{203A}", "\u{FE58}", "\u{FF0D}",
      "\u{FF3F}":
      true
    default: false
    }
  }
}
