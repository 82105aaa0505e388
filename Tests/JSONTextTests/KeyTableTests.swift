import TestSupport
import Testing

@testable import JSONText

struct KeyTableTests {
  /// The index of each key of an object in a table.
  private func indices(_ document: String, _ table: KeyTable) throws -> [Int] {
    var reader = JSONReader(ArraySource(bytes(document)))
    var indices: [Int] = []
    _ = try reader.next()
    while try reader.next() == .key {
      indices.append(reader.keyIndex(in: table))
      try reader.skipValue()
    }
    return indices
  }

  static let table = KeyTable([
    "", "a", "id", "kind", "data", "members", "groupId", "displayName", "userPrincipalName",
    "onPremisesSyncEnabled", "onPremisesSyncDisabled", "é", "a\u{0}",
  ])

  static let rows: [(key: String, index: Int)] = [
    ("", 0), ("a", 1), ("id", 2), ("kind", 3), ("data", 4), ("members", 5), ("groupId", 6),
    ("displayName", 7), ("userPrincipalName", 8), ("onPremisesSyncEnabled", 9),
    ("onPremisesSyncDisabled", 10), ("é", 11), (#"a\u0000"#, 12), (#"\u0061"#, 1),
    (#"user\u0050rincipalName"#, 8), (#"\u00e9"#, 11), ("b", -1), ("A", -1), ("Id", -1),
    ("ids", -1), ("groupid", -1), ("userPrincipalNamf", -1), ("xserPrincipalName", -1),
    ("userPrXncipalName", -1), ("onPremisesXyncEnabled", -1), ("displayName ", -1),
    ("e\u{301}", -1),
    (#"\u0000"#, -1), (#"a\u0000\u0000"#, -1), (#"id\u0000"#, -1),
  ]

  @Test func `a key is found by its bytes`() {
    let table = KeyTable(["id", "K", "", "displayName"])
    let keys = ["displayName", "", "K", "\u{212A}", "idd", "i"]
    #expect(keys.map { table.index(of: Array($0.utf8)) } == [3, 2, 1, nil, nil, nil])
  }

  @Test(arguments: rows)
  func `a key is found when all its bytes are the same`(_ row: (key: String, index: Int)) throws {
    #expect(try indices("{\"\(row.key)\":1}", Self.table) == [row.index])
    #expect(try indices("{\"x\":0,\"\(row.key)\" : [1] }", Self.table) == [-1, row.index])
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `tables of any keys find these and no others`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var keys: [String] = []
    while keys.count < 60 {
      let letters = (0..<random.number(below: 24)).map { _ in random.pick(["a", "b", "-", "."]) }
      let key = letters.joined()
      if !keys.contains(key) { keys.append(key) }
    }
    let table = KeyTable(Array(keys.prefix(40)))
    let document = "{" + keys.map { "\"\($0)\":0" }.joined(separator: ",") + "}"
    let expected = Array(0..<40) + [Int](repeating: -1, count: 20)
    #expect(try indices(document, table) == expected, "\(random)")
  }

  @Test func `keys that differ only in their middle are told apart`() throws {
    let keys = (0..<10).map { "beginning\($0)middle" }
    let document = "{" + keys.map { "\"\($0)\":0" }.joined(separator: ",") + "}"
    #expect(
      try indices(document, KeyTable(Array(keys.prefix(1)))) == [0] + Array(repeating: -1, count: 9)
    )
  }

  @Test func `an empty table finds nothing`() throws {
    #expect(try indices(#"{"":1,"a":2}"#, KeyTable([])) == [-1, -1])
  }

  @Test func `a table refuses the same key twice`() async {
    await #expect(processExitsWith: .failure) { _ = KeyTable(["a", "b", "a"]) }
  }

  /// An index of a table, and one that is noted before it.
  static let pairs: [(first: Int, second: Int)] =
    [0, 1, 63, 64, 65, 126, 127].flatMap { one in
      [0, 1, 63, 64, 65, 126, 127].map { (one, $0) }
    } + [(-1, -1), (-1, 127), (127, -1)]

  @Test(arguments: pairs)
  func `of 128 keys each is noticed when it comes again, and no other is`(
    _ pair: (first: Int, second: Int)
  ) throws {
    var reader = JSONReader(ArraySource(bytes("{\"a\":1}")))
    _ = try reader.next()
    _ = try reader.next()
    var seen = DuplicateKeys()
    try seen.note(pair.first, at: reader)
    let isSame = pair.first == pair.second && pair.first >= 0
    var kind: JSONError.Kind?
    do { try seen.note(pair.second, at: reader) } catch { kind = error.kind }
    #expect(kind == (isSame ? .duplicateKey : nil))
  }

  @Test func `a record of keys has room for 128`() async {
    await #expect(processExitsWith: .failure) {
      var seen = DuplicateKeys()
      try seen.note(128, at: JSONReader(ArraySource([])))
    }
  }

  @Test func `a listed key that comes again is an error at its second place`() throws {
    var reader = JSONReader(ArraySource(bytes("{\"a\":1,\"x\":2,\"x\":3,\n\"\\u0061\":4}")))
    var seen = DuplicateKeys()
    let table = KeyTable(["b", "a"])
    var indices: [Int] = []
    var error: JSONError?
    _ = try reader.next()
    while try reader.next() == .key {
      indices.append(reader.keyIndex(in: table))
      do { try seen.note(reader.keyIndex(in: table), at: reader) } catch let found { error = found }
      try reader.skipValue()
    }
    #expect(indices == [1, -1, -1, 1])
    #expect(error?.kind == .duplicateKey)
    #expect(
      error?.description
        == "line 2, byte 20: found the key 'a' again, expected each key of an object once")
  }
}
