import Foundation
import Testing

@testable import SyncSemantics

/// What encodings and languages make of names, by their own tables.
struct SpellingTests {
  /// A byte as Windows-1252 shows it; what it leaves undefined the web takes for a control.
  private static func shown(_ byte: UInt8) -> String {
    if [0x81, 0x8D, 0x8F, 0x90, 0x9D].contains(byte) { return String(Unicode.Scalar(byte)) }
    return String(data: Data([byte]), encoding: .windowsCP1252) ?? ""
  }

  @Test func `whatever is read as Windows-1252 or Latin-1 is read back`() {
    let ranges: [ClosedRange<UInt32>] = [0x80...0x7FF, 0x2000...0x22FF, 0x1F600...0x1F64F]
    for scalar in ranges.joined().compactMap(Unicode.Scalar.init) {
      let name = Array("a \(Character(scalar)) b".utf8)
      let windows = name.map(Self.shown).joined()
      #expect(NameForm.rereadAsUTF8(Array(windows.utf8)) == name, "U+\(scalar.value)")
      let latin = String(String.UnicodeScalarView(name.map { Unicode.Scalar($0) }))
      #expect(NameForm.rereadAsUTF8(Array(latin.utf8)) == name, "U+\(scalar.value)")
    }
  }

  @Test(arguments: [
    "", "plain", "\u{E9}", "\u{C3}", "\u{C3}\u{C3}\u{A9}", "\u{A9}\u{C3}", "\u{E2}\u{20AC}",
    "\u{C3}\u{A9} \u{6E2F}", "\u{20AC}", "\u{F0}\u{178}", "\u{153}\u{C3}",
  ])
  func `what cannot have been read wrongly is left alone`(_ name: String) {
    #expect(NameForm.rereadAsUTF8(Array(name.utf8)) == nil)
  }

  /// A name with references, and what they stand for.
  ///
  /// Sources: https://html.spec.whatwg.org/multipage/named-characters.html and
  /// https://www.rfc-editor.org/rfc/rfc3986#section-2.1.
  static let references: [(name: String, decoded: String)] = [
    ("R&amp;D", "R&D"), ("&lt;&gt;&quot;&apos;", "<>\"'"), ("a&nbsp;b", "a b"),
    ("a&ndash;b&mdash;c", "a\u{2013}b\u{2014}c"), ("co&shy;op", "coop"),
    ("&#65;&#x41;&#X41;", "AAA"),
    ("&#233;&#xe9;&#xE9;", "\u{E9}\u{E9}\u{E9}"), ("&#x1F600;", "\u{1F600}"),
    // Twelve characters are a reference, thirteen are none.
    ("&#x00000041;", "A"), ("&#x000000041;", "&#x000000041;"), ("&#000000065;", "A"),
    // What was encoded three times is decoded, what was encoded once more is not.
    ("&amp;amp;lt;", "<"), ("&amp;amp;amp;lt;", "&lt;"), ("%252541", "A"), ("%25252541", "%41"),
    ("%26lt%3B", "<"), ("a%20b%2Fc", "a b/c"), ("Caf%C3%A9%c3%a9", "Caf\u{E9}\u{E9}"),
    ("R&D", "R&D"), ("R&D; more", "R&D; more"), ("&amp", "&amp"), ("&;", "&;"), ("&#;", "&#;"),
    ("&#x;", "&#x;"), ("&#xD800;", "&#xD800;"), ("&#x110000;", "&#x110000;"), ("&AMP;", "&AMP;"),
    ("&auml;", "&auml;"), ("&#-65;", "&#-65;"), ("&#6 5;", "&#6 5;"), ("&#+65;", "&#+65;"),
    ("&#-0;", "&#-0;"),
    ("&#x+41;", "&#x+41;"), ("Top 10%+1 Club", "Top 10%+1 Club"), ("%+4", "%+4"), ("%-0", "%-0"),
    ("100%", "100%"),
    ("100%4", "100%4"), ("%4g", "%4g"), ("%-4", "%-4"), ("Caf%E9", "Caf%E9"), ("%41%FF", "%41%FF"),
  ]

  @Test(arguments: references)
  func `references are decoded, and what only looks like one stays`(
    _ row: (name: String, decoded: String)
  ) {
    let found = NameForm.decodedEntities(Array(row.name.utf8))
    #expect(String(decoding: found, as: UTF8.self) == row.decoded)
  }

  /// Of a damaged name and a whole one, whether the first may have been the second.
  static let damages: [(damaged: String, whole: String, isDamaged: Bool)] = [
    ("Caf?", "Caf\u{E9}", true), ("Caf??", "Caf\u{E9}", true), ("Caf\u{FFFD}?", "Caf\u{E9}", true),
    ("??", "\u{65E5}\u{672C}", true), ("???", "\u{65E5}\u{672C}", true),
    ("??????", "\u{65E5}\u{672C}", true), ("????", "\u{1F600}", true),
    ("?a?", "\u{E9}a\u{E9}", true), ("Who? ?", "Who? \u{E9}", true),
    ("???????", "\u{65E5}\u{672C}", false), ("?????", "\u{1F600}", false),
    ("?", "\u{65E5}\u{672C}", false), ("Caf???", "Caf\u{E9}", false), ("Caf", "Caf\u{E9}", false),
    ("Caf?", "Caf", false), ("Caf?", "Cafe", false), ("Caf?", "Caf\u{FFFD}", false),
    ("Caf?s", "Caf\u{E9}", false), ("Caf?", "Caf\u{E9}s", false), ("Who?", "Who?", false),
    ("", "", false), ("?", "", false), ("", "\u{E9}", false), ("Caf\u{E9}", "Caf\u{E9}", false),
  ]

  @Test(arguments: damages)
  func `each sign of damage stands for a letter or for one of its bytes`(
    _ row: (damaged: String, whole: String, isDamaged: Bool)
  ) {
    let (damaged, whole) = (Array(row.damaged.utf8), Array(row.whole.utf8))
    #expect(NameForm.isDamaged(damaged, formOf: whole) == row.isDamaged)
  }

  /// Letters with the base letters of Unicode and of dictionaries, and as people type them.
  static let letters: [(letter: String, base: String, typed: String)] = [
    ("\u{E4}", "a", "ae"), ("\u{F6}", "o", "oe"), ("\u{FC}", "u", "ue"), ("\u{E5}", "a", "aa"),
    ("\u{F8}", "o", "oe"), ("\u{E6}", "ae", "ae"), ("\u{153}", "oe", "oe"), ("\u{DF}", "ss", "ss"),
    ("\u{FE}", "th", "th"), ("\u{F0}", "d", "d"), ("\u{111}", "d", "d"), ("\u{142}", "l", "l"),
    ("\u{127}", "h", "h"), ("\u{167}", "t", "t"), ("\u{131}", "i", "i"), ("\u{E9}", "e", "e"),
    ("\u{F1}", "n", "n"), ("\u{E7}", "c", "c"), ("\u{161}", "s", "s"), ("\u{17C}", "z", "z"),
    // Neither a mark nor a stroke: another letter.
    ("\u{6E2F}", "\u{6E2F}", "\u{6E2F}"), ("\u{436}", "\u{436}", "\u{436}"),
    ("\u{3C3}", "\u{3C3}", "\u{3C3}"), ("a", "a", "a"), ("?", "?", "?"), ("&", "&", "&"),
  ]

  @Test(arguments: letters)
  func `a letter has a base letter and a way to type it`(
    _ row: (letter: String, base: String, typed: String)
  ) {
    let name = Array("x\(row.letter)y\(row.letter)".utf8)
    #expect(NameForm.baseLetters(name) == Array("x\(row.base)y\(row.base)".utf8))
    #expect(NameForm.transliterated(name) == Array("x\(row.typed)y\(row.typed)".utf8))
  }

  /// Signs that stand between words: blanks, dashes, quotation marks, brackets, stops.
  private static let between =
    " _-./\\,:;|()[]'\"`\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212}\u{2018}\u{2019}"
    + "\u{201A}\u{201B}\u{201C}\u{201D}\u{201E}\u{201F}\u{2022}\u{B7}\u{B4}\u{AB}\u{BB}\u{2039}"
    + "\u{203A}\u{FE58}\u{FF0D}\u{FF3F}"
  private static let within = "!#$%*+=<>?@^{}~\u{A7}\u{2026}\u{2032}\u{30FB}\u{200D}\u{640}a\u{E9}"

  @Test func `signs between words are no part of them, other signs are`() {
    for sign in Self.between.unicodeScalars {
      #expect(NameForm.squeezed(Array("a\(sign)b".utf8)) == Array("ab".utf8), "U+\(sign.value)")
      #expect(NameForm.squeezed(Array("1\(sign)\(sign)2".utf8)) == Array("1-2".utf8))
      #expect(NameForm.squeezed(Array("\(sign)a1\(sign)b\(sign)".utf8)) == Array("a1b".utf8))
    }
    for sign in Self.within.unicodeScalars {
      let name = Array("a\(sign)1\(sign)2".utf8)
      #expect(NameForm.words(name) == [name], "U+\(sign.value)")
      #expect(NameForm.squeezed(name) == name)
    }
    #expect(
      NameForm.words(Array("r&d & co".utf8)) == ["r", "&", "d", "&", "co"].map { Array($0.utf8) })
  }

  @Test(arguments: ["and", "und", "et", "och", "og", "+", "&"])
  func `every word for and is the same sign, where it is a word`(_ word: String) {
    func reworded(_ name: String) -> String {
      String(decoding: NameForm.reworded(Array(name.utf8)), as: UTF8.self)
    }
    #expect(reworded("law \(word) order") == "law&order")
    #expect(reworded("law_\(word)-order") == "law&order")
    #expect(reworded("\(word)") == "&")
    guard word != "&" else { return }
    #expect(reworded("law\(word) order") == "law\(word)order")
    #expect(reworded("law x\(word) order") == "lawx\(word)order")
  }

  /// User principal names, and the addresses of the guests that they were made of.
  ///
  /// Source: "Properties of a Microsoft Entra B2B collaboration user",
  /// https://learn.microsoft.com/entra/external-id/user-properties.
  static let guests: [(name: String, address: String?)] = [
    ("john_contoso.com#EXT#@fabrikam.onmicrosoft.com", "john@contoso.com"),
    ("j_r_contoso.com#EXT#@fabrikam.com", "j_r@contoso.com"), ("a_b#ext#@c", "a@b"),
    ("a_b#Ext#@c_d.com", "a@b"), ("a_b#EXT#c#EXT#@d", "a@b"), ("a_#EXT#@c", "a@"),
    ("_b#EXT#@c", nil), ("ab#EXT#@c_d.com", nil), ("#EXT#@c", nil), ("a_b@c.com", nil), ("", nil),
    ("a_b#EXT@c", nil), ("a_b#EX#T@c", nil), ("#EXT#", nil), ("a@b_c.com", nil),
  ]

  @Test(arguments: guests)
  func `the name of a guest tells the address at home`(_ row: (name: String, address: String?)) {
    let found = UserNameForm.guestAddress(Array(row.name.utf8))
    #expect(found.map { String(decoding: $0, as: UTF8.self) } == row.address)
  }
}
