import DirectoryModel

extension Matcher {
  /// Finds the tenant's device of each local device or configuration.
  func matchDevices() {
    guard !local.devices.isEmpty else { return }
    let index = DeviceIndex(tenant)
    var claims: [Claim] = []
    for device in local.devices {
      for rung in policy.identityMatching.deviceLadder where isWhole(.device) || rung.isIdentifier {
        let found = candidates(device, rung, index)
        guard let first = found.first else { continue }
        if found.count > 1 {
          loneReasons[device] = .ambiguous(found)
        } else {
          loneReasons[device] = nil
          claims.append(claim(device, first, rung))
        }
        break
      }
    }
    settle(claims)
  }

  private func claim(
    _ device: ObjectIndex, _ original: ObjectIndex, _ rung: IdentityMatching.Rung
  ) -> Claim {
    let names = (
      bytes(tenant: tenant.displayNames[Int(original)]),
      bytes(local: local.displayNames[Int(device)])
    )
    let difference =
      names.1.isEmpty ? .none : NameDifference.between(names.0, names.1, product: product)
    let evidence: Evidence
    switch rung {
    case .objectID, .externalID, .link: evidence = .externalID
    case .deviceID:
      evidence = .otherForm
      if local.guids[Int(device)] != .none { conflict(device, .deviceIdentifier) }
    case .hostName: evidence = .otherForm
    case .userName, .userPrincipalName, .mail, .displayName: evidence = .displayName
    }
    return Claim(local: device, tenant: original, evidence: evidence, difference: difference)
  }

  private func candidates(
    _ device: ObjectIndex, _ rung: IdentityMatching.Rung, _ index: DeviceIndex
  ) -> [ObjectIndex] {
    let guid = local.guids[Int(device)]
    switch rung {
    case .objectID, .externalID:
      guard guid != .none, let found = tenant.find(guid), tenant.kinds[Int(found)] == .device,
        !tenant.isDeleted(found)
      else { return [] }
      return [found]
    case .deviceID:
      let own = local.attribute(.deviceID, of: device).flatMap { GUID($0) }
      return (own ?? (guid == .none ? nil : guid)).flatMap { index.byDeviceID[$0] } ?? []
    case .displayName, .userName:
      return index.devices(named: bytes(local: local.displayNames[Int(device)]))
    case .hostName:
      guard let host = local.attributes.first(.hostName, of: device) else { return [] }
      let name = bytes(local: host)
      let whole = index.devices(named: name)
      return whole.isEmpty ? index.devices(named: Array(name.prefix { $0 != 46 })) : whole
    case .link, .userPrincipalName, .mail: return []
    }
  }
}

extension IdentityMatching.Rung {
  /// Whether the rung names one device, whatever other devices there are.
  fileprivate var isIdentifier: Bool {
    switch self {
    case .objectID, .externalID, .deviceID: true
    case .link, .userName, .userPrincipalName, .mail, .displayName, .hostName: false
    }
  }
}

/// The tenant's live devices by what they are called.
struct DeviceIndex {
  let byDeviceID: [GUID: [ObjectIndex]]
  private let byName: [[UInt8]: [ObjectIndex]]

  init(_ tenant: Directory) {
    var byDeviceID: [GUID: [ObjectIndex]] = [:]
    for (device, value) in tenant.attributes.entries(of: .deviceID)
    where !tenant.isDeleted(device) && tenant.kinds[Int(device)] == .device {
      guard let guid = GUID(tenant.names.string(value)) else { continue }
      byDeviceID[guid, default: []].append(device)
    }
    self.byDeviceID = byDeviceID
    var byName: [[UInt8]: [ObjectIndex]] = [:]
    for device in tenant.devices {
      let name = NameForm.plain(tenant.names.copy(tenant.displayNames[Int(device)]))
      if !name.isEmpty { byName[name, default: []].append(device) }
    }
    self.byName = byName
  }

  /// The devices of a name, whatever its case.
  func devices(named name: [UInt8]) -> [ObjectIndex] { byName[NameForm.plain(name)] ?? [] }
}
