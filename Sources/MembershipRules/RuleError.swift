/// A dynamic membership rule that cannot be understood, or is one that Entra ID refuses.
package struct RuleError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where in the rule.
  package let position: RulePosition
  package let found: String
  package let expected: String
  /// What to do about it.
  package let hint: String?

  package init(at position: RulePosition, found: String, expected: String, hint: String? = nil) {
    (self.position, self.found, self.expected) = (position, found, expected)
    self.hint = hint
  }

  /// One or two lines: `rule:1:17: found 'x', expected an operator`, and what to do.
  package var description: String {
    "rule:\(position): \(sentence)" + (hint.map { "\n  \($0)" } ?? "")
  }

  /// The error without its position and advice.
  package var sentence: String { "found \(found), expected \(expected)" }
}

/// A spelling that works, or seems to, but is not the documented one.
package struct RuleWarning: Hashable, Sendable, CustomStringConvertible {
  /// What is unusual.
  package enum Kind: UInt8, CaseIterable, Sendable {
    case letterCase, enDash, noBreakSpace, quotedBoolean, loneQuote, emptyText
    case obsoleteProperty, undocumentedValue, calendarDuration, escapedQuotes, bareNumber
    case doubtfulPattern
  }

  package let kind: Kind
  package let position: RulePosition
  package let message: String

  package init(_ kind: Kind, at position: RulePosition, _ message: String) {
    (self.kind, self.position, self.message) = (kind, position, message)
  }

  /// One line: `rule:1:6: 'employeehiredate' is documented as 'employeeHireDate'`.
  package var description: String { "rule:\(position): \(message)" }
}

/// A place in the text of a rule.
package struct RulePosition: Hashable, Sendable, CustomStringConvertible {
  /// Bytes before it.
  package let offset: Int
  /// The line, from 1.
  package let line: Int
  /// The character in its line, from 1.
  package let column: Int

  package init(offset: Int, line: Int, column: Int) {
    (self.offset, self.line, self.column) = (offset, line, column)
  }

  /// Finds the line and the column of a byte; takes linear time.
  init(_ offset: Int, in bytes: [UInt8]) {
    let lines = bytes[..<offset].split(separator: 0x0A, omittingEmptySubsequences: false)
    let before = lines.last ?? []
    // Bytes that continue a character do not count.
    self.init(
      offset: offset, line: max(1, lines.count),
      column: before.count { $0 & 0xC0 != 0x80 } + 1)
  }

  package var description: String { "\(line):\(column)" }
}
