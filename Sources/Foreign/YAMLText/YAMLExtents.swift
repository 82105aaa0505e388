/// Where the scalars and lists of a document end, for programs that edit a file in its place.
package struct YAMLExtents: Sendable {
  /// A line and a column in characters, both beginning at 1.
  package struct Position: Hashable, Sendable {
    package let line: Int
    package let column: Int

    init(_ line: Int, _ column: Int) { (self.line, self.column) = (line, column) }
  }

  private var ends: [Position: Position] = [:]

  /// Reads a document that has been read before.
  ///
  /// - Throws: the first mistake with its line and column.
  package init(parsing source: [UInt8], file: String) throws(YAMLError) {
    let hasMark = source.starts(with: [0xEF, 0xBB, 0xBF])
    var parser = Parser(source[(hasMark ? 3 : 0)...], file: file)
    var open: [Position?] = []
    while true {
      let event = try parser.next()
      let start = Position(event.place.line, event.place.column)
      let end = Position(event.end.line, event.end.column)
      switch event.kind {
      case .scalar: ends[start] = end
      case .sequenceStart: open.append(start)
      case .mappingStart: open.append(nil)
      case .sequenceEnd: if let start = open.popLast() ?? nil { ends[start] = end }
      case .mappingEnd: _ = open.popLast()
      case .streamEnd: return
      case .streamStart, .documentStart, .documentEnd, .alias: continue
      }
    }
  }

  /// Where the scalar or list ends that begins at a place; `nil` when none begins there.
  ///
  /// A list in block style ends where the next thing begins, behind blanks and comments.
  package func end(of place: YAMLPlace) -> Position? {
    ends[Position(place.line, place.column)]
  }
}
