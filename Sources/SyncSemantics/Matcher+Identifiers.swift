import DirectoryModel

extension Matcher {
  /// Notes an external identifier that is a device's, not a person's.
  mutating func noteDevice(_ account: ObjectIndex, _ meaning: IdentifierMeaning) {
    guard meaning == .unknown else { return }
    let guid = local.guids[Int(account)]
    if let object = tenant.find(guid), tenant.kinds[Int(object)] == .device {
      conflict(account, .deviceIdentifier)
    } else if deviceIdentifiers.contains(guid) {
      conflict(account, .deviceIdentifier)
    }
  }

  /// The identifiers that devices call themselves by.
  func readDeviceIdentifiers() -> Set<GUID> {
    Set(
      tenant.attributes.entries(of: .deviceID).compactMap {
        GUID(tenant.names.string($0.value))
      })
  }

  /// People told by the identifier of their on-premises original, in the forms products store.
  ///
  /// Source: "Microsoft Entra Connect: Design concepts", section sourceAnchor,
  /// https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-design-concepts.
  func immutableIdentifiers(
    _ wanted: [(account: ObjectIndex, meaning: IdentifierMeaning)]
  ) -> [ObjectIndex: ObjectIndex] {
    let undecided = wanted.filter { $0.meaning == .unknown || $0.meaning == .nothing }
    let texts = undecided.compactMap { entry in
      local.attributes.first(.externalIDText, of: entry.account).map { (entry.account, $0) }
    }
    let anchors = tenant.attributes.entries(of: .onPremisesImmutableID)
    guard !texts.isEmpty, !anchors.isEmpty else { return [:] }
    var people: [NameIndex: ObjectIndex] = [:]
    for (person, value) in anchors where !tenant.isDeleted(person) { people[value] = person }
    var found: [ObjectIndex: ObjectIndex] = [:]
    for (account, text) in texts {
      let range = local.names.range(of: text)
      guard let name = tenant.names.find(local.names.bytes.span.extracting(range)) else { continue }
      found[account] = people[name]
    }
    return found
  }

  /// Lets names decide where two accounts have each other's identifier and their own names.
  ///
  /// Nothing but an exchange of identifiers looks like this.
  mutating func exchangedIdentifiers(_ claims: [Claim], _ search: PersonSearch) -> [Claim] {
    var heirs: [ObjectIndex: ObjectIndex] = [:]
    for conflict in matching.principalConflicts {
      if case .recycledAddress(let person) = conflict.kind { heirs[conflict.local] = person }
    }
    guard !heirs.isEmpty else { return claims }
    var holder: [ObjectIndex: ObjectIndex] = [:]
    for claim in claims where claim.evidence == .externalID { holder[claim.tenant] = claim.local }
    var result = claims
    for index in result.indices where result[index].evidence == .externalID {
      let claim = result[index]
      guard let heir = heirs[claim.local], let other = holder[heir], heirs[other] == claim.tenant
      else { continue }
      result[index] = Claim(
        local: claim.local, tenant: heir, evidence: .exactName,
        difference: nameDifference(claim.local, heir))
      matching.principalConflicts.removeAll {
        $0 == Conflict(local: claim.local, kind: .recycledAddress(heir))
      }
      conflict(claim.local, .identifierOfOther(claim.tenant))
    }
    return result
  }
}
