/// A pair of groups in which a guard stops the run, and why.
package struct GuardedPair: Sendable, Equatable {
  /// Index into `Matching.groups`.
  package let pair: UInt32
  /// The key of the policy that stopped it: `guards.maximum-removals`.
  package let key: String
  /// What was found against what is allowed.
  package let reason: String
}

extension Plan {
  /// The plan with the removals held back that the policy's guards forbid.
  ///
  /// `sizes` are the members of each pair's copy before the run. Linear in operations and pairs.
  package func guarded(
    by policy: Policy, sizes: (UInt32) -> Int
  ) -> (plan: Plan, held: [GuardedPair]) {
    var removals: [UInt32: Int] = [:]
    var additions: [UInt32: Int] = [:]
    for operation in operations where operation.decision == .perform {
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
      return policy.guards.verdict(removed: removed, size: size, left: left).map {
        GuardedPair(pair: pair, key: $0.key, reason: $0.reason)
      }
    }
    guard !held.isEmpty else { return (self, []) }
    let stopped = Set(held.map(\.pair))
    var plan = self
    for (index, operation) in operations.enumerated()
    where stopped.contains(operation.pair) && operation.decision == .perform {
      plan.operations[index] = operation.deciding(.guarded)
    }
    return (plan, held)
  }
}

extension Guards {
  fileprivate func verdict(
    removed: Int, size: Int, left: Int
  ) -> (key: String, reason: String)? {
    if maximumRemovals > 0, removed > maximumRemovals {
      return ("guards.maximum-removals", "\(removed) removals, at most \(maximumRemovals) allowed")
    }
    if maximumRemovalPercent > 0, removed * 100 > maximumRemovalPercent * size {
      return (
        "guards.maximum-removal-percent",
        "\(removed) removals of \(size) members, at most \(maximumRemovalPercent) % allowed"
      )
    }
    if minimumGroupSize > 0, left < minimumGroupSize {
      return (
        "guards.minimum-group-size", "\(left) members left, at least \(minimumGroupSize) required"
      )
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
