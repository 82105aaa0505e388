import Audit
import DirectoryModel

/// One finding with all its texts, as every format shows it.
struct FindingRecord: Sendable {
  let rule: Rule
  let ruleIndex: Int
  let finding: Finding
  let group: Reference
  let principal: Reference
  let text: FindingText
  let fingerprint: String
  /// Against the baseline: `new` or `unchanged`; `nil` without one.
  let baselineState: String?

  /// How an object is named on both sides.
  struct Reference: Sendable {
    /// The tenant's identifier, if the object is in the tenant.
    let tenantID: String?
    /// The local key as text, if the object is in the local system.
    let localID: String?
    let name: String?
  }

  init(_ report: Report, _ index: Int) {
    let result = report.result
    finding = result.findings[index]
    ruleIndex = Int(finding.rule)
    rule = result.rules[ruleIndex]
    text = result.text(finding)
    fingerprint = result.fingerprints[index]
    group = Reference(report, tenant: finding.tenantGroup, local: finding.localGroup)
    principal = Reference(report, tenant: finding.tenantPrincipal, local: finding.localPrincipal)
    let (known, fingerprint) = (report.baseline, fingerprint)
    baselineState = known.map { $0.fingerprints[fingerprint] == nil ? "new" : "unchanged" }
  }
}

extension FindingRecord.Reference {
  /// Names an object of one side or both; the tenant's name comes first, then the local one.
  init(_ report: Report, tenant: ObjectIndex, local: ObjectIndex) {
    let input = report.result.input
    let isKnown = tenant != noObject && input.tenant.guids[Int(tenant)] != .none
    tenantID = isKnown ? input.tenant.guids[Int(tenant)].description : nil
    localID = local != noObject ? input.local.keyText(local) : nil
    // The name of a deleted user carries its identifier in front; the account's is readable.
    let isGone = tenant != noObject && local != noObject && input.tenant.isDeleted(tenant)
    let shown = isGone ? nil : input.tenant.shownName(of: tenant)
    name = shown ?? input.local.shownName(of: local)
  }

  var isEmpty: Bool { tenantID == nil && localID == nil && name == nil }
}

extension Directory {
  /// A group's or device's display name; a person's account name, which is what people search for.
  fileprivate func shownName(of object: ObjectIndex) -> String? {
    guard object != noObject else { return nil }
    let index = Int(object)
    let account = principalNames[index]
    if account > NameTable.empty { return names.string(account) }
    let name = displayNames[index]
    return name == NameTable.absent ? nil : names.string(name)
  }
}
