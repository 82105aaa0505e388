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

  let wanted: [(account: ObjectIndex, meaning: IdentifierMeaning)]
  var keys = WantedKeys<Tag>()
  var hits: [ObjectIndex: [Hit]] = [:]

  init(wanted: [(account: ObjectIndex, meaning: IdentifierMeaning)]) { self.wanted = wanted }
}

extension Matcher {
  /// Searches the people for the accounts that were not found at once.
  func searchPeople(_ search: inout PersonSearch) -> [Claim] {
    wantKeys(&search)
    offerKeys(&search)
    collectHits(search.keys, into: &search.hits)
    // In a list of users that was cut, no display name is known to be unique.
    if tenant.state(of: .user).provesAbsence { searchDisplayNames(&search) }
    noteDevices(search.wanted)
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
      ]
      for (name, tag) in names where name > NameTable.empty {
        guard let hash = KeyHash.plain(local.names, name) else { continue }
        search.keys.want(hash, account, .account(tag))
      }
    }
  }

  private func offerKeys(_ search: inout PersonSearch) {
    let names = PersonNames(
      tenant: tenant, userNames: userNames, needsExpected: needsExpectedKeys, keys: search.keys,
      names: keys)
    for offer in names.offersOfUsers() { search.keys.offer(offer.hash, offer.person, offer.tag) }
    for object in tenant.deleted where tenant.kinds[Int(object)] == .user {
      for offer in names.offersOfDeleted(object) {
        search.keys.offer(offer.hash, offer.person, offer.tag)
      }
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
      .userPrincipalName, .mail, .mailOrUserPrincipalName, .free,
    ]
    return !form.replacements.isEmpty || !own.contains(form.members) || !own.contains(form.guests)
  }

  /// An address without `SMTP:` before it.
  static func withoutScheme(_ address: [UInt8]) -> [UInt8] {
    guard let colon = address.firstIndex(of: UInt8(ascii: ":")) else { return address }
    return Array(address[(colon + 1)...])
  }

  /// Looks at display names for the accounts that no address has told.
  private func searchDisplayNames(_ search: inout PersonSearch) {
    var keys = WantedKeys<PersonSearch.Tag>()
    for (account, _) in search.wanted where search.hits[account] == nil {
      if let hash = KeyHash.plain(local.names, local.displayNames[Int(account)]) {
        keys.want(hash, account, .account(.display))
      }
      let name = local.names.copy(local.principalNames[Int(account)])
      if !name.contains(UInt8(ascii: "@")), let hash = KeyHash.plain(name) {
        keys.want(hash, account, .account(.userName))
      }
    }
    guard !keys.buckets.isEmpty else { return }
    // Many people share a display name, which is stored once: each is looked at once.
    var verdicts = [UInt8](repeating: 0, count: tenant.names.count)
    for person in tenant.users { offerDisplayName(of: person, &keys, &verdicts) }
    for person in tenant.deleted where tenant.kinds[Int(person)] == .user {
      offerDisplayName(of: person, &keys, &verdicts)
    }
    collectHits(keys, into: &search.hits)
  }

  private func offerDisplayName(
    of person: ObjectIndex, _ keys: inout WantedKeys<PersonSearch.Tag>, _ verdicts: inout [UInt8]
  ) {
    let name = tenant.displayNames[Int(person)]
    guard verdicts[Int(name)] != 1, let hash = self.keys.plain(tenant.names, name) else { return }
    verdicts[Int(name)] = keys.offer(hash, person, .person(.display)) ? 2 : 1
  }

  private func collectHits(
    _ keys: WantedKeys<PersonSearch.Tag>, into hits: inout [ObjectIndex: [PersonSearch.Hit]]
  ) {
    for bucket in keys.buckets where !bucket.hits.isEmpty {
      let isUnique =
        !bucket.overflows && bucket.hits.allSatisfy { $0.tenant == bucket.hits[0].tenant }
        && bucket.entries.allSatisfy { $0.local == bucket.entries[0].local }
      for (account, accountTag) in bucket.entries {
        guard case .account(let accountName) = accountTag else { continue }
        for (person, personTag) in bucket.hits {
          guard case .person(let name) = personTag else { continue }
          hits[account, default: []].append(
            PersonSearch.Hit(
              person: person, account: accountName, name: name, isUnique: isUnique))
        }
      }
    }
  }
}
