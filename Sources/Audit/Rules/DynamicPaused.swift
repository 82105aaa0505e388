extension Rule {
  /// A dynamic group whose rule is not being processed.
  static let dynamicPaused = Rule(
    id: "dynamic.paused", severity: .warning,
    summary: "The rule of a dynamic group is paused, so nobody joins or leaves it.",
    manual: """
      The property membershipRuleProcessingState of the group is 'Paused'. Its members stay as they \
      were: joiners wait, and leavers and movers keep what the group gives them. The group is not \
      held against its rule.

      What to do: resume the processing of the rule, or make the group an assigned one.
      """,
    sources: [.graphGroup]
  ) { input, number in
    input.dynamicGroupFindings(number) { $0.isPaused }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message: "the rule of \(subject.group) is paused",
      expected: "membershipRuleProcessingState 'On'",
      found: "membershipRuleProcessingState 'Paused'", evidence: subject.evidenceOfRule,
      explanation: ["a rule fills the group", "while it is paused nobody joins or leaves"],
      remediation: "resume the processing of the rule, or make the group an assigned one")
  }
}
