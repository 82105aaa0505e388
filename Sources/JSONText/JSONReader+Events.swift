extension JSONReader {
  /// Moves to the next event, which is `.end` after the last document, again and again.
  ///
  /// Throws `JSONError` and whatever the source throws; a reader that has thrown is of no more use.
  package mutating func next() throws -> JSONEvent {
    while true {
      let byte = byte(0)
      switch state {
      case .afterMember:
        if byte == UInt8(ascii: ",") {
          if plainString(1) { return plain(.key, at: 1, then: .colon) }
          cursor += 1
          state = .key
          continue
        }
        if byte == UInt8(ascii: "}") { return end(.endObject) }
      case .colon:
        if byte == UInt8(ascii: ":") {
          if plainString(1) { return plain(.string, at: 1, then: .afterMember) }
          cursor += 1
          state = .value
          continue
        }
      case .afterElement:
        if byte == UInt8(ascii: ",") {
          cursor += 1
          state = .value
          continue
        }
        if byte == UInt8(ascii: "]") { return end(.endArray) }
      case .firstKey:
        if byte == UInt8(ascii: "\"") { return try string(.key, then: .colon) }
        if byte == UInt8(ascii: "}") { return end(.endObject) }
      case .key:
        if byte == UInt8(ascii: "\"") { return try string(.key, then: .colon) }
      case .firstElement:
        if byte == UInt8(ascii: "]") { return end(.endArray) }
        if cursor < window.count { return try value(byte) }
      case .value, .root:
        if cursor < window.count { return try value(byte) }
      case .rootEnd:
        if documents == .many && cursor < window.count {
          state = .root
          continue
        }
      }
      if try isAtCleanEnd() { return .end }
    }
  }

  /// The byte that an entry of the index stands for, counted from the cursor; no quote at the end.
  @inline(__always)
  func byte(_ ahead: Int) -> UInt8 {
    unsafe window.bytes[Int(window.index[cursor &+ ahead])]
  }

  /// Whether a string without escapes is next that lies in the window as a whole.
  @inline(__always)
  private func plainString(_ ahead: Int) -> Bool {
    guard byte(ahead) == UInt8(ascii: "\""), byte(ahead &+ 1) == UInt8(ascii: "\"") else {
      return false
    }
    let open = unsafe Int(window.index[cursor &+ ahead])
    return unsafe Int(window.index[cursor &+ ahead &+ 1]) &- open <= longestPlain
  }

  @inline(__always)
  private mutating func plain(
    _ event: JSONEvent, at ahead: Int, then following: Expectation
  ) -> JSONEvent {
    let open = unsafe Int(window.index[cursor &+ ahead])
    let close = unsafe Int(window.index[cursor &+ ahead &+ 1])
    tokenStart = open
    unsafe textStart = window.bytes + (open &+ 1)
    textCount = close &- open &- 1
    cursor = cursor &+ ahead &+ 2
    state = following
    return event
  }

  @inline(__always)
  private mutating func string(_ event: JSONEvent, then following: Expectation) throws -> JSONEvent
  {
    if plainString(0) { return plain(event, at: 0, then: following) }
    try piecewise()
    state = following
    return event
  }

  /// Called where nothing fits: fetches more, or decides between the end and an error.
  @inline(never)
  private mutating func isAtCleanEnd() throws -> Bool {
    if cursor < window.count {
      throw malformed(at: unsafe Int(window.index[cursor]), expected: state.words)
    }
    if try refill(keeping: window.usable) { return false }
    tokenStart = window.usable
    if state == .rootEnd || (state == .root && documents == .many) { return true }
    throw truncated(expected: state.words)
  }

  @inline(__always)
  private mutating func value(_ byte: UInt8) throws -> JSONEvent {
    switch byte {
    case UInt8(ascii: "{"): return try begin(.beginObject, first: .firstKey, later: .afterMember)
    case UInt8(ascii: "["):
      return try begin(.beginArray, first: .firstElement, later: .afterElement)
    case UInt8(ascii: "\""): return try string(.string, then: afterValue)
    case UInt8(ascii: "t"): return try literal("true", .true)
    case UInt8(ascii: "f"): return try literal("false", .false)
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw malformed(at: unsafe Int(window.index[cursor]), expected: state.words)
    }
  }

  /// What follows a complete value in the innermost open container.
  @inline(__always)
  var afterValue: Expectation { unsafe containers[depth] }

  @inline(__always)
  private mutating func begin(
    _ event: JSONEvent, first: Expectation, later: Expectation
  ) throws -> JSONEvent {
    tokenStart = unsafe Int(window.index[cursor])
    guard depth < limits.depth else { throw tooDeep() }
    depth &+= 1
    unsafe containers[depth] = later
    cursor &+= 1
    state = first
    return event
  }

  @inline(__always)
  private mutating func end(_ event: JSONEvent) -> JSONEvent {
    tokenStart = unsafe Int(window.index[cursor])
    cursor &+= 1
    depth &-= 1
    state = afterValue
    return event
  }
}
