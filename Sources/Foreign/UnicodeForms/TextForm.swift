/// The forms in which names are compared, over UTF-8 bytes; none depends on a locale.
///
/// Plain ASCII takes a short way, and an array that already has its form is returned as it is.
/// Where a form has to look at characters, broken UTF-8 counts as U+FFFD, one for each maximal
/// subpart. What is longer than `longestName` is no name and is returned unchanged.
package enum TextForm {
  /// The most bytes for which a form is made: 1 MiB.
  package static let longestName = 1 << 20

  /// Whether all bytes are ASCII.
  package static func isASCII(_ bytes: Span<UInt8>) -> Bool {
    var union: UInt8 = 0
    for index in bytes.indices { union |= bytes[index] }
    return union < 0x80
  }

  /// Whether the bytes are in Normalization Form C; broken UTF-8 is not.
  ///
  /// Unicode Standard Annex 15 (https://www.unicode.org/reports/tr15/).
  package static func isNFC(_ bytes: Span<UInt8>) -> Bool {
    if isASCII(bytes) || bytes.count > longestName { return true }
    return isValidUTF8(bytes) && ICU.isNFC(ICU.utf16(bytes))
  }

  /// Whether the bytes are in Normalization Form C; broken UTF-8 is not.
  package static func isNFC(_ bytes: [UInt8]) -> Bool { isNFC(bytes.span) }

  /// Normalization Form C: one spelling for all canonically equal ones.
  package static func nfc(_ bytes: [UInt8]) -> [UInt8] {
    if isNFC(bytes.span) { return bytes }
    return converted(bytes, by: .nfc)
  }

  /// Full case folding: `ß` becomes `ss`, all sigmas become one.
  ///
  /// The default folding of CaseFolding.txt without the Turkic rows
  /// (https://www.unicode.org/Public/UCD/latest/ucd/CaseFolding.txt).
  package static func folded(_ bytes: [UInt8]) -> [UInt8] {
    isASCII(bytes.span) ? asciiFolded(bytes) : converted(bytes, by: .foldCase)
  }

  /// Lower case by the rules of the root locale, final sigma included.
  package static func lowercased(_ bytes: [UInt8]) -> [UInt8] {
    isASCII(bytes.span) ? asciiFolded(bytes) : converted(bytes, by: .lowercase)
  }

  /// Lower-cases `A` to `Z` and leaves every other byte, as SQLite's NOCASE does.
  package static func asciiFolded(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(where: { $0 &- 65 < 26 }) else { return bytes }
    return bytes.map { $0 &- 65 < 26 ? $0 | 32 : $0 }
  }

  /// The skeleton: equal for texts that look alike, such as Cyrillic `а` and Latin `a`.
  ///
  /// For comparison only: the skeleton of `m` is `rn`. Unicode Technical Standard 39, section 4
  /// (https://www.unicode.org/reports/tr39/#Confusable_Detection).
  package static func skeleton(_ bytes: [UInt8]) -> [UInt8] {
    if bytes.count > longestName { return bytes }
    guard isASCII(bytes.span) else { return converted(bytes, by: .skeleton) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 8)
    for byte in bytes { result += skeletonsOfASCII[Int(byte)] }
    return result
  }

  /// Drops accents: `Café` becomes `Cafe`.
  ///
  /// Decomposes, removes nonspacing marks (general category Mn), with or without a base letter,
  /// and composes the rest.
  package static func strippedMarks(_ bytes: [UInt8]) -> [UInt8] {
    if isASCII(bytes.span) || bytes.count > longestName { return bytes }
    let decomposed = ICU.utf8(ICU.apply(.nfd, to: ICU.utf16(bytes.span)))
    var kept = String.UnicodeScalarView()
    for scalar in String(decoding: decomposed, as: UTF8.self).unicodeScalars
    where scalar.properties.generalCategory != .nonspacingMark {
      kept.append(scalar)
    }
    return nfc(Array(String(kept).utf8))
  }

  /// Writes every dash and the minus sign (U+2010 to U+2015, U+2212) as a hyphen-minus.
  package static func unifiedDashes(_ bytes: [UInt8]) -> [UInt8] {
    if isASCII(bytes.span) { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if isDash(bytes, at: index) {
        result.append(UInt8(ascii: "-"))
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  private static func isDash(_ bytes: [UInt8], at index: Int) -> Bool {
    guard bytes[index] == 0xE2, index + 2 < bytes.count else { return false }
    let (second, third) = (bytes[index + 1], bytes[index + 2])
    return second == 0x80 && (0x90...0x95).contains(third) || second == 0x88 && third == 0x92
  }

  private static func converted(_ bytes: [UInt8], by operation: ICU.Operation) -> [UInt8] {
    if bytes.count > longestName { return bytes }
    return ICU.utf8(ICU.apply(operation, to: ICU.utf16(bytes.span)))
  }

  /// The skeletons of all ASCII characters; that of an ASCII text is made of them.
  private static let skeletonsOfASCII: [[UInt8]] = (UInt8(0)..<128).map {
    ICU.utf8(ICU.apply(.skeleton, to: [UInt16($0)]))
  }
}

extension TextForm {
  /// Whether the bytes are well-formed UTF-8.
  package static func isValidUTF8(_ bytes: Span<UInt8>) -> Bool {
    do {
      _ = try UTF8Span(validating: bytes)
      return true
    } catch {
      return false
    }
  }

  /// Whether the bytes are well-formed UTF-8.
  package static func isValidUTF8(_ bytes: [UInt8]) -> Bool { isValidUTF8(bytes.span) }

  /// How many bytes stand before the first one that belongs to no character; all if none does.
  package static func lengthOfValidUTF8(_ bytes: [UInt8]) -> Int {
    do {
      _ = try UTF8Span(validating: bytes.span)
      return bytes.count
    } catch {
      return error.byteOffsets.lowerBound
    }
  }

  /// Well-formed UTF-8: each maximal subpart of a broken sequence becomes U+FFFD.
  ///
  /// The Unicode Standard, section 3.9, "Substitution of Maximal Subparts"
  /// (https://www.unicode.org/versions/latest/core-spec/chapter-3/#G66453).
  package static func repairedUTF8(_ bytes: [UInt8]) -> [UInt8] {
    isValidUTF8(bytes.span) ? bytes : Array(String(decoding: bytes, as: UTF8.self).utf8)
  }
}
