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
}

/// The list of groups: pairs first, then local groups alone, then expected tenant groups alone.
struct GroupRows: Sendable {
  private let pairs: [Pair]
  private let counts: [PairCount]
  private let loneLocal: [Lone]
  private let loneTenant: [Lone]

  init(_ result: AuditResult) {
    let (matching, plan) = (result.input.matching, result.input.plan)
    (pairs, counts) = (matching.groups, plan.counts)
    (loneLocal, loneTenant) = (matching.loneLocalGroups, matching.loneTenantGroups)
  }

  var count: Int { pairs.count + loneLocal.count + loneTenant.count }

  subscript(index: Int) -> GroupRow {
    if index < pairs.count { return pair(index) }
    let place = index - pairs.count
    if place < loneLocal.count {
      return GroupRow(
        tenant: noObject, local: loneLocal[place].object, link: nil, count: PairCount(),
        status: Self.status(loneLocal[place].reason, otherwise: "missing in the tenant"))
    }
    let lone = loneTenant[place - loneLocal.count]
    return GroupRow(
      tenant: lone.object, local: noObject, link: nil, count: PairCount(),
      status: Self.status(lone.reason, otherwise: "missing locally"))
  }

  private func pair(_ index: Int) -> GroupRow {
    let (pair, count) = (pairs[index], counts[index])
    let differs = count.missing + count.extra > 0
    return GroupRow(
      tenant: pair.tenant, local: pair.local, link: pair.evidence.label, count: count,
      status: differs ? "differs" : count.unknown > 0 ? "undetermined" : "aligned")
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
