import DirectoryModel

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
    var claims: [Claim] = []
    claims.reserveCapacity(local.users.count)
    var search = PersonSearch()
    let names = PrincipalNames(tenant)
    // Looked up in a loop of their own, so that the waits for memory overlap.
    let targets = local.users.map { account in
      let guid = local.guids[Int(account)]
      return guid == .none ? noObject : tenant.find(guid) ?? noObject
    }
    let looksAtNames = policy.identityMatching.ladder.contains(where: \.isName)
    for (account, target) in zip(local.users, targets) {
      let meaning = meaning(of: account, target)
      if case .live(let person) = meaning {
        if let difference = quickDifference(account, person), !hasForeignMail(account, person) {
          claims.append(
            Claim(local: account, tenant: person, evidence: .externalID, difference: difference))
        } else {
          search.wanted.append((account, meaning))
        }
      } else if meaning == .nothing, looksAtNames,
        let person = names.person(local, account), hasExpectedName(account, person)
      {
        claims.append(
          Claim(local: account, tenant: person, evidence: .exactName, difference: .none))
      } else {
        search.wanted.append((account, meaning))
      }
    }
    if !search.wanted.isEmpty { claims += searchPeople(&search) }
    settle(claims)
  }

  /// What the account's external identifiers say; the first that is live decides.
  private func meaning(of account: ObjectIndex, _ target: ObjectIndex) -> IdentifierMeaning {
    let first = meaning(of: local.guids[Int(account)], target)
    if case .live = first { return first }
    var best = first
    for name in local.attributes.all(.otherExternalID, of: account) {
      guard let guid = GUID(local.names.string(name)) else { continue }
      let other = meaning(of: guid, tenant.find(guid) ?? noObject)
      if case .live = other { return other }
      if best == .nothing || best == .unknown { best = other }
    }
    return best
  }

  private func meaning(of guid: GUID, _ object: ObjectIndex) -> IdentifierMeaning {
    guard object != noObject else { return guid == .none ? .nothing : .unknown }
    switch tenant.kinds[Int(object)] {
    case .user, .unknown: return tenant.isDeleted(object) ? .deleted(object) : .live(object)
    case .group, .device, .servicePrincipal, .contact: return .unknown
    }
  }

  /// Whether the account is called exactly what the product makes of the person.
  func hasExpectedName(_ account: ObjectIndex, _ person: ObjectIndex) -> Bool {
    let name = local.principalNames[Int(account)]
    if isPlainForm {
      switch tenant.isGuest(person) == .yes ? guestForm : memberForm {
      case .free: return true
      case .userPrincipalName:
        return local.names.equals(name, tenant.principalNames[Int(person)], of: tenant.names)
      case .mail:
        return local.names.equals(name, tenant.mails[Int(person)], of: tenant.names)
          && tenant.mails[Int(person)] != NameTable.absent
      case .mailOrUserPrincipalName, .localPart, .objectID, .displayName: break
      }
    }
    guard let expected = userNames.name(for: person, in: tenant) else {
      return name == NameTable.absent
    }
    return local.names.equals(name, expected.span)
  }

  /// How an account's name differs, where that shows at a glance: not at all, or in ASCII case.
  private func quickDifference(
    _ account: ObjectIndex, _ person: ObjectIndex
  ) -> NameDifference? {
    let name = local.principalNames[Int(account)]
    let raw: NameIndex
    switch tenant.isGuest(person) == .yes ? guestForm : memberForm {
    case .userPrincipalName where isPlainForm: raw = tenant.principalNames[Int(person)]
    case .mail where isPlainForm: raw = tenant.mails[Int(person)]
    case .userPrincipalName, .mail, .mailOrUserPrincipalName, .localPart, .objectID, .displayName,
      .free:
      return hasExpectedName(account, person) ? NameDifference.none : nil
    }
    guard name > NameTable.empty else { return nil }
    switch local.names.comparison(name, raw, of: tenant.names) {
    case .equal: return NameDifference.none
    case .equalButForCase: return .letterCase
    case .different: return nil
    }
  }

  /// Whether the account's address is neither the person's address nor principal name, so that it
  /// may belong to somebody else.
  private func hasForeignMail(_ account: ObjectIndex, _ person: ObjectIndex) -> Bool {
    let mail = local.mails[Int(account)]
    guard mail > NameTable.empty else { return false }
    return !local.names.equalsIgnoringCase(mail, tenant.mails[Int(person)], of: tenant.names)
      && !local.names.equalsIgnoringCase(
        mail, tenant.principalNames[Int(person)], of: tenant.names)
  }
}

extension NameTable {
  /// How two texts compare at a glance.
  enum Comparison { case equal, equalButForCase, different }

  /// Compares two texts, and tells whether only the case of ASCII letters differs.
  ///
  /// Looks at every byte without asking on the way, which takes a fraction of the time.
  func comparison(_ name: NameIndex, _ other: NameIndex, of table: NameTable) -> Comparison {
    let own = bytes.span.extracting(range(of: name))
    let theirs = table.bytes.span.extracting(table.range(of: other))
    guard own.count == theirs.count else { return .different }
    var difference: UInt8 = 0
    for index in own.indices { difference |= own[index] ^ theirs[index] }
    if difference == 0 { return .equal }
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

extension IdentityMatching.Rung {
  /// Whether the rung looks at names of the account.
  fileprivate var isName: Bool {
    switch self {
    case .userName, .userPrincipalName, .mail, .displayName: true
    case .link, .objectID, .externalID, .deviceID, .hostName: false
    }
  }
}

/// Live people by the exact bytes of their user principal name.
struct PrincipalNames {
  private let tenant: Directory
  private let people: [ObjectIndex]
  /// Stands for a name that several people have.
  private static let several = noObject - 1

  init(_ tenant: Directory) {
    self.tenant = tenant
    var people = [ObjectIndex](repeating: noObject, count: tenant.names.count)
    for person in tenant.users {
      let name = Int(tenant.principalNames[Int(person)])
      people[name] = people[name] == noObject ? person : Self.several
    }
    people[Int(NameTable.absent)] = noObject
    people[Int(NameTable.empty)] = noObject
    self.people = people
  }

  /// The one live person whose principal name is the account's name, byte for byte.
  func person(_ local: Directory, _ account: ObjectIndex) -> ObjectIndex? {
    let range = local.names.range(of: local.principalNames[Int(account)])
    let bytes = local.names.bytes.span.extracting(range)
    guard let name = tenant.names.find(bytes) else { return nil }
    let person = people[Int(name)]
    return person == noObject || person == Self.several ? nil : person
  }
}
