import Audit
import DirectoryModel
import JSONText
import SyncSemantics

extension JSONReport {
  /// The documents that a full run leaves, where the policy documents groups.
  mutating func writeDocumentation() {
    let input = report.result.input
    guard input.policy.scope.isDocumented else { return }
    json.key("documentation")
    json.beginArray()
    let documents = documentation(
      tenant: input.tenant, local: input.local, matching: input.matching, policy: input.policy)
    for document in documents { write(document, input.tenant) }
    json.endArray()
  }

  private mutating func write(_ document: DocumentedGroup, _ tenant: Directory) {
    let group = document.group
    json.beginObject()
    json.optional("list", document.list.rawValue)
    json.optional("tenantId", "\(tenant.guids[Int(group)])")
    json.optional("name", document.text(.name, in: tenant))
    names("nestedGroups", document.nestedGroups, tenant)
    names("membersMatchedToContact", document.matchedMembers, tenant)
    names("membersNotMatched", document.unmatchedMembers, tenant)
    names("devicesMatchedToConfiguration", document.matchedDevices, tenant)
    names("devicesNotMatched", document.unmatchedDevices, tenant)
    json.optional("completeness", document.completeness.label)
    json.optional("mail", document.text(.mail, in: tenant))
    json.optional("domain", document.text(.domain, in: tenant))
    json.optional("description", document.text(.description, in: tenant))
    json.optional("membershipType", document.text(.membershipType, in: tenant))
    json.optional("syncStatus", document.status.rawValue)
    json.optional("updated", document.updated(in: tenant))
    json.endObject()
  }

  private mutating func names(_ key: String, _ objects: [ObjectIndex], _ tenant: Directory) {
    json.strings(key, objects.map { tenant.displayName($0) })
  }
}
