import DirectoryModel
import Memory

/// Tenant groups whose names begin as others do; it needs nothing of the matching, so that another
/// thread may look them up.
struct CutNames: Sendable {
  /// A candidate and the plain form of its name.
  typealias Whole = (plain: [UInt8], group: ObjectIndex)

  private let names: NameTable
  private let displayNames: [NameIndex]
  private let candidates: [ObjectIndex]
  private let stems: [[UInt8]]

  /// Prepares to look for names that begin as one of the stems does.
  init(
    _ names: NameTable, _ displayNames: [NameIndex], _ candidates: [ObjectIndex],
    _ stems: [[UInt8]]
  ) {
    (self.names, self.displayNames) = (names, displayNames)
    (self.candidates, self.stems) = (candidates, stems)
  }

  /// The candidates whose names may begin as a stem does, in the order of their plain names.
  ///
  /// By hash: what is taken in by chance is left out again when whole names are compared.
  func wholes() -> [Whole] {
    guard let length = stems.map(\.count).min() else { return [] }
    let beginnings = Beginnings(stems.map { Array($0.prefix(length)) })
    var wholes: [Whole] = []
    var beginning: [UInt8] = []
    for group in candidates {
      let range = names.range(of: displayNames[Int(group)])
      let name = names.bytes.span.extracting(range)
      if let word = Beginnings.word(of: name), !beginnings.mayContain(word) { continue }
      let isSure = Self.fold(name, length, into: &beginning)
      if isSure, beginning.count < length || !beginnings.mayContain(beginning) { continue }
      wholes.append((NameForm.plain(Array(names.bytes[range])), group))
    }
    wholes.sort {
      $0.plain == $1.plain ? $0.group < $1.group : $0.plain.lexicographicallyPrecedes($1.plain)
    }
    return wholes
  }

  /// Folds the first bytes of a name; false where more than ASCII case has to be looked at, be it
  /// that the byte behind them begins an accent of the last one.
  private static func fold(
    _ name: Span<UInt8>, _ length: Int, into beginning: inout [UInt8]
  ) -> Bool {
    beginning.removeAll(keepingCapacity: true)
    if length < name.count, name[length] >= 0x80 { return false }
    var last: UInt8 = 32
    for index in 0..<min(length, name.count) {
      let byte = name[index]
      if byte >= 0x80 || byte < 32 || byte == 32 && last == 32 { return false }
      beginning.append(byte &- 65 < 26 ? byte | 32 : byte)
      last = byte
    }
    return true
  }
}

/// The beginnings of some names by their hashes and first words; takes in others by chance.
private struct Beginnings {
  private var hashes: Set<UInt64> = []
  /// Whether one of the hashes ends in these bits, which is asked first.
  private var endings = [Bool](repeating: false, count: 1 << 12)
  /// The first words of all of them, `nil` if one has none.
  private var words: Set<UInt64>? = []

  init(_ beginnings: [[UInt8]]) {
    for beginning in beginnings {
      if let word = Self.word(of: beginning.span) { words?.insert(word) } else { words = nil }
      guard let hash = KeyHash.whole(beginning) else { continue }
      hashes.insert(hash)
      endings[Int(hash & 0xFFF)] = true
    }
  }

  func mayContain(_ beginning: [UInt8]) -> Bool {
    guard let hash = KeyHash.whole(beginning) else { return false }
    return endings[Int(hash & 0xFFF)] && hashes.contains(hash)
  }

  /// Whether one of the beginnings has this first word.
  func mayContain(_ word: UInt64) -> Bool { words?.contains(word) ?? true }

  /// The first eight bytes of a name's plain form, the first one highest.
  ///
  /// `nil` for shorter names and where blanks, accents or letters beyond ASCII need a closer look.
  static func word(of name: Span<UInt8>) -> UInt64? {
    guard name.count >= 8, name.count == 8 || name[8] < 0x80,
      let word = KeyHash.smallASCII(name.word(at: 0), from: 0x20)
    else { return nil }
    let (ones, tops): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    let blanks = ~((word ^ ones * 0x20) + ones * 0x7F) & tops
    return blanks & (blanks << 8 | 1 << 63) == 0 ? word : nil
  }
}
