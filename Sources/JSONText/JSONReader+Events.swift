extension JSONReader {
  /// Moves to the next event, which is `.end` after the last document, again and again.
  ///
  /// Throws `JSONError` and whatever the source throws; a reader that has thrown is of no more use.
  package mutating func next() throws -> JSONEvent {
    // Small enough to need no stack frame; nine events of ten end here.
    switch state {
    case .afterMember:
      if byte(0) == UInt8(ascii: ",") {
        if plainString(1) { return plain(.key, at: 1, then: .colon) }
      } else if byte(0) == UInt8(ascii: "}") {
        return end(.endObject)
      }
    case .colon where byte(0) == UInt8(ascii: ":"):
      if plainString(1) { return plain(.string, at: 1, then: .afterMember) }
      if let event = beginning(at: 1) { return event }
    case .afterElement:
      if byte(0) == UInt8(ascii: ",") {
        if let event = beginning(at: 1) { return event }
        if plainString(1) { return plain(.string, at: 1, then: .afterElement) }
      } else if byte(0) == UInt8(ascii: "]") {
        return end(.endArray)
      }
    case .firstKey:
      if plainString(0) { return plain(.key, at: 0, then: .colon) }
    case .firstElement:
      if let event = beginning(at: 0) { return event }
    default: break
    }
    return try anyNext()
  }

  /// Moves to the next event, whatever it is.
  @inline(never)
  private mutating func anyNext() throws -> JSONEvent {
    while true {
      let byte = byte(0)
      switch state {
      case .afterMember where byte == UInt8(ascii: ","):
        cursor += 1
        state = .key
        continue
      case .colon where byte == UInt8(ascii: ":"),
        .afterElement where byte == UInt8(ascii: ","):
        cursor += 1
        state = .value
        continue
      case .rootEnd where documents == .many && cursor < window.count:
        state = .root
        continue
      case .firstKey where byte == UInt8(ascii: "\""), .key where byte == UInt8(ascii: "\""):
        return try string(.key, then: .colon)
      case .firstKey where byte == UInt8(ascii: "}"), .afterMember where byte == UInt8(ascii: "}"):
        return end(.endObject)
      case .firstElement where byte == UInt8(ascii: "]"),
        .afterElement where byte == UInt8(ascii: "]"):
        return end(.endArray)
      case .value where cursor < window.count, .firstElement where cursor < window.count,
        .root where cursor < window.count:
        return try value(byte)
      default: if try isAtCleanEnd() { return .end }
      }
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

  private mutating func value(_ byte: UInt8) throws -> JSONEvent {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return try begin()
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

  /// Enters the container that an entry begins, if it does and may.
  @inline(__always)
  private mutating func beginning(at ahead: Int) -> JSONEvent? {
    let byte = byte(ahead)
    guard byte | 0x20 == UInt8(ascii: "{"), depth < limits.depth else { return nil }
    tokenStart = unsafe Int(window.index[cursor &+ ahead])
    cursor = cursor &+ ahead &+ 1
    depth &+= 1
    let isObject = byte == UInt8(ascii: "{")
    unsafe containers[depth] = isObject ? .afterMember : .afterElement
    state = isObject ? .firstKey : .firstElement
    return isObject ? .beginObject : .beginArray
  }

  private mutating func begin() throws -> JSONEvent {
    if let event = beginning(at: 0) { return event }
    tokenStart = unsafe Int(window.index[cursor])
    throw tooDeep()
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
