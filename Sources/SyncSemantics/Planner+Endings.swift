import DirectoryModel

extension Planner {
  /// Plans what becomes of groups and accounts that one side has and the other does not.
  func planEndings() {
    for lone in matching.loneTenantGroups where policy.authority != .local {
      guard case .noCandidate = lone.reason else { continue }
      append(
        group(
          .createGroup, cause: .direct, policy.fullRun.createsGroups, tenantGroup: lone.object))
    }
    for lone in matching.loneLocalGroups {
      guard case .deleted(let original) = lone.reason else { continue }
      append(
        group(
          .endGroup, cause: .departed, policy.lifecycle.deletedGroups != .keep,
          tenantGroup: original, localGroup: lone.object))
    }
    for lone in matching.loneLocalPrincipals {
      guard case .deleted(let original) = lone.reason else { continue }
      append(
        Operation(
          .endAccount, cause: .departed,
          decision: policy.lifecycle.deletedUsers != .keep ? .perform : .keptByPolicy, pair: .max,
          tenantGroup: noObject, localGroup: noObject, tenantPrincipal: original,
          localPrincipal: lone.object))
    }
  }

  private func group(
    _ kind: OperationKind, cause: Cause, _ happens: Bool, tenantGroup: ObjectIndex,
    localGroup: ObjectIndex = noObject
  ) -> Operation {
    Operation(
      kind, cause: cause, decision: happens ? .perform : .keptByPolicy, pair: .max,
      tenantGroup: tenantGroup, localGroup: localGroup, tenantPrincipal: noObject,
      localPrincipal: noObject)
  }
}
