import JSONText

extension TenantFormat {
  /// Tenant collections of AzureHound: `list -o` files, JSON lines of its standard output, batches.
  ///
  /// Shapes, kinds and their history: https://github.com/SpecterOps/AzureHound, `sinks/file.go`,
  /// `models/*.go`, `enums/kind.go`, versions 1.1.1 to 3.1.0.
  package static let azureHound = TenantFormat(
    name: "AzureHound",
    summary: "a collection of AzureHound: records with 'kind' and 'data' (file, lines or batch)",
    medium: .json(claims: AzureHound.claims, makeReader: { AzureHoundReader() }))
}

/// What AzureHound's records are and how they are recognised.
enum AzureHound {
  /// The kinds that say something of groups; every other kind is counted and skipped.
  enum Kind: Int, CaseIterable {
    case user, group, device, servicePrincipal, tenant, groupMember, groupOwner

    var label: String {
      switch self {
      case .user: "AZUser"
      case .group: "AZGroup"
      case .device: "AZDevice"
      case .servicePrincipal: "AZServicePrincipal"
      case .tenant: "AZTenant"
      case .groupMember: "AZGroupMember"
      case .groupOwner: "AZGroupOwner"
      }
    }
  }

  /// Claims by the first record, or by `meta` where a batch begins with it or there is no record.
  static func claims(_ glimpse: JSONGlimpse) -> Bool {
    switch glimpse.root {
    case .array(let records): records.first.map(isRecord) ?? false
    case .object: isCollection(glimpse.root) || isRecord(glimpse.root)
    default: false
    }
  }

  private static func isCollection(_ root: JSONValue) -> Bool {
    if root["meta"]?["type"]?.text == "azure" { return true }
    return root["data"]?.elements?.first.map(isRecord) ?? false
  }

  /// A record has a kind; where that stands behind its data, its list of members gives it away.
  private static func isRecord(_ value: JSONValue) -> Bool {
    if let kind = value["kind"] {
      return kind.text?.utf8.starts(with: "AZ".utf8) ?? false
    }
    guard let data = value["data"] else { return false }
    let entries = data["members"]?.elements ?? data["owners"]?.elements ?? []
    if let entry = entries.first { return entry["groupId"] != nil || entry["member"] != nil }
    return data["tenantId"] != nil && data["id"] != nil
  }
}
