extension JSONReader {
  /// Reads the string at the cursor, which has escapes or crosses the end of the window.
  @inline(never)
  mutating func piecewise() throws {
    tokenStart = unsafe Int(window.index[cursor])
    scratch.removeAll()
    var from = tokenStart + 1
    cursor += 1
    while true {
      let at = unsafe Int(window.index[cursor])
      try keep(from, at)
      switch unsafe window.bytes[at] {
      case UInt8(ascii: "\""):
        cursor += 1
        unsafe textStart = scratch.start
        textCount = scratch.count
        return
      case UInt8(ascii: "\\"):
        from = try escape(at: at)
      default:
        if cursor < window.count {
          throw malformed(at: at, expected: "an escape such as '\\n' or '\\u0000'")
        }
        try refillString(keeping: at)
        from = window.start
      }
    }
  }

  private mutating func refillString(keeping at: Int) throws {
    if try !refill(keeping: at) { throw truncated(expected: "'\"'") }
  }

  private mutating func keep(_ from: Int, _ to: Int) throws {
    guard keeping else { return }
    if scratch.count + (to - from) > limits.textBytes { throw tooLong("string") }
    unsafe scratch.append(window.bytes + from, to - from)
  }

  /// Resolves the escape at a position and returns the position after it.
  ///
  /// When it crosses the end of the window, that moves; the caller then goes on at the escape again.
  private mutating func escape(at: Int) throws -> Int {
    guard at + 1 < window.usable else {
      try refillString(keeping: at)
      return window.start
    }
    let letter = unsafe window.bytes[at + 1]
    if letter == UInt8(ascii: "u") { return try unicodeEscape(at: at) }
    guard let byte = resolved(letter) else {
      throw malformed(at: at + 1, expected: "one of '\"\\/bfnrtu'")
    }
    if keeping { scratch.append(byte) }
    cursor += 1
    return at + 2
  }

  private func resolved(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: nil
    }
  }

  private mutating func unicodeEscape(at: Int) throws -> Int {
    guard let first = try codeUnit(at: at) else {
      try refillString(keeping: at)
      return window.start
    }
    guard first & 0xF800 == 0xD800 else {
      keepScalar(UInt32(first))
      cursor += 1
      return at + 6
    }
    if first >= 0xDC00 { throw lone(first, at: at) }
    guard at + 7 < window.usable else {
      // What is there may already show that no second half follows.
      if at + 6 < window.usable, unsafe window.bytes[at + 6] != UInt8(ascii: "\\") {
        throw lone(first, at: at)
      }
      try refillString(keeping: at)
      return window.start
    }
    guard unsafe window.bytes[at + 6] == UInt8(ascii: "\\"),
      unsafe window.bytes[at + 7] == UInt8(ascii: "u")
    else { throw lone(first, at: at) }
    guard let second = try codeUnit(at: at + 6) else {
      try refillString(keeping: at)
      return window.start
    }
    guard second & 0xFC00 == 0xDC00 else { throw lone(first, at: at) }
    keepScalar(0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF)))
    cursor += 2
    return at + 12
  }

  private func lone(_ unit: UInt16, at: Int) -> JSONError {
    problem(
      .loneSurrogate, at: at,
      found: "a lone surrogate '\\u\(String(unit, radix: 16, uppercase: true))'",
      expected: unit < 0xDC00
        ? "'\\uDC00' to '\\uDFFF' after it" : "'\\uD800' to '\\uDBFF' before it")
  }

  /// The four digits of the escape at a position; nil when the window ends among them.
  private func codeUnit(at: Int) throws -> UInt16? {
    var unit: UInt16 = 0
    for position in (at + 2)..<(at + 6) {
      guard position < window.usable else { return nil }
      let byte = unsafe window.bytes[position]
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      default: throw malformed(at: position, expected: "a hexadecimal digit")
      }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }

  private mutating func keepScalar(_ scalar: UInt32) {
    guard keeping else { return }
    let low = UInt8(truncatingIfNeeded: scalar)
    if scalar < 0x80 { return scratch.append(low) }
    let tail = low & 0x3F | 0x80
    if scalar < 0x800 {
      scratch.append(UInt8(truncatingIfNeeded: scalar >> 6) | 0xC0)
      return scratch.append(tail)
    }
    let middle = UInt8(truncatingIfNeeded: scalar >> 6) & 0x3F | 0x80
    if scalar < 0x10000 {
      scratch.append(UInt8(truncatingIfNeeded: scalar >> 12) | 0xE0)
    } else {
      scratch.append(UInt8(truncatingIfNeeded: scalar >> 18) | 0xF0)
      scratch.append(UInt8(truncatingIfNeeded: scalar >> 12) & 0x3F | 0x80)
    }
    scratch.append(middle)
    scratch.append(tail)
  }
}
