extension JSONReader {
  /// The last text as an identifier of `8-4-4-4-12` hexadecimal digits in either case.
  ///
  /// The first digit stands in the highest bits; anything else gives nil. Source: RFC 9562 section
  /// 4, https://www.rfc-editor.org/rfc/rfc9562#section-4.
  package var identifier: (high: UInt64, low: UInt64)? {
    guard textCount == 36 else { return nil }
    let dash = UInt8(ascii: "-")
    guard unsafe textStart[8] == dash, unsafe textStart[13] == dash,
      unsafe textStart[18] == dash, unsafe textStart[23] == dash
    else { return nil }
    var isValid = true
    let first = Self.digits(load8(0), &isValid)
    let second = Self.digits(load4(9) | load4(14) << 32, &isValid)
    let third = Self.digits(load4(19) | load4(24) << 32, &isValid)
    let fourth = Self.digits(load8(28), &isValid)
    return isValid ? (first << 32 | second, third << 32 | fourth) : nil
  }

  @inline(__always)
  private func load8(_ offset: Int) -> UInt64 {
    unsafe UInt64(
      littleEndian: UnsafeRawPointer(textStart)
        .loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  @inline(__always)
  private func load4(_ offset: Int) -> UInt64 {
    unsafe UInt64(
      UInt32(
        littleEndian: UnsafeRawPointer(textStart)
          .loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
  }

  /// The value of eight digits at once, the lowest byte being the first digit.
  ///
  /// A byte's highest bit shows if adding a constant carried it to 0x80: one addition tells whether
  /// all eight bytes reach a bound. Bytes above 0x7F are refused before.
  @inline(__always)
  private static func digits(_ text: UInt64, _ isValid: inout Bool) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    let plain = text & ~tops
    let lower = plain | ones &* 0x20
    let digit = (plain &+ ones &* (0x80 - 0x30)) & ~(plain &+ ones &* (0x80 - 0x3A))
    let letter = (lower &+ ones &* (0x80 - 0x61)) & ~(lower &+ ones &* (0x80 - 0x67))
    isValid = isValid && (digit | letter) & tops == tops && text & tops == 0
    var value = (plain & (ones &* 0x0F)) &+ ((plain &>> 6) & ones) &* 9
    value = value.byteSwapped
    value = (value | value &>> 4) & 0x00FF_00FF_00FF_00FF
    value = (value | value &>> 8) & 0x0000_FFFF_0000_FFFF
    return (value | value &>> 16) & 0xFFFF_FFFF
  }
}
