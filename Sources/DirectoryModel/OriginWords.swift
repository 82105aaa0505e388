/// The words for who made the entries of lists, each with a number of sixteen bits.
struct OriginWords: Sendable {
  /// The word of each number.
  private(set) var words: [NameIndex] = []
  private var numbers: [NameIndex: UInt16] = [:]

  init(_ words: [NameIndex] = []) {
    for word in words { _ = number(of: word) }
  }

  /// The number of a word, given a new one when the word was not known.
  ///
  /// Words beyond 65,535 share one number, which stands for no word: nobody is said to have made
  /// what somebody else made.
  mutating func number(of word: NameIndex) -> UInt16 {
    if let known = numbers[word] { return known }
    if words.count >= Int(UInt16.max) {
      if words.count == Int(UInt16.max) { words.append(NameTable.absent) }
      return .max
    }
    let number = UInt16(words.count)
    words.append(word)
    numbers[word] = number
    return number
  }
}
