import DirectoryModel

extension Planner {
  /// Compares a tenant group with the local group that is right about it.
  func planPushed(_ index: UInt32, _ pair: Pair) {
    var count = PairCount()
    let isWritable = isWritable(pair.tenant)
    let copyState = tenant.members.state(of: pair.tenant)
    let sourceState = local.members.state(of: pair.local)
    seen.clear()
    expected.clear()
    direct.clear()
    var isOpen = !sourceState.provesAbsence
    for member in tenant.members.list(of: pair.tenant) { seen.insert(member) }
    for member in local.members.list(of: pair.local) where local.kinds[Int(member)] != .group {
      planPushedMember(member, index, pair, copyState, isWritable, &count)
      if case .cannotSay? = reason(of: member) { isOpen = true }
      // An account that the list of accounts was cut before may be anybody's.
      if !local.isRecorded(member), isCut(local.kinds[Int(member)]) { isOpen = true }
    }
    for member in tenant.members.list(of: pair.tenant) where !expected.contains(member) {
      // Of whoever lies in the recycle bin no list of the directory says anything.
      guard !tenant.isDeleted(member),
        tenant.kinds[Int(member)] != .group || policy.members.nesting != .preserved
      else { continue }
      var decision = isWritable ? Decision.perform : .notWritable
      if policy.fullRun.foreignMembers == .keep { decision = .keptByPolicy }
      // An account that may be anybody's, or that of one of several, may be this member's.
      if isOpen || direct.contains(member) { decision = .notProved }
      if decision == .notProved { count.unknown += 1 } else { count.extra += 1 }
      append(
        Operation(
          .removeMember, cause: .notListed, decision: decision, pair: index,
          tenantGroup: pair.tenant, localGroup: pair.local, tenantPrincipal: member,
          localPrincipal: localPartner(member)))
    }
    if !copyState.provesAbsence {
      plan.limits[index] = "the tenant's list is \(copyState.label)"
    } else if !sourceState.provesAbsence {
      plan.limits[index] = "the local list is \(sourceState.label)"
    } else if count.unknown > 0 {
      plan.limits[index] = limitOfAccounts
    }
    plan.counts[Int(index)] = count
  }

  private func planPushedMember(
    _ member: ObjectIndex, _ index: UInt32, _ pair: Pair, _ copyState: Completeness,
    _ isWritable: Bool, _ count: inout PairCount
  ) {
    var partner = tenantPartner(member)
    // A second account is the same person's: the person is a member.
    if case .second(_, let original)? = reason(of: member) { partner = original }
    if partner != noObject && expected.contains(partner) { return }
    count.expected += 1
    var (cause, decision) = (Cause.direct, isWritable ? Decision.perform : .notWritable)
    if partner != noObject {
      expected.insert(partner)
      if seen.contains(partner) {
        count.matched += 1
        return
      }
      if copyState.provesAbsence {
        count.missing += 1
      } else {
        decision = .notProved
        count.unknown += 1
      }
    } else if isUndecided(member) {
      decision = .notProved
      count.unknown += 1
      if case .ambiguous(let people)? = reason(of: member) {
        for person in people { direct.insert(person) }
      }
    } else if local.isRecorded(member) {
      decision = .noAccount
    } else {
      (cause, decision) = (.danglingRow, .noAccount)
    }
    append(
      Operation(
        .addMember, cause: cause, decision: decision, pair: index, tenantGroup: pair.tenant,
        localGroup: pair.local, tenantPrincipal: partner, localPrincipal: member))
  }

  /// Whether the policy and the directory let a group's members be changed.
  func isWritable(_ group: ObjectIndex) -> Bool {
    !policy.writing.requiresAssignedGroup || tenant.flags[Int(group)].isAssignable
  }
}
