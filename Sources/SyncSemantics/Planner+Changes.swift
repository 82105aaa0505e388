package import DirectoryModel
import Memory

/// Somebody who came onto a list of the authority, be it of members or of owners, or left it, since
/// the run before.
package struct MemberChange: Hashable, Sendable {
  /// Index into `Matching.groups`.
  package let pair: UInt32
  /// A number on the authority's side.
  package let member: ObjectIndex
  /// Whether the authority has them on the list now.
  package let isMember: Bool

  package init(pair: UInt32, member: ObjectIndex, isMember: Bool) {
    (self.pair, self.member, self.isMember) = (pair, member, isMember)
  }
}

/// Works out what an incremental run does about what changed.
///
/// The planner of full runs, looking at the changes only: whom no change names is left alone, be
/// they foreign to the authority or not. A pair is planned in full where the policy lets an
/// incremental run remove foreign members. Owners are planned where the policy mirrors them.
package func plan(
  changes: [MemberChange], owners ownerChanges: [MemberChange] = [], tenant: Directory,
  local: Directory, matching: Matching,
  policy: Policy, nesting: Nesting, localNesting: Nesting,
  formerPartners: FormerPartners = FormerPartners()
) -> Plan {
  var rules = policy
  rules.fullRun = policy.incrementalRun
  let planner = Planner(
    tenant: tenant, local: local, matching: matching, policy: rules, nesting: nesting,
    localNesting: localNesting)
  if policy.incrementalRun.foreignMembers == .remove {
    planner.planMembers(
      of: planner.shares(dividedAt: nil, among: Set(changes.map(\.pair))))
  } else {
    for change in changes { planner.plan(change, formerPartners) }
  }
  planner.planOwners(ownerChanges, formerPartners)
  return planner.finish()
}

extension Plan {
  /// What there is to do where nothing changed: nothing, for every pair.
  package static func nothing(about matching: Matching) -> Plan {
    var plan = Plan()
    plan.counts = Array(matching.groups.count, of: PairCount())
    return plan
  }
}

extension Planner {
  /// Plans one change of the authority's list.
  fileprivate func plan(_ change: MemberChange, _ former: FormerPartners) {
    let pair = matching.groups[Int(change.pair)]
    guard let operation = change.isMember ? joining(change, pair) : leaving(change, pair, former)
    else { return }
    append(operation)
  }

  private func joining(_ change: MemberChange, _ pair: Pair) -> Operation? {
    let isImport = authority(of: pair) == .directory
    let partner = isImport ? localPartner(change.member) : tenantPartner(change.member)
    if partner != noObject, copyHolds(partner, pair, isImport) {
      guard isImport, counts(change.member), isExcluded(change.member) == .yes else { return nil }
      return operation(
        .removeMember, causeOfExclusion(change.member), .perform, change, pair, partner, isImport)
    }
    var (cause, decision) = (Cause.direct, Decision.perform)
    if isImport {
      guard counts(change.member) else { return nil }
      let isExcluded = isExcluded(change.member)
      if isExcluded == .yes {
        (cause, decision) = (causeOfExclusion(change.member), .keptByPolicy)
      } else if isExcluded == .unknown {
        decision = .notProved
      } else if partner == noObject {
        decision = absenceOfAccount(change.member)
      }
    } else if partner == noObject {
      decision = isUndecided(change.member) ? .notProved : .noAccount
    } else if !isWritable(pair.tenant) {
      decision = .notWritable
    }
    return operation(.addMember, cause, decision, change, pair, partner, isImport)
  }

  private func leaving(
    _ change: MemberChange, _ pair: Pair, _ former: FormerPartners
  ) -> Operation? {
    let isImport = authority(of: pair) == .directory
    var partner = isImport ? localPartner(change.member) : tenantPartner(change.member)
    if partner == noObject { partner = lastPartner(of: change.member, isImport, former) }
    guard partner != noObject, copyHolds(partner, pair, isImport) else { return nil }
    let isAllowed = isImport || isWritable(pair.tenant)
    return operation(
      .removeMember, .notListed, isAllowed ? .perform : .notWritable, change, pair, partner,
      isImport)
  }

  /// The copy of somebody who is gone, unless it is somebody else's by now.
  func lastPartner(
    of member: ObjectIndex, _ isImport: Bool, _ former: FormerPartners
  ) -> ObjectIndex {
    let partner = isImport ? former.localPartner(member) : former.tenantPartner(member)
    guard partner != noObject else { return noObject }
    let other = isImport ? tenantPartner(partner) : localPartner(partner)
    return other == noObject ? partner : noObject
  }

  private func copyHolds(_ partner: ObjectIndex, _ pair: Pair, _ isImport: Bool) -> Bool {
    isImport
      ? local.members.contains(partner, in: pair.local)
      : tenant.members.contains(partner, in: pair.tenant)
  }

  private func operation(
    _ kind: OperationKind, _ cause: Cause, _ decision: Decision, _ change: MemberChange,
    _ pair: Pair, _ partner: ObjectIndex, _ isImport: Bool
  ) -> Operation {
    Operation(
      kind, cause: cause, decision: decision, pair: change.pair, tenantGroup: pair.tenant,
      localGroup: pair.local, tenantPrincipal: isImport ? change.member : partner,
      localPrincipal: isImport ? partner : change.member)
  }
}
