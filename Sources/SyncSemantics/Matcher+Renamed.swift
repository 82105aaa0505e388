import DirectoryModel

extension Matcher {
  /// Finds groups that were renamed: what is left on both sides and holds the same people.
  ///
  /// Asks for at least three people in common, or for two that are all of both groups; for six
  /// people in ten of either group; and for an agreement twice as good as any other of the two.
  func matchByMembers() {
    guard !groups.open.isEmpty else { return }
    guard var agreements = sharedPeople() else { return leaveOpenGroups(Self.longLists) }
    agreements.sort { ($0.edge.local, $0.edge.tenant) < ($1.edge.local, $1.edge.tenant) }
    var bestOfLocal: [ObjectIndex: [Double]] = [:]
    var bestOfTenant: [ObjectIndex: [Double]] = [:]
    for (edge, agreement) in agreements {
      bestOfLocal[edge.local, default: []].append(agreement.share)
      bestOfTenant[edge.tenant, default: []].append(agreement.share)
    }
    for (edge, agreement) in agreements where agreement.isTelling {
      let rivals = [bestOfLocal[edge.local] ?? [], bestOfTenant[edge.tenant] ?? []]
      let isDecisive = rivals.allSatisfy { shares in
        shares.count { $0 * 2 > agreement.share } == 1
      }
      if isDecisive { pairGroups(edge) }
    }
    closeDecided()
  }

  /// How the people of open local groups agree with those of free tenant groups, where any do.
  ///
  /// Walks the free tenant groups once, whatever the number of local ones; `nil` when that would be
  /// too much, since the groups that are left out may agree better.
  private func sharedPeople() -> [(edge: GroupEdge, agreement: Agreement)]? {
    var sizes: [ObjectIndex: Int] = [:]
    var groupsOf: [ObjectIndex: [ObjectIndex]] = [:]
    for group in groups.open {
      let people = peopleOfCopy(group)
      guard people.count >= 2 else { continue }
      sizes[group] = people.count
      for person in people { groupsOf[person, default: []].append(group) }
    }
    guard !groupsOf.isEmpty else { return [] }
    var agreements: [(edge: GroupEdge, agreement: Agreement)] = []
    for original in freeGroups() {
      var isWhole = true
      guard let people = expectedPeople(original, &isWhole) else { return nil }
      var common: [ObjectIndex: Int] = [:]
      for person in people {
        for group in groupsOf[person] ?? [] { common[group, default: 0] += 1 }
      }
      for (group, count) in common {
        let agreement = Agreement(
          common: count, either: people.count + (sizes[group] ?? 0) - count)
        let edge = GroupEdge(
          local: group, tenant: original, evidence: .membership,
          difference: groupDifference(group, original))
        agreements.append((edge, agreement))
      }
    }
    return agreements
  }

  /// Tenant groups without a copy: the expected ones, or all where nobody said what is expected.
  func freeGroups() -> [ObjectIndex] {
    let wanted: GroupState.Standing = groups.expected.isEmpty ? .possible : .expected
    let all = groups.expected.isEmpty ? tenant.groups : groups.expected.sorted()
    return all.filter {
      groups.standing[Int($0)] == wanted && matching.localOfTenant[Int($0)] == noObject
        && groups.contested[$0] == nil
    }
  }
}

extension Agreement {
  /// Whether two groups of different names may be one by their people alone.
  var isTelling: Bool { share >= 0.6 && (common >= 3 || common == 2 && either == 2) }
}
