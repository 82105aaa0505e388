extension Rule {
  /// Every rule, in the order of the manual.
  package static let all: [Rule] =
    membershipRules + groupRules + nameRules + nestedRules + inputRules

  static let membershipRules: [Rule] = [
    .membershipMissing
  ]
}
