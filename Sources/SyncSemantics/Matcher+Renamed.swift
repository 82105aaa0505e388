import DirectoryModel

extension Matcher {
  /// Finds groups that were renamed: what is left on both sides and holds the same people.
  ///
  /// Asks for at least three people in common, or for two that are all of both groups; for six
  /// people in ten of either group; and for an agreement twice as good as any other of the two.
  func matchByMembers() {
    guard !groups.open.isEmpty else { return }
    guard let shared = sharedPeople() else { return leaveOpenGroups(Self.longLists) }
    for (copy, original, share) in shared.telling {
      // One of the two best is the agreement itself, if nothing else comes near.
      let isDecisive = [shared.bestOfLocal[copy], shared.bestOfTenant[original]].allSatisfy {
        ($0?.first ?? 0) * 2 > share && ($0?.second ?? 0) * 2 <= share
      }
      guard isDecisive else { continue }
      pairGroups(
        GroupEdge(
          local: copy, tenant: original, evidence: .membership,
          difference: statedDifference(copy, original)))
    }
    closeDecided()
  }

  /// How the people of open local groups agree with those of free tenant groups, where any do.
  ///
  /// Walks the free tenant groups once, whatever the number of local ones; `nil` when that would be
  /// too much, since the groups that are left out may agree better.
  private func sharedPeople() -> SharedPeople? {
    var sizes: [ObjectIndex: Int] = [:]
    var groupsOf: [ObjectIndex: [ObjectIndex]] = [:]
    for group in groups.open {
      let people = peopleOfCopy(group)
      guard people.count >= 2 else { continue }
      sizes[group] = people.count
      for person in people { groupsOf[person, default: []].append(group) }
    }
    var shared = SharedPeople()
    guard !groupsOf.isEmpty else { return shared }
    for original in freeGroups() {
      var isWhole = true
      guard let people = expectedPeople(original, &isWhole) else { return nil }
      var common: [ObjectIndex: Int] = [:]
      for person in people {
        let groups = groupsOf[person] ?? []
        budget -= groups.count
        for group in groups { common[group, default: 0] += 1 }
      }
      guard budget > 0 else { return nil }
      for (group, count) in common {
        let either = people.count + (sizes[group] ?? 0) - count
        shared.add(Agreement(common: count, either: either), copy: group, original: original)
      }
    }
    shared.telling.sort { ($0.copy, $0.original) < ($1.copy, $1.original) }
    return shared
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

/// What the people of groups without a partner say of who may be whose copy.
private struct SharedPeople {
  /// The two largest shares that a group has with any other.
  struct Best {
    var first = 0.0
    var second = 0.0

    mutating func add(_ share: Double) {
      if share > first {
        (first, second) = (share, first)
      } else {
        second = max(second, share)
      }
    }
  }

  var telling: [(copy: ObjectIndex, original: ObjectIndex, share: Double)] = []
  var bestOfLocal: [ObjectIndex: Best] = [:]
  var bestOfTenant: [ObjectIndex: Best] = [:]

  mutating func add(_ agreement: Agreement, copy: ObjectIndex, original: ObjectIndex) {
    let share = agreement.share
    bestOfLocal[copy, default: Best()].add(share)
    bestOfTenant[original, default: Best()].add(share)
    if agreement.isTelling { telling.append((copy, original, share)) }
  }
}
