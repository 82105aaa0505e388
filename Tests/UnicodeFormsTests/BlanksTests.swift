import Testing
import UnicodeForms

struct BlanksTests {
  static let rows: [(name: String, blanks: Blanks, collapsed: String, visible: String)] = [
    ("", [], "", ""),
    ("Finance", [], "Finance", "Finance"),
    ("IT Network", [], "IT Network", "IT Network"),
    (" Finance", .leading, "Finance", " Finance"),
    ("Finance ", .trailing, "Finance", "Finance "),
    ("IT  Network", .doubled, "IT Network", "IT  Network"),
    (" ", [.leading, .trailing], "", " "),
    ("IT\u{A0}Network", .noBreak, "IT Network", "IT\\u{00A0}Network"),
    ("IT\u{202F}Network", .noBreak, "IT Network", "IT\\u{202F}Network"),
    ("IT\u{3000}Network", .otherSpace, "IT Network", "IT\\u{3000}Network"),
    ("IT\u{2009}Network", .otherSpace, "IT Network", "IT\\u{2009}Network"),
    ("IT\u{2028}Network", .otherSpace, "IT Network", "IT\\u{2028}Network"),
    ("IT\tNetwork", .control, "IT Network", "IT\\u{0009}Network"),
    ("IT\r\nNetwork", [.control, .doubled], "IT Network", "IT\\u{000D}\\u{000A}Network"),
    ("Finance\u{A0}", [.trailing, .noBreak], "Finance", "Finance\\u{00A0}"),
    ("Fin\u{200B}ance", .zeroWidth, "Finance", "Fin\\u{200B}ance"),
    ("\u{FEFF}Finance", .zeroWidth, "Finance", "\\u{FEFF}Finance"),
    ("Fin\u{2060}ance", .zeroWidth, "Finance", "Fin\\u{2060}ance"),
    ("Fin\u{200D}ance", .zeroWidth, "Finance", "Fin\\u{200D}ance"),
    ("Finance\u{200E}", .zeroWidth, "Finance", "Finance\\u{200E}"),
    ("\u{202E}ecnaniF", .zeroWidth, "ecnaniF", "\\u{202E}ecnaniF"),
    ("Fi\u{AD}nance", .softHyphen, "Finance", "Fi\\u{00AD}nance"),
    (
      "\u{1F469}\u{200D}\u{1F4BB}", [], "\u{1F469}\u{1F4BB}", "\u{1F469}\u{200D}\u{1F4BB}"
    ),
    ("\u{2764}\u{FE0F}", [], "\u{2764}", "\u{2764}\u{FE0F}"),
    (
      "\u{1F3F4}\u{E0067}\u{E007F}", [], "\u{1F3F4}", "\u{1F3F4}\u{E0067}\u{E007F}"
    ),
    ("\u{645}\u{6CC}\u{200C}\u{62E}", [], "\u{645}\u{6CC}\u{62E}", "\u{645}\u{6CC}\u{200C}\u{62E}"),
    ("\u{3164}", .zeroWidth, "", "\\u{3164}"),
    (" \u{200B} ", [.leading, .trailing, .zeroWidth], "", " \\u{200B} "),
  ]

  @Test(arguments: rows)
  func `blanks are told apart, collapsed and made visible`(
    _ row: (name: String, blanks: Blanks, collapsed: String, visible: String)
  ) {
    #expect(TextForm.blanks(in: utf8(row.name)).names == row.blanks.names)
    #expect(TextForm.blanks(in: utf8(row.name)) == row.blanks)
    #expect(TextForm.collapsedBlanks(utf8(row.name)) == utf8(row.collapsed))
    #expect(utf8(TextForm.visible(utf8(row.name))) == utf8(row.visible))
  }

  @Test func `each kind has its words, in a fixed order`() {
    #expect(
      Blanks(rawValue: 255).names == [
        "a leading blank", "a trailing blank", "a doubled blank", "a tab or line break",
        "a no-break space", "an unusual space", "a zero-width character", "a soft hyphen",
      ])
    #expect(Blanks().names == [])
  }

  @Test func `collapsing is done once, for every scalar of the first planes`() {
    for scalar in (0..<0x3100).compactMap(Unicode.Scalar.init) {
      let once = TextForm.collapsedBlanks(utf8("a \(scalar) \(scalar)b"))
      #expect(TextForm.collapsedBlanks(once) == once)
      #expect(TextForm.blanks(in: once).isDisjoint(with: [.leading, .trailing, .doubled]))
    }
  }
}

struct VisibleTests {
  static let rows: [(bytes: [UInt8], visible: String)] = [
    (utf8("Gr\u{FC}ppe"), "Gr\u{FC}ppe"),
    (utf8("Gru\u{308}ppe"), "Gru\\u{0308}ppe"),
    (utf8("\u{E19}\u{E49}\u{E33}"), "\u{E19}\u{E49}\u{E33}"),
    (utf8("a\u{0}b\u{7F}"), "a\\u{0000}b\\u{007F}"),
    (utf8("\u{85}"), "\\u{0085}"),
    (utf8("\u{E000}"), "\\u{E000}"),
    (utf8("\u{10FFFF}"), "\\u{10FFFF}"),
    (utf8("\u{FFFD}"), "\u{FFFD}"),
    ([0x46, 0xE9, 0x6E], "F\\x{E9}n"),
    ([0xE2, 0x80], "\\x{E2}\\x{80}"),
    ([0xFF, 0x75, 0xCC, 0x88], "\\x{FF}u\\u{0308}"),
    (utf8("\u{6E2F}\u{6E7E}"), "\u{6E2F}\u{6E7E}"),
    (utf8("CORP\\user's \"x\""), "CORP\\user's \"x\""),
    (utf8("\u{430}dmin"), "\u{430}dmin"),
  ]

  @Test(arguments: rows)
  func `what cannot be seen is written out`(_ row: (bytes: [UInt8], visible: String)) {
    #expect(utf8(TextForm.visible(row.bytes)) == utf8(row.visible))
  }

  @Test func `different bytes stay different, for all names of two bytes`() {
    var seen: Set<[UInt8]> = []
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max {
        seen.insert(utf8(TextForm.visible([first, second])))
      }
    }
    #expect(seen.count == 65_536)
  }
}
