import DirectoryModel
import TestSupport
import Testing

@testable import SyncSemantics

struct KeyHashTests {
  private func expectPlain(_ name: [UInt8]) {
    #expect(
      KeyHash.plain(name) == KeyHash.whole(NameForm.plain(name)),
      "\(String(decoding: name, as: UTF8.self).debugDescription)")
  }

  @Test func `every letter up to U+02FF is hashed as its plain form, alone and among others`() {
    for number in UInt32(0x20)..<0x300 {
      guard let letter = Unicode.Scalar(number) else { continue }
      let text = String(Character(letter))
      for name in [
        text, "a\(text)", "\(text)b", "Team \(text)sterreich", "12345678\(text) \(text)",
      ] {
        expectPlain(Array(name.utf8))
      }
    }
  }

  /// Names that need more than one letter to be looked at, or are no text at all.
  static let rows: [[UInt8]] =
    [
      "", " ", "  a  b ", "\u{C9}", "e\u{301}", "E\u{301}t\u{E9}", "\u{C9}\u{301}", "\u{DF}",
      "STRA\u{DF}E",
      "\u{130}stanbul", "I\u{307}", "\u{1F0}", "J\u{30C}", "\u{212B}ngstr\u{F6}m",
      "\u{A0}\u{C4}\u{A0}",
      "\u{AD}\u{C4}", "\u{C4}\u{200B}", "\u{41E}\u{442}\u{434}\u{435}\u{43B}", "\u{C4} \t \u{D6}",
      "\u{C4}rzte  \u{DC}ber",
      "12345678\u{C4}", "1234567\u{C4}", "\u{149}", "\u{1C4}\u{1C5}", "\u{23A}\u{23E}",
      "\u{C4}\u{1F600}",
    ].map { Array($0.utf8) } + [
      [0xC3], [0xC3, 0x28], [0x61, 0xC3], [0xC4, 0xFF], [0xC3, 0x84, 0xC3],
    ]

  @Test(arguments: rows)
  func `a name is hashed as its plain form`(_ name: [UInt8]) { expectPlain(name) }

  @Test(arguments: SeededGenerator.seeds(30))
  func `texts of letters of many kinds are hashed as their plain forms`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "a", "B", " ", "\u{C4}", "\u{E9}", "\u{DF}", "\u{301}", "\u{130}", "i\u{307}", "\u{17F}", "-",
      "\u{1C5}", "\u{A0}", "\u{3B1}", "Team", "\u{218}",
    ]
    for _ in 0..<60 {
      let name = (0..<random.number(below: 12)).map { _ in random.pick(pieces) }.joined()
      expectPlain(Array(name.utf8))
    }
  }
}

/// What is kept of names must be what is made of them.
struct NameKeysTests {
  private static let names = [
    "Finance", "R&D", "Ä. Müller", "", "  ", "100%", "Team\u{301}", "und", "ops-1 2", "\u{FF26}",
  ]

  private static func tenant(_ names: [String]) -> Directory {
    var sketch = TenantSketch()
    for (index, name) in names.enumerated() {
      sketch.groups.append(.init(name: name, id: "\(index) group"))
    }
    return sketch.build()
  }

  @Test func `kept keys are those that are made`() {
    let tenant = Self.tenant(Self.names)
    var (kept, buffer) = (NameKeys(), [UInt8]())
    kept.extend(tenant)
    let made = NameKeys()
    for name in 0..<NameIndex(tenant.names.count) {
      #expect(kept.plain(tenant.names, name) == made.plain(tenant.names, name))
      #expect(
        kept.only(tenant.names, name, &buffer) == made.only(tenant.names, name, &buffer))
      #expect(kept.all(tenant.names, name) == made.all(tenant.names, name))
    }
  }

  @Test func `names that came later are added to those that are kept`() {
    var overlay = Overlay(over: Self.tenant(Self.names))
    var kept = NameKeys()
    kept.extend(overlay.directory())
    let group = overlay.base.groups[0]
    for text in ["Neue Gruppe", "Größe & Form", "Finance"] {
      overlay.apply(
        .text(
          group, .displayName, old: overlay.displayNames[Int(group)], new: overlay.intern(text)))
      let (tenant, made) = (overlay.directory(), NameKeys())
      kept.extend(tenant)
      var buffer: [UInt8] = []
      let name = tenant.displayNames[Int(group)]
      #expect(kept.plain(tenant.names, name) == made.plain(tenant.names, name))
      #expect(
        kept.only(tenant.names, name, &buffer) == made.only(tenant.names, name, &buffer))
      #expect(kept.all(tenant.names, name) == made.all(tenant.names, name))
    }
  }

  @Test func `many names are made on two threads as on one`() {
    let tenant = Self.tenant((0..<12_000).map { "Group \($0 % 3 == 0 ? "ä" : "b") \($0)" })
    var kept = NameKeys()
    kept.extend(tenant)
    let made = NameKeys()
    for name in 0..<NameIndex(tenant.names.count) {
      #expect(kept.plain(tenant.names, name) == made.plain(tenant.names, name))
    }
  }
}

struct WantedKeysTests {
  @Test(arguments: [0, 1, 31, 40, 1_023, 1_025, 5_000])
  func `a key is wanted when somebody waits for it, however many keys there are`(_ count: Int) {
    var random = SeededGenerator(seed: UInt64(count) + 1)
    let (hashes, others) = (
      (0..<count).map { _ in max(1, random.next()) }, (0..<2_000).map { _ in max(1, random.next()) }
    )
    var keys = WantedKeys<Int>()
    for (number, hash) in hashes.enumerated() { keys.want(hash, ObjectIndex(number), number) }
    let known = Set(hashes)
    #expect(hashes.allSatisfy { keys.isWanted($0) })
    #expect(others.allSatisfy { keys.isWanted($0) == known.contains($0) })
    // Hashes that end alike are told apart.
    for hash in hashes where !known.contains(hash ^ 1 << 40) {
      #expect(!keys.isWanted(hash ^ 1 << 40))
    }
    for hash in hashes {
      let isTaken = keys.offer(hash, 7, 0)
      #expect(isTaken)
    }
    #expect(keys.buckets.count == known.count)
    #expect(keys.buckets.allSatisfy { $0.hits.count == $0.entries.count && !$0.overflows })
  }
}
