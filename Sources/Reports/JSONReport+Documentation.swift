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
    text("list", document.list.rawValue)
    text("tenantId", "\(tenant.guids[Int(group)])")
    text("name", document.text(.name, in: tenant))
    names("nestedGroups", document.nestedGroups, tenant)
    names("membersMatchedToContact", document.matchedMembers, tenant)
    names("membersNotMatched", document.unmatchedMembers, tenant)
    names("devicesMatchedToConfiguration", document.matchedDevices, tenant)
    names("devicesNotMatched", document.unmatchedDevices, tenant)
    text("completeness", document.completeness.label)
    text("mail", document.text(.mail, in: tenant))
    text("domain", document.text(.domain, in: tenant))
    text("description", document.text(.description, in: tenant))
    text("membershipType", document.text(.membershipType, in: tenant))
    text("syncStatus", document.status.rawValue)
    text("updated", document.updated(in: tenant))
    json.endObject()
  }

  private mutating func names(_ key: String, _ objects: [ObjectIndex], _ tenant: Directory) {
    json.key(key)
    json.beginArray()
    for object in objects { json.string(tenant.displayName(object)) }
    json.endArray()
  }

  private mutating func text(_ key: String, _ text: String?) {
    json.key(key)
    if let text { json.string(text) } else { json.null() }
  }
}
