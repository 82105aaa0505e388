import Memory

/// A 16-byte identifier as Entra ID gives one to every object, in network byte order.
///
/// Source: "UUID Format", RFC 9562 section 4, https://www.rfc-editor.org/rfc/rfc9562#section-4.
package struct GUID: Hashable, Comparable, Sendable {
  /// Bytes 0 to 7, the first byte in the highest bits.
  package let high: UInt64
  /// Bytes 8 to 15, the first byte in the highest bits.
  package let low: UInt64

  /// Stands for an object that has no identifier.
  package static let none = GUID(high: 0, low: 0)

  @inlinable
  package init(high: UInt64, low: UInt64) { (self.high, self.low) = (high, low) }

  /// Reads exactly `8-4-4-4-12` hexadecimal digits in either case; anything else gives `nil`.
  @inlinable
  package init?(_ text: Span<UInt8>) {
    guard text.count == 36 else { return nil }
    guard
      text[8] == 0x2D, text[13] == 0x2D, text[18] == 0x2D, text[23] == 0x2D
    else { return nil }
    var bad: UInt8 = 0
    let first = Self.digits(text, 0, 8, &bad)
    let second = Self.digits(text, 9, 4, &bad)
    let third = Self.digits(text, 14, 4, &bad)
    let fourth = Self.digits(text, 19, 4, &bad)
    let fifth = Self.digits(text, 24, 12, &bad)
    guard bad < 16 else { return nil }
    self.init(high: first << 32 | second << 16 | third, low: fourth << 48 | fifth)
  }

  /// The value of `count` hexadecimal digits; `bad` reaches 16 when one of them is none.
  @inlinable
  @inline(__always)
  package static func digits(
    _ text: Span<UInt8>, _ start: Int, _ count: Int, _ bad: inout UInt8
  ) -> UInt64 {
    var value: UInt64 = 0
    for index in start..<(start + count) {
      let digit = HexDigits.values[Int(text[index])]
      bad |= digit
      value = value << 4 | UInt64(digit & 15)
    }
    return value
  }

  /// Reads the canonical text of an identifier.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    self.init(bytes.span)
  }

  /// Whether two identifiers are the same.
  @inlinable
  package static func == (one: Self, other: Self) -> Bool {
    one.high == other.high && one.low == other.low
  }

  /// Whether two identifiers differ; the form that every type has would ask a table what `==` is.
  @inlinable
  package static func != (one: Self, other: Self) -> Bool { !(one == other) }

  package static func < (one: Self, other: Self) -> Bool {
    one.high == other.high ? one.low < other.low : one.high < other.high
  }
}

extension GUID {
  /// The sixteen bytes in network order.
  package var bytes: [UInt8] {
    (0..<16).map { index in
      UInt8(truncatingIfNeeded: (index < 8 ? high : low) >> UInt64(56 - 8 * (index & 7)))
    }
  }

  /// Reads sixteen bytes in network order; any other count gives `nil`.
  package init?(networkOrder bytes: Span<UInt8>) {
    guard bytes.count == 16 else { return nil }
    var high: UInt64 = 0
    var low: UInt64 = 0
    for index in 0..<8 { high = high << 8 | UInt64(bytes[index]) }
    for index in 8..<16 { low = low << 8 | UInt64(bytes[index]) }
    self.init(high: high, low: low)
  }

  /// The same identifier with the first three fields in the other byte order.
  ///
  /// Active Directory and .NET store these fields with the lowest byte first. Source: "GUID
  /// structure", https://learn.microsoft.com/windows/win32/api/guiddef/ns-guiddef-guid.
  package var byteSwapped: GUID {
    let first = UInt32(truncatingIfNeeded: high >> 32).byteSwapped
    let second = UInt16(truncatingIfNeeded: high >> 16).byteSwapped
    let third = UInt16(truncatingIfNeeded: high).byteSwapped
    return GUID(high: UInt64(first) << 32 | UInt64(second) << 16 | UInt64(third), low: low)
  }

  /// Appends the canonical text: 36 bytes, lower case.
  package func appendText(to output: inout [UInt8]) { appendBytes(text.span, to: &output) }

  /// The canonical text: 36 bytes, lower case.
  package var text: InlineArray<36, UInt8> {
    var text = InlineArray<36, UInt8>(repeating: 0x2D)
    var place = 0
    for index in 0..<16 {
      if index == 4 || index == 6 || index == 8 || index == 10 { place += 1 }
      let byte = Int(truncatingIfNeeded: (index < 8 ? high : low) >> UInt64(56 - 8 * (index & 7)))
      text[place] = Self.letter(byte >> 4 & 15)
      text[place + 1] = Self.letter(byte & 15)
      place += 2
    }
    return text
  }

  @inline(__always)
  private static func letter(_ digit: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: digit + (digit < 10 ? 0x30 : 0x57))
  }
}

extension GUID: CustomStringConvertible {
  /// The canonical text in lower case.
  package var description: String {
    var text: [UInt8] = []
    appendText(to: &text)
    return String(decoding: text, as: UTF8.self)
  }
}
