import Testing

@testable import SyncSemantics

/// Marks of members, held against two plain sets.
struct MemberMarksTests {
  /// One row an order of marking: who is expected, then who is looked for.
  static let rows: [(expected: [UInt32], found: [UInt32])] = [
    ([], []), ([1], []), ([1, 2], [1]), ([1, 2], [2, 1]), ([], [1, 2]), ([0, 1], [0]),
    ([0], [0, 0]), ([1, 1, 2], [1, 1]), ([4, 3], [3]),
  ]

  /// Number 0 and 3 never count.
  private static let standings: [MemberStanding] = [
    .none, .account, .excluded, .none, .withoutAccount,
  ]

  @Test(arguments: rows)
  func `whoever counts is expected, found or missing`(
    _ row: (expected: [UInt32], found: [UInt32])
  ) {
    var marks = MemberMarks(Self.standings)
    // The second time over, nothing of the first is left.
    for _ in 0..<2 {
      marks.clear()
      for object in row.expected {
        let isMember = marks.expect(object)
        #expect(isMember == (Self.standings[Int(object)] != .none))
      }
      let expected = Set(row.expected).subtracting([0, 3])
      for object in row.found {
        let isFound = marks.findExpected(object)
        #expect(isFound == expected.contains(object))
      }
      let missing = Set([1, 2, 4]).subtracting(expected.intersection(row.found))
      for object in UInt32(0)..<5 {
        #expect(marks.isMissing(object) == missing.contains(object), "\(object)")
      }
    }
  }

  @Test func `somebody may be found without being expected`() {
    var marks = MemberMarks(Self.standings)
    marks.clear()
    marks.find(2)
    #expect(!marks.isMissing(2))
    marks.clear()
    #expect(marks.isMissing(2))
    let isExpected = marks.findExpected(2)
    #expect(!isExpected)
  }

  @Test func `a column of nobody marks nobody`() {
    #expect(MemberMarks([.none, .none]).isMissing(1) == false)
  }
}
