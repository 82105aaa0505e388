import DirectoryModel

/// The names of people as keys, for accounts that wait for them; two threads look them up.
struct PersonNames: Sendable {
  /// A name of a person for which an account waits.
  struct Offer: Sendable {
    let hash: UInt64
    let person: ObjectIndex
    let tag: PersonSearch.Tag
  }

  let tenant: Directory
  let userNames: UserNameForm
  /// Whether what the product makes of people is offered as well.
  let needsExpected: Bool
  /// The keys for which accounts wait.
  let keys: WantedKeys<PersonSearch.Tag>
  /// What is kept of the tenant's names.
  let names: NameKeys

  /// What the live people offer, in their order; takes linear time.
  func offersOfUsers() -> [Offer] {
    let (count, size) = (tenant.users.count, AccountLookup.partSize)
    return parts((count + size - 1) / size) { part in
      offers(of: (part * size)..<min((part + 1) * size, count))
    }.flatMap(\.self)
  }

  private func offers(of range: Range<Int>) -> [Offer] {
    var offers: [Offer] = []
    for index in range { add(tenant.users[index], needsExpected, &offers) }
    return offers
  }

  /// What somebody who was deleted offers.
  func offersOfDeleted(_ person: ObjectIndex) -> [Offer] {
    var offers: [Offer] = []
    add(person, true, &offers)
    return offers
  }

  private func add(_ person: ObjectIndex, _ needsExpected: Bool, _ offers: inout [Offer]) {
    func offer(_ hash: UInt64?, _ name: PersonSearch.PersonName) {
      guard let hash, keys.isWanted(hash) else { return }
      offers.append(Offer(hash: hash, person: person, tag: .person(name)))
    }
    let (principal, mail) = (tenant.principalNames[Int(person)], tenant.mails[Int(person)])
    if tenant.isDeleted(person) {
      offer(KeyHash.plain(UserNameForm.principalName(of: person, in: tenant)), .principal)
    } else {
      let hash = names.plain(tenant.names, principal)
      offer(hash, .principal)
      if mail == principal { offer(hash, .mail) }
    }
    if mail != principal { offer(names.plain(tenant.names, mail), .mail) }
    if needsExpected, let name = userNames.name(for: person, in: tenant) {
      offer(KeyHash.plain(name), .expected)
    }
    if mayBeGuest(person),
      let address = UserNameForm.guestAddress(tenant.names.copy(principal))
    {
      offer(KeyHash.plain(address), .guest)
    }
  }

  /// Whether a principal name may have been made of an address; dear to find out otherwise.
  private func mayBeGuest(_ person: ObjectIndex) -> Bool {
    guard tenant.isGuest(person) != .no else { return false }
    let range = tenant.names.range(of: tenant.principalNames[Int(person)])
    return tenant.names.bytes[range].contains(UInt8(ascii: "#"))
  }
}
