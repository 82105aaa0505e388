import DirectoryModel
import UnicodeForms

extension NameForm {
  /// A plain name with the base letters of accented and crossed ones: `Søren` → `soren`.
  static func baseLetters(_ plain: [UInt8]) -> [UInt8] {
    if TextForm.isASCII(plain.span) { return plain }
    return replaced(TextForm.strippedMarks(plain), by: bases)
  }

  /// A plain name as German and Danish write it without accents: `jürgen` → `juergen`.
  static func transliterated(_ plain: [UInt8]) -> [UInt8] {
    if TextForm.isASCII(plain.span) { return plain }
    return baseLetters(replaced(plain, by: transliterations))
  }

  private static let bases: [Unicode.Scalar: String] = [
    "\u{F8}": "o", "\u{111}": "d", "\u{F0}": "d", "\u{142}": "l", "\u{131}": "i",
    "\u{127}": "h", "\u{167}": "t", "\u{E6}": "ae", "\u{153}": "oe", "\u{DF}": "ss",
    "\u{FE}": "th",
  ]

  private static let transliterations: [Unicode.Scalar: String] = [
    "\u{E4}": "ae", "\u{F6}": "oe", "\u{FC}": "ue", "\u{E5}": "aa", "\u{F8}": "oe",
  ]

  private static func replaced(
    _ bytes: [UInt8], by table: [Unicode.Scalar: String]
  ) -> [UInt8] {
    var result: [UInt8] = []
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if let other = table[scalar] {
        result.append(contentsOf: other.utf8)
      } else {
        result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    return result
  }

  /// What was written as UTF-8 and read as Windows-1252 or Latin-1, read rightly; `nil` if it
  /// was not.
  ///
  /// Source of the table: "windows-1252", https://encoding.spec.whatwg.org/#windows-1252.
  static func rereadAsUTF8(_ bytes: [UInt8]) -> [UInt8]? {
    if TextForm.isASCII(bytes.span) { return nil }
    var result: [UInt8] = []
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if scalar.value < 0x100 {
        result.append(UInt8(scalar.value))
      } else if let index = windows1252.firstIndex(of: scalar.value) {
        result.append(UInt8(0x80 + index))
      } else {
        return nil
      }
    }
    guard TextForm.isValidUTF8(result.span), result != bytes else { return nil }
    return result
  }

  /// The code points of bytes 0x80 to 0x9F.
  private static let windows1252: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039,
    0x152, 0x8D, 0x17D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
  ]

  /// Whether a name could be another one in which letters beyond ASCII became `?` or U+FFFD.
  ///
  /// Each sign stands for one such letter, or for one byte of it.
  static func isDamaged(_ damaged: [UInt8], formOf whole: [UInt8]) -> Bool {
    let signs = Array(String(decoding: damaged, as: UTF8.self).unicodeScalars)
    let letters = Array(String(decoding: whole, as: UTF8.self).unicodeScalars)
    var (i, j, repairs) = (0, 0, 0)
    while i < signs.count {
      if j < letters.count, signs[i] == letters[j] {
        (i, j) = (i + 1, j + 1)
        continue
      }
      let start = i
      while i < signs.count, signs[i] == "?" || signs[i] == "\u{FFFD}" { i += 1 }
      var bytes = 0
      let first = j
      while j < letters.count, !letters[j].isASCII, letters[j] != "\u{FFFD}", j - first < i - start
      {
        bytes += UTF8.width(letters[j])
        j += 1
      }
      guard i > start, j > first, i - start <= bytes else { return false }
      repairs += 1
    }
    return j == letters.count && repairs > 0
  }

  /// What is left of a plain name when everything that damage could touch is taken out.
  static func undamageable(_ plain: [UInt8]) -> [UInt8] {
    plain.filter { $0 < 0x80 && $0 != UInt8(ascii: "?") }
  }

  /// A name with its HTML entities and percent signs decoded, however often they were encoded.
  static func decodedEntities(_ bytes: [UInt8]) -> [UInt8] {
    var current = bytes
    for _ in 0..<3 {
      let next = decodedPercents(decodedOnce(current))
      if next == current { break }
      current = next
    }
    return current
  }

  private static let entities: [(name: [UInt8], text: String)] = [
    ("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'"), ("nbsp", " "),
    ("ndash", "\u{2013}"), ("mdash", "\u{2014}"), ("shy", ""),
  ].map { (Array($0.0.utf8), $0.1) }

  private static func decodedOnce(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(UInt8(ascii: "&")) else { return bytes }
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "&"),
        let end = bytes[index...].prefix(12).firstIndex(of: UInt8(ascii: ";")),
        let text = entity(bytes[(index + 1)..<end])
      {
        result.append(contentsOf: text.utf8)
        index = end + 1
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  private static func entity(_ name: ArraySlice<UInt8>) -> String? {
    guard name.first == UInt8(ascii: "#") else {
      return entities.first { $0.name.elementsEqual(name) }?.text
    }
    let digits = String(decoding: name.dropFirst(), as: UTF8.self)
    let value =
      digits.first == "x" || digits.first == "X"
      ? number(digits.dropFirst(), radix: 16) : number(digits[...], radix: 10)
    return value.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
  }

  /// A number of digits alone: the standard library takes a sign before them as well.
  private static func number(_ digits: Substring, radix: Int) -> UInt32? {
    guard let first = digits.utf8.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-")
    else { return nil }
    return UInt32(digits, radix: radix)
  }

  /// The name with its percent signs decoded, as it is where that makes no text.
  private static func decodedPercents(_ bytes: [UInt8]) -> [UInt8] {
    let result = HexDigits.percentDecoded(bytes)
    return TextForm.isValidUTF8(result.span) ? result : bytes
  }
}
