import Audit
import DirectoryModel
import JSONText

/// One finding with all its texts, as every format shows it.
struct FindingRecord: Sendable {
  let rule: Rule
  let ruleIndex: Int
  let finding: Finding
  let group: Naming
  let principal: Naming
  let text: FindingText
  let fingerprint: String
  /// Against the baseline: `new` or `unchanged`; `nil` without one.
  let baselineState: String?

  init(_ report: Report, _ index: Int) {
    let result = report.result
    finding = result.findings[index]
    ruleIndex = Int(finding.rule)
    rule = result.rules[ruleIndex]
    text = result.text(finding)
    fingerprint = result.fingerprints[index]
    let input = result.input
    group = Naming(input, tenant: finding.tenantGroup, local: finding.localGroup)
    principal = Naming(input, tenant: finding.tenantPrincipal, local: finding.localPrincipal)
    let (known, fingerprint) = (report.baseline, fingerprint)
    baselineState = known.map { $0.fingerprints.contains(fingerprint) ? "unchanged" : "new" }
  }
}

/// How an object is named on both sides, before anybody made texts of it.
struct Naming: Sendable {
  /// The tenant's identifier, `GUID.none` if the object is not in the tenant or has none.
  let identifier: GUID
  /// The object of the local system whose key counts, or `noObject`.
  let local: ObjectIndex
  /// Whether the name is the tenant's.
  private let isOfTenant: Bool
  /// The number of the name on its side; `NameTable.absent` if there is none.
  private let number: NameIndex

  /// Names an object of one side or both; the tenant's name comes first, then the local one.
  init(_ input: AuditInput, tenant: ObjectIndex, local: ObjectIndex) {
    identifier = tenant == noObject ? .none : input.tenant.guids[Int(tenant)]
    self.local = local
    // The name of a deleted user carries its identifier in front; the account's is readable.
    let isGone = tenant != noObject && local != noObject && input.tenant.isDeleted(tenant)
    let shown = isGone ? NameTable.absent : input.tenant.shownName(of: tenant)
    isOfTenant = shown != NameTable.absent
    number = isOfTenant ? shown : input.local.shownName(of: local)
  }

  var hasName: Bool { number != NameTable.absent }

  var isEmpty: Bool { identifier == .none && local == noObject && !hasName }

  /// Where the name lies in the bytes of its table.
  func range(_ input: AuditInput) -> Range<Int> { names(input).range(of: number) }

  /// The names that the number counts in.
  func names(_ input: AuditInput) -> NameTable {
    isOfTenant ? input.tenant.names : input.local.names
  }

  /// Writes the name as a value, null if there is none, given the names of both sides.
  func writeName(_ tenant: NameTable, _ local: NameTable, to json: inout JSONWriter) {
    if number == NameTable.absent {
      json.null()
    } else if isOfTenant {
      json.string(tenant.bytes.span.extracting(tenant.range(of: number)))
    } else {
      json.string(local.bytes.span.extracting(local.range(of: number)))
    }
  }
}

extension Directory {
  /// A group's or device's display name; a person's account name, which is what people search for.
  fileprivate func shownName(of object: ObjectIndex) -> NameIndex {
    guard object != noObject else { return NameTable.absent }
    let account = principalNames[Int(object)]
    return account > NameTable.empty ? account : displayNames[Int(object)]
  }
}
