package import DirectoryModel
import Memory

/// Which groups and which people of the two sides are the same.
///
/// A class, because runs and plans hand it on: a structure would count its dozen columns.
package final class Matching: Sendable {
  /// Groups of one name that are weighed against each other; more of them are refused, and a group
  /// that has more candidates lists one more than this.
  package static let mostNamesakes = 256

  /// Pairs of groups, in the order of tenant numbers.
  package let groups: [Pair]
  /// Pairs of people and devices, in the order of local numbers.
  package let principals: [Pair]
  /// Local groups without a partner, in the order of their numbers.
  package let loneLocalGroups: [Lone]
  /// Tenant groups that are expected in the application and have no partner there.
  package let loneTenantGroups: [Lone]
  /// Local accounts and devices without a partner, in the order of their numbers.
  package let loneLocalPrincipals: [Lone]
  package let groupConflicts: [Conflict]
  package let principalConflicts: [Conflict]
  /// The tenant groups that are meant to be in the application, in the order of their numbers.
  package let expectedGroups: [ObjectIndex]
  /// The tenant partner of each local object, `noObject` when there is none; of a local group that
  /// fills several the first one.
  package let tenantOfLocal: [ObjectIndex]
  /// The local partner of each tenant object, `noObject` when there is none.
  package let localOfTenant: [ObjectIndex]
  /// Index into `groups` of each local group's pair, of its first one where it fills several groups;
  /// `UInt32.max` when it has none.
  package let pairOfLocalGroup: [UInt32]
  /// Links and aliases that name no group on one of the sides, in their order.
  package let brokenLinks: [Link]
  /// Entries of the selection that no live tenant group answers to, in their order.
  package let unmatchedSelection: [GroupSelection.Entry]

  /// A matching as it was found; the draft is empty afterwards, for a copy would count its columns.
  package init(taking draft: inout MatchingDraft) {
    (groups, principals) = (taken(&draft.groups), taken(&draft.principals))
    loneLocalPrincipals = taken(&draft.loneLocalPrincipals)
    (loneLocalGroups, loneTenantGroups) =
      (taken(&draft.loneLocalGroups), taken(&draft.loneTenantGroups))
    (groupConflicts, principalConflicts) =
      (taken(&draft.groupConflicts), taken(&draft.principalConflicts))
    (expectedGroups, pairOfLocalGroup) =
      (taken(&draft.expectedGroups), taken(&draft.pairOfLocalGroup))
    (tenantOfLocal, localOfTenant) =
      (taken(&draft.tenantOfLocal), taken(&draft.localOfTenant))
    (brokenLinks, unmatchedSelection) =
      (taken(&draft.brokenLinks), taken(&draft.unmatchedSelection))
  }

  /// The pair of two groups as an index into `groups`, `UInt32.max` when they are none.
  ///
  /// A local group that fills several groups of the tenant has a pair with each. Constant time for
  /// the first of them, logarithmic in the number of pairs for the others.
  package func pair(of tenantGroup: ObjectIndex, _ localGroup: ObjectIndex) -> UInt32 {
    let first = pairOfLocalGroup[Int(localGroup)]
    if first == .max || groups[Int(first)].tenant == tenantGroup { return first }
    var (low, high) = (Int(first), groups.count)
    while low < high {
      let middle = (low + high) / 2
      if groups[middle].tenant < tenantGroup { low = middle + 1 } else { high = middle }
    }
    guard low < groups.count, groups[low].tenant == tenantGroup, groups[low].local == localGroup
    else { return .max }
    return UInt32(low)
  }
}

/// Moves a column out of where it was.
@inline(__always)
private func taken<Element>(_ column: inout [Element]) -> [Element] {
  var taken: [Element] = []
  swap(&taken, &column)
  return taken
}

/// A matching while it is found, with the columns that `Matching` describes.
package struct MatchingDraft {
  package var groups: [Pair] = []
  package var principals: [Pair] = []
  package var loneLocalGroups: [Lone] = []
  package var loneTenantGroups: [Lone] = []
  package var loneLocalPrincipals: [Lone] = []
  package var groupConflicts: [Conflict] = []
  package var principalConflicts: [Conflict] = []
  package var expectedGroups: [ObjectIndex] = []
  package var tenantOfLocal: [ObjectIndex] = []
  package var localOfTenant: [ObjectIndex] = []
  package var pairOfLocalGroup: [UInt32] = []
  package var brokenLinks: [Link] = []
  package var unmatchedSelection: [GroupSelection.Entry] = []

  package init() {}

  /// Notes for each local group the first of its pairs; linear in both.
  package mutating func numberPairs() {
    for place in pairOfLocalGroup.indices { pairOfLocalGroup[place] = .max }
    for (index, pair) in groups.enumerated().reversed() {
      pairOfLocalGroup[Int(pair.local)] = UInt32(index)
      tenantOfLocal[Int(pair.local)] = pair.tenant
    }
  }
}
