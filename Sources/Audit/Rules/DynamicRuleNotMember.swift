extension Rule {
  /// Somebody whom the rule of a dynamic group takes and who is not in it.
  static let dynamicRuleNotMember = Rule(
    id: "dynamic.rule-not-member", severity: .warning,
    summary: "Somebody is not in a dynamic group although its rule takes them.",
    manual: """
      The rule of the group, evaluated with the attributes in the same export, takes a user or a \
      device that the complete list of members does not hold. The service may not have processed a \
      change yet, which may take up to a day. Until it has, the application does not know them \
      either. It is assessed only where the list of members is complete and the attributes were \
      collected; 'rollcall audit --dynamic-rules' reads them.

      What to do: look at the processing status of the group; if it is an error, save the rule again.
      """,
    sources: [.entraDynamicRules]
  ) { input, number in
    input.disagreementFindings(number) { _, disagreement in !disagreement.isMember }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message: "\(subject.ruleSubject) is not in \(subject.group), and its rule takes them",
      expected: "a membership, by the rule '\(subject.membershipRule)'",
      found: "no membership in the tenant", evidence: subject.evidenceOfRule,
      explanation: ["a rule alone decides who is in the group"] + subject.ruleExplanation,
      remediation:
        "look at the processing status of the group; if it is an error, save the rule again")
  }
}
