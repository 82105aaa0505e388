import DirectoryModel
import Memory

/// What an account's external identifier says.
enum IdentifierMeaning: Equatable {
  case nothing
  case live(ObjectIndex)
  case deleted(ObjectIndex)
  /// It names nothing that the snapshot holds, or no person.
  case unknown
}

/// An account that claims a person.
struct Claim {
  let local: ObjectIndex
  let tenant: ObjectIndex
  var evidence: Evidence
  var difference: NameDifference
}

extension Matcher {
  /// Finds the person of each local account, but for what only groups can tell.
  func matchPeople() {
    if local.users.isEmpty { return }
    let lookup = AccountLookup(
      tenant, local, names, ladder: policy.identityMatching.ladder)
    var claims = heldClaims()
    let found = look(at: accountsToLookAt(claims), lookup)
    if isRemembered {
      self.accounts = AccountMemory(users: local.users, claims: claims + found.lasting)
    }
    claims = claims.isEmpty ? found.claims : claims + found.claims
    if !found.wanted.isEmpty {
      var search = PersonSearch(wanted: found.wanted)
      claims += searchPeople(&search)
    }
    settle(claims)
  }

  /// What accounts show at a glance; many of them are looked at on two threads.
  private func look(at accounts: [ObjectIndex], _ lookup: AccountLookup) -> AccountLookup.Found {
    let (isRemembered, size, count) = (isRemembered, AccountLookup.partSize, accounts.count)
    if count <= size { return lookup.look(accounts[...], isRemembered: isRemembered) }
    var all = AccountLookup.Found()
    all.claims.reserveCapacity(count)
    makeParts((count + size - 1) / size) { part in
      lookup.look(
        accounts[(part * size)..<min((part + 1) * size, count)], isRemembered: isRemembered)
    } to: { found in
      all.claims += found.claims
      all.wanted += found.wanted
      all.lasting += found.lasting
    }
    return all
  }

  /// What accounts showed the time before that did not change since, nor did their people.
  private func heldClaims() -> [Claim] {
    guard let memory else { return [] }
    return memory.accounts.held(
      among: local.users, changed, tenantCount: tenant.objectCount, localCount: local.objectCount)
  }

  /// The accounts of which nothing is held, in their order.
  private func accountsToLookAt(_ held: [Claim]) -> [ObjectIndex] {
    if held.isEmpty { return local.users }
    var isHeld = [Bool](local.objectCount, of: false)
    for claim in held { isHeld[Int(claim.local)] = true }
    return local.users.filter { !isHeld[Int($0)] }
  }

  /// Whether the account is called exactly what the product makes of the person.
  func hasExpectedName(_ account: ObjectIndex, _ person: ObjectIndex) -> Bool {
    names.isExpected(account, person)
  }
}

extension NameTable {
  /// How two texts compare at a glance.
  enum Comparison { case equal, equalButForCase, different }

  /// Compares two texts, and tells whether only the case of ASCII letters differs.
  ///
  /// Where they differ, looks at every byte without asking on the way, which takes less time.
  func comparison(_ name: NameIndex, _ other: NameIndex, of table: NameTable) -> Comparison {
    let own = bytes.span.extracting(range(of: name))
    let theirs = table.bytes.span.extracting(table.range(of: other))
    guard own.count == theirs.count else { return .different }
    if equals(name, other, of: table) { return .equal }
    var difference: UInt8 = 0
    for index in own.indices { difference |= own[index] ^ theirs[index] }
    guard difference == 0x20 else { return .different }
    for index in own.indices where own[index] != theirs[index] {
      guard (own[index] | 0x20) &- 97 < 26 else { return .different }
    }
    return .equalButForCase
  }

  /// Whether two texts are equal but for the case of ASCII letters.
  func equalsIgnoringCase(_ name: NameIndex, _ other: NameIndex, of table: NameTable) -> Bool {
    comparison(name, other, of: table) != .different
  }
}
