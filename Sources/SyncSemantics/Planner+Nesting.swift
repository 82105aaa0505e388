import DirectoryModel

extension Planner {
  /// Plans the edges between groups where the policy preserves nesting.
  mutating func planNestedGroups() {
    guard policy.members.nesting == .preserved else { return }
    let parents = policy.members.singleParent ? localNesting.children.reversed() : nil
    for (index, pair) in matching.groups.enumerated() where authority(of: pair) == .directory {
      planMissingEdges(of: UInt32(index), pair, parents)
      planSurplusEdges(of: UInt32(index), pair)
    }
  }

  private mutating func planMissingEdges(
    of index: UInt32, _ pair: Pair, _ parents: EdgeLists?
  ) {
    for child in nesting.children.list(of: pair.tenant) {
      let copy = localPartner(child)
      guard copy != noObject, !localNesting.children.contains(copy, in: pair.local)
      else { continue }
      let hasOtherParent = parents.map { !$0.range(of: copy).isEmpty } ?? false
      append(
        Operation(
          .addNestedGroup, cause: hasOtherParent ? .notRepresentable : .direct,
          decision: local.members.state(of: pair.local).provesAbsence ? .perform : .notProved,
          pair: index, tenantGroup: pair.tenant, localGroup: pair.local, tenantPrincipal: child,
          localPrincipal: copy))
    }
  }

  private mutating func planSurplusEdges(of index: UInt32, _ pair: Pair) {
    for child in localNesting.children.list(of: pair.local) where local.isRecorded(child) {
      let original = tenantPartner(child)
      guard original == noObject || !nesting.children.contains(original, in: pair.tenant)
      else { continue }
      let isKnown = tenant.members.state(of: pair.tenant).provesAbsence
      append(
        Operation(
          .removeNestedGroup, cause: original == noObject ? .noOriginal : .notListed,
          decision: isKnown ? .perform : .notProved, pair: index, tenantGroup: pair.tenant,
          localGroup: pair.local, tenantPrincipal: original, localPrincipal: child))
    }
  }
}
