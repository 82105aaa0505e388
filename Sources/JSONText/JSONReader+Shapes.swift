extension JSONReader {
  /// The place of the element that comes next in the open array.
  package var shapeMark: JSONShapeMark {
    JSONShapeMark(
      fills: window.fills, cursor: state == .afterElement ? cursor &+ 1 : cursor, depth: depth)
  }

  /// The shape of the object that was read since a mark; nil where it cannot be told by its texts.
  ///
  /// That is so for objects with arrays, for very long ones, for texts with escapes, and when the
  /// window has moved meanwhile.
  package func shape(since mark: JSONShapeMark) -> JSONShape? {
    guard state == .afterElement, window.fills == mark.fills, depth == mark.depth,
      cursor > mark.cursor, cursor <= window.count, sign(mark.cursor) == UInt8(ascii: "{"),
      place(cursor - 1) - place(mark.cursor) < JSONShape.largestCount
    else { return nil }
    var shape = JSONShape(depth: depth)
    var path: [[UInt8]] = []
    var (from, entry) = (mark.cursor, mark.cursor)
    while entry < cursor {
      switch sign(entry) {
      case UInt8(ascii: "{"): path.append([])
      case UInt8(ascii: "}"): path.removeLast()
      case UInt8(ascii: "["): return nil
      case UInt8(ascii: "\""):
        guard sign(entry + 1) == UInt8(ascii: "\""), shape.textCount < JSONShape.mostTexts
        else { return nil }
        if sign(entry + 2) == UInt8(ascii: ":") {
          path[path.count - 1] = bytes(place(entry) + 1, place(entry + 1))
        } else {
          add(from, entry, to: &shape)
          shape.addText(path)
          from = entry + 1
        }
        entry += 1
      default: break
      }
      entry += 1
    }
    add(from, cursor - 1, to: &shape)
    shape.seal()
    return shape
  }

  private func place(_ entry: Int) -> Int { unsafe Int(window.index[entry]) }

  private func sign(_ entry: Int) -> UInt8 { unsafe window.bytes[place(entry)] }

  private func bytes(_ from: Int, _ to: Int) -> [UInt8] {
    unsafe Array(UnsafeBufferPointer(start: window.bytes + from, count: to - from))
  }

  private func add(_ from: Int, _ to: Int, to shape: inout JSONShape) {
    let text = bytes(place(from), place(to) + 1)
    shape.add(
      JSONShape.Piece(start: shape.bytes.count, count: text.count, entries: to - from + 1), text)
  }

  /// Whether the next element of the open array has a shape; its texts can then be selected.
  ///
  /// The reader stays before the element until `takeShaped`, or goes on to read it as ever.
  package mutating func hasNext(_ shape: borrowing JSONShape) -> Bool {
    shapedEnd = 0
    var entry = cursor
    if state == .afterElement && byte(0) == UInt8(ascii: ",") {
      entry &+= 1
    } else if state != .firstElement {
      return false
    }
    guard depth == shape.depth else { return false }
    var texts = unsafe shapedTexts
    let pieces = shape.pieces.span
    var from = 0
    for number in pieces.indices {
      let piece = pieces[number]
      let at = place(entry)
      // The text before must not be too long, and the piece must lie in the window as a whole.
      guard number == 0 || at &- from < longestPlain, at &+ piece.count <= window.usable,
        matches(piece, of: shape, at: at)
      else { return false }
      if number > 0 { unsafe texts[-1].count = at &- from }
      entry &+= piece.entries
      from = at &+ piece.count
      unsafe texts.pointee.start = from
      unsafe texts += 1
    }
    shapedEnd = entry
    return true
  }

  @inline(__always)
  private func matches(
    _ piece: JSONShape.Piece, of shape: borrowing JSONShape, at position: Int
  ) -> Bool {
    let own = unsafe UnsafeRawPointer(window.bytes + position)
    return unsafe shape.bytes.withUnsafeBytes { bytes in
      guard let other = unsafe bytes.baseAddress.map({ unsafe $0 + piece.start }) else {
        return false
      }
      var offset = 0
      while offset &+ 8 <= piece.count {
        let (one, two) = unsafe (
          own.loadUnaligned(fromByteOffset: offset, as: UInt64.self),
          other.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        )
        if one != two { return false }
        offset &+= 8
      }
      let left = piece.count &- offset
      if left == 0 { return true }
      // Both the window and the shape have slack behind their bytes.
      let (one, two) = unsafe (
        UInt64(littleEndian: own.loadUnaligned(fromByteOffset: offset, as: UInt64.self)),
        UInt64(littleEndian: other.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      )
      return (one ^ two) &<< UInt64(64 &- 8 &* left) == 0
    }
  }

  /// Makes a text of the element that has the shape the last text.
  @inline(__always)
  package mutating func selectShapedText(_ number: Int) {
    precondition(number >= 0 && number < JSONShape.mostTexts, "a shape has that many texts at most")
    let text = unsafe shapedTexts[number]
    unsafe textStart = window.bytes + text.start
    textCount = text.count
    tokenStart = text.start &- 1
  }

  /// Moves behind the element that has the shape.
  @inline(__always)
  package mutating func takeShaped() {
    precondition(shapedEnd > cursor, "an element is taken after its shape was found")
    cursor = shapedEnd
    tokenStart = place(shapedEnd &- 1)
    state = .afterElement
  }
}
