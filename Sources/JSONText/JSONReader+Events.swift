extension JSONReader {
  /// Moves to the next event, which is `.end` after the last document, again and again.
  ///
  /// Throws `JSONError` and whatever the source throws; a reader that has thrown is of no more use.
  package mutating func next() throws -> JSONEvent {
    while true {
      let at = unsafe Int(window.index[cursor])
      let byte = unsafe window.bytes[at]
      switch state {
      case .afterMember:
        if byte == UInt8(ascii: ",") {
          cursor += 1
          state = .key
          continue
        }
        if byte == UInt8(ascii: "}") { return end(.endObject) }
      case .key:
        if byte == UInt8(ascii: "\"") { return try string(.key, then: .colon) }
      case .firstKey:
        if byte == UInt8(ascii: "\"") { return try string(.key, then: .colon) }
        if byte == UInt8(ascii: "}") { return end(.endObject) }
      case .colon:
        if byte == UInt8(ascii: ":") {
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

  /// Called where nothing fits: fetches more, or decides between the end and an error.
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
    case UInt8(ascii: "\""): return try string(.string, then: afterValue)
    case UInt8(ascii: "{"): return try begin(isObject: true)
    case UInt8(ascii: "["): return try begin(isObject: false)
    case UInt8(ascii: "t"): return try literal("true", .true)
    case UInt8(ascii: "f"): return try literal("false", .false)
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw malformed(at: unsafe Int(window.index[cursor]), expected: state.words)
    }
  }

  /// What follows a complete value in the innermost open container.
  var afterValue: Expectation {
    guard let isObject = containers.last else { return .rootEnd }
    return isObject ? .afterMember : .afterElement
  }

  private mutating func begin(isObject: Bool) throws -> JSONEvent {
    tokenStart = unsafe Int(window.index[cursor])
    guard containers.count < limits.depth else {
      throw problem(
        .tooDeep, at: tokenStart, found: "more containers inside each other",
        expected: "at most \(limits.depth)")
    }
    containers.append(isObject)
    cursor += 1
    state = isObject ? .firstKey : .firstElement
    return isObject ? .beginObject : .beginArray
  }

  private mutating func end(_ event: JSONEvent) -> JSONEvent {
    tokenStart = unsafe Int(window.index[cursor])
    cursor += 1
    containers.removeLast()
    state = afterValue
    return event
  }
}
