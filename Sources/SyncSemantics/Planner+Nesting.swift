import DirectoryModel

extension Planner {
  /// Plans the edges between groups where the policy preserves nesting.
  func planNestedGroups() {
    guard policy.members.nesting == .preserved else { return }
    let parents = policy.members.singleParent ? localNesting.children.reversed() : nil
    var parented = policy.members.singleParent ? groupsWithParent() : []
    for (index, pair) in matching.groups.enumerated() where authority(of: pair) == .directory {
      planMissingEdges(of: UInt32(index), pair, parents, &parented)
      planSurplusEdges(of: UInt32(index), pair)
    }
  }

  /// Local groups with a parent that a full run leaves in its place.
  private func groupsWithParent() -> Set<ObjectIndex> {
    var parented: Set<ObjectIndex> = []
    for parent in local.groups {
      let original = tenantPartner(parent)
      for child in localNesting.children.list(of: parent)
      where original == noObject || !isSurplus(child, original) { parented.insert(child) }
    }
    return parented
  }

  /// Whether a full run takes a nested group out of the copy of `original`.
  private func isSurplus(_ child: ObjectIndex, _ original: ObjectIndex) -> Bool {
    let nested = tenantPartner(child)
    if nested != noObject && nesting.children.contains(nested, in: original) { return false }
    return decisionOfSurplus(child, original) == .perform
  }

  private func planMissingEdges(
    of index: UInt32, _ pair: Pair, _ parents: EdgeLists?, _ parented: inout Set<ObjectIndex>
  ) {
    for child in nesting.children.list(of: pair.tenant) {
      let copy = localPartner(child)
      guard copy != noObject, !localNesting.children.contains(copy, in: pair.local)
      else { continue }
      let isTaken = parented.contains(copy)
      // A parent that this run takes away is still there when the place is looked for.
      let hasOtherParent = isTaken || parents.map { !$0.range(of: copy).isEmpty } ?? false
      var decision = isTaken ? Decision.notWritable : .perform
      if !local.members.state(of: pair.local).provesAbsence { decision = .notProved }
      if policy.members.singleParent && decision == .perform { parented.insert(copy) }
      append(
        Operation(
          .addNestedGroup, cause: hasOtherParent ? .notRepresentable : .direct,
          decision: decision, pair: index, tenantGroup: pair.tenant, localGroup: pair.local,
          tenantPrincipal: child, localPrincipal: copy))
    }
  }

  /// Whether an edge that the tenant does not have is taken out of the copy.
  private func decisionOfSurplus(_ child: ObjectIndex, _ original: ObjectIndex) -> Decision {
    guard tenant.members.state(of: original).provesAbsence, !undecidedGroups.contains(child) else {
      return .notProved
    }
    return policy.fullRun.foreignMembers == .keep ? .keptByPolicy : .perform
  }

  private func planSurplusEdges(of index: UInt32, _ pair: Pair) {
    for child in localNesting.children.list(of: pair.local) where local.isRecorded(child) {
      let original = tenantPartner(child)
      guard original == noObject || !nesting.children.contains(original, in: pair.tenant)
      else { continue }
      append(
        Operation(
          .removeNestedGroup, cause: original == noObject ? .noOriginal : .notListed,
          decision: decisionOfSurplus(child, pair.tenant), pair: index, tenantGroup: pair.tenant,
          localGroup: pair.local, tenantPrincipal: original, localPrincipal: child))
    }
  }
}
