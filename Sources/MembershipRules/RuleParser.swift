import DirectoryModel
import UnicodeForms

/// Reads a rule by recursive descent and checks names, types and values on the way.
///
/// The grammar: `or` binds less than `and`, `and` less than `not`, `not` less than a comparison;
/// `-any` and `-all` reach as far as they can.
struct RuleParser {
  /// The most characters of a rule: "Properties that exceed the max length",
  /// https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership.
  static let mostCharacters = 3072
  /// The most brackets, negations and conditions inside each other, so that no rule is a bomb.
  static let mostDepth = 64

  /// What the operands of the current expression are.
  enum Scope {
    case object, element, plan, group
  }

  var scanner: RuleScanner
  /// The token that comes next.
  var next = RuleLexeme(token: .end, start: 0, end: 0)
  /// What the rule is about, once it has named a property.
  var kind: ObjectKind?
  var scope = Scope.object
  /// Where `memberOf` was read.
  var memberOfOffset: Int?
  private var depth = 0

  init(_ bytes: [UInt8]) { scanner = RuleScanner(bytes) }

  /// Reads the whole rule.
  mutating func rule() throws(RuleError) -> RuleExpression {
    try checkLength()
    try advance()
    if isDirectReports { return try directReports() }
    let expression = try disjunction()
    guard next.token == .end else {
      throw unexpected("-and, -or or the end of the rule")
    }
    if let memberOfOffset {
      guard case .memberOf = expression else {
        throw scanner.error(
          at: memberOfOffset, found: "memberOf among other conditions",
          expected: "memberOf alone in its rule",
          hint: "make a group of the memberOf rule and one of the others")
      }
    }
    return expression
  }

  private func checkLength() throws(RuleError) {
    let bytes = scanner.bytes
    guard TextForm.isValidUTF8(bytes) else {
      let valid = TextForm.lengthOfValidUTF8(bytes)
      throw scanner.error(
        at: valid, found: "a byte that is no UTF-8", expected: "a rule in UTF-8")
    }
    let count = bytes.count { $0 & 0xC0 != 0x80 }
    guard count > Self.mostCharacters else { return }
    var offset = 0
    var seen = 0
    while seen <= Self.mostCharacters {
      if bytes[offset] & 0xC0 != 0x80 { seen += 1 }
      offset += 1
    }
    throw scanner.error(
      at: offset - 1, found: "a rule of \(count) characters",
      expected: "at most \(Self.mostCharacters)")
  }
}

// Tokens.
extension RuleParser {
  mutating func advance() throws(RuleError) { next = try scanner.next() }

  /// The next token for an error, with the words of the rule in quotes.
  var nextInWords: String {
    switch next.token {
    case .end: "the end of the rule"
    case .text(let bytes): "the text '\(TextForm.visible(bytes))'"
    default: "'\(TextForm.visible(Array(scanner.bytes[next.start..<next.end])))'"
    }
  }

  /// Makes the error that says that something else than the next token was expected.
  func unexpected(_ expected: String, hint: String? = nil) -> RuleError {
    scanner.error(at: next.start, found: nextInWords, expected: expected, hint: hint)
  }

  /// The next token as a word in lower case, without its hyphen.
  var nextWord: String? {
    guard case .word(let word) = next.token else { return nil }
    return (word.hasPrefix("-") ? String(word.dropFirst()) : word).lowercased()
  }

  /// Takes a keyword if it comes next.
  mutating func take(_ keyword: RuleKeyword) throws(RuleError) -> Bool {
    guard nextWord == keyword.rawValue else { return false }
    try advance()
    return true
  }

  mutating func expect(_ token: RuleToken, _ expected: String) throws(RuleError) {
    guard next.token == token else { throw unexpected(expected) }
    try advance()
  }

  /// Goes one level down; `leave` comes back.
  mutating func enter() throws(RuleError) {
    depth += 1
    guard depth > Self.mostDepth else { return }
    throw scanner.error(
      at: next.start, found: "a condition inside \(Self.mostDepth) others",
      expected: "at most \(Self.mostDepth) inside each other")
  }

  mutating func leave() { depth -= 1 }
}

// Expressions.
extension RuleParser {
  mutating func disjunction() throws(RuleError) -> RuleExpression {
    var parts = [try conjunction()]
    while try take(.or) { parts.append(try conjunction()) }
    return parts.count == 1 ? parts[0] : .or(parts)
  }

  private mutating func conjunction() throws(RuleError) -> RuleExpression {
    var parts = [try negation()]
    while try take(.and) { parts.append(try negation()) }
    return parts.count == 1 ? parts[0] : .and(parts)
  }

  private mutating func negation() throws(RuleError) -> RuleExpression {
    guard try take(.not) else { return try primary() }
    if nextWord == "null" || nextWord == "$null" { throw negatedNull() }
    try enter()
    let part = try negation()
    leave()
    return .not(part)
  }

  func negatedNull() -> RuleError {
    unexpected("a condition after -not", hint: "-not does not apply to null: write -ne null")
  }

  private mutating func primary() throws(RuleError) -> RuleExpression {
    if next.token == .openBracket {
      try enter()
      try advance()
      let inner = try disjunction()
      try expect(.closeBracket, "-and, -or or a closing bracket")
      leave()
      return inner
    }
    guard scope == .object else { return try condition() }
    let (operand, type, start) = try property()
    guard nextWord == "any" || nextWord == "all" else {
      return try comparison(operand, type, from: start)
    }
    return try quantified(operand, type)
  }
}
