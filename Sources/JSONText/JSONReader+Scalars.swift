/// Where in a number a reader stands (RFC 8259, section 6).
enum NumberPhase: UInt8 {
  case start, minus, zero, integer, point, fraction, exponent, exponentSign, exponentDigits

  /// Whether a number may end here.
  var isComplete: Bool {
    switch self {
    case .zero, .integer, .fraction, .exponentDigits: true
    case .start, .minus, .point, .exponent, .exponentSign: false
    }
  }

  /// The phase after one more byte; nil when the byte is not part of the number.
  @inline(__always)
  func after(_ byte: UInt8) -> NumberPhase? {
    let isDigit = byte &- UInt8(ascii: "0") < 10
    switch self {
    case .integer where isDigit: return .integer
    case .fraction where isDigit: return .fraction
    case .point where isDigit: return .fraction
    case .exponent where isDigit, .exponentSign where isDigit, .exponentDigits where isDigit:
      return .exponentDigits
    case .start where isDigit, .minus where isDigit:
      return byte == UInt8(ascii: "0") ? .zero : .integer
    case .start where byte == UInt8(ascii: "-"): return .minus
    case .zero where byte == UInt8(ascii: "."), .integer where byte == UInt8(ascii: "."):
      return .point
    case .zero where byte | 0x20 == UInt8(ascii: "e"),
      .integer where byte | 0x20 == UInt8(ascii: "e"),
      .fraction where byte | 0x20 == UInt8(ascii: "e"):
      return .exponent
    case .exponent where byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"):
      return .exponentSign
    default: return nil
    }
  }
}

extension JSONReader {
  /// Reads the number that starts at the cursor, in as many windows as it takes.
  mutating func number() throws -> JSONEvent {
    scratch.removeAll()
    var from = unsafe Int(window.index[cursor])
    var at = from
    var phase = NumberPhase.start
    tokenStart = from
    while true {
      while let following = phase.after(unsafe window.bytes[at]) {
        phase = following
        at += 1
      }
      guard at == window.usable else { break }
      try keepNumber(from, at)
      guard try refill(keeping: at) else {
        from = at
        break
      }
      (from, at) = (window.start, window.start)
    }
    try finishNumber(from, at, phase)
    if cursor < window.count, unsafe Int(window.index[cursor]) < at { cursor += 1 }
    state = afterValue
    return .number
  }

  private mutating func keepNumber(_ from: Int, _ to: Int) throws {
    guard keeping else { return }
    if scratch.count + (to - from) > limits.textBytes { throw tooLong("number") }
    unsafe scratch.append(window.bytes + from, to - from)
  }

  private mutating func finishNumber(_ from: Int, _ to: Int, _ phase: NumberPhase) throws {
    if to < window.usable {
      guard phase.isComplete, endsScalar(at: to) else {
        throw malformed(at: to, expected: phase.isComplete ? "the end of the number" : "a digit")
      }
    } else if !phase.isComplete {
      throw truncated(expected: "a digit")
    }
    if scratch.count == 0 && to - from <= limits.textBytes {
      unsafe textStart = window.bytes + from
      textCount = to - from
    } else {
      try keepNumber(from, to)
      unsafe textStart = scratch.start
      textCount = scratch.count
    }
  }

  /// Whether the byte at a position cannot go on a number or a literal.
  func endsScalar(at position: Int) -> Bool {
    switch unsafe window.bytes[position] {
    case 0x20, 0x0A, 0x0D, 0x09, UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "\""),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"):
      true
    default: false
    }
  }

  /// Reads one of the three names that JSON has for values.
  mutating func literal(_ name: StaticString, _ event: JSONEvent) throws -> JSONEvent {
    var at = unsafe Int(window.index[cursor])
    tokenStart = at
    let length = name.utf8CodeUnitCount
    var matched = 0
    while matched < length {
      guard at + matched < window.usable else {
        guard try refill(keeping: at) else { throw truncated(expected: "'\(name)'") }
        at = window.start
        continue
      }
      guard unsafe window.bytes[at + matched] == name.utf8Start[matched] else {
        throw malformed(at: at + matched, expected: "'\(name)'")
      }
      matched += 1
    }
    while at + length >= window.usable, try refill(keeping: at) { at = window.start }
    if at + length < window.usable && !endsScalar(at: at + length) {
      throw malformed(at: at + length, expected: "the end of '\(name)'")
    }
    unsafe textStart = window.bytes + at
    textCount = length
    cursor += 1
    state = afterValue
    return event
  }
}
