import DirectoryModel
import SyncSemantics

extension Subject {
  /// The tenant's group with its place, if the finding names one.
  var tenantGroupEvidence: [EvidenceLine] {
    guard finding.tenantGroup != noObject else { return [] }
    let name = Self.visible(input.tenant, finding.tenantGroup)
    let id = input.tenant.guids[Int(finding.tenantGroup)]
    return [
      EvidenceLine(
        side: .tenant, place: input.tenant.text(of: input.tenant.place(of: finding.tenantGroup)),
        statement: "group '\(name)', \(id)")
    ]
  }

  /// The local group with its place, if the finding names one.
  var localGroupEvidence: [EvidenceLine] {
    guard finding.localGroup != noObject else { return [] }
    let name = Self.visible(input.local, finding.localGroup)
    let key = input.local.keyText(finding.localGroup)
    return [
      EvidenceLine(
        side: .local, place: input.local.text(of: input.local.place(of: finding.localGroup)),
        statement: "group '\(name)', key \(key)")
    ]
  }

  /// Both groups of the finding, each with its place.
  var groupEvidence: [EvidenceLine] { tenantGroupEvidence + localGroupEvidence }

  /// The local group's name with odd characters made visible.
  var localGroupName: String { Self.visible(input.local, finding.localGroup) }

  /// The tenant group's name with odd characters made visible.
  var tenantGroupName: String { Self.visible(input.tenant, finding.tenantGroup) }

  /// Why the two groups of the finding are taken for the same.
  var pairing: String {
    guard let pair = input.pair(ofLocal: finding.localGroup) else { return "they are no pair" }
    return "taken for the same group by \(pair.evidence.label)"
  }
}

extension AuditInput {
  /// The pair that a local group belongs to; constant time.
  func pair(ofLocal group: ObjectIndex) -> Pair? {
    guard group != noObject, Int(group) < matching.pairOfLocalGroup.count else { return nil }
    let index = matching.pairOfLocalGroup[Int(group)]
    return index == .max ? nil : matching.groups[Int(index)]
  }

  /// Findings for pairs of groups that `matches` picks; their detail is the index of the pair.
  func pairFindings(_ rule: UInt16, where matches: (Pair) -> Bool) -> [Finding] {
    matching.groups.enumerated().filter { matches($0.element) }.map { index, pair in
      Finding(
        rule: rule, tenantGroup: pair.tenant, localGroup: pair.local, detail: UInt32(index))
    }
  }

  /// Findings for local groups without a partner that `matches` picks; the detail is the index of
  /// the lone group.
  func loneLocalGroupFindings(
    _ rule: UInt16, where matches: (Loneliness) -> Bool
  ) -> [Finding] {
    matching.loneLocalGroups.enumerated().filter { matches($0.element.reason) }.map { index, lone in
      Finding(rule: rule, localGroup: lone.object, detail: UInt32(index))
    }
  }

  /// Findings for conflicts over a local group's identifier that `matches` picks; the detail is the
  /// index of the conflict.
  func groupConflictFindings(
    _ rule: UInt16, where matches: (Conflict.Kind) -> Bool
  ) -> [Finding] {
    matching.groupConflicts.enumerated().filter { matches($0.element.kind) }
      .map { index, conflict in
        Finding(
          rule: rule, tenantGroup: matching.tenantOfLocal[Int(conflict.local)],
          localGroup: conflict.local, detail: UInt32(index))
      }
  }
}
