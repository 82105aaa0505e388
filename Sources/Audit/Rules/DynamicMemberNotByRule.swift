import MembershipRules

extension Rule {
  /// A member of a dynamic group whom the group's rule does not take.
  static let dynamicMemberOutside = Rule(
    id: "dynamic.member-not-by-rule", severity: .warning,
    summary: "Somebody is in a dynamic group whom its rule does not take.",
    manual: """
      The tenant lists a member of a group that a rule fills, and the rule, evaluated with the \
      attributes in the same export, does not take them. Either the service has not processed a \
      change yet, which may take up to a day, or its processing has stopped, and the membership is \
      one that nobody decided. It is assessed only where the attributes that the rule looks at were \
      collected; 'rollcall audit --dynamic-rules' reads them.

      What to do: look at the processing status of the group; if it is an error, save the rule again.
      """,
    sources: [.entraDynamicRules]
  ) { input, number in
    input.disagreementFindings(number) { dynamic, disagreement in
      disagreement.isMember && dynamic.rule?.sourceGroups.isEmpty == true
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message: "\(subject.ruleSubject) is in \(subject.group), and its rule does not take them",
      expected: "no membership, by the rule '\(subject.membershipRule)'",
      found: "a membership in the tenant", evidence: subject.evidenceOfRule,
      explanation: ["a rule alone decides who is in the group"] + subject.ruleExplanation,
      remediation:
        "look at the processing status of the group; if it is an error, save the rule again")
  }
}
