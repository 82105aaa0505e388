import DirectoryModel
import Threads

extension Planner {
  /// Pairs as two threads divide them.
  struct Shares: Sendable {
    var first = Share()
    var second = Share()
    /// Whether there is so little to compare that one thread does it all.
    var isSmall = false
  }

  /// The pairs that one thread plans, by their index.
  struct Share: Sendable {
    /// Pairs whose lists are taken as they stand.
    var alone: [UInt32] = []
    /// Pairs whose members come through nested groups too, children before parents.
    var nested: [UInt32] = []
  }

  /// Plans the members of the first share while another planner, which has scratch columns of its
  /// own, plans those of the second.
  func planMembers(of shares: Shares) {
    if shares.isSmall {
      planMembers(shares.first.alone)
      return planNestedMembers(shares.first.nested)
    }
    let makeAnother = another
    let rest = Meanwhile { () -> (plan: Plan, aloneCount: Int) in
      let planner = makeAnother()
      let aloneCount = planner.planMembers(shares.second)
      return (planner.plan, aloneCount)
    }
    let aloneCount = planMembers(shares.first)
    let (other, otherCount) = rest.result()
    take(other, aloneCount: otherCount, pairs: shares.second, after: aloneCount)
  }

  /// What makes a planner of the same inputs for another thread; it takes what everybody is over.
  private var another: @Sendable () -> Planner {
    let (tenant, local, matching, policy) = (tenant, local, matching, policy)
    let (nesting, localNesting, columns, bound) = (nesting, localNesting, columns, bound)
    return {
      let other = Planner(
        tenant: tenant, local: local, matching: matching, policy: policy, nesting: nesting,
        localNesting: localNesting, atMost: bound)
      other.columns = columns
      return other
    }
  }

  /// Plans a share and returns how many operations are listed for pairs that are taken alone.
  private func planMembers(_ share: Share) -> Int {
    planMembers(share.alone)
    let count = plan.operations.count
    planNestedMembers(share.nested)
    return count
  }

  /// Takes over what another planner made of its share, as if this one had planned all that is
  /// taken alone first, then all that is nested.
  ///
  /// Only where too much is there to be listed the order matters here: the last is left out.
  private func take(
    _ other: Plan, aloneCount otherCount: Int, pairs: Share, after aloneCount: Int
  ) {
    let listedHere = plan.operations.count
    var room = bound - aloneCount
    let alone = min(otherCount, room)
    room -= alone
    let nestedHere = min(listedHere - aloneCount, room)
    room -= nestedHere
    let nested = min(other.operations.count - otherCount, room)
    plan.operations.removeLast(listedHere - aloneCount - nestedHere)
    plan.operations.insert(contentsOf: other.operations[..<alone], at: aloneCount)
    plan.operations += other.operations[otherCount..<(otherCount + nested)]
    listed = plan.operations.count
    plan.unlisted += other.unlisted + listedHere + other.operations.count - listed
    for index in pairs.alone + pairs.nested {
      plan.counts[Int(index)] = other.counts[Int(index)]
    }
    plan.limits.merge(other.limits) { _, latest in latest }
  }

  /// Divides the pairs so that both threads have about the same to compare.
  ///
  /// Of both sorts of pairs the first share has the part that `weight` is of the weight of all, as
  /// nearly as whole pairs allow; half when it is `nil`, or all of them when they are few. Pairs that
  /// are not `among` the given ones are left out.
  func shares(dividedAt weight: Int?, among wanted: Set<UInt32>? = nil) -> Shares {
    var (alone, nested) = ([UInt32](), [UInt32]())
    var (aloneWeight, nestedWeight) = (0, 0)
    for (index, pair) in matching.groups.enumerated() {
      if let wanted, !wanted.contains(UInt32(index)) { continue }
      if authority(of: pair) == .directory && policy.members.nesting == .transitive
        && nesting.hasChildren(pair.tenant)
      {
        nested.append(UInt32(index))
        nestedWeight += self.weight(of: pair)
      } else {
        alone.append(UInt32(index))
        aloneWeight += self.weight(of: pair)
      }
    }
    if nested.count > 1 {
      // What the groups of one part share lies in the other part as seldom as may be.
      let components = nested.map {
        nestingParts.componentOf[Int(matching.groups[Int($0)].tenant)]
      }
      nested = nested.indices.sorted { (components[$0], $0) < (components[$1], $1) }
        .map { nested[$0] }
    }
    // Members of nested groups are put together first, from more entries than the group has itself.
    let total = max(1, aloneWeight + 3 * nestedWeight)
    var shares = Shares()
    if weight == nil, total < Self.smallWeight {
      shares.isSmall = true
      shares.first = Share(alone: alone, nested: nested)
      return shares
    }
    let share = min(total, weight ?? total / 2)
    (shares.first.alone, shares.second.alone) = divide(alone, at: aloneWeight * share / total)
    (shares.first.nested, shares.second.nested) = divide(nested, at: nestedWeight * share / total)
    return shares
  }

  /// Divides pairs after the first ones that weigh so much or more together.
  private func divide(_ pairs: [UInt32], at bound: Int) -> ([UInt32], [UInt32]) {
    var (count, taken) = (0, 0)
    while count < pairs.count, taken < bound {
      taken += weight(of: matching.groups[Int(pairs[count])])
      count += 1
    }
    return (Array(pairs[..<count]), Array(pairs[count...]))
  }

  /// Below this weight a second thread costs more than it saves.
  static let smallWeight = 50_000

  private func weight(of pair: Pair) -> Int {
    8 + tenant.members.range(of: pair.tenant).count + local.members.range(of: pair.local).count
  }
}
