/// Counts insertions, deletions and substitutions.
enum EditDistance {
  /// The fewest changes that lead from one sequence to the other, or a number above `bound` when
  /// they are more; takes time in proportion to the product of both lengths.
  static func between<Element: Equatable>(
    _ one: [Element], _ other: [Element], atMost bound: Int
  ) -> Int {
    var previous = Array(0...other.count)
    for (row, element) in one.enumerated() {
      var current = [row + 1]
      for (column, candidate) in other.enumerated() {
        let substitution = previous[column] + (element == candidate ? 0 : 1)
        current.append(min(previous[column + 1] + 1, current[column] + 1, substitution))
      }
      if let least = current.min(), least > bound { return bound + 1 }
      previous = current
    }
    return previous[other.count]
  }
}
