import MembershipRules

extension Rule {
  /// A dynamic group whose rule makes no sense.
  static let dynamicInvalid = Rule(
    id: "dynamic.invalid-rule", severity: .warning,
    summary: "The rule of a dynamic group cannot be understood.",
    manual: """
      The text of the rule does not follow the documented grammar, names a property that is not \
      documented, or compares it with a value of another type. The message says where. Such a rule \
      is left over from another time or another form of the language, and nobody can tell whom it \
      takes. The group is not held against it.

      What to do: correct the rule; 'rollcall rule check' reads a rule without a tenant.
      """,
    sources: [.entraDynamicRules]
  ) { input, number in
    input.dynamicGroupFindings(number) { $0.error != nil }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    let error = subject.dynamicGroup.error
    let place = error.map { "line \($0.position.line), column \($0.position.column)" } ?? "the rule"
    return FindingText(
      message: "the rule of \(subject.group) makes no sense at \(place)",
      expected: error?.expected ?? "a membership rule",
      found: "\(error?.found ?? "another text") at \(place)", evidence: subject.evidenceOfRule,
      explanation: ["a rule fills the group"] + (error?.hint.map { [$0] } ?? []),
      remediation: "correct the rule; 'rollcall rule check' reads a rule without a tenant")
  }
}
