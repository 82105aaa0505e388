import Testing

@testable import CommandSyntax

struct SuggestionTests {
  static let distances: [(from: String, to: String, distance: Int)] = [
    ("", "", 0), ("a", "", 1), ("", "abc", 3), ("audit", "audit", 0), ("adit", "audit", 1),
    ("auditt", "audit", 1), ("audut", "audit", 1), ("aduit", "audit", 1), ("ab", "ba", 1),
    ("ca", "abc", 3), ("kitten", "sitting", 3), ("gruppe", "gr\u{FC}ppe", 1),
  ]

  @Test(arguments: distances)
  func `one edit is an insertion, a deletion, a substitution or a swap`(
    _ row: (from: String, to: String, distance: Int)
  ) {
    #expect(editDistance(row.from, row.to) == row.distance)
    #expect(editDistance(row.to, row.from) == row.distance)
  }

  @Test func `the distance never breaks the triangle of a third word by more than swaps explain`() {
    let words = ["", "a", "b", "ab", "ba", "aab", "abb", "bab", "abab"]
    for first in words {
      for second in words {
        let distance = editDistance(first, second)
        #expect((distance == 0) == (first == second))
        #expect(distance <= max(first.count, second.count))
        #expect(distance >= abs(first.count - second.count))
      }
    }
  }

  static let suggestions: [(word: String, among: [String], hint: String?)] = [
    ("lst", ["list", "show"], "did you mean 'list'?"),
    ("ls", ["list", "show"], nil),
    ("", ["list"], nil),
    ("x", ["y"], "did you mean 'y'?"),
    ("xy", ["ab"], nil),
    ("--tenantt", ["--tenant", "--tenants"], "did you mean '--tenant'?"),
    ("--complexion", ["--completion"], "did you mean '--completion'?"),
    ("list", [], nil),
  ]

  @Test(arguments: suggestions)
  func `a word far from everything is given no suggestion`(
    _ row: (word: String, among: [String], hint: String?)
  ) {
    #expect(suggestion(for: row.word, in: row.among) == row.hint)
  }
}
