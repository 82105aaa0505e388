private import CJSONMasks
import TestSupport
import Testing

/// The index of blocks, from the pass for this processor and from the one for all.
struct MasksTests {
  struct Index: Equatable {
    var positions: [UInt32] = []
    var isIllFormed = false
    var newlines: UInt32 = 0
  }

  /// The index of a text that comes in blocks of so many bytes, with something else before and behind.
  private func index(
    _ text: [UInt8], inString: Bool, portable: Bool, blockBytes: Int = 1 << 10
  ) -> Index {
    var carry = json_carry()
    carry.in_string = inString ? .max : 0
    var all = Index()
    for start in stride(from: 0, through: text.count, by: blockBytes) {
      let part = text[start..<min(start + blockBytes, text.count)]
      let (from, to) = (64, 64 + part.count)
      var block = [UInt8](repeating: 0x22, count: from) + part
      block += [UInt8](repeating: 0x22, count: Int(JSON_WINDOW_SLACK))
      var positions = [UInt32](repeating: .max, count: part.count + Int(JSON_INDEX_SLACK))
      let found =
        portable
        ? unsafe json_index_portable(&block, from, to, &carry, &positions)
        : unsafe json_index(&block, from, to, &carry, &positions)
      #expect(block[to] == 0 && block[..<from].allSatisfy { $0 == 0x22 })
      all.positions += positions.prefix(Int(found.count)).map { $0 - 64 + UInt32(start) }
      all.isIllFormed = all.isIllFormed || found.ill_formed
      all.newlines += found.newlines
    }
    return all
  }

  /// The same, one byte after another.
  private func simple(_ text: [UInt8], inString: Bool) -> Index {
    var positions: [UInt32] = []
    var (isInside, isEscaped, isInScalar) = (inString, false, false)
    for (position, byte) in text.enumerated() {
      let isStart: Bool
      let wasEscaped = isEscaped
      isEscaped = byte == 0x5C && !wasEscaped
      if byte == 0x22 && !wasEscaped {
        isStart = true
        isInside.toggle()
        isInScalar = false
      } else if isInside {
        isStart = isEscaped || byte < 0x20
        isInScalar = isScalar(byte)
      } else {
        isStart = isStructural(byte) || (isScalar(byte) && !isInScalar)
        isInScalar = isScalar(byte)
      }
      if isStart { positions.append(UInt32(position)) }
    }
    // Where nothing follows within the last step, what is owed may yet come.
    let owed = text.count % 64 == 0 ? unsafe json_incomplete_tail(text, text.count) : 0
    return Index(
      positions: positions, isIllFormed: validPrefix(text) < text.count - owed,
      newlines: UInt32(text.count { $0 == 0x0A }))
  }

  private func isStructural(_ byte: UInt8) -> Bool {
    "{}[]:,".utf8.contains(byte)
  }

  private func isScalar(_ byte: UInt8) -> Bool {
    !isStructural(byte) && ![0x20, 0x0A, 0x0D, 0x09].contains(byte)
  }

  private func validPrefix(_ text: [UInt8]) -> Int { unsafe json_valid_prefix(text, text.count) }

  @Test(arguments: SeededGenerator.seeds(40))
  func `both passes find what looking at each byte finds`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let letters = [UInt8]("\"\"\\\\{}[]:,, \n\r\tab1-".utf8) + [0x00, 0x0C, 0x1F]
    for length in 0..<260 {
      var text = (0..<length).map { _ in random.pick(letters) }
      if length > 0 && random.chance(1, outOf: 3) {
        let place = random.number(below: length)
        text.insert(contentsOf: random.pick(Self.characters), at: place)
      }
      let inString = random.chance(1, outOf: 2)
      let expected = simple(text, inString: inString)
      #expect(index(text, inString: inString, portable: false) == expected, "\(random)")
      #expect(index(text, inString: inString, portable: true) == expected, "\(random)")
      for blockBytes in [64, 128, 192] {
        let inBlocks = index(text, inString: inString, portable: false, blockBytes: blockBytes)
        #expect(inBlocks == expected, "\(random)")
      }
    }
  }

  /// Characters of every length and one fault of every class.
  static let characters: [[UInt8]] = [
    "<C2><80>", "<DF><BF>", "<E0><A0><80>", "<ED><9F><BF>", "<EF><BF><BF>", "<F0><90><80><80>",
    "<F4><8F><BF><BF>", "<80>", "<BF>", "<C0><80>", "<C1><BF>", "<C2>", "<E0><9F><BF>", "<E1><80>",
    "<ED><A0><80>", "<F0><8F><BF><BF>", "<F0><90><80>", "<F4><90><80><80>", "<F5><80><80><80>",
    "<FE>", "<FF>", "<C3><A9><A9>",
  ].map { bytes($0) }

  @Test(arguments: characters)
  func `characters are judged alike at every place of a block`(_ character: [UInt8]) {
    for place in 0..<140 {
      let text = [UInt8](repeating: 0x61, count: place) + character + [0x22, 0x61]
      let expected = simple(text, inString: true)
      #expect(index(text, inString: true, portable: false) == expected)
      #expect(index(text, inString: true, portable: true) == expected)
      #expect(index(text, inString: true, portable: true, blockBytes: 64) == expected)
      #expect(index(text, inString: true, portable: false, blockBytes: 64) == expected)
    }
  }

  @Test func `the valid prefix is what the standard library takes for valid`() {
    for lead in UInt8(0x80)...0xFF {
      for second in stride(from: UInt8(0x70), through: 0xF0, by: 1) {
        for rest in [[], [0x80], [0x80, 0x80], [0xBF, 0xBF], [0xC0, 0x80]] as [[UInt8]] {
          let text = [0x61, lead, second] + rest
          let isValid = String(validating: text, as: UTF8.self) != nil
          #expect((validPrefix(text) == text.count) == isValid)
        }
      }
    }
  }

  @Test func `an unfinished character at the end is told from a wrong one`() {
    let rows: [(text: String, count: Int)] = [
      ("", 0), ("a", 0), ("<C3>", 1), ("a<C3>", 1), ("<C3><A9>", 0), ("<E2>", 1), ("<E2><82>", 2),
      ("a<E2><82>", 2), ("<E2><82><AC>", 0), ("<F0>", 1), ("<F0><9F>", 2), ("<F0><9F><98>", 3),
      ("<F0><9F><98><80>", 0), ("<80>", 0), ("<C0>", 0), ("<C1>", 0), ("<F5>", 0), ("<FF>", 0),
      ("<E0><80>", 0), ("<E0><A0>", 2), ("<ED><A0>", 0), ("<ED><9F>", 2), ("<F0><80>", 0),
      ("<F0><8F><BF>", 0), ("<F4><90>", 0), ("<F4><8F>", 2), ("<F4><8F><BF>", 3),
      ("<80><80><80>", 0), ("<C3><A9><80>", 0), ("<C3>a", 0),
    ]
    for row in rows {
      let text = bytes(row.text)
      #expect(unsafe json_incomplete_tail(text, text.count) == row.count)
    }
  }

  @Test func `line feeds are counted at every length`() {
    for length in 0..<200 {
      let text = (0..<length).map { UInt8($0 % 3 == 0 ? 0x0A : 0x61) }
      #expect(unsafe json_count_newlines(text, length) == UInt64((length + 2) / 3))
    }
  }

  @Test func `a plain prefix ends at the first byte that is not plain`() {
    for length in 0..<140 {
      for place in 0..<length {
        for special in [0x22, 0x5C, 0x00, 0x1F, 0x80, 0xFF] as [UInt8] {
          var text = [UInt8](repeating: 0x7E, count: length)
          text[place] = special
          if unsafe json_plain_prefix(text, length) != place { Issue.record("\(length), \(place)") }
        }
      }
      #expect(unsafe json_plain_prefix([UInt8](repeating: 0x20, count: length), length) == length)
    }
  }
}
