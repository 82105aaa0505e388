import MembershipRules

extension Rule {
  /// A member that a memberOf rule took over from a group in which it no longer is.
  static let dynamicMemberOfNeverLetsGo = Rule(
    id: "dynamic.member-of-never-lets-go", severity: .warning,
    summary: "A memberOf group still has somebody who is in none of its source groups.",
    manual: """
      A group with a memberOf rule takes over the direct members of other groups. It is documented \
      that it does not let go of them: when they leave a source group, or when that is deleted, \
      they stay until somebody edits the rule. Whoever left a source keeps the access.

      What to do: edit the rule of the group, so that it is evaluated anew.
      """,
    sources: [.entraMemberOfRules]
  ) { input, number in
    input.disagreementFindings(number) { dynamic, disagreement in
      disagreement.isMember && dynamic.rule?.sourceGroups.isEmpty == false
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    return FindingText(
      message: "\(subject.ruleSubject) is in \(subject.group) and in none of its source groups",
      expected: "a member of one of the groups of '\(subject.membershipRule)'",
      found: "a member of none of them", evidence: subject.evidenceOfRule,
      explanation: subject.ruleExplanation + [
        "a memberOf rule lets go of nobody until it is edited"
      ],
      remediation: "edit the rule of the group, so that it is evaluated anew")
  }
}
