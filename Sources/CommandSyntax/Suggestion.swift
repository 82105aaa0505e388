/// Returns a question that names the candidate that `word` was probably meant to be.
///
/// A quarter of the letters may differ, and one always; the first of equally near candidates wins.
func suggestion(for word: String, in candidates: [String]) -> String? {
  let nearest = candidates.map { ($0, editDistance(word, $0)) }.min { $0.1 < $1.1 }
  guard let (candidate, distance) = nearest, distance <= max(1, word.count / 4) else { return nil }
  return "did you mean '\(candidate)'?"
}

/// Counts the insertions, deletions, substitutions and swaps of neighbours between two words.
///
/// This is the optimal string alignment distance; it takes time and space in proportion to the
/// product of the lengths.
func editDistance(_ first: String, _ second: String) -> Int {
  let (source, target) = (Array(first), Array(second))
  var table = [[Int]](
    repeating: [Int](repeating: 0, count: target.count + 1), count: source.count + 1)
  for i in 0...source.count {
    for j in 0...target.count {
      if i == 0 || j == 0 {
        table[i][j] = max(i, j)
        continue
      }
      let substitution = table[i - 1][j - 1] + (source[i - 1] == target[j - 1] ? 0 : 1)
      var best = min(table[i - 1][j] + 1, table[i][j - 1] + 1, substitution)
      if i > 1, j > 1, source[i - 1] == target[j - 2], source[i - 2] == target[j - 1] {
        best = min(best, table[i - 2][j - 2] + 1)
      }
      table[i][j] = best
    }
  }
  return table[source.count][target.count]
}
