private import CJSONMasks

/// Writes JSON as bytes, members in the order given, numbers as given, nothing escaped without need.
///
/// Commas and blanks are its business. What it is told must make sense: a key before each member's
/// value, an end for each beginning. Bytes that are not UTF-8 become U+FFFD.
package struct JSONWriter: Sendable {
  /// What has been written and not been taken yet.
  package private(set) var bytes: [UInt8] = []
  private let indent: Int
  /// Whether the innermost container has something in it.
  private var isFilled = false
  /// The same of each container around it, and of the text itself.
  private var isOuterFilled: [Bool] = []
  private var followsKey = false

  /// Makes a writer; with `indent` above 0 each element stands on its own line.
  package init(indent: Int = 0) { self.indent = indent }

  /// Containers that are open.
  package var depth: Int { isOuterFilled.count }

  /// Takes what has been written so far, so that documents of any size need little memory.
  package mutating func takeBytes() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  /// Begins an object.
  package mutating func beginObject() { begin(UInt8(ascii: "{")) }

  /// Ends the innermost object.
  package mutating func endObject() { end(UInt8(ascii: "}")) }

  /// Begins an array.
  package mutating func beginArray() { begin(UInt8(ascii: "[")) }

  /// Ends the innermost array.
  package mutating func endArray() { end(UInt8(ascii: "]")) }

  /// Writes a key; its value must follow.
  package mutating func key(_ key: String) {
    let text = key.utf8Span.span
    if depth > 0, !followsKey, Self.isPlain(text) {
      append(plainKey: text)
    } else {
      separate()
      quote(key)
      bytes.append(UInt8(ascii: ":"))
      if indent > 0 { bytes.append(UInt8(ascii: " ")) }
    }
    followsKey = true
  }

  private static func isPlain(_ text: Span<UInt8>) -> Bool {
    for index in text.indices {
      let byte = text[index]
      if byte &- 0x20 > 0x5E || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        return false
      }
    }
    return true
  }

  /// Writes a key that needs no escapes, and what stands before and after it, in one go.
  private mutating func append(plainKey text: Span<UInt8>) {
    let (isFurther, isBroken, blanks) = (isFilled, indent > 0, indent * depth)
    bytes.append(addingCapacity: text.count + blanks + 6) { output in
      if isFurther { output.append(UInt8(ascii: ",")) }
      if isBroken {
        output.append(0x0A)
        for _ in 0..<blanks { output.append(0x20) }
      }
      output.append(UInt8(ascii: "\""))
      for index in text.indices { output.append(text[index]) }
      output.append(UInt8(ascii: "\""))
      output.append(UInt8(ascii: ":"))
      if isBroken { output.append(0x20) }
    }
    isFilled = true
  }

  /// Writes a string.
  package mutating func string(_ text: String) {
    separate()
    quote(text)
  }

  /// Writes a string that is given as bytes; ill-formed UTF-8 becomes U+FFFD.
  package mutating func string(bytes text: [UInt8]) { string(text.span) }

  /// Writes a string that is given as bytes; ill-formed UTF-8 becomes U+FFFD.
  package mutating func string(_ text: Span<UInt8>) {
    separate()
    unsafe text.withUnsafeBufferPointer { unsafe quote($0) }
  }

  /// Writes an integer.
  package mutating func integer(_ value: some BinaryInteger) {
    separate()
    bytes.append(contentsOf: String(value).utf8)
  }

  /// Writes an integer, in a fraction of the time that one of any width takes.
  package mutating func integer(_ value: Int) {
    separate()
    append(digitsOf: value)
  }

  /// Writes an integer as a string.
  package mutating func string(_ value: Int64) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    append(digitsOf: Int(value))
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func append(digitsOf value: Int) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var (rest, start) = (value.magnitude, digits.count)
    repeat {
      start -= 1
      digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    append(digits.span.extracting(start..<digits.count))
  }

  /// Writes a number as it is spelled; the spelling must be JSON's.
  package mutating func number(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
  }

  /// Writes `true` or `false`.
  package mutating func bool(_ value: Bool) {
    separate()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  /// Writes `null`.
  package mutating func null() {
    separate()
    bytes.append(contentsOf: "null".utf8)
  }

  /// Writes what leads to a value: keys and brackets that another writer of the same depth wrote.
  ///
  /// The value must follow, unless `isLast`: then the text ends with the value of the innermost
  /// container that is open here. See `JSONFrame`.
  package mutating func lead(_ text: Span<UInt8>, isLast: Bool = false) {
    append(text)
    followsKey = !isLast
    if isLast { isFilled = true }
  }

  /// Writes a line feed, between documents and at the end of a file.
  package mutating func lineFeed() { bytes.append(0x0A) }

  private mutating func begin(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    isOuterFilled.append(isFilled)
    isFilled = false
  }

  private mutating func end(_ bracket: UInt8) {
    precondition(!followsKey, "a key needs a value")
    let wasFilled = isFilled
    isFilled = isOuterFilled.removeLast()
    if wasFilled && indent > 0 { breakLine() }
    bytes.append(bracket)
  }

  /// Writes what stands between this value or key and what was before.
  private mutating func separate() {
    if followsKey {
      followsKey = false
      return
    }
    guard depth > 0 else { return }
    if isFilled { bytes.append(UInt8(ascii: ",")) }
    isFilled = true
    if indent > 0 { breakLine() }
  }

  private mutating func breakLine() {
    let (blanks, line) = (indent * depth, Self.line)
    if blanks < line.count {
      append(line.span.extracting(0...blanks))
    } else {
      bytes.append(0x0A)
      bytes.append(contentsOf: repeatElement(0x20, count: blanks))
    }
  }

  /// The end of a line and the blanks before the next, more than most documents need.
  private static let line: [UInt8] = [0x0A] + Array(repeating: 0x20, count: 63)

  private mutating func append(_ text: Span<UInt8>) {
    unsafe text.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }
}

// Strings.
extension JSONWriter {
  private mutating func quote(_ text: String) {
    var text = text
    text.withUTF8 { unsafe quote($0) }
  }

  private mutating func quote(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    var from = 0
    while let start = text.baseAddress, from < text.count {
      let rest = text.count - from
      let plain = unsafe json_plain_prefix(start + from, rest)
      unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: start + from, count: plain))
      from += plain
      guard from < text.count else { break }
      from += unsafe special(start + from, text.count - from)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes what is not plain and returns how many bytes it was.
  private mutating func special(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int {
    let byte = unsafe start[0]
    if byte < 0x80 {
      escape(byte)
      return 1
    }
    var length = 1
    while length < count, unsafe start[length] >= 0x80 { length += 1 }
    let valid = unsafe json_valid_prefix(start, length)
    unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: valid))
    if valid == length { return length }
    bytes.append(contentsOf: [0xEF, 0xBF, 0xBD])
    // As the Unicode Standard recommends: one replacement for each maximal subpart.
    let cut = unsafe json_subpart(start + valid, length - valid)
    return valid + cut
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default:
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: "u00".utf8)
      bytes.append(digits[Int(byte >> 4)])
      bytes.append(digits[Int(byte & 15)])
    }
  }
}
