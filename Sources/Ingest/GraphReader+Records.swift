import DirectoryModel
import JSONText

extension GraphReader {
  /// Reads a list inside an object; it is kept if the object turns out to be a group.
  mutating func readExpansion(
    _ key: GraphKey, of object: inout GraphObject, _ json: inout JSONReader,
    _ builder: inout DirectoryBuilder
  ) throws {
    if case .foreign? = object.type { return try json.skipValue() }
    let event = try json.next()
    if event == .null { return }
    let relation: Relation = key == .members ? .members : .owners
    var expansion = GraphObject.Expansion(
      relation: relation, place: stream.place(json.offset))
    if event == .beginArray {
      var sink = GraphSink(relation: relation, isStreaming: object.id != nil)
      closeRows(&builder)
      if sink.isStreaming { builder.beginList(relation) }
      try readEntries(&sink, &json, &builder)
      if let group = object.id {
        builder.endList(group: group, state: .notCollected, at: expansion.place)
      }
      (expansion.waiting, expansion.count) = (sink.waiting, sink.count)
      expansion.unreadable = sink.unreadable
    } else {
      try leaveOut(key, event, &json, &builder)
      expansion.isNoList = true
    }
    object.expansions.append(expansion)
  }

  /// Keeps an element of a list, or counts why it is left out.
  mutating func finishElement(
    _ object: GraphObject, in list: inout GraphOpenList, _ json: borrowing JSONReader,
    _ builder: inout DirectoryBuilder
  ) throws {
    if object.isRow {
      finishRow(object, in: &list, &builder)
      return
    }
    if object.keys.contains(.pascalID) && object.id == nil { try refuse(.pascalID, json) }
    switch list.role {
    case .organization: try finishOrganization(object, &builder)
    case .objects(let kind, let isDeleted):
      finishObject(object, kind: kind, isDeleted: isDeleted, in: &list, &builder)
    case .foreign(let what):
      leaveOut("objects", "\(what) has no part in groups", object.place, &builder)
    case .nobodys:
      finishObject(object, kind: nil, isDeleted: false, in: &list, &builder)
    case .relation:
      list.unreadable += 1
      leaveOut("lists", "an object is no list", object.place, &builder)
    }
  }

  private mutating func finishObject(
    _ object: GraphObject, kind: ObjectKind?, isDeleted: Bool, in list: inout GraphOpenList,
    _ builder: inout DirectoryBuilder
  ) {
    var told: ObjectKind?
    switch object.type {
    case .foreign(let name)?:
      return leaveOut("objects", "'\(name)' has no part in groups", object.place, &builder)
    case .kind(let kind)?: told = kind == .unknown ? nil : kind
    case nil: break
    }
    if told != nil, kind == nil, path.relation != nil, object.expansions.isEmpty {
      return leaveOut(
        "members or owners", "nothing says which group they belong to", object.place, &builder)
    }
    guard let guid = object.id ?? object.reference else {
      list.unreadable += 1
      return leaveOut("objects", "they have no object identifier", object.place, &builder)
    }
    let hint = path.relation == nil ? path.kind : nil
    let kind = told ?? kind ?? object.characteristicKind ?? hint ?? .unknown
    if kind == .unknown {
      leaveOut("kinds of objects", "nothing tells them; kept", object.place, &builder)
    }
    record(object, guid, kind, isDeleted: isDeleted || object.isDeleted, &builder)
    list.count += 1
    list.received[kind, default: 0] += 1
    list.holdsExpansions = list.holdsExpansions || !object.expansions.isEmpty
    ledger[isDeleted ? .deleted : .objects(kind)].received += 1
  }

  private mutating func record(
    _ object: GraphObject, _ guid: GUID, _ kind: ObjectKind, isDeleted: Bool,
    _ builder: inout DirectoryBuilder
  ) {
    var record = ObjectRecord(kind: kind)
    record.displayName = object.displayName
    record.principalName = object.principalName
    record.mail = object.mail
    record.flags = object.flags
    if isDeleted { record.flags.insert(.deleted) }
    // Every object has a name: where it is null, the application may not read the object.
    record.isLimited =
      object.keys.contains(.displayName) && object.displayName == NameTable.absent
    let index = builder.object(guid)
    builder.record(index, record, at: object.place)
    for (key, value) in object.attributes { builder.setAttribute(key, of: index, to: value) }
    var stated = object.keys.subtracting(object.unreadKeys).stated
    stated.attributes.formUnion(object.further)
    builder.state(stated)
    builder.leaveOpen(object.leftOpen)
    for expansion in object.expansions where kind == .group {
      finish(expansion, of: guid, index, object, &builder)
    }
    findings.note(object, kind, isDeleted: isDeleted, guid, stream)
  }

  private mutating func finish(
    _ expansion: GraphObject.Expansion, of guid: GUID, _ group: ObjectIndex,
    _ object: GraphObject, _ builder: inout DirectoryBuilder
  ) {
    let relation = expansion.relation
    if !expansion.waiting.isEmpty {
      builder.beginList(relation)
      for entry in expansion.waiting { add(entry, &builder) }
      builder.endList(group: guid, state: .notCollected, at: expansion.place)
    }
    findings.note(list: relation)
    expanded.append((relation, group))
    let link: GraphKey = relation == .members ? .membersNextLink : .ownersNextLink
    expansions.longest[relation] = max(expansions.longest[relation] ?? 0, expansion.count)
    let state: Completeness
    if expansion.isNoList {
      state = .partial("the value is no list")
    } else if object.keys.contains(link) {
      state = .partial("the page that follows is missing")
    } else if expansion.unreadable > 0 {
      state = .partial("\(expansion.unreadable) entries could not be read")
    } else if expansion.count == 0 && object.flags.contains(.hiddenMembership) {
      state = .partial("the group hides its members and none is shown")
    } else if expansion.count == 20 || Self.isFullPage(expansion.count) {
      expansions.full.append((relation, guid, expansion.count))
      return
    } else {
      state = .complete
    }
    builder.joinState(of: group, relation, with: state)
  }
}
