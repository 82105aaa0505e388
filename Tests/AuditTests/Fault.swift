import Audit
import DirectoryModel
import TestSupport

/// One planted fault, and which findings it stands behind.
struct Fault {
  let id: String
  let kind: String
  let localGroup: String
  let tenantGroup: String
  let localUser: String
  let tenantUser: String
  let detail: String

  init(_ record: [String: String]) {
    func cell(_ name: String) -> String { record[name] ?? "" }
    (id, kind) = (cell("fault_id"), cell("kind"))
    (localGroup, tenantGroup) = (cell("local_group_id"), cell("entra_group_id"))
    (localUser, tenantUser) = (cell("local_user_id"), cell("entra_user_id"))
    detail = cell("detail")
  }

  /// The rules whose names fit each kind of fault; kinds that are not here fit every rule `name.*`.
  static let fitting: [String: [String]] = [
    "user-without-local-account": ["identity.not-imported"],
    "user-upn-changed-in-entra": ["identity.upn-changed"],
    "user-name-case": ["identity.name-case"],
    "user-name-trailing-space": ["identity.name-blank"],
    "user-local-only": ["identity.unmatched", "membership.unmatched-account"],
    "user-disabled-in-entra-active-locally": ["identity.disabled-active"],
    "user-recreated-in-entra": ["identity.recreated"],
    "user-two-local-accounts": ["identity.two-accounts", "membership.second-account"],
    "user-external-id-missing": ["identity.external-id-missing"],
    "user-external-id-upper": ["identity.external-id-form"],
    "departed-user-still-member": ["membership.departed", "identity.departed"],
    "member-extra-locally": ["membership.extra", "membership.foreign-kept"],
    "member-missing-locally": ["membership.missing", "nested.member-missing"],
    "group-renamed-in-entra": ["group.renamed"],
    "group-missing-locally": ["group.missing-locally"],
    "group-deleted-in-entra": ["group.deleted"],
    "group-local-only": ["group.missing-in-tenant"],
    "group-duplicate-local": ["group.duplicate-name"],
    "group-duplicate-local-case-upper": ["group.duplicate-name"],
    "group-duplicate-local-case-lower": ["group.duplicate-name"],
    "group-external-id-missing": ["group.external-id-missing"],
    "group-external-id-upper": ["group.external-id-form"],
    "group-external-id-swapped": ["group.external-id-swapped"],
    "group-external-id-stale": ["group.recreated"],
    "group-name-case-lower": ["name.case"], "group-name-case-upper": ["name.case"],
    "group-name-trailing-space": ["name.blank"], "group-name-leading-space": ["name.blank"],
    "group-name-double-space": ["name.blank"], "group-name-nbsp": ["name.invisible"],
    "group-name-zwsp": ["name.invisible"], "group-name-nfd": ["name.normalization"],
    "group-name-cyrillic-a": ["name.look-alike"],
    "group-name-hyphen-for-en-dash": ["name.punctuation"],
    "group-name-underscores": ["name.punctuation"],
    "group-name-and-for-ampersand": ["name.wording"],
    "group-name-html-entity": ["name.entity"],
    "group-name-ascii-folded": ["name.marks-dropped"],
    "group-name-truncated-64": ["name.truncated"], "group-name-prefix-SAML_": ["name.affix"],
    "nested-members-missing": ["nested.member-missing"],
    "nested-members-flattened": ["nested.flattened"],
    "nested-edge-missing-locally": ["nested.edge-missing"],
    "nested-edge-extra-locally": ["nested.edge-extra"],
    "nested-edge-not-representable": ["nested.edge-not-representable"],
    "nested-cycle-local": ["nested.local-cycle"],
    "membership-row-of-deleted-user": ["local.dangling-row"],
    "membership-row-twice": ["local.repeated-row"],
    "owner-missing-locally": ["owner.missing"], "owner-extra-locally": ["owner.extra"],
  ]

  /// Whether a finding reports the fault.
  func isReported(by row: FindingRow) -> Bool {
    guard Self.fitting[kind]?.contains(row.rule) ?? false else { return false }
    switch kind {
    case "nested-cycle-local": return row.message.contains("'\(Self.names(in: detail)[0])'")
    case "nested-edge-not-representable": return row.localUser == localGroup
    case "nested-edge-missing-locally", "nested-edge-extra-locally":
      return row.localGroup == localGroup
    default: break
    }
    if !localGroup.isEmpty {
      guard row.localGroup == localGroup else { return false }
    } else if !tenantGroup.isEmpty {
      guard row.tenantGroup == tenantGroup else { return false }
    }
    if !localUser.isEmpty { return row.localUser == localUser }
    return tenantUser.isEmpty || row.tenantUser == tenantUser
  }

  /// Whether a finding follows from the fault although another rule reports the fault itself.
  func isCause(of row: FindingRow, second: [String: String]) -> Bool {
    switch kind {
    case "user-two-local-accounts":
      // The person is missing where only the second account is a member.
      return row.rule == "membership.missing" && second[localUser] == row.tenantUser
    case "nested-cycle-local":
      // The edges of a cycle that the tenant does not have are surplus edges.
      return row.rule == "nested.edge-extra"
        && Self.names(in: detail).allSatisfy { row.message.contains("'\($0)'") }
    default: return false
    }
  }

  /// The names in double quotes in a fault's own words.
  private static func names(in detail: String) -> [String] {
    detail.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}

/// A finding by the keys that fault lists use.
struct FindingRow {
  let rule: String
  let message: String
  let localGroup: String
  let tenantGroup: String
  let localUser: String
  let tenantUser: String

  init(_ finding: Finding, in result: AuditResult, accountKeys: [String: String]) {
    let (tenant, local) = (result.input.tenant, result.input.local)
    func key(_ object: ObjectIndex) -> String { object == noObject ? "" : local.keyText(object) }
    func guid(_ object: ObjectIndex) -> String {
      object == noObject ? "" : "\(tenant.guids[Int(object)])"
    }
    rule = result.rules[Int(finding.rule)].id
    message = result.text(finding).message
    (localGroup, tenantGroup) = (key(finding.localGroup), guid(finding.tenantGroup))
    tenantUser = guid(finding.tenantPrincipal)
    let account = key(finding.localPrincipal)
    localUser = accountKeys.first { $0.value == account }?.key ?? account
  }
}
