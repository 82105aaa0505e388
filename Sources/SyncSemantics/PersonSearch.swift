import DirectoryModel
import UnicodeForms

/// The accounts whose person has to be searched for by every name there is.
struct PersonSearch {
  /// Which of an account's names a key was made of.
  enum AccountName: UInt8, Sendable { case userName, mail, display }

  /// Which of a person's names a key was made of.
  enum PersonName: UInt8, Sendable {
    /// What the product makes of the person.
    case expected
    case principal, mail
    /// The address that a guest's principal name was made of.
    case guest
    /// An address that the person also has, or once had.
    case former
    case display
  }

  /// A pair of tags: a person's name, or an account's.
  enum Tag: Sendable {
    case account(AccountName)
    case person(PersonName)
  }

  /// One agreement of an account's name and a person's.
  struct Hit {
    let person: ObjectIndex
    let account: AccountName
    let name: PersonName
    /// Whether no other person and no other searched account has this name.
    let isUnique: Bool
  }

  var wanted: [(account: ObjectIndex, meaning: IdentifierMeaning)] = []
  var keys = WantedKeys<Tag>()
  var hits: [ObjectIndex: [Hit]] = [:]
}

extension Matcher {
  /// Searches the people for the accounts that were not found at once.
  mutating func searchPeople(_ search: inout PersonSearch) -> [Claim] {
    wantKeys(&search)
    offerKeys(&search)
    collectHits(&search)
    let people = immutableIdentifiers(search.wanted)
    var claims: [Claim] = []
    for (account, meaning) in search.wanted {
      let hits = search.hits[account] ?? []
      let known = people[account].map(IdentifierMeaning.live) ?? meaning
      if let claim = decide(account, known, hits) { claims.append(claim) }
    }
    return exchangedIdentifiers(claims, search)
  }

  private func wantKeys(_ search: inout PersonSearch) {
    for (account, _) in search.wanted {
      let names: [(NameIndex, PersonSearch.AccountName)] = [
        (local.principalNames[Int(account)], .userName), (local.mails[Int(account)], .mail),
        (local.displayNames[Int(account)], .display),
      ]
      for (name, tag) in names where name > NameTable.empty {
        guard let hash = KeyHash.plain(local.names, name) else { continue }
        search.keys.want(hash, account, .account(tag))
      }
    }
  }

  private func offerKeys(_ search: inout PersonSearch) {
    let needsExpected = needsExpectedKeys
    for person in tenant.users { offerNames(of: person, needsExpected, &search) }
    for object in tenant.deleted where tenant.kinds[Int(object)] == .user {
      offerNames(of: object, true, &search)
    }
    for key in [AttributeKey.proxyAddress, .otherMail] {
      for (object, value) in tenant.attributes.entries(of: key)
      where tenant.kinds[Int(object)] == .user {
        let address = Self.withoutScheme(tenant.names.copy(value))
        if let hash = KeyHash.plain(address) {
          search.keys.offer(hash, object, .person(.former))
        }
      }
    }
  }

  /// Whether what the product makes of people is not already one of their own names.
  private var needsExpectedKeys: Bool {
    let form = policy.identityMatching.userNames
    let own: [UserNameForm.Form] = [
      .userPrincipalName, .mail, .mailOrUserPrincipalName, .displayName, .free,
    ]
    return !form.replacements.isEmpty || !own.contains(form.members) || !own.contains(form.guests)
  }

  private func offerNames(
    of person: ObjectIndex, _ needsExpected: Bool, _ search: inout PersonSearch
  ) {
    let names = tenant.names
    let principal = tenant.principalNames[Int(person)]
    if tenant.isDeleted(person) {
      let name = UserNameForm.principalName(of: person, in: tenant)
      if let hash = KeyHash.plain(name) {
        search.keys.offer(hash, person, .person(.principal))
      }
    } else if let hash = KeyHash.plain(names, principal) {
      search.keys.offer(hash, person, .person(.principal))
    }
    if let hash = KeyHash.plain(names, tenant.mails[Int(person)]) {
      search.keys.offer(hash, person, .person(.mail))
    }
    if let hash = KeyHash.plain(names, tenant.displayNames[Int(person)]) {
      search.keys.offer(hash, person, .person(.display))
    }
    if needsExpected,
      let name = policy.identityMatching.userNames.name(for: person, in: tenant),
      let hash = KeyHash.plain(name)
    {
      search.keys.offer(hash, person, .person(.expected))
    }
    if tenant.isGuest(person) != .no,
      let address = UserNameForm.guestAddress(names.copy(principal)),
      let hash = KeyHash.plain(address)
    {
      search.keys.offer(hash, person, .person(.guest))
    }
  }

  /// An address without `SMTP:` before it.
  static func withoutScheme(_ address: [UInt8]) -> [UInt8] {
    guard let colon = address.firstIndex(of: UInt8(ascii: ":")) else { return address }
    return Array(address[(colon + 1)...])
  }

  private func collectHits(_ search: inout PersonSearch) {
    for bucket in search.keys.buckets where !bucket.hits.isEmpty {
      let people = distinct(bucket.hits.map(\.tenant))
      let accounts = distinct(bucket.entries.map(\.local))
      let isUnique = !bucket.overflows && people.count == 1 && accounts.count == 1
      for (account, accountTag) in bucket.entries {
        guard case .account(let accountName) = accountTag else { continue }
        for (person, personTag) in bucket.hits {
          guard case .person(let name) = personTag else { continue }
          // A display name says something only beside a display name, or where it is the user name.
          let isDisplay = (accountName == .display, name == .display)
          guard isDisplay == (true, true) || !isDisplay.0 && !bucket.overflows else { continue }
          search.hits[account, default: []].append(
            PersonSearch.Hit(
              person: person, account: accountName, name: name, isUnique: isUnique))
        }
      }
    }
  }

  private func distinct(_ objects: [ObjectIndex]) -> [ObjectIndex] {
    var sorted = objects.sorted()
    var kept = 0
    for index in sorted.indices where index == 0 || sorted[index] != sorted[kept - 1] {
      sorted[kept] = sorted[index]
      kept += 1
    }
    sorted.removeLast(sorted.count - kept)
    return sorted
  }
}
