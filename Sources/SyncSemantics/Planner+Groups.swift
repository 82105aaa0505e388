import DirectoryModel

extension Planner {
  /// Plans the new names of copies whose originals were renamed, where the policy follows names.
  func planNames() {
    guard policy.fullRun.renamesGroups else { return }
    for (index, pair) in matching.groups.enumerated()
    where authority(of: pair) == .directory && pair.difference != .none {
      append(
        Operation(
          .renameGroup, cause: .direct, decision: .perform, pair: UInt32(index),
          tenantGroup: pair.tenant, localGroup: pair.local, tenantPrincipal: noObject,
          localPrincipal: noObject))
    }
  }
}
