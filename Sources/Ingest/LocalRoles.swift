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
  /// Where each word stands, once they are too many to be looked through.
  private var places: [[UInt8]: Int] = [:]
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
    last = place(of: word) ?? add(word)
    words[last].count += rows
    return words[last].meaning
  }

  /// Words up to which looking at each finds one sooner than its hash does.
  private static let few = 16

  /// Where a word stands, if it was met before; constant time, however many words there are.
  private func place(of word: Span<UInt8>) -> Int? {
    words.count > Self.few
      ? places[Self.copy(word)] : words.firstIndex { Self.isSame($0.bytes, word) }
  }

  private mutating func add(_ word: Span<UInt8>) -> Int {
    let meaning = meanings.meaning(of: word)
    let bytes = Self.copy(word)
    words.append(Word(bytes: bytes, meaning: meaning ?? .member, isExplained: meaning != nil))
    if meaning == .memberAndOwner || meaning == .ownerOnly { sawOwner = true }
    if words.count == Self.few + 1 {
      for (place, word) in words.enumerated() { places[word.bytes] = place }
    } else if words.count > Self.few {
      places[bytes] = words.count - 1
    }
    return words.count - 1
  }

  private static func copy(_ word: Span<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    for index in word.indices { bytes.append(word[index]) }
    return bytes
  }

  @inline(__always)
  private static func isSame(_ known: [UInt8], _ word: Span<UInt8>) -> Bool {
    guard known.count == word.count else { return false }
    for index in 0..<known.count where known[index] != word[index] { return false }
    return true
  }

  /// Words that are told one by one; the others are counted.
  private static let mostTold = 20

  /// One note a word that the mapping does not explain, in the order in which they were read.
  var notes: [String] {
    let unexplained = words.filter { !$0.isExplained }
    let (told, others) = (
      unexplained.prefix(Self.mostTold), unexplained.dropFirst(Self.mostTold)
    )
    let notes = told.map { word in
      let text = String(decoding: word.bytes, as: UTF8.self)
      return "the role '\(text)' (rows: \(word.count)) is read as member; the mapping does not say"
    }
    guard !others.isEmpty else { return notes }
    let rows = others.reduce(0) { $0 + $1.count }
    return notes + [
      "\(others.count) more roles (rows: \(rows)) are read as member; the mapping does not say"
    ]
  }
}
