/// Lines for people: none wider than a window, none that a name could break or colour.
enum TextLines {
  /// The width of a report in columns; a word that is longer stands alone.
  static let width = 100

  /// A label and a text beside it, broken between words and indented below the text's beginning.
  static func labelled(_ label: String, _ text: String, indent: Int = 2, gap: Int = 14) -> String {
    let head = String(repeating: " ", count: indent) + label
    let padding = String(repeating: " ", count: max(1, gap - head.unicodeScalars.count))
    return wrapped(head + padding, text, indent: gap)
  }

  /// A text after a beginning, broken between words; further lines are indented.
  static func wrapped(_ beginning: String, _ text: String, indent: Int) -> String {
    var lines = ""
    var line = beginning
    var hasWord = false
    for word in harmless(text).split(separator: " ", omittingEmptySubsequences: false) {
      if hasWord && line.unicodeScalars.count + 1 + word.unicodeScalars.count > width {
        lines += trimmed(line) + "\n"
        line = String(repeating: " ", count: indent)
        hasWord = false
      }
      line += hasWord ? " \(word)" : "\(word)"
      hasWord = true
    }
    return lines + trimmed(line) + "\n"
  }

  /// The text with everything written out that would end a line, move the cursor, hide or reorder.
  static func harmless(_ text: String) -> String {
    // Nearly every text is printable ASCII.
    var isPlain = true
    let bytes = text.utf8Span.span
    for place in bytes.indices where bytes[place] &- 0x20 >= 0x5F { isPlain = false }
    if isPlain { return text }
    guard text.unicodeScalars.contains(where: isHarmful) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      if isHarmful(scalar) {
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }

  private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E: false
    case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0xFFF9...0xFFFB: true
    default:
      scalar.properties.isDefaultIgnorableCodePoint && !scalar.properties.isVariationSelector
    }
  }

  private static func trimmed(_ line: String) -> String {
    var bytes = line.utf8[...]
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    return String(Substring(bytes))
  }

  /// Words as a shell takes them, one option a line, so that the lines can be copied together.
  static func command(_ words: [String], indent: Int = 2) -> String {
    var lines: [String] = []
    for word in words {
      let isOption = word.utf8.starts(with: "--".utf8)
      if lines.isEmpty || isOption {
        lines.append(quoted(word))
      } else {
        lines[lines.count - 1] += " " + quoted(word)
      }
    }
    let blank = String(repeating: " ", count: indent)
    return blank + lines.joined(separator: " \\\n\(blank)  ") + "\n"
  }

  /// A word as a POSIX shell reads it back; a control character needs the `$'…'` of later shells.
  static func quoted(_ word: String) -> String {
    let plain = Set(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._/=:@+,%".utf8)
    if !word.isEmpty, word.utf8.allSatisfy(plain.contains) { return word }
    guard word.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      return "$'" + word.utf8.map(escaped).joined() + "'"
    }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
  }

  private static func escaped(_ byte: UInt8) -> String {
    if byte == 0x27 || byte == 0x5C { return "\\\(UnicodeScalar(byte))" }
    if (0x20..<0x7F).contains(byte) { return "\(UnicodeScalar(byte))" }
    let digits = String(byte, radix: 16)
    return "\\x\(digits.utf8.count == 1 ? "0" : "")\(digits)"
  }
}
