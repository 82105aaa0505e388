/// Texts as YAML reads them back.
package enum YAMLScalar {
  /// A text in double quotes, with everything escaped that would not come back as it is.
  ///
  /// Source: "YAML Ain't Markup Language 1.2", https://yaml.org/spec/1.2.2/#57-escaped-characters.
  package static func inDoubleQuotes(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "\"") { $0 += escaped($1) } + "\""
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x09: return "\\t"
    case 0x0A: return "\\n"
    case 0x22: return "\\\""
    case 0x5C: return "\\\\"
    // U+2028 and U+2029 break lines for libyaml, as in YAML 1.1.
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD,
      0x10000...0x10FFFF:
      return String(scalar)
    default:
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "\\u" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
  }
}
