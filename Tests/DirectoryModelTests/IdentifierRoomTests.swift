import TestSupport
import Testing

@testable import DirectoryModel

struct IdentifierRoomTests {
  /// Identifiers, and a table of them that was given room at some time.
  private static func table(
    _ identifiers: [GUID], room: Int, after count: Int
  ) -> IdentifierTable {
    var table = IdentifierTable()
    for (number, guid) in identifiers.enumerated() {
      if number == count { table.reserve(room) }
      table.insert(ObjectIndex(number), hash: table.hash(guid.high, guid.low))
    }
    if count >= identifiers.count { table.reserve(room) }
    return table
  }

  @Test(arguments: [0, 1, 42, 43, 64, 1_000, 5_000], [0, 1, 40, 300])
  func `room changes nothing of what is found`(room: Int, after count: Int) {
    var random = SeededGenerator(seed: UInt64(room + count))
    let identifiers = (0..<300).map { _ in GUID(high: random.next(), low: random.next()) }
    let table = Self.table(identifiers, room: room, after: count)
    for (number, guid) in identifiers.enumerated() {
      let hash = table.hash(guid.high, guid.low)
      let object = ObjectIndex(number)
      #expect(table.find(hash: hash) { identifiers[Int($0)] == guid } == object)
      // Two hashes may have the same half, but not among so few.
      #expect(table.guess(hash: hash) == object)
    }
    let stranger = GUID(high: random.next(), low: random.next())
    let hash = table.hash(stranger.high, stranger.low)
    #expect(table.find(hash: hash) { identifiers[Int($0)] == stranger } == nil)
    #expect(table.guess(hash: hash) == nil)
  }

  @Test func `an empty table with room finds nobody`() {
    for room in [0, 1, 100_000] {
      let table = Self.table([], room: room, after: 0)
      #expect(table.guess(hash: table.hash(1, 2)) == nil)
      #expect(table.find(hash: table.hash(1, 2)) { _ in true } == nil)
    }
  }
}
