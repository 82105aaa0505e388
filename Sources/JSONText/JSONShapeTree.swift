/// The shapes that the objects of a list were seen to have, each told by one walk.
///
/// Shapes that begin alike share their pieces up to where they differ, so that an object is compared
/// with all of them in little more time than with one.
package struct JSONShapeTree: Sendable {
  struct Node: Sendable {
    var start: Int
    var count: Int
    /// Entries of the index that the piece has.
    var entries: Int
    /// The first piece that may follow, and the next one that may stand here instead; -1 for none.
    var child = -1
    var sibling = -1
    /// The shape that ends with the piece; -1 where another piece follows.
    var shape = -1
  }

  /// The bytes of all pieces, each followed by eight zeros.
  private(set) var bytes: [UInt8] = []
  private(set) var nodes: [Node] = []
  /// Containers that are open around the objects; -1 before the first.
  private(set) var depth = -1
  /// How many shapes there are; their numbers begin with 0.
  package private(set) var count = 0

  /// Makes a tree that knows no shape.
  package init() {}

  /// Adds a shape and returns its number, the old one if it is known.
  ///
  /// Nil if objects at another depth are known. Takes time in proportion to the tree.
  package mutating func add(_ shape: JSONShape) -> Int? {
    guard depth < 0 || depth == shape.depth else { return nil }
    depth = shape.depth
    var parent = -1
    for piece in shape.pieces { parent = node(piece, below: parent) }
    if nodes[parent].shape < 0 {
      nodes[parent].shape = count
      count += 1
    }
    return nodes[parent].shape
  }

  private mutating func node(_ piece: JSONShape.Piece, below parent: Int) -> Int {
    var last = -1
    var next = parent < 0 ? (nodes.isEmpty ? -1 : 0) : nodes[parent].child
    while next >= 0 {
      let node = nodes[next]
      if bytes[node.start..<node.start + node.count].elementsEqual(piece.bytes) { return next }
      (last, next) = (next, node.sibling)
    }
    nodes.append(Node(start: bytes.count, count: piece.bytes.count, entries: piece.entries))
    bytes += piece.bytes + [UInt8](repeating: 0, count: 8)
    let made = nodes.count - 1
    if last >= 0 {
      nodes[last].sibling = made
    } else if parent >= 0 {
      nodes[parent].child = made
    }
    return made
  }
}
