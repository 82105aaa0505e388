/// The operators that compare a property with a value.
package enum RuleOperator: UInt8, CaseIterable, Sendable {
  case equals, notEquals
  case startsWith, notStartsWith
  case endsWith, notEndsWith
  case contains, notContains
  case matches, notMatches
  case isIn, isNotIn
  case atMost, atLeast

  /// The operator as the documentation spells it.
  package var spelling: String {
    switch self {
    case .equals: "-eq"
    case .notEquals: "-ne"
    case .startsWith: "-startsWith"
    case .notStartsWith: "-notStartsWith"
    case .endsWith: "-endsWith"
    case .notEndsWith: "-notEndsWith"
    case .contains: "-contains"
    case .notContains: "-notContains"
    case .matches: "-match"
    case .notMatches: "-notMatch"
    case .isIn: "-in"
    case .isNotIn: "-notIn"
    case .atMost: "-le"
    case .atLeast: "-ge"
    }
  }

  /// The operator that a word names, with or without a hyphen, in any letter case.
  init?(word: String) {
    guard let known = Self.byWord[word] else { return nil }
    self = known
  }

  private static let byWord: [String: RuleOperator] = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0.spelling.dropFirst().lowercased(), $0) })

  /// Whether the operator is the negation of another one.
  package var isNegated: Bool {
    switch self {
    case .notEquals, .notStartsWith, .notEndsWith, .notContains, .notMatches, .isNotIn: true
    case .equals, .startsWith, .endsWith, .contains, .matches, .isIn, .atMost, .atLeast: false
    }
  }

  /// Whether values of a type can be compared so.
  package func accepts(_ type: RuleType) -> Bool {
    switch type {
    case .text, .texts: self != .atMost && self != .atLeast
    case .boolean, .plans: self == .equals || self == .notEquals
    case .instant: [.equals, .notEquals, .atMost, .atLeast].contains(self)
    case .groups: false
    }
  }
}

/// The words of the language that are no comparison.
enum RuleKeyword: String, CaseIterable {
  case and, or, not, any, all, plus, minus
}
