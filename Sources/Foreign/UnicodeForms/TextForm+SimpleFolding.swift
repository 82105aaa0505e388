private import CICU

extension TextForm {
  /// Simple case folding, scalar by scalar: `É` becomes `é`, and `ß` stays as it is.
  ///
  /// The rows C and S of CaseFolding.txt
  /// (https://www.unicode.org/Public/UCD/latest/ucd/CaseFolding.txt).
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  package static func simplyFolded(_ bytes: [UInt8]) -> [UInt8] {
    if isASCII(bytes.span) { return asciiFolded(bytes) }
    if bytes.count > longestName { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      let value = rollcall_icu_fold_scalar(Int32(bitPattern: scalar.value))
      let folded = Unicode.Scalar(UInt32(bitPattern: value)) ?? scalar
      result.append(contentsOf: UTF8.encode(folded) ?? UTF8.encodedReplacementCharacter)
    }
    return result
  }
}
