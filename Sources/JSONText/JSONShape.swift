/// The layout of an object that has been read: all its bytes but those inside its texts.
///
/// The objects of a list mostly differ in their texts only. Once one was read and checked, another
/// with the same bytes between its texts is as well-formed as the first: nothing else has to be
/// looked at. What differs is read as ever.
package struct JSONShape: Sendable {
  /// A stretch from the end of one text to the beginning of the next, both quotes included.
  struct Piece: Sendable {
    var start: Int
    var count: Int
    /// Entries of the index that it has.
    var entries: Int
  }

  /// Bounds of what is learnt; longer objects are no small change in a long list.
  static let largestCount = 1024
  static let mostTexts = 24

  /// The bytes of all pieces, one after another, and eight zeros.
  private(set) var bytes: [UInt8] = []
  private(set) var pieces: [Piece] = []
  /// Containers that are open around the object.
  let depth: Int
  /// The keys that lead to each text, the outermost first.
  private var paths: [[[UInt8]]] = []

  /// The shape of nothing.
  package static let none = JSONShape(depth: -1)

  init(depth: Int) { self.depth = depth }

  /// How many texts such an object has.
  package var textCount: Int { paths.count }

  /// The number of the text that these keys lead to; takes time in proportion to the texts.
  package func text(at keys: String...) -> Int? {
    let path = keys.map { Array($0.utf8) }
    return paths.firstIndex(of: path)
  }

  mutating func add(_ piece: Piece, _ text: [UInt8]) {
    pieces.append(piece)
    bytes += text
  }

  mutating func addText(_ path: [[UInt8]]) { paths.append(path) }

  /// Adds what readers of eight bytes may overrun.
  mutating func seal() { bytes += [UInt8](repeating: 0, count: 8) }
}

/// The place of an object that may be learnt.
package struct JSONShapeMark: Sendable {
  let fills: Int
  let cursor: Int
  let depth: Int
}
