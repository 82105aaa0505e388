import Testing

@testable import DirectoryModel

struct WaitingNamesTests {
  private func add(
    _ text: String, _ mark: UInt8, to waiting: inout WaitingNames, for table: borrowing NameTable
  ) {
    let bytes = Array(text.utf8)
    waiting.add(bytes.span, mark: mark, for: table)
  }

  @Test func `texts get the numbers that they would have got at once`() {
    var (late, early) = (NameTable(), NameTable())
    var waiting = WaitingNames()
    let texts = ["Ada", "ada@a.example", "ada@a.example", "", "Ada", "Gru\u{308}ppe", "Grüppe"]
    for (mark, text) in texts.enumerated() {
      add(text, UInt8(mark), to: &waiting, for: late)
    }
    var found: [(mark: UInt8, name: NameIndex)] = []
    for index in 0..<waiting.count { found.append(waiting.settle(index, in: &late)) }
    #expect(found.map(\.mark) == [0, 1, 2, 3, 4, 5, 6])
    #expect(found.map(\.name) == texts.map { early.intern($0) })
    #expect(found.map { late.string($0.name) } == texts)
  }

  /// Texts that a table knows, and texts that come.
  static let comings: [(known: [String], texts: [String])] = [
    ([], []), ([], ["Ada"]), (["Ada"], []), (["Ada"], ["Ada"]),
    (["Ada", "Bo"], ["Bo", "Cy", "Ada"]),
    (["Ada", ""], ["", "Ada", "", "Cy", "Cy"]), (["e\u{301}"], ["é", "e\u{301}"]),
    ((0..<300).map { "text \($0)" }, (0..<300).reversed().map { "text \(2 * $0)" }),
  ]

  @Test(arguments: comings)
  func `texts that were asked for get the same numbers`(_ row: (known: [String], texts: [String])) {
    var (asked, plain) = (NameTable(), NameTable())
    var waiting = WaitingNames()
    for text in row.known { #expect(asked.intern(text) == plain.intern(text)) }
    // What one record asked for says nothing of the next.
    for texts in [row.texts, Array(row.texts.reversed())] {
      for text in texts { add(text, 1, to: &waiting, for: asked) }
      waiting.expectKnown(in: asked)
      var numbers: [NameIndex] = []
      for index in 0..<waiting.count { numbers.append(waiting.settle(index, in: &asked).name) }
      #expect(numbers == texts.map { plain.intern($0) })
      #expect(numbers.map { asked.string($0) } == texts)
      waiting.removeAll()
    }
    #expect(asked.count == plain.count)
  }

  @Test func `forgotten texts leave nothing behind`() {
    var table = NameTable()
    var waiting = WaitingNames()
    add("never", 9, to: &waiting, for: table)
    waiting.removeAll()
    #expect(waiting.count == 0)
    add("now", 1, to: &waiting, for: table)
    let (mark, name) = waiting.settle(0, in: &table)
    #expect(mark == 1)
    #expect(table.string(name) == "now")
    let never = Array("never".utf8)
    #expect(table.find(never.span) == nil)
  }

  @Test func `a table may grow between the reading of a text and its number`() {
    var table = NameTable()
    var waiting = WaitingNames()
    let known = table.intern("known")
    add("known", 0, to: &waiting, for: table)
    add("unknown", 1, to: &waiting, for: table)
    for number in 0..<5000 { _ = table.intern("other \(number)") }
    #expect(waiting.settle(0, in: &table).name == known)
    let name = waiting.settle(1, in: &table).name
    #expect(table.string(name) == "unknown")
    #expect(table.intern("unknown") == name)
  }

  @Test(arguments: 0...40)
  func `texts that differ in one byte anywhere have two numbers`(_ count: Int) {
    var table = NameTable()
    let text = (0..<count).map { UInt8($0 + 0x41) }
    let number = table.intern(text)
    for place in 0..<count {
      var other = text
      other[place] ^= 0x20
      #expect(table.intern(other) != number)
      #expect(table.intern(text) == number)
    }
    #expect(table.intern(text + [0]) != number)
  }
}

struct IdentifierTableTests {
  @Test func `100,000 objects are found while the table grows`() {
    var table = IdentifierTable()
    let identifiers = (0..<100_000).map { (high: UInt64($0 % 317), low: UInt64($0)) }
    for (object, identifier) in identifiers.enumerated() {
      table.insert(ObjectIndex(object), hash: table.hash(identifier.high, identifier.low))
    }
    var missing: [Int] = []
    for (object, identifier) in identifiers.enumerated() {
      let hash = table.hash(identifier.high, identifier.low)
      table.expect(hash: hash)
      let found = table.find(hash: hash) { identifiers[Int($0)] == identifier }
      if found != ObjectIndex(object) { missing.append(object) }
    }
    #expect(missing == [])
    #expect(table.find(hash: table.hash(0, 100_000)) { _ in false } == nil)
  }

  @Test func `a guess in an empty table is nothing and mostly right in a full one`() {
    var table = IdentifierTable()
    #expect(table.guess(hash: table.hash(1, 2)) == nil)
    for object in 0..<600 {
      table.insert(ObjectIndex(object), hash: table.hash(0, UInt64(object)))
    }
    let right = (0..<600).count { table.guess(hash: table.hash(0, UInt64($0))) == ObjectIndex($0) }
    #expect(right > 300)
  }
}
