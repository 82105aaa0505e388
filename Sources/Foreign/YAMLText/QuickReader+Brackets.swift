extension QuickReader {
  /// A scalar of one line.
  struct Scalar {
    let text: String
    let style: YAMLNode.Style
    let place: YAMLPlace
    /// Whether the reader stands at the colon that makes it a key.
    let isKey: Bool

    var node: YAMLNode { YAMLNode(.scalar(text, style), at: place) }
  }

  /// The list or mapping in brackets that begins here.
  mutating func brackets(depth: Int) -> YAMLNode? {
    guard depth < YAMLLimits.depth - 4 else { return nil }
    let start = place
    let isList = byte(at) == UInt8(ascii: "[")
    let closing = isList ? UInt8(ascii: "]") : UInt8(ascii: "}")
    at += 1
    var (nodes, entries): ([YAMLNode], [YAMLEntry]) = ([], [])
    if isList { nodes.reserveCapacity(4) } else { entries.reserveCapacity(2) }
    while true {
      guard skipLines() else { return nil }
      // A comma may stand behind the last of them too.
      if byte(at) == closing { break }
      if isList {
        guard let node = value(depth: depth + 1) else { return nil }
        nodes.append(node)
      } else {
        guard let entry = entry(depth: depth + 1, after: entries) else { return nil }
        entries.append(entry)
      }
      guard skipLines() else { return nil }
      if byte(at) == closing { break }
      guard byte(at) == UInt8(ascii: ",") else { return nil }
      at += 1
    }
    at += 1
    return YAMLNode(isList ? .sequence(nodes) : .mapping(entries), at: start)
  }

  /// Steps over blanks and ends of lines; false where the file ends or something stands between.
  private mutating func skipLines() -> Bool {
    skipBlanks()
    while byte(at) == UInt8(ascii: "\n") {
      guard at < bytes.count else { return false }
      startLine()
      // No mark between documents, and no comment.
      if byte(at) == UInt8(ascii: "-") || byte(at) == UInt8(ascii: ".") { return false }
      skipBlanks()
    }
    return byte(at) != UInt8(ascii: "#")
  }

  private mutating func value(depth: Int) -> YAMLNode? {
    switch byte(at) {
    case UInt8(ascii: "["), UInt8(ascii: "{"): return brackets(depth: depth)
    default:
      guard let scalar = scalar(isInBrackets: true), !scalar.isKey else { return nil }
      return scalar.node
    }
  }

  private mutating func entry(depth: Int, after entries: [YAMLEntry]) -> YAMLEntry? {
    guard let key = scalar(isInBrackets: true), key.isKey, entries.count < 64,
      !entries.contains(where: { $0.key.hasBytes(of: key.text) })
    else { return nil }
    at += 1
    guard skipLines() else { return nil }
    if byte(at) == UInt8(ascii: ",") || byte(at) == UInt8(ascii: "}") {
      let nothing = YAMLNode(.scalar("", .plain), at: place)
      return YAMLEntry(key: key.text, place: key.place, value: nothing)
    }
    guard let value = value(depth: depth) else { return nil }
    return YAMLEntry(key: key.text, place: key.place, value: value)
  }
}

// Scalars.
extension QuickReader {
  /// libyaml looks so far back for the beginning of a key; fewer bytes, to be on the safe side.
  private static let longestKey = 1000

  mutating func scalar(isInBrackets: Bool) -> Scalar? {
    switch byte(at) {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return quoted(byte(at))
    default: return plain(isInBrackets: isInBrackets)
    }
  }

  /// A text in quotes; one with escapes is left to libyaml.
  private mutating func quoted(_ quote: UInt8) -> Scalar? {
    let start = place
    at += 1
    let first = at
    var hasPairs = false
    while true {
      if byte(at) == quote {
        guard quote == UInt8(ascii: "'"), byte(at + 1) == quote else { break }
        hasPairs = true
        at += 1
      }
      if byte(at) == UInt8(ascii: "\n") || byte(at) == UInt8(ascii: "\\") { return nil }
      at += 1
    }
    let text =
      hasPairs
      ? Self.single(quote, in: bytes[first..<at])
      : text(first..<at)
    let length = at - first
    at += 1
    // A colon without a blank may belong to what follows.
    if byte(at) == quote { return nil }
    let isKey = byte(at) == UInt8(ascii: ":")
    if isKey, !isBlankOrEnd(at + 1) || length > Self.longestKey { return nil }
    return Scalar(text: text, style: .quoted, place: start, isKey: isKey)
  }

  /// A text in which two quotes stand for one.
  private static func single(_ quote: UInt8, in bytes: ArraySlice<UInt8>) -> String {
    var (text, isSecond): ([UInt8], Bool) = ([], false)
    for byte in bytes {
      isSecond = byte == quote && !isSecond
      if !isSecond { text.append(byte) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func plain(isInBrackets: Bool) -> Scalar? {
    guard beginsPlain() else { return nil }
    let (start, first) = (place, at)
    guard let (end, colon) = endOfPlain(isInBrackets: isInBrackets) else { return nil }
    at = colon ?? end
    if colon != nil, at - first > Self.longestKey { return nil }
    return Scalar(
      text: text(first..<end), style: .plain, place: start, isKey: colon != nil)
  }

  /// The text of some bytes; all were looked at before the first was read, and are ASCII.
  private func text(_ range: Range<Int>) -> String {
    String(copying: unsafe UTF8Span(unchecked: bytes.span.extracting(range), isKnownASCII: true))
  }

  /// Where the plain scalar ends that begins here, and where the colon stands that makes it a key;
  /// `nil` where a sign may mean something else.
  private func endOfPlain(isInBrackets: Bool) -> (end: Int, colon: Int?)? {
    let span = bytes.span
    var (place, end) = (at, at)
    while place < span.count {
      let byte = span[place]
      // Most bytes are these.
      if !Self.isLetterOrDigit(byte) {
        switch byte {
        case UInt8(ascii: "\n"): return (end, nil)
        case UInt8(ascii: " "):
          place &+= 1
          continue
        case UInt8(ascii: "#") where place > end: return (end, nil)
        case UInt8(ascii: ":"):
          if isBlankOrEnd(place &+ 1) { return (end, place) }
          if isInBrackets, Self.isBracketSign(span[place &+ 1]) { return nil }
        case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
          UInt8(ascii: "}"):
          if isInBrackets { return (end, nil) }
        case UInt8(ascii: "?"): if isInBrackets { return nil }
        default: break
        }
      }
      place &+= 1
      end = place
    }
    return (end, nil)
  }

  /// Whether a plain scalar begins here beyond doubt: with a letter, a digit, or one of a few signs.
  private func beginsPlain() -> Bool {
    let first = byte(at)
    if Self.isLetterOrDigit(first) { return true }
    switch first {
    case UInt8(ascii: "~"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "("), UInt8(ascii: "$"), UInt8(ascii: "+"):
      return true
    case UInt8(ascii: "-"): return Self.isLetterOrDigit(byte(at + 1))
    default: return false
    }
  }

  @inline(__always)
  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
  }

  private static func isBracketSign(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: "{"), UInt8(ascii: "}"):
      true
    default: false
    }
  }
}
