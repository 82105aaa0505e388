import TestSupport
import Testing

@testable import Audit

struct EditDistanceTests {
  /// Words, the bound, and the distance or one more than the bound.
  static let rows: [(one: String, other: String, bound: Int, distance: Int)] = [
    ("", "", 0, 0), ("", "abc", 3, 3), ("abc", "", 3, 3), ("abc", "abc", 0, 0),
    ("abc", "abd", 1, 1), ("abc", "ab", 1, 1), ("abc", "xabc", 1, 1), ("abc", "acb", 2, 2),
    ("kitten", "sitting", 3, 3), ("flaw", "lawn", 2, 2), ("intention", "execution", 5, 5),
    ("abc", "xyz", 2, 3), ("abc", "xyz", 0, 1), ("Finance", "Finanse", 1, 1),
    ("caf\u{E9}", "cafe", 1, 1), ("caf\u{E9}", "cafe\u{301}", 2, 2),
    ("\u{1F468}\u{200D}\u{1F469}", "\u{1F468}", 2, 2),
  ]

  @Test(arguments: rows.indices)
  func `a row has the distance that it states, either way round`(_ index: Int) {
    let row = Self.rows[index]
    let (one, other) = (Array(row.one.unicodeScalars), Array(row.other.unicodeScalars))
    #expect(EditDistance.between(one, other, atMost: row.bound) == row.distance)
    #expect(EditDistance.between(other, one, atMost: row.bound) == row.distance)
  }

  /// All words of up to three letters of two.
  static let words: [[Int]] = (0...3).flatMap { length in
    (0..<(1 << length)).map { bits in (0..<length).map { bits >> $0 & 1 } }
  }

  /// The definition, word for word: slow and plainly right.
  static func slow(_ one: ArraySlice<Int>, _ other: ArraySlice<Int>) -> Int {
    guard let a = one.first, let b = other.first else { return one.count + other.count }
    let substituted = slow(one.dropFirst(), other.dropFirst()) + (a == b ? 0 : 1)
    let deleted = slow(one.dropFirst(), other) + 1
    let inserted = slow(one, other.dropFirst()) + 1
    return min(substituted, deleted, inserted)
  }

  @Test func `all short words agree with the definition, and the bound cuts at the bound`() {
    for one in Self.words {
      for other in Self.words {
        let distance = Self.slow(one[...], other[...])
        for bound in 0...4 {
          let found = EditDistance.between(one, other, atMost: bound)
          #expect(distance <= bound ? found == distance : found > bound, "\(one) \(other) \(bound)")
        }
      }
    }
  }
}
