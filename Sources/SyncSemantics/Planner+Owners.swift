import DirectoryModel

extension Planner {
  /// Plans the owners of every pair where the policy mirrors them from the directory.
  func planOwners() {
    guard policy.owners.handling == .mirror else { return }
    for (index, pair) in matching.groups.enumerated() where authority(of: pair) == .directory {
      planOwners(of: UInt32(index), pair)
    }
  }

  private func planOwners(of index: UInt32, _ pair: Pair) {
    let known = tenant.owners.state(of: pair.tenant)
    let stateOfCopy = local.owners.state(of: pair.local)
    guard known.provesPresence, stateOfCopy.provesPresence else { return }
    seen.clear()
    for owner in local.owners.list(of: pair.local) {
      let partner = tenantPartner(owner)
      if partner != noObject, tenant.owners.contains(partner, in: pair.tenant) {
        seen.insert(partner)
        continue
      }
      // Who has no original is reported as a member or an account, not a second time as an owner.
      guard partner != noObject else { continue }
      append(
        Operation(
          .removeOwner, cause: .notListed, decision: known.provesAbsence ? .perform : .notProved,
          pair: index, tenantGroup: pair.tenant, localGroup: pair.local,
          tenantPrincipal: partner, localPrincipal: owner))
    }
    for owner in tenant.owners.list(of: pair.tenant) where !seen.contains(owner) {
      let account = localPartner(owner)
      guard tenant.kinds[Int(owner)] == .user else { continue }
      let decision: Decision =
        account == noObject
        ? absenceOfAccount(owner) : stateOfCopy.provesAbsence ? .perform : .notProved
      append(
        Operation(
          .addOwner, cause: .direct, decision: decision, pair: index, tenantGroup: pair.tenant,
          localGroup: pair.local, tenantPrincipal: owner, localPrincipal: account))
    }
  }
}
