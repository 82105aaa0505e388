/// A pair of groups in which a guard stops the run or a step, and why.
package struct GuardedPair: Sendable, Equatable {
  /// Index into `Matching.groups`.
  package let pair: UInt32
  /// What the guard made of the steps that it holds back.
  package let decision: Decision
  /// What was found against what is allowed.
  package let reason: String

  /// Whether nothing at all is done to the pair.
  package var stopsAll: Bool { decision != .lastOwner }
}

extension Plan {
  /// The plan with the removals held back that the policy's guards forbid.
  ///
  /// `sizes` and `owners` are the members and the known owners of each pair's copy before the run.
  /// Linear in operations and pairs.
  package func guarded(
    by policy: Policy, sizes: (UInt32) -> Int, owners: (UInt32) -> Int
  ) -> (plan: Plan, held: [GuardedPair]) {
    guard !operations.isEmpty else { return (self, []) }
    var plan = self
    let stopped = plan.stopPairs(policy.guards, sizes)
    guard policy.guards.keepsLastOwner else { return (plan, stopped) }
    let kept = plan.keepLastOwners(owners)
    return (plan, (stopped + kept).sorted { $0.pair < $1.pair })
  }

  /// Holds everything back in the pairs that would lose too many members.
  ///
  /// A group that a rule on attributes fills may be in no pair: it has no original to be held against.
  private mutating func stopPairs(
    _ guards: Guards, _ sizes: (UInt32) -> Int
  ) -> [GuardedPair] {
    guard operations.contains(where: { $0.kind == .removeMember && $0.decision == .perform })
    else { return [] }
    var removals: [UInt32: Int] = [:]
    var additions: [UInt32: Int] = [:]
    for operation in operations where operation.decision == .perform && operation.pair != .max {
      switch operation.kind {
      case .removeMember: removals[operation.pair, default: 0] += 1
      case .addMember: additions[operation.pair, default: 0] += 1
      case .addOwner, .removeOwner, .addNestedGroup, .removeNestedGroup, .createGroup,
        .renameGroup, .endGroup, .endAccount, .createAccount, .changeAccount:
        break
      }
    }
    let held = removals.keys.sorted().compactMap { pair -> GuardedPair? in
      let (removed, size) = (removals[pair] ?? 0, sizes(pair))
      let left = size - removed + (additions[pair] ?? 0)
      return guards.verdict(removed: removed, size: size, left: left).map {
        GuardedPair(pair: pair, decision: $0.decision, reason: $0.reason)
      }
    }
    guard !held.isEmpty else { return [] }
    let decisions = Dictionary(
      held.map { ($0.pair, $0.decision) }, uniquingKeysWith: { first, _ in first })
    for (index, operation) in operations.enumerated() where operation.decision == .perform {
      guard let decision = decisions[operation.pair] else { continue }
      operations[index] = operation.deciding(decision)
    }
    return held
  }

  /// Holds one removal back in the pairs that would lose every owner: that of the last account.
  ///
  /// Owners whom the run adds count, those whom a cut list may hide do not. Source: "Remove group
  /// owner", https://learn.microsoft.com/graph/api/group-delete-owners: once a group has owners, its
  /// last one cannot be removed.
  private mutating func keepLastOwners(_ owners: (UInt32) -> Int) -> [GuardedPair] {
    var gains: [UInt32: Int] = [:]
    var last: [UInt32: Int] = [:]
    for (index, operation) in operations.enumerated() where operation.decision == .perform {
      if operation.kind == .addOwner { gains[operation.pair, default: 0] += 1 }
      guard operation.kind == .removeOwner else { continue }
      gains[operation.pair, default: 0] -= 1
      let known = last[operation.pair].map { operations[$0].localPrincipal }
      if known ?? 0 <= operation.localPrincipal { last[operation.pair] = index }
    }
    var held: [GuardedPair] = []
    for (pair, index) in last where owners(pair) + (gains[pair] ?? 0) <= 0 {
      operations[index] = operations[index].deciding(.lastOwner)
      held.append(GuardedPair(pair: pair, decision: .lastOwner, reason: Guards.lastOwnerStays))
    }
    return held
  }
}

extension Guards {
  /// Why the last owner of a group is not removed.
  package static let lastOwnerStays = "a group keeps its last owner (guards.keeps-last-owner)"

  fileprivate func verdict(
    removed: Int, size: Int, left: Int
  ) -> (decision: Decision, reason: String)? {
    if maximumRemovals > 0, removed > maximumRemovals {
      return (.tooManyRemovals, "\(removed) removals, at most \(maximumRemovals) allowed")
    }
    if maximumRemovalPercent > 0, removed * 100 > maximumRemovalPercent * size {
      return (
        .tooLargeShare,
        "\(removed) removals of \(size) members, at most \(maximumRemovalPercent) % allowed"
      )
    }
    if minimumGroupSize > 0, left < minimumGroupSize {
      return (.tooFewLeft, "\(left) members left, at least \(minimumGroupSize) required")
    }
    return nil
  }
}

extension Operation {
  /// The same step, decided otherwise.
  package func deciding(_ decision: Decision) -> Operation {
    Operation(
      kind, cause: cause, decision: decision, pair: pair, tenantGroup: tenantGroup,
      localGroup: localGroup, tenantPrincipal: tenantPrincipal, localPrincipal: localPrincipal)
  }
}
