import DirectoryModel

/// One form for values that formats write differently.
enum ValueForm {
  private static let times: Set<UInt8> = Set(
    [
      AttributeKey.createdDateTime, .deletedDateTime, .renewedDateTime, .updated, .lastFullSync,
      .lastSync, .employeeHireDate,
    ].map(\.rawValue))

  /// The value in one form: identifiers in lower case, times as `2026-01-31T12:00:00Z`.
  static func plain(_ value: [UInt8], of property: ObjectProperty) -> [UInt8] {
    if times.contains(property.rawValue) { return time(value) }
    guard property.attribute != .externalIDText, let guid = GUID(value.span) else { return value }
    return Array("\(guid)".utf8)
  }

  /// ROADrecon writes a blank for the `T`, and digits of a second for the `Z`.
  private static func time(_ value: [UInt8]) -> [UInt8] {
    guard value.count >= 19, value[4] == UInt8(ascii: "-"), value[13] == UInt8(ascii: ":") else {
      return value
    }
    var plain = Array(value.prefix(19))
    if plain[10] == UInt8(ascii: " ") { plain[10] = UInt8(ascii: "T") }
    var rest = value.dropFirst(19)
    if rest.last == UInt8(ascii: "Z") { rest = rest.dropLast() }
    guard rest.allSatisfy({ $0 == UInt8(ascii: ".") || (0x30...0x39).contains($0) }) else {
      return value
    }
    while let last = rest.last, last == UInt8(ascii: "0") || last == UInt8(ascii: ".") {
      rest = rest.dropLast()
    }
    return plain + rest + [UInt8(ascii: "Z")]
  }
}
