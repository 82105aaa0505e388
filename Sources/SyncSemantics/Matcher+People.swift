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
  mutating func matchPeople() {
    var claims: [Claim] = []
    claims.reserveCapacity(local.users.count)
    var search = PersonSearch()
    let names = PrincipalNames(tenant)
    for account in local.users {
      let meaning = meaning(of: account)
      if case .live(let person) = meaning {
        if hasExpectedName(account, person) && !hasForeignMail(account, person) {
          claims.append(
            Claim(local: account, tenant: person, evidence: .externalID, difference: .none))
        } else {
          search.wanted.append((account, meaning))
        }
      } else if meaning == .nothing, policy.identityMatching.ladder.contains(where: \.isName),
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
  func meaning(of account: ObjectIndex) -> IdentifierMeaning {
    let first = meaning(of: local.guids[Int(account)])
    if case .live = first { return first }
    var best = first
    for name in local.attributes.all(.otherExternalID, of: account) {
      guard let guid = GUID(local.names.string(name)) else { continue }
      let other = meaning(of: guid)
      if case .live = other { return other }
      if best == .nothing || best == .unknown { best = other }
    }
    return best
  }

  private func meaning(of guid: GUID) -> IdentifierMeaning {
    guard guid != .none else { return .nothing }
    guard let object = tenant.find(guid) else { return .unknown }
    switch tenant.kinds[Int(object)] {
    case .user, .unknown: return tenant.isDeleted(object) ? .deleted(object) : .live(object)
    case .group, .device, .servicePrincipal, .contact: return .unknown
    }
  }

  /// Whether the account is called exactly what the product makes of the person.
  func hasExpectedName(_ account: ObjectIndex, _ person: ObjectIndex) -> Bool {
    let form = policy.identityMatching.userNames
    let name = local.principalNames[Int(account)]
    if !form.lowercased, form.replacements.isEmpty {
      switch tenant.isGuest(person) == .yes ? form.guests : form.members {
      case .free: return true
      case .userPrincipalName:
        return local.names.equals(name, tenant.principalNames[Int(person)], of: tenant.names)
      case .mail:
        return local.names.equals(name, tenant.mails[Int(person)], of: tenant.names)
          && tenant.mails[Int(person)] != NameTable.absent
      case .mailOrUserPrincipalName, .localPart, .objectID, .displayName: break
      }
    }
    guard let expected = form.name(for: person, in: tenant) else { return name == NameTable.absent }
    return local.names.equals(name, expected.span)
  }

  /// Whether the account's address is neither the person's address nor principal name, so that it
  /// may belong to somebody else.
  private func hasForeignMail(_ account: ObjectIndex, _ person: ObjectIndex) -> Bool {
    let mail = local.mails[Int(account)]
    guard mail > NameTable.empty else { return false }
    return !local.names.equals(mail, tenant.mails[Int(person)], of: tenant.names)
      && !local.names.equals(mail, tenant.principalNames[Int(person)], of: tenant.names)
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
