import DirectoryModel
import SyncSemantics

extension Rule {
  /// A local group whose original was deleted in the tenant.
  static let groupDeleted = Rule(
    id: "group.deleted", severity: .error,
    summary: "The tenant's group was deleted; the local group is still there.",
    manual: """
      The local group corresponds to a group in the tenant's recycle bin. Whoever is in the local \
      group keeps what it grants although nobody maintains its members any more.

      What to do: delete or empty the local group, or restore the original within 30 days.
      """,
    sources: [.entraGroupsRestore]
  ) { input, number in
    input.matching.loneLocalGroups.enumerated().compactMap { index, lone in
      guard case .deleted(let original) = lone.reason else { return nil }
      return Finding(
        rule: number, tenantGroup: original, localGroup: lone.object, detail: UInt32(index))
    }
  } explain: { input, finding in
    let subject = Subject(input, finding)
    let time = input.tenant.attribute(.deletedDateTime, of: finding.tenantGroup) ?? "unknown time"
    return FindingText(
      message: "'\(subject.localGroupName)' was deleted in the tenant (\(time))",
      expected:
        "no local group, or an archived one, by \(input.policy.line("lifecycle.deleted-groups"))",
      found: "a local group with \(Subject.count(subject.memberCount, "member"))",
      evidence: subject.groupEvidence,
      explanation: [
        "the tenant's group was deleted at \(time)", "the local group is still there",
        input.policy.line("lifecycle.deleted-groups"),
      ],
      remediation: "delete or archive the local group, or restore the tenant's group")
  }
}

extension Subject {
  /// A number and a noun in the right form.
  static func count(_ number: Int, _ noun: String, plural: String? = nil) -> String {
    "\(number) \(number == 1 ? noun : plural ?? "\(noun)s")"
  }
}
