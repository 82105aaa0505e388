import DirectoryModel

extension Planner {
  /// Pairs as two threads divide them, by their index.
  struct Shares: Sendable {
    var first: [UInt32] = []
    var second: [UInt32] = []
    /// Pairs whose members come through nested groups too; they are one walk.
    var nested: [UInt32] = []
    /// Whether there is so little to compare that one thread does it all.
    var isSmall = false
  }

  /// Plans the members of the first share while another planner, which has scratch columns of its
  /// own, plans those of the second and of the nested groups.
  func planMembers(of shares: Shares, restElsewhere make: @escaping @Sendable () -> Planner) {
    if shares.isSmall {
      planMembers(shares.first)
      return planNestedMembers(shares.nested)
    }
    let rest = Meanwhile { () -> Plan in
      let planner = make()
      planner.planMembers(shares.second)
      planner.planNestedMembers(shares.nested)
      return planner.plan
    }
    planMembers(shares.first)
    take(rest.result(), pairs: shares.second + shares.nested)
  }

  /// Divides the pairs so that both threads have about the same to compare.
  ///
  /// The first share weighs `weight` or more, as far as there are pairs that can be taken alone;
  /// half of all when it is `nil`, or all of them when they are few.
  func shares(dividedAt weight: Int?) -> Shares {
    var shares = Shares()
    var (alone, total) = ([UInt32](), 0)
    for (index, pair) in matching.groups.enumerated() {
      if authority(of: pair) == .directory && policy.members.nesting == .transitive
        && nesting.hasChildren(pair.tenant)
      {
        shares.nested.append(UInt32(index))
        // Its members are put together first, from more entries than it has itself.
        total += 3 * self.weight(of: pair)
      } else {
        alone.append(UInt32(index))
        total += self.weight(of: pair)
      }
    }
    shares.isSmall = weight == nil && total < Self.smallWeight
    let bound = weight ?? (shares.isSmall ? total : total / 2)
    var taken = 0
    for index in alone {
      if taken < bound {
        shares.first.append(index)
        taken += self.weight(of: matching.groups[Int(index)])
      } else {
        shares.second.append(index)
      }
    }
    return shares
  }

  /// Below this weight a second thread costs more than it saves.
  static let smallWeight = 50_000

  private func weight(of pair: Pair) -> Int {
    8 + tenant.members.range(of: pair.tenant).count + local.members.range(of: pair.local).count
  }
}
