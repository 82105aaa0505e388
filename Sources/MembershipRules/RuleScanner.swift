import UnicodeForms

/// The smallest parts of a rule.
enum RuleToken: Equatable {
  /// A name, an operator, a number or a time, as it is written.
  case word(String)
  /// A quoted text, its escapes resolved.
  case text([UInt8])
  case openBracket, closeBracket, openList, closeList, comma, end
}

/// A token and where it stands.
struct RuleLexeme {
  var token: RuleToken
  var start: Int
  var end: Int
}

/// Cuts a rule into tokens; everything is a byte, and every byte belongs to a token or is a blank.
struct RuleScanner {
  let bytes: [UInt8]
  private var index = 0
  /// What is unusual about the text so far.
  var warnings: [RuleWarning] = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private static let enDash: [UInt8] = [0xE2, 0x80, 0x93]
  private static let noBreakSpace: [UInt8] = [0xC2, 0xA0]

  func position(_ offset: Int) -> RulePosition { RulePosition(offset, in: bytes) }

  /// Reads the next token; at the end there is no end of `end`s.
  mutating func next() throws(RuleError) -> RuleLexeme {
    skipBlanks()
    let start = index
    guard index < bytes.count else { return RuleLexeme(token: .end, start: start, end: start) }
    let token: RuleToken
    switch bytes[index] {
    case UInt8(ascii: "("): token = take(.openBracket)
    case UInt8(ascii: ")"): token = take(.closeBracket)
    case UInt8(ascii: "["): token = take(.openList)
    case UInt8(ascii: "]"): token = take(.closeList)
    case UInt8(ascii: ","): token = take(.comma)
    case UInt8(ascii: "\""), UInt8(ascii: "'"): token = .text(try text())
    case UInt8(ascii: "`") where follows(UInt8(ascii: "\"")): token = .text(try escapedText())
    default: token = .word(try word())
    }
    return RuleLexeme(token: token, start: start, end: index)
  }

  private mutating func take(_ token: RuleToken) -> RuleToken {
    index += 1
    return token
  }

  private func starts(with sequence: [UInt8]) -> Bool { bytes[index...].starts(with: sequence) }

  private mutating func skipBlanks() {
    while index < bytes.count {
      if starts(with: Self.noBreakSpace) {
        warn(.noBreakSpace, at: index, "a no-break space stands where a blank should")
        index += 2
      } else if [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) {
        index += 1
      } else {
        return
      }
    }
  }

  mutating func warn(_ kind: RuleWarning.Kind, at offset: Int, _ message: String) {
    warnings.append(RuleWarning(kind, at: position(offset), message))
  }

  /// Makes the error for something that starts at an offset.
  func error(
    at offset: Int, found: String, expected: String, hint: String? = nil
  ) -> RuleError {
    RuleError(at: position(offset), found: found, expected: expected, hint: hint)
  }
}

// Words.
extension RuleScanner {
  /// Reads `user.department`, `-eq`, `system.now`, `_`, `$null`, `-5`, `2024-01-31T08:00Z`.
  private mutating func word() throws(RuleError) -> String {
    let start = index
    var result = ""
    if starts(with: Self.enDash) {
      warn(.enDash, at: index, "an en dash stands where a hyphen should")
      index += 3
      result = "-"
    } else if bytes[index] == UInt8(ascii: "-") {
      index += 1
      result = "-"
    }
    let rest = bytes[index...]
    let first = rest.first ?? 0
    let isNumber = first &- 0x30 < 10
    let inner: [UInt8] =
      isNumber ? Array("-+:._".utf8) : result.isEmpty ? Array("._$".utf8) : Array("_".utf8)
    let body = rest.prefix { byte in
      (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || inner.contains(byte)
    }
    guard !body.isEmpty else { throw strange(at: start, afterHyphen: !result.isEmpty) }
    index += body.count
    return result + String(decoding: body, as: UTF8.self)
  }

  private func strange(at start: Int, afterHyphen: Bool) -> RuleError {
    if afterHyphen {
      return error(
        at: start, found: "a hyphen alone", expected: "an operator such as -eq or -and",
        hint: "the operator follows the hyphen without a blank")
    }
    let shown = TextForm.visible(Array(character(at: start)))
    return error(
      at: start, found: "'\(shown)'", expected: "a name, an operator, a value or a bracket",
      hint: advice(on: character(at: start)))
  }

  private func character(at start: Int) -> ArraySlice<UInt8> {
    var end = start + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return bytes[start..<end]
  }

  private func advice(on character: ArraySlice<UInt8>) -> String? {
    switch String(decoding: character, as: UTF8.self) {
    case "\u{201C}", "\u{201D}", "\u{201E}", "\u{2018}", "\u{2019}", "`", "\\":
      "write straight quotes around a text"
    case "\u{2010}", "\u{2011}", "\u{2012}", "\u{2014}", "\u{2015}", "\u{2212}":
      "write a hyphen in front of an operator"
    case "=", "!", "<", ">", "&", "|": "the operators are words: -eq, -ne, -le, -ge, -and, -or"
    default: nil
    }
  }
}

// Texts.
extension RuleScanner {
  /// Reads a quoted text.
  ///
  /// In double quotes a backtick or a backslash in front of a double quote takes it into the text;
  /// in front of anything else it stands for itself. Single quotes are doubled in either.
  private mutating func text() throws(RuleError) -> [UInt8] {
    let start = index
    let quote = bytes[index]
    let single = UInt8(ascii: "'")
    var result: [UInt8] = []
    index += 1
    while index < bytes.count {
      let byte = bytes[index]
      if byte == single, follows(single) {
        result.append(byte)
        index += 2
      } else if byte == quote {
        index += 1
        return result
      } else if quote != single, let length = escapeLength() {
        result.append(quote)
        index += length
      } else {
        if byte == single {
          warn(.loneQuote, at: index, "a single quote in a text is documented to be doubled")
        }
        result.append(byte)
        index += 1
      }
    }
    throw error(
      at: start, found: "a text without an end",
      expected: quote == single ? "a single quote" : "a double quote",
      hint: result.last == UInt8(ascii: "\"")
        ? "a backslash in front of a quote takes it into the text; single quotes do not need it"
        : nil)
  }

  /// Reads a text whose own quotes are escaped, as the documentation prints one: `` `"Sales`" ``.
  private mutating func escapedText() throws(RuleError) -> [UInt8] {
    let (start, single) = (index, UInt8(ascii: "'"))
    warn(.escapedQuotes, at: start, "the quotes around a text need no backtick")
    var result: [UInt8] = []
    index += 2
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "`"), follows(UInt8(ascii: "\"")) {
        index += 2
        return result
      }
      // A plain double quote would end the text that somebody began with an escaped one.
      if bytes[index] == UInt8(ascii: "\"") { break }
      result.append(bytes[index])
      index += bytes[index] == single && follows(single) ? 2 : 1
    }
    throw error(
      at: start, found: "a text without an end", expected: "a backtick and a double quote",
      hint: "write straight quotes around a text")
  }

  private func follows(_ byte: UInt8) -> Bool {
    index + 1 < bytes.count && bytes[index + 1] == byte
  }

  /// The bytes of an escaped double quote; a printed example of the documentation has both signs.
  private func escapeLength() -> Int? {
    let (double, backtick) = (UInt8(ascii: "\""), UInt8(ascii: "`"))
    switch bytes[index] {
    case backtick where follows(double): return 2
    case UInt8(ascii: "\\") where follows(double): return 2
    case UInt8(ascii: "\\") where follows(backtick):
      return index + 2 < bytes.count && bytes[index + 2] == double ? 3 : nil
    default: return nil
    }
  }
}
