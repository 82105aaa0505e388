import DirectoryModel

extension Planner {
  /// Plans the owners of every pair where the policy mirrors them from the directory.
  func planOwners() {
    guard policy.owners.handling == .mirror else { return }
    for (index, pair) in matching.groups.enumerated() where authority(of: pair) == .directory {
      planOwners(of: UInt32(index), pair)
    }
  }

  /// Plans what an incremental run does about owners who came or went: those of the whole pair where
  /// the policy lets the run remove whom the authority does not list.
  func planOwners(_ changes: [MemberChange]) {
    guard policy.owners.handling == .mirror else { return }
    let own = changes.filter { authority(of: matching.groups[Int($0.pair)]) == .directory }
    guard policy.fullRun.foreignMembers == .keep else {
      for index in Set(own.map(\.pair)).sorted() {
        planOwners(of: index, matching.groups[Int(index)])
      }
      return
    }
    for change in own { planOwner(change, matching.groups[Int(change.pair)]) }
  }

  private func planOwner(_ change: MemberChange, _ pair: Pair) {
    let account = localPartner(change.member)
    let stateOfCopy = local.owners.state(of: pair.local)
    guard tenant.owners.state(of: pair.tenant).provesPresence, stateOfCopy.provesPresence,
      tenant.kinds[Int(change.member)] == .user
    else { return }
    let isThere = account != noObject && local.owners.contains(account, in: pair.local)
    guard isThere != change.isMember else { return }
    if change.isMember {
      addOwner(change.member, account, change.pair, pair, stateOfCopy)
    } else {
      removeOwner(change.member, account, change.pair, pair, .perform)
    }
  }

  private func addOwner(
    _ owner: ObjectIndex, _ account: ObjectIndex, _ index: UInt32, _ pair: Pair,
    _ stateOfCopy: Completeness
  ) {
    let decision: Decision =
      account == noObject
      ? absenceOfAccount(owner) : stateOfCopy.provesAbsence ? .perform : .notProved
    append(
      Operation(
        .addOwner, cause: .direct, decision: decision, pair: index, tenantGroup: pair.tenant,
        localGroup: pair.local, tenantPrincipal: owner, localPrincipal: account))
  }

  private func removeOwner(
    _ owner: ObjectIndex, _ account: ObjectIndex, _ index: UInt32, _ pair: Pair,
    _ decision: Decision
  ) {
    append(
      Operation(
        .removeOwner, cause: .notListed, decision: decision, pair: index,
        tenantGroup: pair.tenant, localGroup: pair.local, tenantPrincipal: owner,
        localPrincipal: account))
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
      removeOwner(partner, owner, index, pair, known.provesAbsence ? .perform : .notProved)
    }
    for owner in tenant.owners.list(of: pair.tenant) where !seen.contains(owner) {
      guard tenant.kinds[Int(owner)] == .user else { continue }
      addOwner(owner, localPartner(owner), index, pair, stateOfCopy)
    }
  }
}
