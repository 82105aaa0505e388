import TestSupport
import Testing

@testable import SyncSemantics

/// Cut names, prefixed names, near names and patterns, at every length and in every small case.
struct CutAndAffixTests {
  private func isCut(_ local: String, _ tenant: String, _ product: ProductFacts? = nil) -> Bool {
    NameForm.isCut(
      Array(local.utf8), from: Array(tenant.utf8), product: product ?? ProductFacts(name: "test"))
  }

  /// Lengths of columns and fields in which names are kept.
  private static let columns: Set<Int> = [
    50, 63, 64, 80, 100, 128, 150, 190, 191, 200, 250, 254, 255, 256,
  ]

  @Test func `between whole words only the lengths of columns tell of a cut`() {
    for length in 4...260 {
      let stem = String(String(repeating: "ab ", count: 100).prefix(length - 1)) + "."
      let isColumn = Self.columns.contains(length)
      #expect(isCut(stem, "\(stem)more") == isColumn, "\(length)")
      // A blank at the cut may have been trimmed.
      #expect(isCut(stem, "\(stem) more") == (isColumn || Self.columns.contains(length + 1)))
      #expect(!isCut(stem, stem) && !isCut("x\(stem)", "\(stem)more"))
      // Columns count characters or bytes.
      let wide = "\u{E9}\u{E9}\u{E9}" + stem.dropFirst(3)
      let fits = [length, length + 3].contains { length >= 20 && Self.columns.contains($0) }
      #expect(isCut(wide, "\(wide)more") == fits, "\(length)")
    }
  }

  @Test func `a word that is split tells of a cut from twenty characters on`() {
    for (inner, outer) in [("abc", "def"), ("20", "26"), ("v2", "x"), ("\u{E9}", "\u{E9}s")] {
      for length in (inner.count + 1)...30 {
        let stem = String(repeating: ".", count: length - inner.count - 1) + " " + inner
        // Plain names have no stop before them that is a blank.
        let whole = stem + outer
        #expect(isCut(stem, whole) == (length >= 20), "'\(stem)' of '\(whole)'")
        #expect(!isCut(stem, stem + "." + outer) && !isCut(stem, stem + " " + outer))
      }
    }
  }

  @Test(arguments: ["\u{2026}", "..."])
  func `an ellipsis tells of a cut from eight characters on`(ellipsis: String) {
    let whole = "ab cd ef gh ij kl"
    for length in 1...16 {
      let stem = String(whole.prefix(length))
      guard stem.last != " " else { continue }
      #expect(isCut(stem + ellipsis, whole) == (length >= 8), "\(stem)")
      #expect(!isCut("x" + stem + ellipsis, whole))
    }
    #expect(!isCut(whole + ellipsis, whole) && !isCut(ellipsis, whole))
  }

  @Test func `a product's own limit is exact in characters and leaves half a character in bytes`() {
    let whole = "Caf\u{E9}s. and more"
    let stem = "Caf\u{E9}s."
    for limit in 1...12 {
      let characters = ProductFacts(name: "test", groupNameCharacters: limit)
      #expect(isCut(stem, whole, characters) == (limit == 6 || limit == 7))
      #expect(isCut(stem, "\(stem)x", characters) == (limit == 6))
      let bytes = ProductFacts(name: "test", groupNameBytes: limit)
      #expect(isCut(stem, whole, bytes) == (7...10).contains(limit), "\(limit) bytes")
    }
  }

  /// A name, and all that is left of it when what tells its origin is taken off.
  static let affixes: [(name: String, rests: [String])] = [
    ("App_Finance", ["Finance"]), ("app_Finance", ["Finance"]), ("App_", []), ("App", []),
    ("XApp_Finance", []), ("corp:finance", ["finance"]), ("CORP:f", ["f"]), (":finance", []),
    ("corp:", []), ("corp: finance", []), ("my corp:finance", []), ("corp-finance", []),
    ("saml_oidc", ["oidc", "saml"]), ("Finance (Entra)", ["Finance "]),
    ("Finance [Entra]", ["Finance "]), ("Finance (Entra", ["Finance "]),
    ("Finance@oidc", ["Finance"]),
    ("Finance(saml)", ["Finance"]), ("@oidc", []), ("(saml)", []), ("_saml", []), ("saml_", []),
    ("saml", []), ("Finance saml", []), ("Finance_saml2", []), ("Finance_my saml", []),
    ("Finance)", []), ("", []), ("App_saml_Finance", ["saml_Finance"]), ("saml@Finance", []),
  ]

  @Test(arguments: affixes)
  func `what tells the origin of a group is taken off its name`(
    _ row: (name: String, rests: [String])
  ) {
    let product = ProductFacts(name: "test", groupNamePrefixes: ["", "App_"])
    let rests = NameForm.withoutAffixes(Array(row.name.utf8), product: product)
    #expect(rests.map { String(decoding: $0, as: UTF8.self) } == row.rests)
  }

  @Test(arguments: [
    "saml", "oidc", "oauth", "oauth2", "sso", "aad", "azuread", "entra", "entraid", "ldap", "scim",
    "idp",
  ])
  func `every word for an origin is known on both sides of every sign`(_ word: String) {
    let product = ProductFacts(name: "test")
    for sign in [":", "_", "-", ".", "/", "\\", "|"] {
      for spelled in [word, word.uppercased()] {
        for name in ["\(spelled)\(sign)Nord", "Nord\(sign)\(spelled)"] {
          let rests = NameForm.withoutAffixes(Array(name.utf8), product: product)
          // `Nord:saml` is the mark of a provider called Nord as well.
          let isBoth = sign == ":" && name.hasPrefix("Nord")
          let all = (isBoth ? [spelled] : []) + ["Nord"]
          #expect(rests == all.map { Array($0.utf8) }, "\(name)")
        }
      }
    }
  }

  /// Every word of a and b of up to five letters.
  private static let words: [[UInt8]] = {
    var words: [[UInt8]] = [[]]
    var last = words
    for _ in 0..<5 {
      last = last.flatMap { [$0 + [0x61], $0 + [0x62]] }
      words += last
    }
    return words
  }()

  /// All that one edit makes of a word.
  private static func edits(of word: [UInt8]) -> Set<[UInt8]> {
    var results: Set<[UInt8]> = []
    for place in 0...word.count {
      for letter: UInt8 in [0x61, 0x62] {
        results.insert(Array(word[..<place]) + [letter] + word[place...])
        guard place < word.count else { continue }
        results.insert(Array(word[..<place]) + [letter] + word[(place + 1)...])
        results.insert(Array(word[..<place]) + word[(place + 1)...])
      }
    }
    return results
  }

  @Test func `a distance is the number of edits that lead from one word to the other`() {
    for word in Self.words {
      var (reached, steps): (Set<[UInt8]>, [[UInt8]: Int]) = ([word], [word: 0])
      for step in 1...5 {
        reached = Set(reached.flatMap(Self.edits)).filter { $0.count <= 5 && steps[$0] == nil }
        for other in reached { steps[other] = step }
      }
      for other in Self.words {
        for limit in 0...5 {
          let distance = steps[other].flatMap { $0 <= limit ? $0 : nil }
          if boundedEditDistance(word, other, atMost: limit) != distance {
            Issue.record("\(word) and \(other) within \(limit): \(distance ?? -1)")
          }
        }
      }
    }
  }

  /// How long a name is, and how many of its bytes may differ.
  static let rooms: [(length: Int, room: Int)] = [
    (1, 1), (2, 1), (7, 1), (8, 2), (11, 2), (12, 3), (15, 3), (16, 3), (40, 3),
  ]

  @Test(arguments: rooms)
  func `a quarter of a name may differ, three bytes at most`(_ row: (length: Int, room: Int)) {
    let name = [UInt8](repeating: UInt8(ascii: "n"), count: row.length)
    let others = (0...4).map { name + [UInt8](repeating: UInt8(ascii: "x"), count: $0) }
    #expect(nearestNames(to: name, among: others, count: 9) == Array(0...row.room))
    #expect(nearestNames(to: name, among: others.reversed(), count: 2) == [4, 3])
    // A blank of three bytes is one byte of the plain name, and many are none at all.
    let blanks = (0...3).map { name + Array(String(repeating: "\u{3000}", count: $0).utf8) }
    #expect(nearestNames(to: name, among: blanks, count: 9) == [0, 1, 2, 3])
  }

  /// Whether a text answers to a pattern, one sign after another.
  private func answers(_ text: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
    guard let sign = pattern.first else { return text.isEmpty }
    if sign == UInt8(ascii: "*") {
      return answers(text, pattern.dropFirst())
        || !text.isEmpty && answers(text.dropFirst(), pattern)
    }
    guard let letter = text.first, sign == UInt8(ascii: "?") || sign == letter else { return false }
    return answers(text.dropFirst(), pattern.dropFirst())
  }

  @Test func `a pattern answers as its definition says, for every short pattern and text`() {
    var patterns: [[UInt8]] = [[]]
    for _ in 0..<4 {
      patterns += patterns.flatMap { head in Array("ab*?".utf8).map { head + [$0] } }
    }
    for pattern in Set(patterns) {
      let glob = Glob(pattern)
      for text in Self.words where glob.matches(text) != answers(text[...], pattern[...]) {
        Issue.record("\(String(decoding: pattern, as: UTF8.self)) of \(text)")
      }
    }
    #expect(Glob(Array("?".utf8)).matches(Array("\u{1F600}".utf8)))
    #expect(!Glob(Array("?".utf8)).matches(Array("e\u{301}".utf8)))
    #expect(!Glob(Array("\u{E9}*".utf8)).matches(Array("e\u{301}a".utf8)))
  }
}
