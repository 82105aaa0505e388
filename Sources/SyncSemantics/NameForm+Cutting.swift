import UnicodeForms

extension NameForm {
  /// Lengths at which columns and programs cut names; a cut elsewhere has to split a word.
  private static let usualLimits = [
    50, 63, 64, 80, 100, 128, 150, 190, 191, 200, 250, 254, 255, 256,
  ]

  /// Whether a name is another one that was cut at a limit.
  ///
  /// Shorter than `shortestCut` it is not, unless that is the product's own limit.
  static func isCut(_ local: [UInt8], from tenant: [UInt8], product: ProductFacts) -> Bool {
    let (stem, hasEllipsis) = stem(of: local)
    let (part, whole) = (plain(stem), plain(tenant))
    guard !part.isEmpty, part.count < whole.count, whole.starts(with: part) else { return false }
    let characters = String(decoding: stem, as: UTF8.self).unicodeScalars.count
    if hasEllipsis { return characters >= 8 }
    // A blank at the cut is often trimmed.
    let nextIsBlank = whole[part.count] == UInt8(ascii: " ")
    func isLimit(_ limit: Int, _ length: Int) -> Bool {
      limit > 0 && (length == limit || nextIsBlank && length == limit - 1)
    }
    if isLimit(product.groupNameCharacters, characters) { return true }
    if product.groupNameBytes > 0, (0...3).contains(product.groupNameBytes - local.count) {
      return true
    }
    guard characters >= shortestCut else { return false }
    for limit in usualLimits
    where isLimit(limit, characters) || isLimit(limit, local.count) {
      return true
    }
    return splitsWord(part, whole)
  }

  /// The fewest characters of a name that is taken for a cut one at no known limit.
  static let shortestCut = 20

  /// A name without the ellipsis or the broken character at its end.
  static func stem(of name: [UInt8]) -> (bytes: [UInt8], hasEllipsis: Bool) {
    for ellipsis in ["\u{2026}", "..."] where name.ends(with: Array(ellipsis.utf8)) {
      return (Array(name.dropLast(ellipsis.utf8.count)), true)
    }
    var bytes = TextForm.repairedUTF8(name)
    while bytes.ends(with: [0xEF, 0xBF, 0xBD]) { bytes.removeLast(3) }
    return (bytes, false)
  }

  private static func splitsWord(_ part: [UInt8], _ whole: [UInt8]) -> Bool {
    let last = String(decoding: part, as: UTF8.self).unicodeScalars.last
    let next = String(decoding: whole[part.count...], as: UTF8.self).unicodeScalars.first
    return [last, next].allSatisfy {
      $0.map { $0.properties.isAlphabetic || $0.properties.numericType != nil } ?? false
    }
  }

  /// What is left of a name when a prefix or suffix that names its origin is taken off.
  static func withoutAffixes(_ name: [UInt8], product: ProductFacts) -> [[UInt8]] {
    var results: [[UInt8]] = []
    for prefix in product.groupNamePrefixes {
      let bytes = Array(prefix.utf8)
      if !bytes.isEmpty, name.count > bytes.count,
        TextForm.asciiFolded(Array(name.prefix(bytes.count))) == TextForm.asciiFolded(bytes)
      {
        results.append(Array(name.dropFirst(bytes.count)))
      }
    }
    if let end = name.firstIndex(where: isAffixEnd), end + 1 < name.count {
      let word = TextForm.asciiFolded(Array(name[..<end]))
      // `corp:finance` is how a provider marks a group; `Project: Finance` is how people write.
      let isProvider =
        name[end] == UInt8(ascii: ":") && !word.isEmpty && name[end + 1] != 32
        && !word.contains(32)
      if isProvider || origins.contains(word) { results.append(Array(name[(end + 1)...])) }
    }
    if let rest = withoutOrigin(atEndOf: name) { results.append(rest) }
    return results
  }

  /// `Finance (Entra)`, `Finance_saml`, `Finance@oidc`.
  private static func withoutOrigin(atEndOf name: [UInt8]) -> [UInt8]? {
    var tail = name[...]
    if tail.last == UInt8(ascii: ")") || tail.last == UInt8(ascii: "]") { tail.removeLast() }
    let isEnd: (UInt8) -> Bool = {
      isAffixEnd($0) || $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: "[") || $0 == 64
    }
    guard let start = tail.lastIndex(where: isEnd), start > 0,
      origins.contains(TextForm.asciiFolded(Array(tail[(start + 1)...])))
    else { return nil }
    return Array(name[..<start])
  }

  private static func isAffixEnd(_ byte: UInt8) -> Bool {
    [58, 95, 45, 46, 47, 92, 124].contains(byte)  // : _ - . / \ |
  }

  /// Words for where a group came from, as connectors write them.
  private static let origins: [[UInt8]] = [
    "saml", "oidc", "oauth", "oauth2", "sso", "aad", "azuread", "entra", "entraid", "ldap",
    "scim", "idp",
  ].map { Array($0.utf8) }
}

extension [UInt8] {
  fileprivate func ends(with other: [UInt8]) -> Bool { suffix(other.count).elementsEqual(other) }
}
