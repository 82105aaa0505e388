import DirectoryModel
import SyncSemantics

extension Rule {
  /// A group that has several equally good counterparts and was therefore given none.
  static let groupAmbiguous = Rule(
    id: "group.ambiguous", severity: .error,
    summary: "A group has several possible counterparts and none of them is better: it is refused.",
    manual: """
      Names are not unique in Entra ID, nor in many products. Several groups have the name, and \
      neither an identifier nor the members tell which one is meant. A sync that picks one does so \
      by chance; rollcall refuses and lists them.

      What to do: link the groups explicitly with '--links', name the right one with '--groups', or \
      rename the others.
      """,
    sources: [.duplicateGroupNames]
  ) { input, number in
    let local = input.loneLocalGroupFindings(number) { reason in
      if case .ambiguous = reason { true } else { false }
    }
    let tenant = input.matching.loneTenantGroups.enumerated().compactMap {
      index, lone -> Finding? in
      guard case .ambiguous = lone.reason else { return nil }
      return Finding(rule: number, tenantGroup: lone.object, detail: UInt32(index))
    }
    return local + tenant
  } explain: { input, finding in
    let subject = Subject(input, finding)
    let isLocal = finding.localGroup != noObject
    let lone =
      isLocal
      ? input.matching.loneLocalGroups[Int(finding.detail)]
      : input.matching.loneTenantGroups[Int(finding.detail)]
    var candidates: [ObjectIndex] = []
    if case .ambiguous(let objects) = lone.reason { candidates = objects }
    let directory = isLocal ? input.tenant : input.local
    candidates.sort(by: directory.precedesInReports)
    let bound = Matching.mostNamesakes
    let count = candidates.count > bound ? "more than \(bound)" : "\(candidates.count)"
    let listed = candidates.prefix(mostListed).map { candidate in
      EvidenceLine(
        side: directory.side, place: directory.text(of: directory.place(of: candidate)),
        statement: "candidate '\(Subject.visible(directory, candidate))'")
    }
    return FindingText(
      message: "\(subject.group) has \(count) possible counterparts",
      expected: "one counterpart", found: "\(count), none better than the others",
      evidence: subject.groupEvidence + listed,
      explanation: [
        candidates.count > mostListed
          ? "several groups have this name; the first \(mostListed) are listed"
          : "several groups have this name", "identifiers and members do not tell them apart",
        input.policy.line("groups.match"),
      ],
      remediation: "state the pair in a links file, or name the right group with '--groups'")
  }
}

/// Candidates that a finding lists with their places.
private let mostListed = 16
