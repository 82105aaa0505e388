import DirectoryModel
import SyncSemantics

extension Rule {
  /// A local group whose identifier names another live group than its name and members do.
  static let groupIdentifierSwapped = Rule(
    id: "group.external-id-swapped", severity: .error,
    summary: "The local group carries the identifier of another live group.",
    manual: """
      The identifier that the local group carries is that of one tenant group, while its name and \
      its members are those of another. A sync by identifier would replace the members of this \
      group by those of the other one.

      What to do: before the next run, exchange the identifiers.
      """,
    sources: [.graphGroup]
  ) { input, number in
    input.groupConflictFindings(number) { kind in
      if case .identifierOfOther = kind { true } else { false }
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    let conflict = input.matching.groupConflicts[Int(finding.detail)]
    var other = noObject
    if case .identifierOfOther(let object) = conflict.kind { other = object }
    let otherName = Subject.visible(input.tenant, other)
    return FindingText(
      message: "'\(subject.localGroupName)' carries the identifier of '\(otherName)'",
      expected: "the identifier of '\(subject.tenantGroupName)'",
      found: "the identifier of '\(otherName)'", evidence: subject.groupEvidence,
      explanation: [
        "the identifier belongs to '\(otherName)'",
        "the name and the members belong to '\(subject.tenantGroupName)'",
        input.policy.line("groups.match"),
      ],
      remediation: "set the identifier to that of '\(subject.tenantGroupName)' before the next run")
  }
}
