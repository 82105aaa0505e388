import SQLite

/// Reads what PHP's `serialize()` writes for a list of texts or numbers.
///
/// Source: "serialize", https://www.php.net/manual/function.serialize.php. Lengths count bytes, not
/// letters. Objects and references are refused.
struct PHPList {
  private var rest: ArraySlice<UInt8>

  /// Returns the values of a serialised array in their order, or `nil` when the text is none.
  static func values(_ text: [UInt8]) -> [MappingItem]? {
    var list = PHPList(rest: text[...])
    guard let values = list.array(), list.rest.isEmpty else { return nil }
    return values
  }

  private mutating func array() -> [MappingItem]? {
    guard take("a:"), let count = number(before: ":"), take("{"), count >= 0, count <= rest.count
    else { return nil }
    var values: [MappingItem] = []
    for _ in 0..<count {
      guard scalar() != nil, let value = scalar() else { return nil }
      values.append(value)
    }
    return take("}") ? values : nil
  }

  private mutating func scalar() -> MappingItem? {
    if take("i:") { return number(before: ";").map { .value(.integer($0)) } }
    if take("b:") { return number(before: ";").map { .value(.integer($0)) } }
    if take("N;") { return .value(.null) }
    guard take("s:"), let count = number(before: ":"), count >= 0, count <= rest.count,
      take("\"")
    else { return nil }
    let text = Array(rest.prefix(Int(count)))
    rest = rest.dropFirst(Int(count))
    return take("\";") ? .value(.text(text)) : nil
  }

  private mutating func take(_ mark: String) -> Bool {
    guard rest.starts(with: mark.utf8) else { return false }
    rest = rest.dropFirst(mark.utf8.count)
    return true
  }

  private mutating func number(before mark: String) -> Int64? {
    let digits = rest.prefix { (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
    guard let value = Int64(String(decoding: digits, as: UTF8.self)) else { return nil }
    rest = rest.dropFirst(digits.count)
    return take(mark) ? value : nil
  }
}
