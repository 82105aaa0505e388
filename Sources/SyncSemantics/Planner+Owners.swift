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
  ///
  /// Whom a change names may be gone: then the copy is that of the `former` partner.
  func planOwners(_ changes: [MemberChange], _ former: FormerPartners) {
    guard policy.owners.handling == .mirror else { return }
    let own = changes.filter { authority(of: matching.groups[Int($0.pair)]) == .directory }
    guard policy.fullRun.foreignMembers == .keep else {
      for index in Set(own.map(\.pair)).sorted() {
        planOwners(of: index, matching.groups[Int(index)])
      }
      return
    }
    for change in own { planOwner(change, matching.groups[Int(change.pair)], former) }
  }

  private func planOwner(_ change: MemberChange, _ pair: Pair, _ former: FormerPartners) {
    var account = localPartner(change.member)
    if account == noObject, !change.isMember {
      account = lastPartner(of: change.member, true, former)
    }
    let stateOfCopy = local.owners.state(of: pair.local)
    guard tenant.owners.state(of: pair.tenant).provesPresence, stateOfCopy.provesPresence,
      tenant.kinds[Int(change.member)] == .user
    else { return }
    let isThere = account != noObject && local.owners.contains(account, in: pair.local)
    guard isThere != change.isMember else { return }
    if change.isMember {
      addOwner(change.member, account, change.pair, pair, stateOfCopy)
    } else {
      removeOwner(change.member, account, change.pair, pair, .notListed, .perform)
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
    _ cause: Cause, _ decision: Decision
  ) {
    append(
      Operation(
        .removeOwner, cause: cause, decision: decision, pair: index,
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
      let cause = causeOfSurplus(owner, partner)
      let decision = decisionOfSurplus(owner, cause, pair, isWhole: known.provesAbsence)
      removeOwner(partner, owner, index, pair, cause, decision)
    }
    for owner in tenant.owners.list(of: pair.tenant) where !seen.contains(owner) {
      // A list of the directory names nobody who lies in the recycle bin.
      guard tenant.kinds[Int(owner)] == .user, !tenant.isDeleted(owner) else { continue }
      addOwner(owner, localPartner(owner), index, pair, stateOfCopy)
    }
  }

  /// Whether an owner goes whom the tenant's list does not hold: the same as with members.
  private func decisionOfSurplus(
    _ owner: ObjectIndex, _ cause: Cause, _ pair: Pair, isWhole: Bool
  ) -> Decision {
    guard proves(owner, cause, isWhole: isWhole) else { return .notProved }
    let isKept =
      policy.fullRun.emptyAnswer == .keep && tenant.owners.list(of: pair.tenant).isEmpty
      || keepsForeign(owner, of: local.owners, pair)
    return isKept ? .keptByPolicy : .perform
  }
}
