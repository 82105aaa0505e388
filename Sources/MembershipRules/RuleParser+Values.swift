import DirectoryModel
import UnicodeForms
import YAMLText

// Comparisons and what stands on the right of operators.
extension RuleParser {
  /// Reads an operator and its value for an operand that has been read.
  mutating func comparison(
    _ operand: RuleOperand, _ type: RuleType, from start: Int
  ) throws(RuleError) -> RuleExpression {
    let comparison = try comparisonOperator(type)
    try advance()
    let place = next.start
    let value = try value(for: comparison, type)
    lint(operand, comparison, value, at: place)
    return .comparison(operand, comparison, value)
  }

  private func comparisonOperator(_ type: RuleType) throws(RuleError) -> RuleOperator {
    guard let word = nextWord, let comparison = RuleOperator(word: word) else {
      let words = RuleOperator.allCases.map(\.spelling)
      let near: String? =
        if case .word(let word) = next.token { closestMatch(to: word, in: words) } else { nil }
      throw unexpected(
        type == .groups ? "-any after memberOf" : "an operator such as -eq",
        hint: near.map { "did you mean '\($0)'?" })
    }
    if comparison.accepts(type) { return comparison }
    switch type {
    case .groups: throw unexpected("-any after memberOf")
    case .plans: throw unexpected("-any or -all", hint: "each plan has to be asked for itself")
    default:
      let allowed = RuleOperator.allCases.filter { $0.accepts(type) }.map(\.spelling)
      let isOrder = comparison == .atMost || comparison == .atLeast
      throw unexpected(
        isOrder && type != .boolean
          ? "an operator for \(type.label)" : "one of \(allowed.joined(separator: ", "))",
        hint: isOrder ? "only employeeHireDate has an order" : "this property is \(type.label)")
    }
  }

  private mutating func value(
    for comparison: RuleOperator, _ type: RuleType
  ) throws(RuleError) -> RuleLiteral {
    if comparison == .isIn || comparison == .isNotIn { return .list(try list()) }
    let start = next.start
    switch next.token {
    case .text(let bytes):
      let value = try value(bytes, for: type)
      if comparison == .matches || comparison == .notMatches { try checkPattern(bytes, at: start) }
      try advance()
      return value
    case .word(let word): return try wordValue(word, for: comparison, type)
    case .openList:
      throw unexpected("one value", hint: "lists follow -in and -notIn only")
    default: throw unexpected("a value")
    }
  }

  /// A quoted value of a property: a text, or what a property of another type makes of it.
  private mutating func value(
    _ bytes: [UInt8], for type: RuleType
  ) throws(RuleError) -> RuleLiteral {
    switch type {
    case .text, .texts: return .text(bytes)
    case .boolean:
      let word = String(decoding: bytes, as: UTF8.self).lowercased()
      guard word == "true" || word == "false" else { throw unexpected("true or false") }
      scanner.warn(
        .quotedBoolean, at: next.start, "'\(word)' is documented without quotes")
      return .flag(word == "true")
    case .instant:
      guard let instant = RuleTime.instant(bytes) else { throw unexpected(Self.aDate) }
      return .instant(instant)
    case .plans, .groups: throw unexpected("null", hint: "each plan has to be asked for itself")
    }
  }

  private static let aDate = "a date such as 2024-01-31 or system.now -plus p1d"

  private mutating func wordValue(
    _ word: String, for comparison: RuleOperator, _ type: RuleType
  ) throws(RuleError) -> RuleLiteral {
    let lower = word.lowercased()
    if lower == "null" || lower == "$null" {
      guard comparison == .equals || comparison == .notEquals else {
        throw unexpected("a value", hint: "null follows -eq and -ne only")
      }
      try advance()
      return .null
    }
    if nextWord == "not" {
      try advance()
      throw nextWord == "null" || nextWord == "$null" ? negatedNull() : unexpected("a value")
    }
    switch type {
    case .boolean where lower == "true" || lower == "false":
      try advance()
      return .flag(lower == "true")
    case .instant where lower == "system.now":
      lintCase(of: word, documented: "system.now", at: next.start)
      try advance()
      return .now(try offset())
    case .instant:
      guard let instant = RuleTime.instant(word.utf8) else { throw unexpected(Self.aDate) }
      try advance()
      return .instant(instant)
    case .boolean: throw unexpected("true or false")
    case .plans: throw unexpected("null", hint: "each plan has to be asked for itself")
    case .text, .texts:
      guard let digits = number(word) else {
        throw unexpected("a text in quotes", hint: "this property is \(type.label)")
      }
      try advance()
      return .text(digits)
    case .groups: throw unexpected("a text in quotes", hint: "this property is \(type.label)")
    }
  }

  /// The text of a number without quotes, which the documentation names among the values; properties
  /// have none, so that it is compared as text.
  private mutating func number(_ word: String) -> [UInt8]? {
    let digits = Array(word.utf8)
    guard digits.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
    scanner.warn(
      .bareNumber, at: next.start, "the number is compared as text; write it in quotes")
    return digits
  }

  /// Reads `-plus p1d` or `-minus p1d`, if there is one.
  private mutating func offset() throws(RuleError) -> RuleOffset? {
    let isMinus = nextWord == "minus"
    guard isMinus || nextWord == "plus" else { return nil }
    try advance()
    guard case .word(let word) = next.token,
      let offset = RuleOffset(duration: word.utf8, isMinus: isMinus)
    else { throw unexpected("a duration such as P1D or PT8H") }
    if offset.months > 0 {
      scanner.warn(
        .calendarDuration, at: next.start,
        "years and months are counted by the calendar; days are documented")
    }
    try advance()
    return offset
  }

  /// Reads `["a", "b"]`.
  mutating func list() throws(RuleError) -> [[UInt8]] {
    guard next.token == .openList else {
      throw unexpected(
        "a list such as [\"a\", \"b\"]",
        hint: next.token == .openBracket ? "lists stand in square brackets" : nil)
    }
    var texts: [[UInt8]] = []
    repeat {
      try advance()
      texts.append(try element())
      try advance()
    } while next.token == .comma
    try expect(.closeList, "a comma or a closing square bracket")
    return texts
  }

  private mutating func element() throws(RuleError) -> [UInt8] {
    switch next.token {
    case .text(let bytes): return bytes
    case .word(let word):
      if let digits = number(word) { return digits }
    default: break
    }
    throw unexpected(
      "a text in quotes", hint: nextWord == "null" ? "null follows -eq and -ne only" : nil)
  }

  private mutating func checkPattern(_ bytes: [UInt8], at start: Int) throws(RuleError) {
    if RulePattern.isDoubtful(bytes) {
      scanner.warn(
        .doubtfulPattern, at: start,
        "a set inside a set is read differently by different engines: nobody can say what it takes")
      return
    }
    do {
      _ = try TextPattern(bytes)
    } catch {
      throw unexpected(
        "a regular expression",
        hint: "\(error.reason), at character \(error.offset + 1)")
    }
  }

  private mutating func lint(
    _ operand: RuleOperand, _ comparison: RuleOperator, _ value: RuleLiteral, at place: Int
  ) {
    let texts: [[UInt8]]
    switch value {
    case .text(let bytes): texts = [bytes]
    case .list(let list): texts = list
    default: return
    }
    if texts.contains([]), comparison != .matches, comparison != .notMatches {
      scanner.warn(.emptyText, at: place, "an empty text is no null: write -eq null")
    }
    guard case .property(let property) = operand,
      [.equals, .notEquals, .isIn, .isNotIn].contains(comparison)
    else { return }
    let documented = property.documentedValues
    for text in texts where !documented.isEmpty {
      let word = String(decoding: text, as: UTF8.self)
      if documented.contains(where: { $0.lowercased() == word.lowercased() }) { continue }
      scanner.warn(
        .undocumentedValue, at: place,
        "'\(word)' is none of the documented values: \(documented.joined(separator: ", "))")
    }
  }
}
