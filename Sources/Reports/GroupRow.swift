import Audit
import DirectoryModel
import SyncSemantics

/// One line of a report's list of groups: a pair, or a group that has no partner.
struct GroupRow: Sendable {
  let tenant: ObjectIndex
  let local: ObjectIndex
  /// Why the two are a pair; `nil` for a lone group.
  let link: String?
  let count: PairCount
  let status: String

  /// Pairs first, then local groups alone, then expected tenant groups alone.
  static func rows(_ result: AuditResult) -> [GroupRow] {
    let (matching, plan) = (result.input.matching, result.input.plan)
    let pairs = matching.groups.indices.map { index in
      let (pair, count) = (matching.groups[index], plan.counts[index])
      let differs = count.missing + count.extra > 0
      let status = differs ? "differs" : count.unknown > 0 ? "undetermined" : "aligned"
      return GroupRow(
        tenant: pair.tenant, local: pair.local, link: pair.evidence.label, count: count,
        status: status)
    }
    let local = matching.loneLocalGroups.map { lone in
      GroupRow(
        tenant: noObject, local: lone.object, link: nil, count: PairCount(),
        status: status(lone.reason, otherwise: "missing in the tenant"))
    }
    let tenant = matching.loneTenantGroups.map { lone in
      GroupRow(
        tenant: lone.object, local: noObject, link: nil, count: PairCount(),
        status: status(lone.reason, otherwise: "missing locally"))
    }
    return pairs + local + tenant
  }

  private static func status(_ reason: Loneliness, otherwise: String) -> String {
    switch reason {
    case .noCandidate, .unknownIdentifier: otherwise
    case .deleted: "deleted in the tenant"
    case .second: "second group of one name"
    case .ambiguous: "ambiguous"
    case .cannotSay: "undetermined"
    }
  }
}
