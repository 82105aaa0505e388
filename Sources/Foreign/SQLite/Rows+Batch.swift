/// Rows of two whole numbers and perhaps a short word, many at a time.
///
/// For the one table of a database that can have a hundred million rows: nothing is allocated, and
/// a word is known by its number.
package struct IntegerBatch: Sendable {
  /// Rows that a batch holds at most.
  package static let capacity = 4096

  package fileprivate(set) var first = [Int64](repeating: 0, count: capacity)
  package fileprivate(set) var second = [Int64](repeating: 0, count: capacity)
  /// The number of each row's word in `words`.
  package fileprivate(set) var wordNumbers = [UInt8](repeating: 0, count: capacity)
  /// The different words in the order in which they were read; NULL is the empty one.
  package fileprivate(set) var words: [[UInt8]] = []
  package fileprivate(set) var count = 0
  fileprivate var lastWord = 0

  package init() {}

  /// How a batch ended.
  package enum End: Sendable {
    /// It is full; there may be more rows.
    case full
    /// The current row is none of two whole numbers and a known kind of word: read it by itself.
    case irregular
    /// There are no more rows.
    case done
  }
}

extension Rows {
  /// Fills a batch from the rows that follow; words number 0 to 254 are told apart.
  ///
  /// - Throws: what stopped the read; the rows are then over, and what came before is incomplete.
  package mutating func read(
    _ batch: inout IntegerBatch, first: Int, second: Int, word: Int?
  ) throws(DatabaseError) -> IntegerBatch.End {
    precondition(max(first, second, word ?? 0) < columnCount, "there is no such column")
    batch.count = 0
    while batch.count < IntegerBatch.capacity {
      guard try advance() else { return .done }
      guard let one = statement.wholeNumber(first), let other = statement.wholeNumber(second)
      else {
        return .irregular
      }
      if let word {
        guard let number = number(ofWord: word, in: &batch) else { return .irregular }
        batch.wordNumbers[batch.count] = number
      }
      batch.first[batch.count] = one
      batch.second[batch.count] = other
      batch.count += 1
    }
    return .full
  }

  /// The number of a TEXT or NULL, or nil for other classes and when there are too many words.
  private func number(ofWord column: Int, in batch: inout IntegerBatch) -> UInt8? {
    statement.withWord(column) { batch.number(of: $0) }
  }
}

extension IntegerBatch {
  /// Takes over rows that C has gathered, at most as many as a batch holds.
  mutating func fill(
    firsts: UnsafePointer<Int64>, seconds: UnsafePointer<Int64>, words: UnsafePointer<UInt8>,
    count: Int
  ) {
    self.count = count
    unsafe first.withUnsafeMutableBufferPointer {
      _ = unsafe $0.update(fromContentsOf: UnsafeBufferPointer(start: firsts, count: count))
    }
    unsafe second.withUnsafeMutableBufferPointer {
      _ = unsafe $0.update(fromContentsOf: UnsafeBufferPointer(start: seconds, count: count))
    }
    unsafe wordNumbers.withUnsafeMutableBufferPointer {
      _ = unsafe $0.update(fromContentsOf: UnsafeBufferPointer(start: words, count: count))
    }
  }

  /// The number of a word; the word of the row before is tried first.
  mutating func number(of word: Span<UInt8>) -> UInt8? {
    if lastWord < words.count, isSame(word, words[lastWord]) { return UInt8(lastWord) }
    if let known = words.firstIndex(where: { isSame(word, $0) }) {
      lastWord = known
      return UInt8(known)
    }
    guard words.count < 255 else { return nil }
    lastWord = words.count
    var copy: [UInt8] = []
    for index in word.indices { copy.append(word[index]) }
    words.append(copy)
    return UInt8(lastWord)
  }
}

private func isSame(_ word: Span<UInt8>, _ known: [UInt8]) -> Bool {
  guard word.count == known.count else { return false }
  for index in known.indices where word[index] != known[index] { return false }
  return true
}
