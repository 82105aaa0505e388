import DirectoryModel
import SyncSemantics

/// What the evidence leaves open.
enum Limits {
  /// Everything that limits what this audit can conclude, in a stated order.
  static func notAssessable(_ input: AuditInput) -> [NotAssessable] {
    memberLists(input)
  }

  /// Pairs of groups whose lists were not read to their end.
  private static func memberLists(_ input: AuditInput) -> [NotAssessable] {
    input.plan.limits.sorted { $0.key < $1.key }.map { index, reason in
      let pair = input.matching.groups[Int(index)]
      return NotAssessable(
        rules: ["membership.extra", "membership.missing"], tenantGroup: pair.tenant,
        localGroup: pair.local,
        reason: "members of '\(input.tenant.displayName(pair.tenant))': \(reason)",
        count: Int(input.plan.counts[Int(index)].unknown))
    }
  }
}
