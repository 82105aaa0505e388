import Testing

@testable import SyncSemantics

struct NearestNamesTests {
  static let rows: [(one: String, other: String, limit: Int, distance: Int?)] = [
    ("", "", 0, 0), ("a", "a", 0, 0), ("a", "b", 0, nil), ("a", "b", 1, 1), ("", "abc", 3, 3),
    ("", "abc", 2, nil), ("kitten", "sitting", 3, 3), ("kitten", "sitting", 2, nil),
    ("abcdef", "bcdefg", 2, 2), ("abc", "cba", 2, 2),
  ]

  @Test(arguments: rows)
  func `a distance is counted up to its limit`(
    _ row: (one: String, other: String, limit: Int, distance: Int?)
  ) {
    let (one, other) = (Array(row.one.utf8), Array(row.other.utf8))
    #expect(boundedEditDistance(one, other, atMost: row.limit) == row.distance)
    #expect(boundedEditDistance(other, one, atMost: row.limit) == row.distance)
  }

  @Test func `the nearest names come first, and far ones not at all`() {
    let names = ["Finances", "Fiance", "Finance Team", "Marketing", "finance"].map {
      Array($0.utf8)
    }
    #expect(nearestNames(to: Array("Finance".utf8), among: names) == [4, 0, 1])
    #expect(nearestNames(to: Array("Finances".utf8), among: names, count: 5) == [0, 4, 1])
    #expect(nearestNames(to: Array("Sales".utf8), among: names) == [])
    #expect(nearestNames(to: [], among: [[]]) == [])
  }
}
