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
  private let result: AuditResult

  init(_ result: AuditResult) { self.result = result }

  var count: Int {
    let matching = result.input.matching
    return matching.groups.count + matching.loneLocalGroups.count + matching.loneTenantGroups.count
  }

  subscript(index: Int) -> GroupRow {
    let input = result.input
    let (pairs, alone) = (input.matching.groups.count, input.matching.loneLocalGroups.count)
    if index < pairs { return pair(index, input) }
    if index < pairs + alone {
      let lone = input.matching.loneLocalGroups[index - pairs]
      return GroupRow(
        tenant: noObject, local: lone.object, link: nil, count: PairCount(),
        status: Self.status(lone.reason, otherwise: "missing in the tenant"))
    }
    let lone = input.matching.loneTenantGroups[index - pairs - alone]
    return GroupRow(
      tenant: lone.object, local: noObject, link: nil, count: PairCount(),
      status: Self.status(lone.reason, otherwise: "missing locally"))
  }

  private func pair(_ index: Int, _ input: AuditInput) -> GroupRow {
    let (pair, count) = (input.matching.groups[index], input.plan.counts[index])
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
