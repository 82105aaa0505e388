import DirectoryModel
import JSONText

extension AzureHoundReader {
  /// Takes over the record whose end was just read.
  mutating func close(
    _ builder: inout DirectoryBuilder, at json: borrowing JSONReader
  ) throws {
    fields.isOpen = false
    stream.documentRecords += 1
    switch fields.kind {
    case .none: leaveOut("the record has no kind", &builder)
    case .other(let kind):
      if list.state != .none { builder.abandonList() }
      stream.countOther(kind, at: fields.place)
    case .known(let kind):
      if let oddity = fields.oddity {
        throw stream.identity.error(
          at: json, found: "\(oddity.found) under '\(oddity.key)' of the record that ends here",
          expected: "another type of value")
      }
      guard fields.hasData else { return leaveOut("the record has no data", &builder) }
      settleNames(&builder)
      try keep(kind, &builder)
    }
  }

  private mutating func settleNames(_ builder: inout DirectoryBuilder) {
    if builder.knowsTexts { waiting.expectKnown(in: builder.names) }
    for index in 0..<waiting.count {
      let (mark, name) = waiting.settle(index, in: &builder.names)
      fields.take(name, mark: mark)
    }
  }

  private mutating func keep(
    _ kind: AzureHound.Kind, _ builder: inout DirectoryBuilder
  ) throws(IngestError) {
    switch kind {
    case .user: try keepObject(.user, &builder)
    case .group: try keepObject(.group, &builder)
    case .device: try keepObject(.device, &builder)
    case .servicePrincipal: try keepObject(.servicePrincipal, &builder)
    case .tenant: keepTenant(&builder)
    case .groupMember: keepList(.members, &builder)
    case .groupOwner: keepList(.owners, &builder)
    }
  }

  /// Counts a record that cannot be used; nothing can then be said of what its kind lacks.
  mutating func leaveOut(_ reason: String, _ builder: inout DirectoryBuilder) {
    if list.state != .none { builder.abandonList() }
    if case .known(let kind) = fields.kind { stream.damaged[kind.rawValue] += 1 }
    builder.tally("records", reason, source: stream.identity.source, at: fields.place)
  }

  private mutating func keepObject(
    _ kind: ObjectKind, _ builder: inout DirectoryBuilder
  ) throws(IngestError) {
    if list.state != .none { builder.abandonList() }
    guard let guid = fields.id.guid else {
      return leaveOut(
        fields.id == .absent ? "the record has no id" : "the id is no GUID", &builder)
    }
    if let tenant = fields.tenantID.guid {
      try builder.stateTenant(tenant, of: stream.identity, at: fields.place)
    }
    if builder.tenantName == NameTable.absent { builder.tenantName = fields.tenantName }
    let object = builder.object(guid)
    var record = ObjectRecord(kind: kind)
    (record.displayName, record.principalName) = (fields.displayName, fields.principalName)
    (record.mail, record.flags) = (fields.mail, settled(fields.flags, kind))
    builder.record(object, record, at: fields.place)
    for (key, value) in fields.attributes { builder.setAttribute(key, of: object, to: value) }
    if !fields.unread.isEmpty {
      var unread = StatedProperties()
      unread.attributes = fields.unread
      builder.leaveOpen(unread)
    }
    noteEvidence(object, kind)
  }

  /// Flags of groups whose absence is an answer.
  private static let settledForGroups =
    ObjectFlags.securityKnown.union(.mailKnown).union(.typesKnown).union(.onPremisesKnown)

  /// What the record's flags say once absent ones are false.
  ///
  /// The collector drops false, empty and null alike (`omitempty`), so the source has no three
  /// values; that an account is enabled is judged only when all records have been seen.
  private func settled(_ flags: ObjectFlags, _ kind: ObjectKind) -> ObjectFlags {
    switch kind {
    case .group:
      flags.union(Self.settledForGroups)
    case .user, .device: flags.union(.onPremisesKnown)
    case .servicePrincipal, .contact, .unknown: flags
    }
  }

  private mutating func noteEvidence(_ object: ObjectIndex, _ kind: ObjectKind) {
    let own: AzureHound.Kind =
      switch kind {
      case .group: .group
      case .device: .device
      case .servicePrincipal: .servicePrincipal
      case .user, .contact, .unknown: .user
      }
    stream.kept[own.rawValue] += 1
    if fields.hasUpperCaseID {
      stream.hasUpperCaseID = true
      stream.hasLowerCaseName = stream.hasLowerCaseName || fields.hasLowerCaseName
    }
    if kind == .group {
      recordedGroups.append(object)
    } else if fields.flags.contains(.enabledKnown) {
      if fields.flags.contains(.enabled) { kindsWithEnabled[Int(kind.rawValue)] = true }
    } else {
      withoutEnabled.append((object, kind, fields.place))
    }
    if fields.flags.contains(.guestKnown) { hasUserType = true }
  }

  private mutating func keepTenant(_ builder: inout DirectoryBuilder) {
    guard let id = fields.tenantID.guid ?? fields.id.guid else {
      return leaveOut("the tenant has no usable id", &builder)
    }
    stream.kept[AzureHound.Kind.tenant.rawValue] += 1
    stream.tenants.append(
      AzureHoundTenant(
        id: id, name: fields.displayName, isCollected: fields.isCollected,
        isHome: fields.isHome, place: fields.place))
  }

  private mutating func keepList(_ relation: Relation, _ builder: inout DirectoryBuilder) {
    guard list.state != .none, list.relation == relation else {
      return leaveOut("the record has no list of its kind", &builder)
    }
    guard let group = fields.groupID.guid else {
      return leaveOut("the list names no group", &builder)
    }
    if let other = list.group, other != group {
      return leaveOut("the list and its entries name two groups", &builder)
    }
    let state: Completeness =
      list.damaged == 0 ? .complete : .partial("entries without a usable id were left out")
    builder.endList(group: group, state: state, at: fields.place)
    let kind: AzureHound.Kind = relation == .members ? .groupMember : .groupOwner
    stream.kept[kind.rawValue] += 1
    guard relation == .members else { return }
    listedGroups.append(builder.object(group))
    if list.state == .null { stream.nullLists += 1 }
  }

  /// Ends a stream that stops in the middle: the record that is open is dropped, its list is kept
  /// as far as it was read if its group is known.
  mutating func cut(at offset: UInt64, _ builder: inout DirectoryBuilder) {
    stream.end = .cut(offset: offset)
    guard fields.isOpen else { return }
    fields.isOpen = false
    if list.state == .none || list.state == .null {
      return leaveOut("the input ends inside the record", &builder)
    }
    guard let group = fields.groupID.guid ?? list.group else {
      return leaveOut("the input ends inside the record before its group is named", &builder)
    }
    builder.endList(
      group: group, state: .partial("the input ends inside the list"), at: fields.place)
    builder.tally(
      "records", "the input ends inside the record; what it lists so far is kept",
      source: stream.identity.source, at: fields.place)
  }

  /// Names the tenant by the record that is marked as collected, else by the only home tenant.
  mutating func stateCollectedTenant(_ builder: inout DirectoryBuilder) throws(IngestError) {
    let collected = stream.tenants.filter(\.isCollected)
    let home = stream.tenants.filter(\.isHome)
    let chosen = collected.isEmpty ? (home.count == 1 ? home : []) : collected
    for tenant in chosen {
      try builder.stateTenant(tenant.id, of: stream.identity, at: tenant.place)
      if builder.tenantName == NameTable.absent { builder.tenantName = tenant.name }
    }
  }
}
