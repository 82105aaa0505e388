package import DirectoryModel

/// A checked expression of a dynamic membership rule.
///
/// Brackets that change nothing are not kept; a chain of `-and` or of `-or` is one list.
package indirect enum RuleExpression: Hashable, Sendable {
  /// Two or more alternatives.
  case or([RuleExpression])
  /// Two or more conditions.
  case and([RuleExpression])
  case not(RuleExpression)
  case comparison(RuleOperand, RuleOperator, RuleLiteral)
  /// `property -any (condition)`; the condition speaks of one element.
  case any(RuleProperty, RuleExpression)
  /// `property -all (condition)`; the condition speaks of one element.
  case all(RuleProperty, RuleExpression)
  /// `memberOf -any (group.objectId -in […])`; always the whole rule.
  case memberOf([GUID])
  /// `Direct Reports for "…"`; always the whole rule.
  case directReports(GUID)
}

/// What stands on the left of an operator.
package enum RuleOperand: Hashable, Sendable {
  case property(RuleProperty)
  /// A directory extension: its whole name in lower case, `extension_…_name`.
  case directoryExtension([UInt8])
  /// `_`: one element of a collection of texts.
  case element
  /// A property of one plan.
  case plan(PlanProperty)
}

/// What stands on the right of an operator.
package enum RuleLiteral: Hashable, Sendable {
  /// A text in UTF-8, its escapes resolved.
  case text([UInt8])
  /// The texts of a list, one at least.
  case list([[UInt8]])
  case flag(Bool)
  case null
  /// Milliseconds since 1970-01-01T00:00:00Z.
  case instant(Int64)
  case now(RuleOffset?)
}

/// A distance from the present: `-plus p1d`.
package struct RuleOffset: Hashable, Sendable {
  package var isMinus: Bool
  /// Months of the calendar; 12 make a year.
  package var months: Int64
  package var milliseconds: Int64

  package init(isMinus: Bool, months: Int64 = 0, milliseconds: Int64 = 0) {
    (self.isMinus, self.months, self.milliseconds) = (isMinus, months, milliseconds)
  }
}
