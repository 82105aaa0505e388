import DirectoryModel

extension Planner {
  /// Plans the members of pairs whose groups are taken as they stand, or that are pushed.
  func planMembers(_ pairs: [UInt32]) {
    for index in pairs {
      let pair = matching.groups[Int(index)]
      if authority(of: pair) == .local {
        planPushed(index, pair)
      } else {
        let list = tenant.members.list(of: pair.tenant)
        let isWhole = tenant.members.state(of: pair.tenant).provesAbsence
        planMembers(of: index, pair, .list(list), isWhole: isWhole)
      }
    }
  }

  /// Plans the members of groups that nest others, children before parents, so that shared parts
  /// are shared.
  func planNestedMembers(_ pairs: [UInt32]) {
    guard !pairs.isEmpty else { return }
    var pairOfTenantGroup: [ObjectIndex: UInt32] = [:]
    for index in pairs { pairOfTenantGroup[matching.groups[Int(index)].tenant] = index }
    let kinds = policy.members.kinds + (hasUnknownKinds ? [.unknown] : [])
    var walk = TransitiveMembers(tenant, nesting, kinds: kinds)
    walk.ignoresUnlistedGroups = policy.members.unlistedGroups == .ignore
    walk.visit(pairs.map { matching.groups[Int($0)].tenant }) { group, set, isWhole in
      guard let index = pairOfTenantGroup[group] else { return }
      planMembers(of: index, matching.groups[Int(index)], set, isWhole: isWhole)
    }
  }

  /// Compares one local group with what the tenant's group should bring in.
  private func planMembers(
    of index: UInt32, _ pair: Pair, _ set: MemberSet, isWhole: Bool
  ) {
    let hidesGroups = mayHideGroups(set)
    doubt = hidesGroups ? "whether some of the members are groups is not known" : nil
    var count = PairCount()
    var extras: [(ObjectIndex, ObjectIndex)] = []
    let found = compare(pair, set, &count, &extras)
    if count.unknown > 0 && doubt == nil { doubt = Self.doubtOfExclusion }
    let open = Int(count.expected) - Int(count.matched) - Int(count.unknown)
    planExtras(extras, index, pair, isWhole: isWhole && !hidesGroups, set: set, &count)
    let stateOfCopy = local.members.state(of: pair.local)
    if open > 0 {
      if hasRoom {
        planMissing(set, open, index, pair, stateOfCopy, &count)
      } else {
        countMissing(set, pair, found, stateOfCopy, &count)
      }
    }
    if !isWhole {
      plan.limits[index] = limit(of: pair.tenant)
    } else if !stateOfCopy.provesAbsence {
      plan.limits[index] = "the local list is \(stateOfCopy.label)"
    } else if count.unknown > 0 {
      plan.limits[index] = doubt ?? limitOfAccounts
    } else if mayHideMembers(set) {
      plan.limits[index] = "what some of the members are is not known"
    }
    plan.counts[Int(index)] = count
  }

  /// Why it stays open who counts where the policy leaves some people out.
  package static let doubtOfExclusion = "who of the members is a guest or blocked is not known"

  /// Why it stays open whose an account is.
  var limitOfAccounts: String {
    let (mine, theirs) = (local.state(of: .user), tenant.state(of: .user))
    if !mine.provesAbsence { return "the local list of users is \(mine.label)" }
    if !theirs.provesAbsence { return "the tenant's list of users is \(theirs.label)" }
    if isCut(.device) { return "the local list of devices is \(local.state(of: .device).label)" }
    return "some accounts cannot be told from others"
  }

  private func limit(of group: ObjectIndex) -> String {
    let state =
      policy.members.nesting == .transitive
      ? nesting.transitiveState(of: group, in: tenant) : tenant.members.state(of: group)
    return "the tenant's list is \(state.label)"
  }

  /// Plans the `open` members of a set that the copy lacks.
  private func planMissing(
    _ set: MemberSet, _ open: Int, _ index: UInt32, _ pair: Pair, _ stateOfCopy: Completeness,
    _ count: inout PairCount
  ) {
    let isNested = set.count > 0 && nesting.hasChildren(pair.tenant)
    direct.clear()
    if isNested { for member in tenant.members.list(of: pair.tenant) { direct.insert(member) } }
    let marks = marks
    var rest = open
    func plan(_ member: ObjectIndex) -> Bool {
      rest -= 1
      let isOnlyNested = isNested && !direct.contains(member)
      append(
        missingOperation(
          member, isOnlyNested ? .nested : .direct, index, pair, stateOfCopy, &count))
      return rest > 0
    }
    guard case .list(let list) = set else {
      return set.visit { !marks.isMissing($0) || plan($0) }
    }
    // Most of a list is not missing, and a call for each would take longer than the look at its mark.
    for member in list where marks.isMissing(member) && !plan(member) { return }
  }

  private func missingOperation(
    _ member: ObjectIndex, _ cause: Cause, _ index: UInt32, _ pair: Pair,
    _ stateOfCopy: Completeness, _ count: inout PairCount
  ) -> Operation {
    let account = localPartner(member)
    var (cause, decision) = (cause, Decision.perform)
    let isExcluded = isExcluded(member)
    if isExcluded == .yes {
      (cause, decision) = (causeOfExclusion(member), .keptByPolicy)
      count.expected -= 1
    } else if isExcluded == .unknown {
      decision = .notProved
      doubt = Self.doubtOfExclusion
      count.unknown += 1
    } else if account == noObject {
      decision = absenceOfAccount(member)
      if decision == .notProved { count.unknown += 1 }
    } else if !stateOfCopy.provesAbsence {
      decision = .notProved
      count.unknown += 1
    } else {
      count.missing += 1
    }
    return Operation(
      .addMember, cause: cause, decision: decision, pair: index, tenantGroup: pair.tenant,
      localGroup: pair.local, tenantPrincipal: member, localPrincipal: account)
  }

  /// Without an account there is nobody to add; whether there is none is the local list's word.
  func absenceOfAccount(_ member: ObjectIndex) -> Decision {
    let kind = tenant.kinds[Int(member)]
    if kind == .device && isCut(.device) { return .notProved }
    guard kind == .user else { return .noAccount }
    guard local.state(of: .user).provesAbsence, !hasUndecidedAccounts,
      !candidates.contains(member)
    else { return .notProved }
    return !tenant.isRecorded(member) && hasNamelessAccounts ? .notProved : .noAccount
  }

  private func planExtras(
    _ extras: [(ObjectIndex, ObjectIndex)], _ index: UInt32, _ pair: Pair, isWhole: Bool,
    set: MemberSet, _ count: inout PairCount
  ) {
    guard !extras.isEmpty else { return }
    let nestedMembers = nestedMembers(of: pair.tenant)
    let hasCutNested =
      policy.members.nesting != .transitive && nesting.hasChildren(pair.tenant)
      && nesting.transitiveState(of: pair.tenant, in: tenant).isCut
    let owners = policy.owners.countAsMembers ? tenant.owners.list(of: pair.tenant) : []
    let emptyKeeps = policy.fullRun.emptyAnswer == .keep && set.count == 0
    for (member, partner) in extras {
      if partner != noObject && owners.contains(partner) && isExcluded(partner) != .yes {
        count.matched += 1
        count.expected += 1
        continue
      }
      let isListed = partner != noObject && (marks.isFound(partner) || owners.contains(partner))
      let cause =
        isListed
        ? causeOfExclusion(partner) : causeOfExtra(member, partner, nestedMembers)
      var decision = proves(member, cause, isWhole: isWhole) ? Decision.perform : .notProved
      if cause == .notListed && hasCutNested && decision == .perform {
        decision = .notProved
        doubt = "the members of nested groups were cut"
      }
      if decision == .perform && (emptyKeeps || keepsForeign(member, of: local.members, pair)) {
        decision = .keptByPolicy
      }
      if decision == .notProved {
        count.unknown += 1
      } else if cause != .danglingRow {
        count.extra += 1
      }
      append(
        Operation(
          .removeMember, cause: cause, decision: decision, pair: index, tenantGroup: pair.tenant,
          localGroup: pair.local, tenantPrincipal: partner, localPrincipal: member))
    }
  }

  /// Whether the local list of all objects of a kind ended before its end.
  func isCut(_ kind: ObjectKind) -> Bool {
    switch local.state(of: kind) {
    case .partial, .bounded: true
    case .complete, .notCollected: false
    }
  }

  /// Whether what is known proves that somebody in a copy has no place there.
  ///
  /// `isWhole` tells whether the authority's list is known to its end.
  func proves(_ account: ObjectIndex, _ cause: Cause, isWhole: Bool) -> Bool {
    if isUndecided(account) { return false }
    switch cause {
    // Somebody whose original is gone, or whom the policy leaves out, counts on no list, however
    // short the one read.
    case .departed, .guest, .blocked: return true
    // A list of accounts that was cut leaves rows dangling that are somebody's.
    case .danglingRow: return !isCut(.user)
    case .direct, .nested, .notListed, .onlyNested, .noOriginal, .secondAccount,
      .notRepresentable, .byRule:
      return isWhole
    }
  }

  /// Whether the policy keeps somebody in a list of the copy whom the authority does not list.
  func keepsForeign(_ member: ObjectIndex, of lists: EdgeLists, _ pair: Pair) -> Bool {
    if policy.fullRun.foreignMembers == .keep { return true }
    guard policy.fullRun.handMadeMembers == .keep, !lists.origins.isEmpty else { return false }
    for entry in lists.range(of: pair.local) where lists.targets[entry] == member {
      let word = lists.originWords[Int(lists.origins[entry])]
      return local.names.string(word) == "manual"
    }
    return false
  }

  /// Whether the matching could not say who a local member is.
  func isUndecided(_ member: ObjectIndex) -> Bool {
    switch reason(of: member) {
    case .ambiguous?, .cannotSay?: return true
    case .noCandidate?, .deleted?, .unknownIdentifier?, .second?, nil: return false
    }
  }

  /// Why a local account stands alone, `nil` when it does not.
  func reason(of member: ObjectIndex) -> Loneliness? {
    let reason = loneReasons[Int(member)]
    return reason > 0 ? matching.loneLocalPrincipals[Int(reason) - 1].reason : nil
  }

  private func causeOfExtra(
    _ member: ObjectIndex, _ partner: ObjectIndex, _ nestedMembers: Set<ObjectIndex>
  ) -> Cause {
    if partner != noObject, nestedMembers.contains(partner) { return .onlyNested }
    return causeOfSurplus(member, partner)
  }

  /// Why somebody in a copy has no place there, whatever nested groups say.
  func causeOfSurplus(_ member: ObjectIndex, _ partner: ObjectIndex) -> Cause {
    if partner != noObject { return .notListed }
    guard local.isRecorded(member) else { return .danglingRow }
    switch reason(of: member) {
    case .deleted?: return .departed
    case .second?: return .secondAccount
    case .noCandidate?, .unknownIdentifier?, .ambiguous?, .cannotSay?, nil: return .noOriginal
    }
  }

  /// Everybody who is in a group only by way of nested ones; empty unless the policy counts
  /// direct members only.
  private func nestedMembers(of group: ObjectIndex) -> Set<ObjectIndex> {
    guard policy.members.nesting != .transitive, nesting.hasChildren(group) else { return [] }
    var members: Set<ObjectIndex> = []
    for descendant in nesting.descendants(of: group) {
      members.formUnion(tenant.members.list(of: descendant))
    }
    return members
  }
}
