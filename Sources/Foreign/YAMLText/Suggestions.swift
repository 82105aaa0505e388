/// Returns the candidate that a misspelt word was most likely meant to be, or nil.
///
/// At most max(1, a quarter of the word's length) letters may be inserted, left out, replaced or
/// swapped; ASCII case is ignored. Of equally close ones the first is taken.
///
/// - Complexity: O(*n* · *m*) for each of the candidates.
package func closestMatch(to word: String, in candidates: [String]) -> String? {
  var limit = max(1, word.unicodeScalars.count / 4)
  var closest: String?
  for candidate in candidates {
    guard let distance = editDistance(word, candidate, atMost: limit) else { continue }
    closest = candidate
    if distance == 0 { break }
    limit = distance - 1
    if limit < 0 { break }
  }
  return closest
}

/// Counts the letters to insert, leave out, replace or swap with their neighbour; nil above a limit.
///
/// Optimal string alignment over Unicode scalars, ASCII case ignored.
///
/// - Complexity: O(*n* · *m*), or O(1) where the lengths alone exceed the limit.
package func editDistance(_ first: String, _ second: String, atMost limit: Int) -> Int? {
  let a = first.unicodeScalars.map(foldedScalar)
  let b = second.unicodeScalars.map(foldedScalar)
  guard abs(a.count - b.count) <= limit else { return nil }
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for (i, letter) in a.enumerated() {
    var row = [i + 1]
    for (j, other) in b.enumerated() {
      var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (letter == other ? 0 : 1))
      if i > 0, j > 0, letter == b[j - 1], a[i - 1] == other {
        best = min(best, beforeLast[j - 1] + 1)
      }
      row.append(best)
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count] <= limit ? last[b.count] : nil
}

private func foldedScalar(_ scalar: Unicode.Scalar) -> UInt32 {
  scalar.value &- 65 < 26 ? scalar.value | 32 : scalar.value
}
