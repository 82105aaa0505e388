/// Counts the bytes to insert, leave out or replace; `nil` above a limit.
///
/// - Complexity: O(*n* · *limit*).
package func boundedEditDistance(_ one: [UInt8], _ other: [UInt8], atMost limit: Int) -> Int? {
  guard abs(one.count - other.count) <= limit else { return nil }
  let beyond = limit + 1
  var last = (0...other.count).map { min($0, beyond) }
  for (row, byte) in one.enumerated() {
    var current = [Int](repeating: beyond, count: other.count + 1)
    current[0] = min(row + 1, beyond)
    let (from, to) = (max(0, row - limit), min(other.count, row + limit + 1))
    for column in from..<to {
      let same = last[column] + (byte == other[column] ? 0 : 1)
      current[column + 1] = min(same, last[column + 1] + 1, current[column] + 1, beyond)
    }
    last = current
  }
  return last[other.count] <= limit ? last[other.count] : nil
}

/// The names nearest to one, as indices, nearest first and then in their order; hints only.
///
/// Up to a quarter of the bytes may differ, three at most. Looks at no more than 100,000 names,
/// so that a hint never costs more than the audit.
package func nearestNames(
  to name: [UInt8], among candidates: [[UInt8]], count: Int = 3
) -> [Int] {
  let own = NameForm.plain(name)
  let limit = min(3, max(1, own.count / 4))
  var found: [(distance: Int, index: Int)] = []
  for (index, candidate) in candidates.prefix(100_000).enumerated()
  where abs(candidate.count - own.count) <= 4 * limit + 8 {
    let other = NameForm.plain(candidate)
    if let distance = boundedEditDistance(own, other, atMost: limit), !other.isEmpty {
      found.append((distance, index))
    }
  }
  found.sort { ($0.distance, $0.index) < ($1.distance, $1.index) }
  return found.prefix(count).map(\.index)
}
