import DirectoryModel

/// Rows of a membership table that follow each other and belong to one group.
struct GraphRows {
  var group: GUID?
  var entries: [GraphEntry] = []
  var place = Place.none
}

extension GraphReader {
  /// Keeps a row such as `{"GroupId": …, "MemberId": …, "MemberType": "user"}`.
  mutating func finishRow(
    _ object: GraphObject, in list: inout GraphOpenList, _ builder: inout DirectoryBuilder
  ) {
    guard let group = object.rowGroup else {
      return leaveOut("membership rows", "they name no group", object.place, &builder)
    }
    list.rowGroups[group, default: 0] += 1
    list.count += 1
    guard let member = object.rowMember else {
      list.unreadable += 1
      return leaveOut("membership rows", "they name no member", object.place, &builder)
    }
    if rows.group != group {
      closeRows(&builder)
      rows.group = group
      rows.place = object.place
    }
    rows.entries.append(
      GraphEntry(guid: member, kind: object.rowKind, displayName: NameTable.absent))
  }

  /// Gives the rows that were read last to their group.
  mutating func closeRows(_ builder: inout DirectoryBuilder) {
    guard let group = rows.group else { return }
    let relation = path.relation ?? .members
    builder.beginList(relation)
    for entry in rows.entries { add(entry, &builder) }
    builder.endList(group: group, state: .notCollected, at: rows.place)
    findings.note(list: relation)
    ledger[.relation(relation, group)].received += rows.entries.count
    rows = GraphRows()
  }

  /// Takes the tenant's identifier, name and domains.
  mutating func finishOrganization(
    _ object: GraphObject, _ builder: inout DirectoryBuilder
  ) throws {
    guard let tenant = object.id else {
      return leaveOut("organizations", "they have no identifier", object.place, &builder)
    }
    try builder.stateTenant(tenant, of: stream, at: object.place)
    if object.displayName != NameTable.absent { builder.tenantName = object.displayName }
    if !object.verifiedDomains.isEmpty {
      let domains = object.verifiedDomains.joined(separator: ", ")
      findings.note("verified domains: \(domains)", of: stream)
    }
  }
}
