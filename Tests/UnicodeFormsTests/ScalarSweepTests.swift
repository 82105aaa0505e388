import Testing
import UnicodeForms

/// Every scalar there is, held against the standard library and against Unicode's arithmetic.
struct ScalarSweepTests {
  /// The scalars that Unicode 14 knows, so that ICU and the standard library both do.
  private static let known: [Unicode.Scalar] = (UInt32(0)...0x3_23AF).compactMap { value in
    guard let scalar = Unicode.Scalar(value), let age = scalar.properties.age, age.major <= 14
    else { return nil }
    // The many ideographs have neither case nor marks.
    if (0x3400...0x9FFF).contains(value) || value > 0x2_0000, value % 97 != 0 { return nil }
    if (0xAC00...0xD7A3).contains(value), value % 13 != 0 { return nil }
    return scalar
  }

  private func scalars(_ bytes: [UInt8]) -> [Unicode.Scalar] {
    Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
  }

  @Test func `lower case is that of the standard library for every scalar`() {
    for scalar in Self.known {
      let expected = utf8(scalar.properties.lowercaseMapping)
      if TextForm.lowercased(utf8(String(scalar))) != expected {
        Issue.record("\(scalar.value) became \(shown(TextForm.lowercased(utf8(String(scalar)))))")
      }
    }
  }

  /// Scalars whose upper case is another letter's: dotless i, https://www.unicode.org/reports/tr21/.
  private static let foldedAside: Set<UInt32> = [0x131]

  @Test func `upper and lower case of a scalar fold to the same, once`() {
    for scalar in Self.known where !Self.foldedAside.contains(scalar.value) {
      // Some letters got their capital later than ICU knows.
      let capitals = scalar.properties.uppercaseMapping.unicodeScalars
      guard capitals.allSatisfy({ ($0.properties.age?.major ?? 99) <= 14 }) else { continue }
      let folded = TextForm.folded(utf8(String(scalar)))
      let upper = TextForm.folded(utf8(scalar.properties.uppercaseMapping))
      if folded != upper { Issue.record("\(scalar.value): \(shown(folded)) \(shown(upper))") }
      if TextForm.folded(folded) != folded { Issue.record("\(scalar.value) folds twice") }
    }
  }

  @Test func `simple folding keeps one letter one letter, and is full folding where that does`() {
    for scalar in Self.known {
      let simple = scalars(TextForm.simplyFolded(utf8(String(scalar))))
      let full = scalars(TextForm.folded(utf8(String(scalar))))
      if simple.count != 1 { Issue.record("\(scalar.value) becomes \(simple.count)") }
      if full.count == 1, simple != full { Issue.record("\(scalar.value): \(simple) \(full)") }
    }
  }

  @Test func `Normalization Form C is canonically equal, stable and known as such`() {
    for scalar in Self.known {
      for text in ["\(scalar)", "a\(scalar)", "e\u{301}\(scalar)", "\(scalar)\u{323}\u{301}"] {
        let form = TextForm.nfc(utf8(text))
        // The standard library compares texts by canonical equivalence.
        if String(decoding: form, as: UTF8.self) != text {
          Issue.record("\(shown(utf8(text))) became \(shown(form))")
        }
        if !TextForm.isNFC(form) || TextForm.nfc(form) != form {
          Issue.record("\(shown(utf8(text))) is not done at once")
        }
        #expect(TextForm.isNFC(utf8(text)) == (form == utf8(text)))
      }
    }
  }

  /// "Conjoining Jamo Behavior", The Unicode Standard, section 3.12, with its names.
  @Test func `every Hangul syllable is composed by arithmetic`() {
    let (lBase, vBase, tBase, sBase): (UInt32, UInt32, UInt32, UInt32) =
      (0x1100, 0x1161, 0x11A7, 0xAC00)
    let (vCount, tCount): (UInt32, UInt32) = (21, 28)
    for index in UInt32(0)..<11_172 {
      let l = lBase + index / (vCount * tCount)
      let v = vBase + index % (vCount * tCount) / tCount
      let t = tBase + index % tCount
      let parts = (t == tBase ? [l, v] : [l, v, t]).compactMap(Unicode.Scalar.init)
      let syllable = [sBase + index].compactMap(Unicode.Scalar.init)
      let lv = [sBase + index - index % tCount].compactMap(Unicode.Scalar.init) + parts.dropFirst(2)
      for spelling in [parts, lv] where TextForm.nfc(text(spelling)) != text(syllable) {
        Issue.record("syllable \(index): \(spelling)")
      }
    }
  }

  private func text(_ scalars: [Unicode.Scalar]) -> [UInt8] {
    scalars.flatMap { utf8(String($0)) }
  }

  @Test func `stripping takes marks and nothing else`() {
    for scalar in Self.known where scalar.properties.generalCategory != .nonspacingMark {
      let plain = TextForm.strippedMarks(utf8(String(scalar)))
      // Whatever loses something was a letter with a mark: in decomposed form it has one.
      if plain == TextForm.nfc(utf8(String(scalar))) { continue }
      let withMark = scalars(plain) + ["\u{301}"]
      #expect(TextForm.strippedMarks(text(withMark)) == plain)
      if plain.isEmpty { Issue.record("\(scalar.value) is gone") }
    }
    for scalar in Self.known where scalar.properties.generalCategory == .nonspacingMark {
      if TextForm.strippedMarks(utf8("a\(scalar)b")) != utf8("ab") {
        Issue.record("\(scalar.value) stays")
      }
    }
  }

  @Test func `dashes are those seven characters and no others`() {
    let dashes = Set<UInt32>([0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212])
    for scalar in Self.known {
      let text = utf8("a\(scalar)b")
      let expected = dashes.contains(scalar.value) ? utf8("a-b") : text
      if TextForm.unifiedDashes(text) != expected { Issue.record("\(scalar.value)") }
    }
    // A text may end in the middle of a dash.
    for cut: [UInt8] in [[0xE2], [0xE2, 0x80], [0x61, 0xE2, 0x88], [0xE2, 0xE2, 0x80, 0x93]] {
      let whole: [UInt8] = cut.count == 4 ? [0xE2, 0x2D] : cut
      #expect(TextForm.unifiedDashes(cut) == whole)
    }
  }

  @Test func `blanks are of one kind each, and gone when they are collapsed`() {
    for scalar in Self.known where scalar.value != 0x20 {
      let blanks = TextForm.blanks(in: utf8("a\(scalar)b"))
      let collapsed = TextForm.collapsedBlanks(utf8("a\(scalar)b"))
      let properties = scalar.properties
      // Those of emoji and ideographs show; Mongolian ones are invisible letters here.
      let isOther = [0xFE00...0xFE0F, 0xE0100...0xE01EF].contains { $0.contains(scalar.value) }
      let isUnseen =
        properties.isWhitespace || (properties.isDefaultIgnorableCodePoint && !isOther)
      #expect(blanks.isEmpty != isUnseen, "\(scalar.value)")
      #expect(blanks.rawValue.nonzeroBitCount <= 1, "\(scalar.value)")
      if properties.isWhitespace {
        #expect(collapsed == utf8("a b"), "\(scalar.value)")
      } else if isUnseen || isOther {
        #expect(collapsed == utf8("ab"), "\(scalar.value)")
      } else {
        #expect(collapsed == utf8("a\(scalar)b"), "\(scalar.value)")
      }
    }
  }
}
