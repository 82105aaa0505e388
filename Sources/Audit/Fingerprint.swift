import Digests
import DirectoryModel

/// What makes a finding the same finding after the snapshots were taken anew.
enum Fingerprint {
  /// 32 hexadecimal digits: the first half of a SHA-256 over the rule and the objects concerned.
  ///
  /// Objects of the tenant count by identifier, local ones by key, so that renaming a group does
  /// not make its findings new.
  static func of(_ finding: Finding, rules: [Rule], input: AuditInput) -> String {
    var bytes = Array(rules[Int(finding.rule)].id.utf8)
    append(finding.tenantGroup, finding.localGroup, input, &bytes)
    append(finding.tenantPrincipal, finding.localPrincipal, input, &bytes)
    if let distinguish = rules[Int(finding.rule)].distinguish {
      bytes.append(UInt8(ascii: " "))
      bytes.append(contentsOf: distinguish(input, finding).utf8)
    }
    return SHA256.digest(of: bytes).hex(first: 16)
  }

  private static func append(
    _ tenant: ObjectIndex, _ local: ObjectIndex, _ input: AuditInput, _ bytes: inout [UInt8]
  ) {
    bytes.append(0)
    if tenant != noObject { input.tenant.guids[Int(tenant)].appendText(to: &bytes) }
    bytes.append(0)
    if local != noObject { bytes.append(contentsOf: input.local.keyText(local).utf8) }
  }
}
