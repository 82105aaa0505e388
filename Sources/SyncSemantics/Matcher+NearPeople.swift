import DirectoryModel
import UnicodeForms

extension Matcher {
  /// Places accounts that nothing but a nearly equal name and the same groups tell.
  ///
  /// For products that keep a name and nothing else: the account has the former name of a person
  /// who was renamed. The name must have its beginning in common with the person's, the groups
  /// must agree, and no other account or person may come near.
  func matchPeopleByGroups() {
    let accounts = openAccounts.filter { matching.tenantOfLocal[Int($0)] == noObject }
    guard !accounts.isEmpty else { return }
    var near = nearPeople(accounts)
    guard !near.isEmpty else { return }
    let originals = expectedGroups(of: Set(near.map(\.person)))
    let copies = groupsOfAccounts(Set(near.map(\.account)))
    near = near.filter { candidate in
      let one = copies[candidate.account] ?? []
      let other = originals[candidate.person] ?? []
      let common = one.intersection(other).count
      let share = Agreement(common: common, either: one.union(other).count).share
      return candidate.isClose ? common >= 1 && share >= 0.5 : common >= 2 && share >= 0.75
    }
    for candidate in near
    where near.count(where: { $0.account == candidate.account }) == 1
      && near.count(where: { $0.person == candidate.person }) == 1
    {
      pair(
        Pair(
          tenant: candidate.person, local: candidate.account, evidence: .membership,
          difference: nameDifference(candidate.account, candidate.person)))
      if local.guids[Int(candidate.account)] != .none {
        conflict(candidate.account, .staleIdentifier)
      }
    }
  }

  private struct NearPerson {
    let account: ObjectIndex
    let person: ObjectIndex
    /// Whether one name is the beginning of the other, or all but equal to it.
    let isClose: Bool
  }

  /// Free people whose name begins with the same word as an open account's.
  private func nearPeople(_ accounts: [ObjectIndex]) -> [NearPerson] {
    var wanted = WantedKeys<Bool>()
    for account in accounts {
      for name in accountNames(account) {
        if let hash = KeyHash.whole(Self.firstWord(name)) { wanted.want(hash, account, true) }
      }
    }
    for person in tenant.users where matching.localOfTenant[Int(person)] == noObject {
      let name = NameForm.plain(bytes(tenant: tenant.principalNames[Int(person)]))
      if let hash = KeyHash.whole(Self.firstWord(name)) { wanted.offer(hash, person, true) }
    }
    var near: [NearPerson] = []
    for bucket in wanted.buckets where !bucket.overflows {
      for (account, _) in bucket.entries {
        for (person, _) in bucket.hits {
          let isKnown = near.contains { $0.account == account && $0.person == person }
          guard !isKnown, let isClose = closeness(account, person) else { continue }
          near.append(NearPerson(account: account, person: person, isClose: isClose))
        }
      }
    }
    return near
  }

  private func accountNames(_ account: ObjectIndex) -> [[UInt8]] {
    [local.principalNames[Int(account)], local.mails[Int(account)]].filter { $0 > NameTable.empty }
      .map { NameForm.plain(bytes(local: $0)) }
  }

  /// `nil` for names of different domains, or of nothing in common but a short word.
  private func closeness(_ account: ObjectIndex, _ person: ObjectIndex) -> Bool? {
    let other = NameForm.plain(bytes(tenant: tenant.principalNames[Int(person)]))
    var best: Bool?
    for name in accountNames(account) {
      let (own, domain) = Self.parts(name)
      let (theirs, otherDomain) = Self.parts(other)
      guard domain.isEmpty || domain == otherDomain, !own.isEmpty, !theirs.isEmpty else { continue }
      let distance = boundedEditDistance(own, theirs, atMost: 2)
      let isPrefix = Self.isBeginning(own, of: theirs) || Self.isBeginning(theirs, of: own)
      let isClose = isPrefix || distance != nil && min(own.count, theirs.count) >= 8
      best = (best ?? false) || isClose
    }
    return best
  }

  /// Whether a name goes on after another with a new word: `ann.lee` and `ann.lee-hunt`.
  private static func isBeginning(_ short: [UInt8], of long: [UInt8]) -> Bool {
    guard short.count < long.count, long.starts(with: short), short.contains(where: isSign) else {
      return false
    }
    return isSign(long[short.count])
  }

  private static func parts(_ name: [UInt8]) -> (own: [UInt8], domain: [UInt8]) {
    guard let sign = name.lastIndex(of: UInt8(ascii: "@")) else { return (name, []) }
    return (Array(name[..<sign]), Array(name[(sign + 1)...]))
  }

  /// What stands before the first sign of a name, if it is long enough to say something.
  private static func firstWord(_ name: [UInt8]) -> [UInt8] {
    let own = parts(name).own
    guard let end = own.firstIndex(where: isSign), end >= 3 else { return [] }
    return Array(own[..<end])
  }

  private static func isSign(_ byte: UInt8) -> Bool { [46, 45, 95, 32].contains(byte) }  // . - _

  /// The tenant groups with a copy that each person is expected in.
  private func expectedGroups(of people: Set<ObjectIndex>) -> [ObjectIndex: Set<ObjectIndex>] {
    var result: [ObjectIndex: Set<ObjectIndex>] = [:]
    let parents = policy.members.nesting == .transitive ? parentGroups() : [:]
    var direct: [ObjectIndex: [ObjectIndex]] = [:]
    stamps.clear()
    for person in people { stamps.insert(person) }
    for group in tenant.groups {
      for member in tenant.members.list(of: group) where stamps.contains(member) {
        direct[member, default: []].append(group)
      }
    }
    for (person, groups) in direct {
      var (queue, head) = (groups, 0)
      var seen = Set(groups)
      while head < queue.count {
        for parent in parents[queue[head]] ?? [] where seen.insert(parent).inserted {
          queue.append(parent)
        }
        head += 1
      }
      result[person] = seen.filter { matching.localOfTenant[Int($0)] != noObject }
    }
    return result
  }

  private func parentGroups() -> [ObjectIndex: [ObjectIndex]] {
    var parents: [ObjectIndex: [ObjectIndex]] = [:]
    for group in tenant.groups {
      for member in tenant.members.list(of: group) where tenant.kinds[Int(member)] == .group {
        parents[member, default: []].append(group)
      }
    }
    return parents
  }

  /// The originals of the groups that each account is in.
  private func groupsOfAccounts(
    _ accounts: Set<ObjectIndex>
  ) -> [ObjectIndex: Set<ObjectIndex>] {
    var result: [ObjectIndex: Set<ObjectIndex>] = [:]
    for pair in groups.pairs {
      for member in local.members.list(of: pair.local) where accounts.contains(member) {
        result[member, default: []].insert(pair.tenant)
      }
    }
    return result
  }
}
