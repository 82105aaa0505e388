import TestSupport
import Testing

@testable import DirectoryModel

struct NameTableJoinTests {
  /// The texts of two tables, and the number in the second one of each of the first: `nil` for none.
  static let rows: [(own: [String], other: [String], numbers: [NameIndex?])] = [
    ([], [], [0, 1]), (["a"], [], [0, 1, nil]), ([], ["a"], [0, 1]), (["a"], ["a"], [0, 1, 2]),
    (["a", "b"], ["b", "a"], [0, 1, 3, 2]), (["a", "b", "c"], ["a", "c"], [0, 1, 2, nil, 3]),
    (["a", "c"], ["a", "b", "c"], [0, 1, 2, 4]),
    (["a", "x", "c"], ["a", "y", "c"], [0, 1, 2, nil, 4]),
    (["Gr\u{FC}n"], ["Gru\u{308}n", "gr\u{FC}n"], [0, 1, nil]),
    (["a", "b"], ["A", "B"], [0, 1, nil, nil]),
  ]

  @Test(arguments: rows)
  func `each text is found by its bytes`(
    _ row: (own: [String], other: [String], numbers: [NameIndex?])
  ) {
    var (own, other) = (NameTable(), NameTable())
    for text in row.own { _ = own.intern(text) }
    for text in row.other { _ = other.intern(text) }
    #expect(own.numbers(in: other) == row.numbers.map { $0 ?? .max })
  }

  @Test(arguments: rows)
  func `parts of a table have the numbers that the whole has`(
    _ row: (own: [String], other: [String], numbers: [NameIndex?])
  ) {
    var (own, other) = (NameTable(), NameTable())
    for text in row.own { _ = own.intern(text) }
    for text in row.other { _ = other.intern(text) }
    let whole = own.numbers(in: other)
    for middle in NameTable.absent...NameIndex(own.count) {
      let parts = [NameTable.absent..<middle, middle..<NameIndex(own.count)]
      #expect(parts.flatMap { own.numbers(of: $0, in: other) } == whole, "divided at \(middle)")
    }
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `texts in any order have the numbers that a search finds`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var texts = (0..<random.number(below: 400)).map { "text \($0 / 2 * 3)" }
    var own = NameTable()
    for text in texts { _ = own.intern(text) }
    for index in texts.indices where random.chance(1, outOf: 30) { texts[index] = "new \(index)" }
    if random.chance(1, outOf: 2) { random.shuffle(&texts) }
    var other = NameTable()
    for text in texts.dropFirst(random.number(below: 5)) { _ = other.intern(text) }
    let expected = (0..<NameIndex(own.count)).map { name in
      name == NameTable.absent ? name : other.find(name, of: own) ?? .max
    }
    #expect(own.numbers(in: other) == expected, "seed \(seed)")
    let middle = NameIndex(random.number(below: own.count))
    let upper = own.numbers(of: middle..<NameIndex(own.count), in: other)
    #expect(upper == Array(expected[Int(middle)...]), "seed \(seed) from \(middle)")
  }

  @Test(arguments: SeededGenerator.seeds(10))
  func `a table that began with another keeps its numbers`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var own = NameTable()
    for number in 0..<random.number(below: 100) { _ = own.intern("text \(number)") }
    var other = own
    for number in 0..<random.number(below: 100) { _ = other.intern("text \(number * 3)") }
    #expect(own.numbers(in: other) == Array(0..<NameIndex(own.count)))
    let back = other.numbers(in: own)
    #expect(back.prefix(own.count) == own.numbers(in: other)[...])
    #expect(back.dropFirst(own.count).allSatisfy { $0 == .max })
  }

  @Test func `texts that lie where others do are not taken for them`() {
    var (own, other, shifted) = (NameTable(), NameTable(), NameTable())
    for text in ["aaaaaaaa1", "bbbbbbbb2", "cccccccc3", "d"] { _ = own.intern(text) }
    for text in ["aaaaaaaa1", "bbbbbbbbx", "cccccccc3", "e"] { _ = other.intern(text) }
    for text in ["aaaaaaaa1b", "bbbbbbb2", "cccccccc3", "d"] { _ = shifted.intern(text) }
    #expect(own.numbers(in: other) == [0, 1, 2, .max, 4, .max])
    #expect(own.numbers(in: shifted) == [0, 1, .max, .max, 4, 5])
    #expect(own.numbers(of: 4..<5, in: other) == [4])
    #expect(own.numbers(of: 5..<6, in: other) == [.max])
    #expect(own.numbers(of: 3..<3, in: other) == [])
  }

  /// Attributes of one object in two tables, and whether both say the same in the same order.
  static let attributes:
    [(own: [(AttributeKey, String)], other: [(AttributeKey, String)], isSame: Bool)] = [
      ([], [], true), ([(.origin, "a")], [(.origin, "a")], true),
      ([(.origin, "a")], [(.origin, "A")], false), ([(.origin, "a")], [(.updated, "a")], false),
      ([(.origin, "a"), (.origin, "b")], [(.origin, "b"), (.origin, "a")], false),
      ([(.otherMail, "a"), (.origin, "b")], [(.otherMail, "a"), (.origin, "b")], true),
      ([(.origin, "a")], [(.origin, "elsewhere")], false),
    ]

  @Test(arguments: attributes)
  func `attributes are the same when keys, values and order are`(
    _ row: (own: [(AttributeKey, String)], other: [(AttributeKey, String)], isSame: Bool)
  ) {
    var (names, otherNames) = (NameTable(), NameTable())
    var (table, other) = (AttributeTable(), AttributeTable())
    // What stands before and behind is of no concern.
    other.append(.hostName, of: 0, value: otherNames.intern("before"))
    for (key, text) in row.own { table.append(key, of: 0, value: names.intern(text)) }
    for (key, text) in row.other { other.append(key, of: 3, value: otherNames.intern(text)) }
    let numbers = names.numbers(in: otherNames)
    #expect(table.isSame(0..<row.own.count, as: other, from: 1, numbers) == row.isSame)
  }

  @Test func `only a list that was seen to its end is whole`() {
    let states: [Completeness] = [.complete, .bounded(20), .partial("cut"), .notCollected]
    for state in states {
      let tenant = Small.tenant([[100], [101]], state: state)
      #expect(
        tenant.groups.map { tenant.members.isComplete($0) } == [
          state == .complete, state == .complete,
        ])
    }
    #expect(PlainEdges.edges([[1], []]).isComplete(0))
  }
}

struct AttributeReplacingTests {
  private static let keys: [AttributeKey] = [.otherMail, .proxyAddress, .origin]

  /// The values of every object and key, one row each.
  private static func rows(_ table: AttributeTable) -> [[NameIndex]] {
    (ObjectIndex(0)..<6).flatMap { object in keys.map { Array(table.all($0, of: object)) } }
  }

  @Test(arguments: SeededGenerator.seeds(40))
  func `an edit replaces every value of an object's key or takes them away`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var table = AttributeTable()
    for value in 0..<random.number(below: 40) {
      table.append(
        random.pick(Self.keys), of: ObjectIndex(random.number(below: 5)),
        value: NameIndex(value + 2))
    }
    table.sort()
    var (edits, expected) = ([UInt64: NameIndex](), Self.rows(table))
    for value in 0..<random.number(below: 12) {
      let (object, key) = (random.number(below: 6), random.number(below: 3))
      let name = random.chance(1, outOf: 3) ? NameTable.absent : NameIndex(value + 100)
      edits[Overlay.attributeKey(ObjectIndex(object), Self.keys[key])] = name
      let place = object * 3 + key
      expected[place] = name == NameTable.absent ? [] : [name]
    }
    #expect(Self.rows(table.replacing(edits)) == expected, "seed \(seed)")
    #expect(table.replacing(edits).count == expected.joined().count)
  }
}
