extension JSONReader {
  /// The place of the element that comes next in the open array.
  package var shapeMark: JSONShapeMark {
    JSONShapeMark(
      fills: window.fills, cursor: state == .afterElement ? cursor &+ 1 : cursor, depth: depth)
  }

  /// The shape of the object that was read since a mark; nil where it cannot be told by its texts.
  ///
  /// That is so for objects with arrays of anything but texts, for very long ones, for texts with
  /// escapes, and when the window has moved meanwhile. Texts under one of the `fixed` paths count as
  /// part of the shape.
  package func shape(since mark: JSONShapeMark, fixed: [JSONPath] = []) -> JSONShape? {
    guard state == .afterElement, window.fills == mark.fills, depth == mark.depth,
      cursor > mark.cursor, cursor <= window.count, sign(mark.cursor) == UInt8(ascii: "{"),
      place(cursor - 1) - place(mark.cursor) < JSONShape.largestCount
    else { return nil }
    var shape = JSONShape(depth: depth)
    var path: JSONPath = []
    var (from, entry, isInArray) = (mark.cursor, mark.cursor, false)
    while entry < cursor {
      switch sign(entry) {
      case UInt8(ascii: "{"):
        if isInArray { return nil }
        path.append([])
      case UInt8(ascii: "}"): path.removeLast()
      case UInt8(ascii: "["):
        if isInArray { return nil }
        isInArray = true
      case UInt8(ascii: "]"): isInArray = false
      case UInt8(ascii: ","), UInt8(ascii: ":"): break
      case UInt8(ascii: "\""):
        guard sign(entry + 1) == UInt8(ascii: "\"") else { return nil }
        let text = bytes(place(entry) + 1, place(entry + 1))
        if !isInArray && sign(entry + 2) == UInt8(ascii: ":") {
          path[path.count - 1] = text
        } else if fixed.contains(path) {
          shape.addConstant(path, text, isText: true)
        } else {
          guard shape.texts.count < JSONShape.mostTexts else { return nil }
          shape.add(piece(from, entry))
          shape.addText(path)
          from = entry + 1
        }
        entry += 1
      default:
        if isInArray { return nil }
        shape.addConstant(path, word(at: place(entry)), isText: false)
      }
      entry += 1
    }
    shape.add(piece(from, cursor - 1))
    return shape
  }

  @inline(__always)
  func place(_ entry: Int) -> Int { unsafe Int(window.index[entry]) }

  private func sign(_ entry: Int) -> UInt8 { unsafe window.bytes[place(entry)] }

  private func bytes(_ from: Int, _ to: Int) -> [UInt8] {
    unsafe Array(UnsafeBufferPointer(start: window.bytes + from, count: to - from))
  }

  /// The number, or the word, that begins at a position.
  private func word(at position: Int) -> [UInt8] {
    var end = position
    while !endsScalar(at: end) { end += 1 }
    return bytes(position, end)
  }

  private func piece(_ from: Int, _ to: Int) -> JSONShape.Piece {
    JSONShape.Piece(bytes: bytes(place(from), place(to) + 1), entries: to - from + 1)
  }

  /// The number of the shape that the next element of the open array has; -1 if it has none.
  ///
  /// Its texts can then be selected, and `offset` is where it begins. The reader stays before the
  /// element until `takeShaped`, or goes on to read it as ever.
  package mutating func nextShape(in tree: borrowing JSONShapeTree) -> Int {
    shapedEnd = 0
    var entry = cursor
    if state == .afterElement && byte(0) == UInt8(ascii: ",") {
      entry &+= 1
    } else if state != .firstElement {
      return -1
    }
    guard depth == tree.depth else { return -1 }
    let nodes = tree.nodes.span
    let begin = place(entry)
    let texts = unsafe shapedTexts
    // The text before a piece must not be too long; before the first there is none.
    var (node, number, from) = (0, 0, begin)
    while node >= 0 {
      let piece = nodes[node]
      let at = place(entry)
      // A piece must lie in the window as a whole.
      guard at &- from < longestPlain, at &+ piece.count <= window.usable,
        matches(piece, of: tree, at: at)
      else {
        node = piece.sibling
        continue
      }
      if number > 0 { unsafe texts[number &- 1].count = at &- from }
      entry &+= piece.entries
      from = at &+ piece.count
      if piece.shape >= 0 {
        shapedEnd = entry
        tokenStart = begin
        return piece.shape
      }
      unsafe texts[number].start = from
      number &+= 1
      node = piece.child
    }
    return -1
  }

  @inline(__always)
  private func matches(
    _ piece: JSONShapeTree.Node, of tree: borrowing JSONShapeTree, at position: Int
  ) -> Bool {
    let own = unsafe UnsafeRawPointer(window.bytes + position)
    return unsafe tree.bytes.withUnsafeBytes { bytes in
      guard let other = unsafe bytes.baseAddress.map({ unsafe $0 + piece.start }) else {
        return false
      }
      var offset = 0
      while offset &+ 32 <= piece.count {
        // Four words at a time: mostly all are equal, and one question is enough.
        let words = unsafe (
          Self.differing(own, other, offset), Self.differing(own, other, offset &+ 8),
          Self.differing(own, other, offset &+ 16), Self.differing(own, other, offset &+ 24)
        )
        if words.0 | words.1 | words.2 | words.3 != 0 { return false }
        offset &+= 32
      }
      while offset &+ 8 <= piece.count {
        if unsafe Self.differing(own, other, offset) != 0 { return false }
        offset &+= 8
      }
      let left = piece.count &- offset
      if left == 0 { return true }
      // Both the window and the tree have slack behind their bytes.
      return unsafe Self.differing(own, other, offset) &<< UInt64(64 &- 8 &* left) == 0
    }
  }

  /// The bits in which eight bytes of two texts differ, the first byte lowest.
  @inline(__always)
  private static func differing(
    _ one: UnsafeRawPointer, _ other: UnsafeRawPointer, _ offset: Int
  ) -> UInt64 {
    let words = unsafe (
      one.loadUnaligned(fromByteOffset: offset, as: UInt64.self),
      other.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    )
    return UInt64(littleEndian: words.0 ^ words.1)
  }

  /// Makes a text of the element that has a shape the last text.
  @inline(__always)
  package mutating func selectShapedText(_ number: Int) {
    precondition(number >= 0 && number < JSONShape.mostTexts, "a shape has that many texts at most")
    let text = unsafe shapedTexts[number]
    unsafe textStart = window.bytes + text.start
    textCount = text.count
    tokenStart = text.start &- 1
  }

  /// Moves behind the element that has a shape.
  @inline(__always)
  package mutating func takeShaped() {
    precondition(shapedEnd > cursor, "an element is taken after its shape was found")
    cursor = shapedEnd
    tokenStart = place(shapedEnd &- 1)
    state = .afterElement
  }
}
