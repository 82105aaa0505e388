import DirectoryModel
import Memory

/// Finds the person of an account where identifier and name tell at a glance; two threads share it.
struct AccountLookup: Sendable {
  /// What some accounts show, in their order.
  struct Found: Sendable {
    var claims: [Claim] = []
    /// Accounts whose person has to be searched for.
    var wanted: [(account: ObjectIndex, meaning: IdentifierMeaning)] = []
    /// The claims that stand for as long as neither the account nor its person changes.
    var lasting: [Claim] = []
  }

  private let tenant: Directory
  private let local: Directory
  private let names: ExpectedNames
  private let people: PrincipalNames
  private let looksAtNames: Bool

  init(
    _ tenant: Directory, _ local: Directory, _ names: ExpectedNames,
    ladder: [IdentityMatching.Rung]
  ) {
    (self.tenant, self.local, self.names) = (tenant, local, names)
    people = PrincipalNames(tenant)
    looksAtNames = ladder.contains(where: \.isName)
  }

  /// Accounts that one thread looks at before it takes others.
  static let partSize = 4_096

  /// Accounts whose people's names are asked for together, so that the waits for memory overlap.
  private static let batchSize = 64
  /// Accounts whose people's names are near enough without being asked for.
  private static let fewAccounts = 16

  /// Looks at some accounts, and notes what lasts where that is to be remembered; linear time.
  func look(_ accounts: ArraySlice<ObjectIndex>, isRemembered: Bool = false) -> Found {
    var found = Found()
    found.claims.reserveCapacity(accounts.count)
    let targets = tenant.find(accounts.map { local.guids[Int($0)] })
    var place = 0
    while place < targets.count {
      let batch = targets[place..<min(place + Self.batchSize, targets.count)]
      if batch.count > Self.fewAccounts {
        tenant.names.expect(
          batch.map { $0 == noObject ? NameTable.absent : tenant.principalNames[Int($0)] })
      }
      for (account, target) in zip(accounts[(accounts.startIndex + place)...], batch) {
        let meaning = meaning(of: account, target)
        if let claim = claim(account, meaning) {
          found.claims.append(claim)
          if isRemembered, claim.evidence == .externalID, claim.tenant == target {
            found.lasting.append(claim)
          }
        } else {
          found.wanted.append((account, meaning))
        }
      }
      place += batch.count
    }
    return found
  }

  private func claim(_ account: ObjectIndex, _ meaning: IdentifierMeaning) -> Claim? {
    if case .live(let person) = meaning {
      guard let difference = quickDifference(account, person), !hasForeignMail(account, person)
      else { return nil }
      return Claim(local: account, tenant: person, evidence: .externalID, difference: difference)
    }
    guard meaning == .nothing, looksAtNames, let person = people.person(local, account),
      names.isExpected(account, person)
    else { return nil }
    return Claim(local: account, tenant: person, evidence: .exactName, difference: .none)
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

  /// How an account's name differs, where that shows at a glance: not at all, or in ASCII case.
  private func quickDifference(
    _ account: ObjectIndex, _ person: ObjectIndex
  ) -> NameDifference? {
    let name = local.principalNames[Int(account)]
    let raw: NameIndex
    switch tenant.isGuest(person) == .yes ? names.guestForm : names.memberForm {
    case .userPrincipalName where names.isPlainForm: raw = tenant.principalNames[Int(person)]
    case .mail where names.isPlainForm: raw = tenant.mails[Int(person)]
    case .userPrincipalName, .mail, .mailOrUserPrincipalName, .localPart, .objectID, .displayName,
      .free:
      return names.isExpected(account, person) ? NameDifference.none : nil
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
struct PrincipalNames: Sendable {
  private let tenant: Directory
  private let people: [ObjectIndex]
  /// Stands for a name that several people have.
  private static let several = noObject - 1

  init(_ tenant: Directory) {
    self.tenant = tenant
    var people = [ObjectIndex](tenant.names.count, of: noObject)
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
    guard let name = tenant.names.find(local.principalNames[Int(account)], of: local.names)
    else { return nil }
    let person = people[Int(name)]
    return person == noObject || person == Self.several ? nil : person
  }
}
