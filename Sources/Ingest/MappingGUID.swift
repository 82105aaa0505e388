import DirectoryModel

/// The forms in which databases write a GUID.
///
/// Source of the forms: Microsoft, "GUID structure",
/// https://learn.microsoft.com/windows/win32/api/guiddef/ns-guiddef-guid, and RFC 9562.
package enum GUIDForm: String, CaseIterable, Sendable {
  /// Hexadecimal digits with or without hyphens, braces, `urn:uuid:` and blanks around.
  case text
  /// 16 bytes, the first byte first.
  case network
  /// 16 bytes as Active Directory's objectGUID and .NET have them: three fields lowest byte first.
  case dotNet = "net"
  /// Base64 of the 16 bytes of `net`, as onPremisesImmutableId has it.
  case base64
  /// Base64 of the 16 bytes of `network`.
  case base64Network = "base64-network"

  /// Reads a value of this form; `nil` when it has another.
  func read(_ bytes: [UInt8]) -> GUID? {
    switch self {
    case .text: Self.loose(bytes)
    case .network: GUID(networkOrder: bytes.span)
    case .dotNet: GUID(networkOrder: bytes.span)?.byteSwapped
    case .base64: Self.decoded(bytes).flatMap { GUID(networkOrder: $0.span) }?.byteSwapped
    case .base64Network: Self.decoded(bytes).flatMap { GUID(networkOrder: $0.span) }
    }
  }

  /// Reads a GUID as people write it: braces, missing hyphens, blanks and either case are accepted.
  static func loose(_ bytes: [UInt8]) -> GUID? {
    var digits: [UInt8] = []
    var rest = trimmed(bytes[...])
    if rest.count == 45, rest.starts(with: Array("urn:uuid:".utf8)) { rest = rest.dropFirst(9) }
    if rest.count >= 2,
      let (open, close) = rest.first.flatMap({ closing[$0] }).map({ ($0, rest.last) }),
      open == close
    {
      rest = rest.dropFirst().dropLast()
    }
    guard rest.count == 36 || rest.count == 32 else { return nil }
    for (index, byte) in rest.enumerated() {
      if rest.count == 36, index == 8 || index == 13 || index == 18 || index == 23 {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      digits.append(byte)
    }
    guard let pairs = hexBytes(digits) else { return nil }
    return GUID(networkOrder: pairs.span)
  }

  private static let closing: [UInt8: UInt8] = [
    UInt8(ascii: "{"): UInt8(ascii: "}"), UInt8(ascii: "("): UInt8(ascii: ")"),
  ]

  private static func hexBytes(_ digits: [UInt8]) -> [UInt8]? {
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count - 1, by: 2) {
      let (high, low) = (
        HexDigits.values[Int(digits[index])], HexDigits.values[Int(digits[index + 1])]
      )
      guard high < 16, low < 16 else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  /// Decodes standard base64 with its padding (RFC 4648 section 4).
  static func decoded(_ text: [UInt8]) -> [UInt8]? {
    let digits = trimmed(text[...])
    guard digits.count % 4 == 0, !digits.isEmpty else { return nil }
    let padding = digits.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    guard padding <= 2 else { return nil }
    var bytes: [UInt8] = []
    var (word, bits) = (UInt32(0), 0)
    for byte in digits.dropLast(padding) {
      guard let value = base64Value(byte) else { return nil }
      word = word << 6 | value
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: word >> UInt32(bits)))
      }
    }
    return bytes
  }

  private static func base64Value(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - 65)
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - 97 + 26)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - 48 + 52)
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}

/// Removes ASCII blanks and no-break spaces (U+00A0) from both ends.
func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  var rest = bytes
  while true {
    if let first = rest.first, isBlank(first) {
      rest = rest.dropFirst()
    } else if let last = rest.last, isBlank(last) {
      rest = rest.dropLast()
    } else if rest.starts(with: [0xC2, 0xA0]) {
      rest = rest.dropFirst(2)
    } else if rest.count >= 2, rest.suffix(2).elementsEqual([0xC2, 0xA0]) {
      rest = rest.dropLast(2)
    } else {
      return rest
    }
  }
}

/// Whether a byte is a blank of ASCII: space, tab, line feed, vertical tab, form feed or return.
func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
