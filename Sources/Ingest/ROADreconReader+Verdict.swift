import DirectoryModel
import JSONText
import SQLite

extension ROADreconReader {
  /// How much of a table is known: a request that failed leaves it empty without a trace.
  func state(of entity: ROADreconEntity) -> Completeness {
    guard table(entity.table) != nil else { return .notCollected }
    if let count = unreadable[entity.table] {
      return .partial("\(count) rows of '\(entity.table)' could not be read")
    }
    if kept[entity.table] == nil {
      return .partial("'\(entity.table)' is empty: nothing was collected, or it failed")
    }
    return .complete
  }

  /// Says of every group how much of its lists is known.
  func settle(_ relation: Relation, _ builder: inout DirectoryBuilder) {
    let links = ROADreconLink.all.filter { $0.relation == relation }
    guard links.contains(where: { table($0.table) != nil }) else { return }
    let state = state(of: relation, links)
    for group in groups {
      let own: Completeness =
        if damaged[relation]?.contains(group) == true {
          .partial("a row of the group could not be read")
        } else if relation == .members, hidden.contains(group),
          filled[relation]?.contains(group) != true
        {
          .partial("the group hides its members and none is shown")
        } else {
          .complete
        }
      builder.joinState(of: group, relation, with: own.joined(with: state))
    }
  }

  private func state(of relation: Relation, _ links: [ROADreconLink]) -> Completeness {
    let word = relation == .members ? "members" : "owners"
    if links.allSatisfy({ kept[$0.table] == nil }) {
      return .partial("the tables of \(word) are empty: nothing was collected, or it failed")
    }
    // Links to objects that were not collected are dropped without a trace.
    if kept["Users"] == nil { return .partial("no users were collected, so their links are lost") }
    // The ends of a link were looked up when it was written: of nobody nothing could be found.
    if !wroteUnseen, let link = links.first(where: { isMissing($0) && kept[$0.table] != nil }) {
      let word = link.kind.label
      return .partial("groups name \(word)s, but no \(word) was collected: links may be lost")
    }
    return groupless.contains(relation) ? .partial("a row names no group") : .complete
  }

  /// Whether links were written without a look at their ends (`MAX_GROUPS`).
  private var wroteUnseen: Bool { groups.count > 3000 }

  /// Whether the table of the objects that links lead to is there and empty.
  private func isMissing(_ link: ROADreconLink) -> Bool {
    guard let entity = ROADreconEntity.all.first(where: { $0.kind == link.kind }) else {
      return false
    }
    return table(entity.table) != nil && kept[entity.table] == nil
  }

  /// Kinds of members of which nothing was collected and which no group names: the tenant may have
  /// none, or the request for them failed, and then the links to them are lost.
  private var unseen: [ROADreconLink] {
    ROADreconLink.all.filter {
      $0.relation == .members && $0.kind != .user && isMissing($0) && table($0.table) != nil
        && kept[$0.table] == nil
    }
  }

  /// What the database can say; a column that its version lacks takes a capability away.
  var capabilities: Capability {
    var result: Capability = [.allGroupKinds, .nameCase, .threeValuedFlags, .dynamicMembers]
    func has(_ name: String, _ columns: [String]) -> Bool {
      guard let table = table(name) else { return false }
      return columns.contains { table.hasColumn($0) }
    }
    let columns: [(Capability, String, [String])] = [
      (.accountEnabled, "Users", ["accountEnabled"]), (.userType, "Users", ["userType"]),
      (.userPrincipalNames, "Users", ["userPrincipalName"]), (.mail, "Users", ["mail"]),
      (.onPremisesState, "Groups", ["dirSyncEnabled", "onPremisesSyncEnabled"]),
      (.owners, "lnk_group_owner_user", ["User"]),
      (.devices, "lnk_group_member_device", ["Device"]),
      (.nesting, "lnk_group_member_group", ["childGroup"]),
      (.otherMembers, "lnk_group_member_serviceprincipal", ["ServicePrincipal"]),
    ]
    for (capability, table, names) in columns where has(table, names) { result.insert(capability) }
    for link in unseen {
      result.subtract(
        link.kind == .device ? .devices : link.kind == .group ? .nesting : .otherMembers)
    }
    return result
  }

  /// Takes the tenant's identifier and name; returns its domains as a note.
  func readTenant(
    _ database: borrowing Database, _ builder: inout DirectoryBuilder
  ) throws -> [String] {
    guard let table = table("TenantDetails"), table.hasColumn("objectId") else { return [] }
    let domains = table.hasColumn("verifiedDomains") ? "verifiedDomains" : "NULL"
    let unit = unit(of: "TenantDetails", &builder)
    var notes: [String] = []
    var rows = try database.rows(
      "SELECT rowid, objectId, displayName, \(domains) FROM TenantDetails ORDER BY rowid")
    while try rows.advance() {
      let place = Place(unit: unit, position: UInt64(rows.integer(0) ?? 0))
      guard let tenant = rows.withBytes(1, { GUID($0) }) else {
        leaveOut("tenants", "they have no identifier", place, &builder)
        continue
      }
      try builder.stateTenant(tenant, of: stream, at: place)
      if !rows.isNull(2) { builder.tenantName = rows.withBytes(2) { builder.names.intern($0) } }
      let names = Self.domains(rows.bytes(3) ?? [])
      if !names.isEmpty { notes.append("verified domains: \(names.joined(separator: ", "))") }
    }
    return notes
  }

  private static func domains(_ bytes: [UInt8]) -> [String] {
    guard case .success(let value) = parsed(bytes) else { return [] }
    return (value.elements ?? []).compactMap { $0["name"]?.text }
  }

  /// A column of JSON as a value.
  static func parsed(_ bytes: [UInt8]) -> Result<JSONValue, any Error> {
    Result { try JSONValue(parsing: bytes, limits: JSONLimits(windowBytes: 1 << 10)) }
  }

  /// The two ways in which links are written differ above 3,000 groups (`MAX_GROUPS`).
  func countNotes() -> [String] {
    let ends = dangling.map { "\($0.value) links of '\($0.key) that is in no table" }.sorted {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
    let blind =
      groups.isEmpty
      ? []
      : unseen.map {
        "no \($0.kind.label) was collected: whether groups have any as members cannot be said"
      }
    guard wroteUnseen else { return ends + blind }
    return ends + blind + [
      "more than 3,000 groups: links were written without a look at their ends"
    ]
  }
}
