package import DirectoryModel

/// A dynamic membership rule of Entra ID, read and checked.
///
/// Where the documentation is silent: what is absent answers no to a comparison and yes to a
/// negated one; a comparison with a collection holds if it holds for one element; `-any` of
/// nothing is no and `-all` of nothing is yes.
///
/// Source: "Manage rules for dynamic membership groups in Microsoft Entra ID",
/// https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership.
package struct MembershipRule: Sendable {
  /// What the rule is about: `.user` or `.device`.
  package let kind: ObjectKind
  package let expression: RuleExpression
  /// What works and is not spelled as documented, in the order of the text.
  package let warnings: [RuleWarning]
  let program: RuleProgram

  /// Reads a rule in UTF-8; throws where it cannot be understood or would be refused.
  package init(parsing bytes: [UInt8]) throws(RuleError) {
    var parser = RuleParser(bytes)
    expression = try parser.rule()
    kind = parser.kind ?? .user
    warnings = parser.scanner.warnings.sorted {
      ($0.position.offset, $0.kind.rawValue) < ($1.position.offset, $1.kind.rawValue)
    }
    program = RuleProgram(expression)
  }

  /// Reads a rule; throws where it cannot be understood or would be refused.
  package init(parsing text: String) throws(RuleError) {
    try self.init(parsing: Array(text.utf8))
  }

  /// The rule in the documented spelling; reading it gives an equal expression.
  package var text: String { expression.text(of: kind) }

  /// Whether a user or a device belongs to the group.
  ///
  /// The caller hands in what the rule is about, see `kind`. Takes time in proportion to the
  /// rule's comparisons and to the values that they look at. `now` is in milliseconds since 1970;
  /// without it, `system.now` is unknown.
  package func evaluate<Subject: RuleSubject>(on subject: Subject, now: Int64? = nil) -> Truth {
    program.truth(of: program.root, subject, .none, now)
  }

  /// The properties that the rule looks at, in the order of the documentation.
  package var properties: [RuleProperty] {
    let named = Set(
      program.expressions.flatMap { expression -> [RuleProperty] in
        switch expression {
        case .comparison(.property(let property), _, _): [property]
        case .any(let property, _), .all(let property, _): [property]
        case .memberOf: [.memberOf]
        default: []
        }
      })
    return RuleProperty.allCases.filter { named.contains($0) }
  }

  /// Reads a date or a time as rules write it, as milliseconds since 1970; without a zone it is UTC.
  package static func instant(_ text: String) -> Int64? { RuleTime.instant(text.utf8) }

  /// The groups whose members a memberOf rule takes over, in the order of the rule.
  package var sourceGroups: [GUID] {
    if case .memberOf(let groups) = expression { groups } else { [] }
  }
}
