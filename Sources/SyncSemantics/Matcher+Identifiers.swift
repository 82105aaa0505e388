import DirectoryModel

extension Matcher {
  /// Notes external identifiers that are a device's, not a person's.
  ///
  /// A device has an object identifier and another one that it calls itself by. Source: "device
  /// resource type", https://learn.microsoft.com/graph/api/resources/device.
  func noteDevices(_ wanted: [(account: ObjectIndex, meaning: IdentifierMeaning)]) {
    accounts.devices = memory?.accounts.devices ?? DeviceAnswers()
    var unknown: [(account: ObjectIndex, guid: GUID)] = []
    for (account, meaning) in wanted where meaning == .unknown {
      let guid = local.guids[Int(account)]
      guard let object = tenant.find(guid) else {
        unknown.append((account, guid))
        continue
      }
      if tenant.kinds[Int(object)] == .device { conflict(account, .deviceIdentifier) }
    }
    guard !unknown.isEmpty else { return }
    askDevices(unknown.map(\.guid))
    for (account, guid) in unknown where accounts.devices.isDevice[guid] == true {
      conflict(account, .deviceIdentifier)
    }
  }

  /// Finds out which identifiers devices call themselves by, unless the matching before did.
  private func askDevices(_ guids: [GUID]) {
    let values = tenant.attributes.entries(of: .deviceID).map(\.value)
    if accounts.devices.values != values { accounts.devices = DeviceAnswers(values: values) }
    // Few identifiers are looked for among those of all devices: most are told by their last digits.
    var endings = [Bool](repeating: false, count: 1 << 16)
    var isOpen = false
    for guid in guids where accounts.devices.isDevice[guid] == nil {
      accounts.devices.isDevice[guid] = false
      endings[Int(guid.low & 0xFFFF)] = true
      isOpen = true
    }
    guard isOpen else { return }
    let names = tenant.names
    for (place, value) in values.enumerated() {
      // The texts lie anywhere: those of some devices are asked for together.
      if place % 32 == 0 { names.expect(Array(values[place..<min(place + 32, values.count)])) }
      let text = names.bytes.span.extracting(names.range(of: value))
      var bad: UInt8 = 0
      guard text.count == 36, endings[Int(GUID.digits(text, 32, 4, &bad) & 0xFFFF)],
        let guid = GUID(text), accounts.devices.isDevice[guid] != nil
      else { continue }
      accounts.devices.isDevice[guid] = true
    }
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
      let (names, range) = (local.names, local.names.range(of: text))
      guard let name = tenant.names.find(names.bytes.span.extracting(range)) else { continue }
      found[account] = people[name]
    }
    return found
  }

  /// Lets names decide where two accounts have each other's identifier and their own names.
  ///
  /// Nothing but an exchange of identifiers looks like this.
  func exchangedIdentifiers(_ claims: [Claim], _ search: PersonSearch) -> [Claim] {
    var heirs: [ObjectIndex: ObjectIndex] = [:]
    for conflict in matching.principalConflicts {
      if case .recycledAddress(let person) = conflict.kind { heirs[conflict.local] = person }
    }
    guard !heirs.isEmpty else { return claims }
    var holders: [ObjectIndex: [ObjectIndex]] = [:]
    for claim in claims where claim.evidence == .externalID {
      holders[claim.tenant, default: []].append(claim.local)
    }
    var result = claims
    for index in result.indices where result[index].evidence == .externalID {
      let claim = result[index]
      guard let heir = heirs[claim.local],
        (holders[heir] ?? []).contains(where: { heirs[$0] == claim.tenant })
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
