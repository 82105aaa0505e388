import DirectoryModel
import SyncSemantics

extension Rule {
  /// A second local group for a tenant group that already has one.
  static let groupDuplicateName = Rule(
    id: "group.duplicate-name", severity: .error,
    summary: "Two local groups claim to be the same tenant group.",
    manual: """
      Besides the local group that was compared with the tenant's there is another of the same name, \
      or of a name that differs only in spelling. Some products fill all groups of a name, others \
      one of them; people are granted access through either.

      The one with an identifier, the exact name or the better agreeing members was compared; this \
      one is listed here and never decided about in silence.

      What to do: merge the two groups.
      """,
    sources: [.duplicateGroupNames]
  ) { input, number in
    input.matching.loneLocalGroups.enumerated().compactMap { index, lone in
      guard case .second(_, let original) = lone.reason else { return nil }
      return Finding(
        rule: number, tenantGroup: original, localGroup: lone.object, detail: UInt32(index))
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    var first = noObject
    if case .second(let of, _) = input.matching.loneLocalGroups[Int(finding.detail)].reason {
      first = of
    }
    let firstName = "'\(Subject.visible(input.local, first))', key \(input.local.keyText(first))"
    return FindingText(
      message: "'\(subject.localGroupName)' is a second local group for \(subject.group)",
      expected: "one local group for '\(subject.tenantGroupName)'",
      found: "two: \(firstName), which was compared, and this one",
      evidence: subject.groupEvidence + [
        EvidenceLine(
          side: .local, place: input.local.text(of: input.local.place(of: first)),
          statement: "group \(firstName)")
      ],
      explanation: [
        "both names stand for '\(subject.tenantGroupName)'",
        "\(firstName) is the better match", input.policy.line("groups.match"),
      ],
      remediation: "merge the two local groups")
  }
}
