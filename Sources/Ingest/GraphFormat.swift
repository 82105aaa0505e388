import DirectoryModel
import JSONText

extension TenantFormat {
  /// Answers of Microsoft Graph as scripts, `az` and `mgc` save them.
  package static let graph = TenantFormat(
    name: "Microsoft Graph JSON",
    summary: "pages with '@odata.context' and 'value', arrays, or JSON lines of users and groups",
    medium: .json(claims: { claimsGraph($0) }, makeReader: { GraphReader() }))
}

/// Whether a stream begins like Graph's answers, or like one of their relatives that are refused.
private func claimsGraph(_ glimpse: JSONGlimpse) -> Bool {
  switch glimpse.root {
  case .object: claimsObject(glimpse.root)
  case .array(let elements):
    elements.isEmpty ? GraphPath(entry: glimpse.path).namesList : claimsObject(elements[0])
  default: false
  }
}

private func claimsObject(_ value: JSONValue) -> Bool {
  guard let members = value.members else { return false }
  let keys = members.map(\.key)
  // Of AzureHound, SharpHound, SCIM and Data Connect, in this order.
  let foreign = ["kind", "data", "meta", "schemas", "ptenant", "_ORADAZ_PARENT_"]
  if keys.contains(where: foreign.contains) && !keys.contains("@odata.context") { return false }
  let marks = [
    "@odata.context", "@odata.nextLink", "@odata.deltaLink", "@odata.type", "@odata.id", "value",
    "id", "error", "odata.metadata", "odata.type", "objectId", "Id", "AdditionalProperties",
  ]
  if keys.contains(where: marks.contains) { return true }
  let rows = [("GroupId", "MemberId"), ("groupId", "memberId")]
  if rows.contains(where: { keys.contains($0.0) && keys.contains($0.1) }) { return true }
  return !keys.isEmpty && keys.allSatisfy { GUID($0) != nil }
}

extension GraphReader {
  mutating func finish(into builder: inout DirectoryBuilder) throws(IngestError) {
    for kind in ObjectKind.allCases where kind != .unknown {
      builder.setState(of: kind, to: ledger.state(of: .objects(kind)))
    }
    for (relation, group, state) in ledger.relations {
      let isHidden = relation == .members && findings.hidden.contains(group)
      let isEmpty = ledger[.relation(relation, group)].received == 0
      let object = builder.object(group)
      builder.refer(to: object, kind: .group)
      builder.joinState(
        of: object, relation,
        with: isHidden && isEmpty
          ? state.joined(with: .partial("the group hides its members and none is shown")) : state)
    }
    settleThinned(&builder)
    let deleted = ledger.state(of: .deleted)
    let capabilities = findings.capabilities(hasDeletedList: deleted == .complete)
    for seen in findings.sources {
      var notes = seen.notes
      if seen.limited > 0 {
        notes.append(
          "\(seen.limited) members show nothing but their identifier: the application that "
            + "collected them may not read them")
      }
      if deleted != .complete && deleted != .notCollected {
        notes.append("the list of deleted objects is \(deleted.label)")
      }
      builder.describe(
        seen.source, format: TenantFormat.graph.name, capabilities: capabilities,
        completeness: seen.isOpenEnded
          ? .partial("lines have no end mark, so some may be missing") : .complete,
        notes: notes)
    }
  }
}

extension GraphPath {
  /// Whether the name says which list of a tenant the file holds.
  var namesList: Bool { kind != nil || relation != nil || isDeleted || isOrganization }
}
