/// The keys that lead to a value inside an object, the outermost first, as their bytes.
package typealias JSONPath = [[UInt8]]

/// The layout of an object that has been read: all its bytes but those inside its texts.
///
/// The objects of a list mostly differ in their texts only. Once one was read and checked, another
/// with the same bytes between its texts is as well-formed as the first: nothing else has to be
/// looked at. What differs is read as ever.
package struct JSONShape: Sendable {
  /// A stretch from the end of one text to the beginning of the next, both quotes included.
  struct Piece: Sendable {
    var bytes: [UInt8]
    /// Entries of the index that it has.
    var entries: Int
  }

  /// A value that is the same in all objects of the shape.
  package struct Constant: Sendable {
    /// The keys that lead to it.
    package let path: JSONPath
    /// The bytes of the text, the number or the word.
    package let bytes: [UInt8]
    /// Whether it is a text, one of those that count as part of the shape.
    package let isText: Bool
  }

  /// Bounds of what is learnt; longer objects are no small change in a long list.
  static let largestCount = 4096
  static let mostTexts = 48

  /// Containers that are open around the object.
  let depth: Int
  private(set) var pieces: [Piece] = []
  /// The keys that lead to each text; those of an array's texts end at the array.
  package private(set) var texts: [JSONPath] = []
  /// The values that are no texts, and the texts that count as part of the shape.
  package private(set) var constants: [Constant] = []

  init(depth: Int) { self.depth = depth }

  /// The number of the text that these keys lead to; takes time in proportion to the texts.
  package func text(at keys: String...) -> Int? {
    let path = keys.map { Array($0.utf8) }
    return texts.firstIndex(of: path)
  }

  /// The constant text that these keys lead to; takes time in proportion to the constants.
  package func constantText(at keys: String...) -> [UInt8]? {
    let path = keys.map { Array($0.utf8) }
    return constants.first { $0.isText && $0.path == path }?.bytes
  }

  mutating func add(_ piece: Piece) { pieces.append(piece) }

  mutating func addText(_ path: JSONPath) { texts.append(path) }

  mutating func addConstant(_ path: JSONPath, _ bytes: [UInt8], isText: Bool) {
    constants.append(Constant(path: path, bytes: bytes, isText: isText))
  }
}

/// The place of an object that may be learnt.
package struct JSONShapeMark: Sendable {
  let fills: Int
  let cursor: Int
  let depth: Int
}
