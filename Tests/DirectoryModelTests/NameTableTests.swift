import DirectoryModel
import Testing

struct NameTableTests {
  @Test func `each spelling has a number of its own`() {
    var table = NameTable()
    let composed = table.intern("Grüppe")
    let decomposed = table.intern("Gru\u{0308}ppe")
    #expect(composed != decomposed)
    #expect(table.intern("Grüppe") == composed)
    #expect(table.copy(decomposed) == Array("Gru\u{0308}ppe".utf8))
  }

  @Test func `the empty text is not the absent one`() {
    var table = NameTable()
    #expect(table.intern("") == NameTable.empty)
    #expect(table.string(NameTable.absent) == "")
    #expect(NameTable.empty != NameTable.absent)
  }

  @Test func `100,000 texts keep their numbers while the table grows`() {
    var table = NameTable()
    let numbers = (0..<100_000).map { table.intern("name \($0)") }
    #expect(Set(numbers).count == numbers.count)
    for (index, number) in numbers.enumerated() where index % 997 == 0 {
      #expect(table.string(number) == "name \(index)")
      #expect(table.intern("name \(index)") == number)
    }
    let unknown = Array("name 100000".utf8)
    #expect(table.find(unknown.span) == nil)
  }

  @Test func `bytes that are no text are kept as they are`() {
    var table = NameTable()
    let bytes: [UInt8] = [0x46, 0x00, 0xFF, 0xC3]
    let number = table.intern(bytes)
    #expect(table.copy(number) == bytes)
    #expect(table.string(number) == "F\u{0}\u{FFFD}\u{FFFD}")
  }

  /// One row a pair: whether the first stands before the second.
  static let orders: [(one: String, other: String, precedes: Bool)] = [
    ("a", "b", true), ("b", "a", false), ("a", "a", false), ("a", "aa", true), ("Z", "a", true),
    ("z", "é", true), ("", "a", true), ("\u{FF5E}", "\u{1F600}", true),
  ]

  @Test(arguments: orders)
  func `texts are ordered by their bytes`(_ row: (one: String, other: String, precedes: Bool)) {
    var table = NameTable()
    let (one, other) = (table.intern(row.one), table.intern(row.other))
    #expect(table.precedes(one, other) == row.precedes)
  }

  @Test func `two tables compare texts by bytes`() {
    var (one, other) = (NameTable(), NameTable())
    let (a, b) = (one.intern("Finance"), other.intern("finance"))
    let c = other.intern("Finance")
    #expect(!one.equals(a, b, of: other))
    #expect(one.equals(a, c, of: other))
  }

  @Test func `to ask for texts beforehand changes none of them`() {
    var table = NameTable()
    let numbers = ["", "a", "Finance"].map { table.intern($0) } + [NameTable.absent]
    table.expect([])
    table.expect(numbers)
    #expect(numbers.map(table.string) == ["", "a", "Finance", ""])
  }
}
