extension YAMLNode {
  /// The entries of a mapping.
  package func mapping() throws(YAMLError) -> YAMLMapping {
    guard case .mapping(let entries) = content else {
      throw error(found: kind, expected: "a mapping")
    }
    return YAMLMapping(entries, at: place)
  }

  /// The items of a list.
  package func list() throws(YAMLError) -> [YAMLNode] {
    guard case .sequence(let nodes) = content else { throw error(found: kind, expected: "a list") }
    return nodes
  }

  /// The items of a list of texts; a single text counts as a list of one.
  package func strings() throws(YAMLError) -> [String] {
    guard case .sequence(let nodes) = content else { return [try string()] }
    var result: [String] = []
    for node in nodes { result.append(try node.string()) }
    return result
  }

  /// Whether this is null: nothing at all, `~` or `null` without quotes.
  package var isNull: Bool {
    guard case .scalar(let text, .plain) = content else { return false }
    switch text.utf8.count {
    case 0: return true
    case 1: return text == "~"
    case 4: return ["null", "Null", "NULL"].contains(text)
    default: return false
    }
  }

  /// A text exactly as written; a number or a word such as `no` keeps its spelling.
  package func string() throws(YAMLError) -> String {
    guard case .scalar(let text, _) = content else { throw error(found: kind, expected: "a text") }
    guard !isNull else {
      throw error(found: kind, expected: "a text", hint: "write '' for an empty text")
    }
    return text
  }

  /// `true` or `false`, as in the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema).
  package func bool() throws(YAMLError) -> Bool {
    guard case .scalar(let text, .plain) = content else {
      throw error(found: kind, expected: "true or false", hint: quotesHint("true or false"))
    }
    switch text {
    case "true", "True", "TRUE": return true
    case "false", "False", "FALSE": return false
    default: break
    }
    let isOldTruth = ["yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
    throw error(
      found: kind, expected: "true or false",
      hint: isOldTruth ? "write true or false; put a text into quotes" : nil)
  }

  /// A whole number in decimal digits that lies in `range`.
  package func int(in range: ClosedRange<Int> = Int.min...Int.max) throws(YAMLError) -> Int {
    let isWhole = range == Int.min...Int.max
    let expected =
      isWhole
      ? "a whole number" : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard case .scalar(let text, .plain) = content else {
      throw error(found: kind, expected: expected, hint: quotesHint("a number"))
    }
    let digits =
      text.utf8.first.map { $0 == 43 || $0 == 45 } == true ? text.utf8.dropFirst() : text.utf8[...]
    guard digits.allSatisfy({ (48...57).contains($0) }), let value = Int(text), range ~= value
    else {
      throw error(found: kind, expected: expected)
    }
    guard digits.count == 1 || digits.first != 48 else {
      throw error(
        found: kind, expected: expected, hint: "leave out the leading zero; it reads as octal")
    }
    return value
  }

  /// A length of time in seconds: a whole number and `s`, `m`, `h` or `d`, as in `30d`.
  package func duration() throws(YAMLError) -> Int64 {
    let expected = "a duration such as '90s', '5m', '1h' or '30d'"
    guard case .scalar(let text, _) = content, let unit = text.utf8.last,
      let seconds = secondsPerUnit(unit)
    else { throw error(found: kind, expected: expected) }
    let digits = text.utf8.dropLast()
    guard !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }),
      let count = Int64(String(decoding: digits, as: UTF8.self))
    else { throw error(found: kind, expected: expected) }
    let (total, overflows) = count.multipliedReportingOverflow(by: seconds)
    guard !overflows else { throw error(found: kind, expected: expected) }
    return total
  }

  /// One of the words of an enumeration.
  package func enumeration<Word>(
    of type: Word.Type
  ) throws(YAMLError) -> Word where Word: RawRepresentable<String> & CaseIterable {
    guard case .scalar(let text, _) = content else {
      throw error(found: kind, expected: oneOf(Word.allCases.map(\.rawValue)))
    }
    // A raw value that is canonically equal may still be spelled otherwise.
    if let word = Word(rawValue: text), word.rawValue.utf8.elementsEqual(text.utf8) { return word }
    let words = Word.allCases.map(\.rawValue)
    throw error(found: kind, expected: oneOf(words), hint: didYouMean(text, words))
  }

  /// What a node is, for a message.
  package var kind: String {
    switch content {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .scalar("", .plain): "nothing"
    case .scalar(let text, .plain): "'\(text.shortened)'"
    case .scalar(let text, .quoted): "the text '\(text.shortened)'"
    }
  }

  private func quotesHint(_ what: String) -> String? {
    if case .scalar(_, .quoted) = content { return "write \(what) without quotes" }
    return nil
  }
}

private func secondsPerUnit(_ unit: UInt8) -> Int64? {
  switch unit {
  case UInt8(ascii: "s"): 1
  case UInt8(ascii: "m"): 60
  case UInt8(ascii: "h"): 3_600
  case UInt8(ascii: "d"): 86_400
  default: nil
  }
}

/// A list of words for a message: `one of 'a', 'b'`.
func oneOf(_ words: [String]) -> String {
  let quoted = words.map { "'\($0)'" }.joined(separator: ", ")
  return words.count == 1 ? quoted : words.isEmpty ? "nothing" : "one of \(quoted)"
}

/// The hint for a misspelt word.
func didYouMean(_ word: String, _ words: [String]) -> String? {
  closestMatch(to: word, in: words).map { "did you mean '\($0)'?" }
}

extension String {
  /// At most 80 characters on one line, for a message.
  fileprivate var shortened: String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars.prefix(80) { result.append(scalar == "\n" ? " " : scalar) }
    return unicodeScalars.count > 80 ? String(result) + "..." : String(result)
  }
}
