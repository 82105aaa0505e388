/// Reads the plain part of YAML: mappings and lists by indentation or in brackets, scalars of a line.
///
/// Nearly every file holds nothing else, and libyaml needs a fifth of all that a small scenario
/// takes from its bytes to its verdict. Whatever is not certain to mean one thing makes the reader
/// give up: then libyaml reads the file from its beginning, and every error is its own. What is read
/// here, libyaml reads the same.
struct QuickReader {
  private static let deepest = YAMLLimits.depth - 4
  private static let mostKeys = 64

  let bytes: [UInt8]
  let file: UInt32
  /// The next byte.
  var at = 0
  var line = 1
  /// Where the line begins.
  var lineStart = 0

  private init(_ bytes: [UInt8], file: UInt32) { (self.bytes, self.file) = (bytes, file) }

  /// The document, or `nil` where libyaml has to look at it; O(*n*).
  static func read(_ bytes: [UInt8], file: String) -> YAMLNode? {
    guard isPrintableASCII(bytes) else { return nil }
    var reader = QuickReader(bytes, file: FileNames.number(of: file))
    guard let indent = reader.nextLine(), let root = reader.block(at: indent, depth: 0),
      reader.at == bytes.count
    else { return nil }
    return root
  }

  /// In printable ASCII a column is a byte, and blanks are blanks.
  static func isPrintableASCII(_ bytes: [UInt8]) -> Bool {
    let span = bytes.span
    var (offset, others) = (0, UInt64(0))
    while offset &+ 8 <= span.count {
      others |= otherBytes(
        unsafe span.bytes.unsafeLoadUnaligned(
          fromUncheckedByteOffset: offset, as: UInt64.self))
      offset &+= 8
    }
    var isOther = others != 0
    while offset < span.count {
      isOther = isOther || span[offset] &- 0x20 > 0x5E && span[offset] != UInt8(ascii: "\n")
      offset &+= 1
    }
    return !isOther
  }

  /// The highest bit of each of eight bytes that is neither printable ASCII nor a line feed.
  ///
  /// No difference borrows from the byte beside it, because the highest bit is set before.
  @inline(__always)
  private static func otherBytes(_ word: UInt64) -> UInt64 {
    let (ones, highs): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    let isAbove = (word | highs) &- 0x20 &* ones
    let isNoDelete = (word ^ 0x7F &* ones | highs) &- ones
    let isNoLineFeed = (word ^ 0x0A &* ones | highs) &- ones
    return (word | ~isAbove & isNoLineFeed | ~isNoDelete) & highs
  }

  @inline(__always)
  func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : UInt8(ascii: "\n") }

  @inline(__always)
  var place: YAMLPlace {
    YAMLPlace(fileNumber: file, line: line, column: at - lineStart + 1)
  }

  @inline(__always)
  func isBlankOrEnd(_ index: Int) -> Bool {
    let byte = byte(index)
    return byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n")
  }

  @inline(__always)
  mutating func skipBlanks() {
    while at < bytes.count, bytes[at] == UInt8(ascii: " ") { at += 1 }
  }

  /// Goes to the next line that says something, from the end of the one before; its indentation, 0
  /// at the end of the file, and `nil` where it may not belong to the document.
  mutating func nextLine() -> Int? {
    while at < bytes.count {
      skipBlanks()
      let first = byte(at)
      if first == UInt8(ascii: "#") { while byte(at) != UInt8(ascii: "\n") { at += 1 } }
      guard byte(at) == UInt8(ascii: "\n") else { break }
      guard at < bytes.count else { return 0 }
      startLine()
    }
    let indent = at - lineStart
    if indent == 0 {
      // Directives, and the marks `---` and `...` between documents.
      switch byte(at) {
      case UInt8(ascii: "%"), UInt8(ascii: "."): return nil
      case UInt8(ascii: "-") where byte(at + 1) == UInt8(ascii: "-"): return nil
      default: break
      }
    }
    return indent
  }

  /// Steps over the end of a line.
  mutating func startLine() {
    at += 1
    line += 1
    lineStart = at
  }

  /// Leaves what is left of a line, if that is nothing but blanks and a comment.
  private mutating func endLine() -> Int? {
    let end = at
    skipBlanks()
    if byte(at) == UInt8(ascii: "#") {
      guard at > end else { return nil }
      while byte(at) != UInt8(ascii: "\n") { at += 1 }
    }
    guard byte(at) == UInt8(ascii: "\n") else { return nil }
    return nextLine()
  }

  private var isItem: Bool { byte(at) == UInt8(ascii: "-") && isBlankOrEnd(at + 1) }

  private var isAtEnd: Bool { at >= bytes.count }

  /// The mapping or list that begins here.
  private mutating func block(at indent: Int, depth: Int) -> YAMLNode? {
    guard depth < Self.deepest, !isAtEnd else { return nil }
    return isItem ? list(at: indent, depth: depth) : mapping(at: indent, depth: depth, first: nil)
  }

  private mutating func mapping(at indent: Int, depth: Int, first: Scalar?) -> YAMLNode? {
    var entries: [YAMLEntry] = []
    entries.reserveCapacity(4)
    var first = first
    let start = first?.place ?? place
    while true {
      guard let key = first ?? scalar(isInBrackets: false), key.isKey,
        entries.count < Self.mostKeys, !entries.contains(where: { $0.key.hasBytes(of: key.text) })
      else { return nil }
      first = nil
      at += 1
      let (end, isValueBelow) = (place, isLineOver())
      let value: YAMLNode
      if isValueBelow {
        // A list may stand as far to the left as the key that it belongs to.
        guard let node = below(indent, orItem: true, end, depth: depth + 1) else { return nil }
        value = node
      } else {
        guard let node = inline(depth: depth + 1), let next = endLine(),
          next <= indent || isAtEnd
        else { return nil }
        value = node
      }
      entries.append(YAMLEntry(key: key.text, place: key.place, value: value))
      let next = at - lineStart
      if isAtEnd || next < indent { return YAMLNode(.mapping(entries), at: start) }
      guard next == indent, !isItem else { return nil }
    }
  }

  private mutating func list(at indent: Int, depth: Int) -> YAMLNode? {
    var nodes: [YAMLNode] = []
    nodes.reserveCapacity(8)
    let start = place
    while true {
      at += 1
      let (end, isNodeBelow) = (place, isLineOver())
      if isNodeBelow {
        guard let node = below(indent, orItem: false, end, depth: depth + 1) else { return nil }
        nodes.append(node)
      } else {
        guard let node = item(of: indent, depth: depth + 1) else { return nil }
        nodes.append(node)
      }
      let next = at - lineStart
      if isAtEnd || next < indent || next == indent && !isItem {
        return YAMLNode(.sequence(nodes), at: start)
      }
      guard next == indent else { return nil }
    }
  }

  /// The value on the lines below a key or a dash; nothing at all where they belong to something else.
  private mutating func below(
    _ indent: Int, orItem: Bool, _ end: YAMLPlace, depth: Int
  ) -> YAMLNode? {
    at = lineStart + end.column - 1
    guard let column = endLine() else { return nil }
    if !isAtEnd, column > indent || orItem && column == indent && isItem {
      return block(at: column, depth: depth)
    }
    return YAMLNode(.scalar("", .plain), at: end)
  }

  /// What stands behind a dash: a value, or a mapping whose first key it is.
  private mutating func item(of indent: Int, depth: Int) -> YAMLNode? {
    let column = at - lineStart
    let node: YAMLNode
    switch byte(at) {
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      guard let brackets = brackets(depth: depth) else { return nil }
      node = brackets
    default:
      guard let scalar = scalar(isInBrackets: false) else { return nil }
      if scalar.isKey {
        guard depth < Self.deepest else { return nil }
        return mapping(at: column, depth: depth, first: scalar)
      }
      node = scalar.node
    }
    guard let next = endLine(), next <= indent || isAtEnd else { return nil }
    return node
  }

  /// Whether nothing but blanks and a comment is left of the line; else the reader stands at a value.
  private mutating func isLineOver() -> Bool {
    skipBlanks()
    return byte(at) == UInt8(ascii: "\n") || byte(at) == UInt8(ascii: "#")
  }

  /// The value behind a key, on its line.
  private mutating func inline(depth: Int) -> YAMLNode? {
    switch byte(at) {
    case UInt8(ascii: "["), UInt8(ascii: "{"): return brackets(depth: depth)
    default:
      guard let scalar = scalar(isInBrackets: false), !scalar.isKey else { return nil }
      return scalar.node
    }
  }
}
