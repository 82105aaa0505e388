import Testing
import UnicodeForms

/// The bytes of a text in UTF-8.
func utf8(_ text: String) -> [UInt8] { Array(text.utf8) }

/// A text whose broken bytes stay visible in a failure.
func shown(_ bytes: [UInt8]) -> String { TextForm.visible(bytes) }

struct TextFormTests {
  static let nfc: [(given: String, form: String)] = [
    ("", ""), ("Finance", "Finance"), ("Gru\u{308}ppe", "Gr\u{FC}ppe"),
    ("Gr\u{FC}ppe", "Gr\u{FC}ppe"), ("\u{212B}ngstr\u{F6}m", "\u{C5}ngstr\u{F6}m"),
    ("\u{1100}\u{1161}\u{11A8}", "\u{AC01}"), ("a\u{323}\u{307}", "\u{1EA1}\u{307}"),
    ("a\u{307}\u{323}", "\u{1EA1}\u{307}"), ("\u{FB01}nance", "\u{FB01}nance"),
    ("\u{958}\u{F900}", "\u{915}\u{93C}\u{8C48}"), ("\u{308}x", "\u{308}x"),
    ("\u{1F469}\u{200D}\u{1F4BB}", "\u{1F469}\u{200D}\u{1F4BB}"),
  ]

  @Test(arguments: nfc)
  func `canonically equal spellings get one form`(_ row: (given: String, form: String)) {
    #expect(TextForm.nfc(utf8(row.given)) == utf8(row.form))
    #expect(TextForm.isNFC(utf8(row.form)))
    #expect(TextForm.isNFC(utf8(row.given)) == row.given.utf8.elementsEqual(row.form.utf8))
  }

  static let folded: [(given: String, folded: String, lower: String, ascii: String)] = [
    ("", "", "", ""), ("FINANCE [A]", "finance [a]", "finance [a]", "finance [a]"),
    ("stra\u{DF}e", "strasse", "stra\u{DF}e", "stra\u{DF}e"),
    ("STRA\u{1E9E}E", "strasse", "stra\u{DF}e", "stra\u{1E9E}e"),
    ("\u{130}T", "i\u{307}t", "i\u{307}t", "\u{130}t"),
    ("I\u{131}", "i\u{131}", "i\u{131}", "i\u{131}"),
    (
      "\u{39F}\u{394}\u{39F}\u{3A3}", "\u{3BF}\u{3B4}\u{3BF}\u{3C3}",
      "\u{3BF}\u{3B4}\u{3BF}\u{3C2}", "\u{39F}\u{394}\u{39F}\u{3A3}"
    ),
    ("\u{3C2}", "\u{3C3}", "\u{3C2}", "\u{3C2}"),
    ("\u{C9}LAN", "\u{E9}lan", "\u{E9}lan", "\u{C9}lan"),
    ("\u{FB01}x", "fix", "\u{FB01}x", "\u{FB01}x"), ("\u{212A}", "k", "k", "\u{212A}"),
    ("\u{10400}", "\u{10428}", "\u{10428}", "\u{10400}"),
    ("E\u{301}", "e\u{301}", "e\u{301}", "e\u{301}"),
  ]

  @Test(arguments: folded)
  func `case is folded without a locale`(
    _ row: (given: String, folded: String, lower: String, ascii: String)
  ) {
    #expect(shown(TextForm.folded(utf8(row.given))) == shown(utf8(row.folded)))
    #expect(shown(TextForm.lowercased(utf8(row.given))) == shown(utf8(row.lower)))
    #expect(shown(TextForm.asciiFolded(utf8(row.given))) == shown(utf8(row.ascii)))
  }

  @Test func `folding is done once`() {
    for scalar in (0x80..<0x3000).compactMap(Unicode.Scalar.init) {
      let once = TextForm.folded(Array(String(scalar).utf8))
      #expect(TextForm.folded(once) == once)
    }
  }

  static let alike: [(one: String, other: String, areAlike: Bool)] = [
    ("\u{430}dmin", "admin", true), ("Finance", "Fin\u{430}nce", true),
    ("paypa1", "paypal", true), ("modern", "rnodern", true), ("IT", "lT", true),
    ("O", "0", true), ("\u{3BF}", "o", true), ("Finance", "finance", false),
    ("Finance", "Finances", false), ("\u{FF21}dmin", "Admin", true), ("a", "b", false),
    ("e\u{301}", "\u{E9}", true), ("", "", true),
  ]

  @Test(arguments: alike)
  func `names that look alike have one skeleton`(
    _ row: (one: String, other: String, areAlike: Bool)
  ) {
    let (one, other) = (TextForm.skeleton(utf8(row.one)), TextForm.skeleton(utf8(row.other)))
    #expect((one == other) == row.areAlike, "\(shown(one)) \(shown(other))")
  }

  @Test func `the short way for ASCII gives ICU's skeleton for every pair`() {
    // A character beyond ASCII forces the long way; its own skeleton is itself.
    let marker = utf8("\u{6E2F}")
    #expect(TextForm.skeleton(marker) == marker)
    for first in UInt8(0)..<128 {
      for second in UInt8(0)..<128 {
        let short = TextForm.skeleton([first, second])
        #expect(TextForm.skeleton([first, second] + marker) == short + marker)
      }
    }
  }

  static let stripped: [(given: String, form: String)] = [
    ("", ""), ("Cafe", "Cafe"), ("Caf\u{E9}", "Cafe"), ("Cafe\u{301}", "Cafe"),
    ("\u{C5}ngstr\u{F6}m", "Angstrom"), ("S\u{F8}ren", "S\u{F8}ren"), ("\u{301}", ""),
    ("\u{439}", "\u{438}"), ("\u{AC01}", "\u{AC01}"), ("\u{1EA1}\u{307}", "a"),
    ("\u{1F600}", "\u{1F600}"), ("\u{DF}", "\u{DF}"),
  ]

  @Test(arguments: stripped)
  func `marks are dropped and letters stay`(_ row: (given: String, form: String)) {
    #expect(shown(TextForm.strippedMarks(utf8(row.given))) == shown(utf8(row.form)))
  }

  static let dashes: [(given: String, form: String)] = [
    ("", ""), ("a-b", "a-b"), ("a\u{2013}b", "a-b"), ("\u{2010}\u{2011}\u{2012}", "---"),
    ("\u{2013}\u{2014}\u{2015}\u{2212}", "----"), ("\u{2016}", "\u{2016}"),
    ("\u{200F}", "\u{200F}"), ("\u{2211}\u{2213}", "\u{2211}\u{2213}"), ("\u{20AC}", "\u{20AC}"),
  ]

  @Test(arguments: dashes)
  func `every dash becomes a hyphen`(_ row: (given: String, form: String)) {
    #expect(TextForm.unifiedDashes(utf8(row.given)) == utf8(row.form))
  }

  static let invalid: [(bytes: [UInt8], repaired: String)] = [
    ([0xFF], "\u{FFFD}"), ([0x46, 0xE9, 0x6E], "F\u{FFFD}n"), ([0xC3], "\u{FFFD}"),
    ([0xE2, 0x80], "\u{FFFD}"), ([0xE2, 0x80, 0x41], "\u{FFFD}A"),
    ([0xF0, 0x9F, 0x98], "\u{FFFD}"), ([0xC0, 0xAF], "\u{FFFD}\u{FFFD}"),
    ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),
    ([0xF4, 0x90, 0x80, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
    ([0x80, 0x80], "\u{FFFD}\u{FFFD}"), ([0xE1, 0x80, 0xE2, 0xF0], "\u{FFFD}\u{FFFD}\u{FFFD}"),
  ]

  @Test(arguments: invalid)
  func `broken UTF-8 becomes one replacement a maximal subpart in every form`(
    _ row: (bytes: [UInt8], repaired: String)
  ) {
    #expect(!TextForm.isValidUTF8(row.bytes))
    #expect(!TextForm.isNFC(row.bytes))
    #expect(TextForm.repairedUTF8(row.bytes) == utf8(row.repaired))
    #expect(TextForm.nfc(row.bytes) == utf8(row.repaired))
    #expect(TextForm.strippedMarks(row.bytes) == utf8(row.repaired))
    #expect(TextForm.collapsedBlanks(row.bytes) == utf8(row.repaired))
    #expect(TextForm.lowercased(row.bytes) == utf8(row.repaired.lowercased()))
    #expect(TextForm.folded(row.bytes) == utf8(row.repaired.lowercased()))
    #expect(TextForm.asciiFolded(row.bytes).count == row.bytes.count)
  }

  @Test(arguments: ["", "Finance", "Gr\u{FC}n", "\u{1F600}", "\u{0}", "\u{10FFFF}", "\u{FFFD}"])
  func `well-formed UTF-8 is left as it is`(_ text: String) {
    #expect(TextForm.isValidUTF8(utf8(text)))
    #expect(TextForm.repairedUTF8(utf8(text)) == utf8(text))
  }

  /// One byte of each class that UTF-8 tells apart.
  static let classes: [UInt8] = [
    0, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED,
    0xEF, 0xF0, 0xF4, 0xF5, 0xFF,
  ]

  @Test(arguments: classes)
  func `every three bytes have all forms`(_ first: UInt8) {
    for second in Self.classes {
      for third in Self.classes {
        let bytes = [first, second, third]
        let repaired = Array(String(decoding: bytes, as: UTF8.self).utf8)
        #expect(TextForm.isValidUTF8(bytes) == (repaired == bytes))
        #expect(TextForm.isValidUTF8(TextForm.nfc(bytes)))
        #expect(TextForm.isValidUTF8(TextForm.skeleton(bytes)))
        #expect(TextForm.isValidUTF8(TextForm.strippedMarks(bytes)))
      }
    }
  }

  @Test func `what is too long for a name is returned unchanged`() {
    let longest = [UInt8](repeating: 0x41, count: TextForm.longestName - 2) + utf8("\u{DF}")
    #expect(TextForm.folded(longest).suffix(3) == utf8("ass"))
    let longer = [0x41] + longest
    #expect(TextForm.folded(longer) == longer)
    #expect(TextForm.lowercased(longer) == longer)
    #expect(TextForm.skeleton(longer) == longer)
    #expect(TextForm.strippedMarks(longer) == longer)
    #expect(TextForm.nfc(longer) == longer)
  }

  @Test func `forms that grow have room`() {
    let growing = utf8(String(repeating: "\u{FDFA}\u{390}\u{FB03}", count: 2_000))
    #expect(TextForm.folded(growing).count > growing.count)
    #expect(TextForm.skeleton(growing).count > 0)
    #expect(TextForm.isValidUTF8(TextForm.skeleton(growing)))
  }
}
