import DirectoryModel

extension RoleMeaning {
  /// The lists that a role puts its person into.
  var relations: RelationSet {
    switch self {
    case .member: .members
    case .memberAndOwner: [.members, .owners]
    case .ownerOnly: .owners
    case .ignored: []
    }
  }
}

/// Tells what role words mean without copying them, and counts those that nobody explained.
struct RoleReader {
  private struct Word {
    let bytes: [UInt8]
    let meaning: RoleMeaning
    let isExplained: Bool
    var count = 0
  }

  private let meanings: RoleWords
  private var words: [Word] = []
  private var last = 0
  /// Whether the mapping itself says what makes an owner.
  let isExplicit: Bool
  /// Whether a row made anybody an owner.
  private(set) var sawOwner = false

  init(_ words: RoleWords?) {
    meanings = words ?? .standard
    let owners = words.map { $0.words[1].count + $0.words[2].count } ?? 0
    isExplicit = owners > 0
  }

  /// What a word means; the word of the row before is tried first.
  mutating func meaning(of word: Span<UInt8>, rows: Int = 1) -> RoleMeaning {
    if last < words.count, Self.isSame(words[last].bytes, word) {
      words[last].count += rows
      return words[last].meaning
    }
    if let known = words.firstIndex(where: { Self.isSame($0.bytes, word) }) {
      last = known
    } else {
      last = words.count
      let meaning = meanings.meaning(of: word)
      var bytes: [UInt8] = []
      for index in word.indices { bytes.append(word[index]) }
      words.append(Word(bytes: bytes, meaning: meaning ?? .member, isExplained: meaning != nil))
      if meaning == .memberAndOwner || meaning == .ownerOnly { sawOwner = true }
    }
    words[last].count += rows
    return words[last].meaning
  }

  @inline(__always)
  private static func isSame(_ known: [UInt8], _ word: Span<UInt8>) -> Bool {
    guard known.count == word.count else { return false }
    for index in 0..<known.count where known[index] != word[index] { return false }
    return true
  }

  /// One note a word that the mapping does not explain, in the order in which they were read.
  var notes: [String] {
    words.filter { !$0.isExplained }.map { word in
      let text = String(decoding: word.bytes, as: UTF8.self)
      return "the role '\(text)' (rows: \(word.count)) is read as member; the mapping does not say"
    }
  }
}
