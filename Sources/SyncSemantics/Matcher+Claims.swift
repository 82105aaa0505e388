import DirectoryModel
import Memory

extension Matcher {
  /// Gives each person one account, the one with the best evidence; the others are second ones.
  func settle(_ claims: [Claim]) {
    if claims.isEmpty { return }
    var holder = [UInt32](tenant.objectCount, of: .max)
    var contested: Set<ObjectIndex> = []
    for (index, claim) in claims.enumerated() {
      if holder[Int(claim.tenant)] == .max {
        holder[Int(claim.tenant)] = UInt32(index)
      } else {
        contested.insert(claim.tenant)
      }
    }
    pair(contested.isEmpty ? claims : claims.filter { !contested.contains($0.tenant) })
    if contested.isEmpty { return }
    let rivals = Dictionary(grouping: claims.filter { contested.contains($0.tenant) }, by: \.tenant)
    for person in contested.sorted() {
      // Without a record nothing tells which of the accounts is the better one.
      if !tenant.isRecorded(person), tenant.state(of: .user).isCut {
        for claim in rivals[person] ?? [] {
          loneReasons[claim.local] = noPartner(of: claim.local)
          personOfLocal[Int(claim.local)] = person
        }
        continue
      }
      let ranked = (rivals[person] ?? []).sorted { ranks($0, before: $1) }
      for (index, claim) in ranked.enumerated() {
        if index == 0 {
          pair(claim)
        } else {
          loneReasons[claim.local] = .second(of: ranked[0].local, original: person)
          personOfLocal[Int(claim.local)] = person
        }
      }
    }
  }

  private func pair(_ claim: Claim) { pair(claim.pair) }

  /// Makes pairs of claims that nobody contests.
  private func pair(_ claims: [Claim]) {
    // Taken out of the class for the loop: each access to them would be checked.
    var (tenants, locals, people) = ([ObjectIndex](), [ObjectIndex](), [ObjectIndex]())
    var pairs: [Pair] = []
    swap(&tenants, &matching.tenantOfLocal)
    swap(&locals, &matching.localOfTenant)
    swap(&people, &personOfLocal)
    swap(&pairs, &principalPairs)
    pairs.reserveCapacity(pairs.count + claims.count)
    for claim in claims {
      tenants[Int(claim.local)] = claim.tenant
      locals[Int(claim.tenant)] = claim.local
      people[Int(claim.local)] = claim.tenant
      pairs.append(claim.pair)
    }
    swap(&tenants, &matching.tenantOfLocal)
    swap(&locals, &matching.localOfTenant)
    swap(&people, &personOfLocal)
    swap(&pairs, &principalPairs)
  }

  /// Better evidence first, then the name that differs least, then the bytes of name and key.
  private func ranks(_ one: Claim, before other: Claim) -> Bool {
    if one.evidence != other.evidence { return one.evidence < other.evidence }
    if one.difference != other.difference {
      return one.difference.rawValue < other.difference.rawValue
    }
    let names = [one, other].map { bytes(local: local.principalNames[Int($0.local)]) }
    if names[0] != names[1] { return names[0].lexicographicallyPrecedes(names[1]) }
    return precedes(one.local, other.local)
  }

  /// Orders two local objects by their keys: numbers by value, texts by their bytes.
  func precedes(_ one: ObjectIndex, _ other: ObjectIndex) -> Bool {
    switch (local.key(of: one), local.key(of: other)) {
    case (.integer(let a)?, .integer(let b)?): return a < b
    default:
      return Array(local.keyText(one).utf8).lexicographicallyPrecedes(local.keyText(other).utf8)
    }
  }
}

extension Claim {
  fileprivate var pair: Pair {
    Pair(tenant: tenant, local: local, evidence: evidence, difference: difference)
  }
}
