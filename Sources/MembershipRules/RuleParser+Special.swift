import DirectoryModel

// The two rules that cannot be combined with anything.
extension RuleParser {
  /// The most source groups of one memberOf rule.
  ///
  /// "Group membership in a dynamic group (preview)",
  /// https://learn.microsoft.com/entra/identity/users/groups-dynamic-rule-member-of.
  static let mostSources = 50

  var isDirectReports: Bool { nextWord == "direct" }

  /// Reads `Direct Reports for "…"` and nothing after it.
  mutating func directReports() throws(RuleError) -> RuleExpression {
    for word in ["Direct", "Reports", "for"] {
      guard case .word(let written) = next.token, written.lowercased() == word.lowercased() else {
        throw unexpected("'\(word)' as in 'Direct Reports for'")
      }
      lintCase(of: written, documented: word, at: next.start)
      try advance()
    }
    kind = .user
    let manager = try identifier("the object id of a manager in quotes")
    try advance()
    guard next.token == .end else {
      throw unexpected(
        "the end of the rule", hint: "'Direct Reports for' stands alone in its rule")
    }
    return .directReports(manager)
  }

  /// The next token as an object identifier.
  private func identifier(_ expected: String) throws(RuleError) -> GUID {
    guard case .text(let bytes) = next.token, let identifier = GUID(bytes.span) else {
      throw unexpected(expected)
    }
    return identifier
  }

  /// Reads `(group.objectId -in ['…', '…'])`, its brackets left out or not.
  mutating func memberOf() throws(RuleError) -> RuleExpression {
    let isBracketed = next.token == .openBracket
    if isBracketed { try advance() }
    guard case .word(let word) = next.token, word.lowercased() == "group.objectid" else {
      throw unexpected("group.objectId")
    }
    lintCase(of: word, documented: "group.objectId", at: next.start)
    try advance()
    let comparison = nextWord.flatMap { RuleOperator(word: $0) }
    guard comparison == .isIn || comparison == .equals else {
      throw unexpected("-in and a list of object ids")
    }
    try advance()
    let groups = comparison == .isIn ? try sources() : [try oneSource()]
    if isBracketed { try expect(.closeBracket, "a closing bracket") }
    leave()
    return .memberOf(groups)
  }

  private mutating func oneSource() throws(RuleError) -> GUID {
    let group = try identifier("the object id of a group in quotes")
    try advance()
    return group
  }

  private mutating func sources() throws(RuleError) -> [GUID] {
    let start = next.start
    guard next.token == .openList else { throw unexpected("a list of object ids") }
    var groups: [GUID] = []
    repeat {
      try advance()
      groups.append(try oneSource())
    } while next.token == .comma
    try expect(.closeList, "a comma or a closing square bracket")
    guard groups.count > Self.mostSources else { return groups }
    throw scanner.error(
      at: start, found: "\(groups.count) source groups", expected: "at most \(Self.mostSources)")
  }
}
