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
    let isKnown = tenant != noObject && report.tenant.guids[Int(tenant)] != .none
    tenantID = isKnown ? report.tenant.guids[Int(tenant)].description : nil
    localID = local != noObject ? report.local.keyText(local) : nil
    // The name of a deleted user carries its identifier in front; the account's is readable.
    let isGone = tenant != noObject && local != noObject && report.tenant.isDeleted(tenant)
    let shown = isGone ? nil : Self.name(tenant, in: report.tenant)
    name = shown ?? Self.name(local, in: report.local)
  }

  /// A group's or device's display name; a person's account name, which is what people search for.
  private static func name(_ object: ObjectIndex, in directory: Directory) -> String? {
    guard object != noObject else { return nil }
    let index = Int(object)
    let account = directory.principalNames[index]
    if account > NameTable.empty { return directory.names.string(account) }
    let name = directory.displayNames[index]
    return name == NameTable.absent ? nil : directory.names.string(name)
  }

  var isEmpty: Bool { tenantID == nil && localID == nil && name == nil }
}
