import DirectoryModel
import JSONText

/// A list whose elements are being read.
struct GraphOpenList {
  var role: GraphRole
  /// A context says what the list holds, so that all of its kind are meant.
  var isNamed: Bool
  var place: Place
  /// Elements of each kind that were kept.
  var received: [ObjectKind: Int] = [:]
  /// Groups that rows of a membership table name, with the rows of each.
  var rowGroups: [GUID: Int] = [:]
  var count = 0
  var unreadable = 0
  /// Elements carried their own lists, so they are no members of something else.
  var holdsExpansions = false

  init(role: GraphRole, isNamed: Bool, place: Place) {
    (self.role, self.isNamed, self.place) = (role, isNamed, place)
  }
}

extension GraphOpenList {
  /// Takes the role that a late context gives; false when elements were read in another one.
  mutating func adopt(_ late: GraphRole) -> Bool {
    if role == late { return true }
    guard case .objects(nil, let wasDeleted) = role, case .objects(let kind?, let isDeleted) = late,
      wasDeleted == isDeleted, received.keys.allSatisfy({ $0 == kind }), rowGroups.isEmpty
    else { return false }
    role = late
    return true
  }
}

/// What surrounds a list: links, counts and the context.
struct GraphEnvelope {
  var context: GraphContext?
  /// What the link to the next page shows of the request.
  var link: GraphLink?
  var promised: Int64?
  var list: GraphOpenList?
  /// Lists under the identifiers of their groups.
  var mapped: Set<GUID> = []
  /// Graph answered with an error.
  var isFailure = false
}

extension GraphReader {
  /// Reads what stands in braces: a page, lists by group, or an object, which is handed back.
  mutating func readEnvelope(
    _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws -> (object: GraphObject, context: GraphContext?)? {
    var envelope = GraphEnvelope()
    var object = GraphObject(at: stream.place(json.offset))
    var seen = DuplicateKeys()
    while try json.next() == .key {
      let index = json.keyIndex(in: keys)
      try seen.note(index, at: json)
      switch GraphKey(rawValue: index) {
      case .context: try readContext(&envelope, &json, &builder)
      case .nextLink: try readNextLink(&envelope, &json)
      case .count: envelope.promised = try readCount(&json)
      case .value: try readValue(&envelope, &json, &builder)
      case .error: try readFailure(&envelope, &json, &builder)
      case let key?: try readMember(key, of: &object, &json, &builder)
      case nil:
        if index >= 0, let property = GraphKey.further(index) {
          try readFurther(property, of: &object, &json, &builder)
        } else {
          try readUnlisted(&envelope, &json, &builder)
        }
      }
    }
    if let list = envelope.list {
      finishPage(list, envelope)
      return nil
    }
    let isObject = envelope.mapped.isEmpty && !envelope.isFailure
    return isObject ? (object, envelope.context) : nil
  }

  private mutating func readContext(
    _ envelope: inout GraphEnvelope, _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws {
    guard try json.next() == .string else {
      throw stream.error(
        at: json, found: "an '@odata.context' that is no text", expected: "an address")
    }
    let context = GraphContext(json.string())
    if envelope.list?.adopt(GraphRole(context: context, path: path)) == false {
      throw stream.error(
        at: json, found: "'@odata.context' behind 'value'", expected: "it before 'value'",
        hint: "sort the keys as Graph sends them, or name the file after the list in it")
    }
    envelope.context = context
    envelope.list?.isNamed = true
    if let tenant = context.tenant {
      try builder.stateTenant(tenant, of: stream, at: stream.place(json.offset))
    }
  }

  private func readCount(_ json: inout JSONReader) throws -> Int64? {
    let event = try json.next()
    guard event == .number, let count = json.integer() else {
      throw stream.error(
        at: json, found: "\(event.words) as '@odata.count'", expected: "a whole number")
    }
    return count
  }

  private mutating func readValue(
    _ envelope: inout GraphEnvelope, _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws {
    let role = GraphRole(context: envelope.context, path: path)
    let event = try json.next()
    var list = GraphOpenList(
      role: role, isNamed: envelope.context != nil, place: stream.place(json.offset))
    if event == .beginArray {
      builder.setPage(isOpen: true)
      try readList(&list, &json, &builder, mayHoldPages: false)
      builder.setPage(isOpen: false)
    } else if case .foreign = role {
      if event == .beginObject { try json.skipRest() }
      leaveOut("answers", "they have no part in groups", list.place, &builder)
    } else {
      throw stream.error(at: json, found: "\(event.words) as 'value'", expected: "a list")
    }
    envelope.list = list
  }

  /// An answer that says why there is none: the list that was asked for stays incomplete.
  private mutating func readFailure(
    _ envelope: inout GraphEnvelope, _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws {
    let place = stream.place(json.offset)
    try json.skipValue()
    var list = GraphOpenList(
      role: GraphRole(context: nil, path: path), isNamed: false, place: place)
    if case .objects(nil, isDeleted: false) = list.role, let kind = path.kind {
      list.role = .objects(kind, isDeleted: false)
    }
    leaveOut("answers", "Graph answered with an error", place, &builder)
    for key in ledgerKeys(of: list) {
      ledger[key].unpaged = ledger[key].unpaged.joined(
        with: .partial("Graph answered with an error"))
    }
    envelope.isFailure = true
  }

  /// A key that Graph does not have: the identifier of a group, or something to skip.
  private mutating func readUnlisted(
    _ envelope: inout GraphEnvelope, _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws {
    guard let group = json.withText({ GUID($0) }) else {
      try json.skipValue()
      return
    }
    guard envelope.mapped.insert(group).inserted else { throw json.duplicateKey() }
    let role = GraphRole.relation(path.relation ?? .members, group: group, cast: nil)
    var list = GraphOpenList(role: role, isNamed: true, place: stream.place(json.offset))
    let event = try json.next()
    if event == .beginArray {
      try readList(&list, &json, &builder, mayHoldPages: false)
    } else {
      if event == .beginObject { try json.skipRest() }
      leaveOut("lists", "\(event.words) is no list", list.place, &builder)
      list.unreadable = 1
    }
    finishUnpaged(list)
  }
}

extension GraphReader {
  /// The link to a page that follows; one to changes since an earlier answer is refused.
  func readLink(_ json: inout JSONReader) throws -> GraphLink? {
    let event = try json.next()
    if event == .null { return nil }
    guard event == .string else {
      throw stream.error(
        at: json, found: "\(event.words) as a link to the next page", expected: "an address")
    }
    let link = GraphLink(json.string())
    if link.isDelta { throw delta(json, found: "a page of a delta query") }
    return link
  }

  private mutating func readNextLink(
    _ envelope: inout GraphEnvelope, _ json: inout JSONReader
  ) throws {
    guard let link = try readLink(&json) else { return }
    envelope.link = link
    for list in link.thinned where thinned[list.relation] == nil {
      thinned[list.relation] = list.reason
    }
  }

  func delta(_ json: borrowing JSONReader, found: String) -> IngestError {
    stream.error(
      at: json, found: found, expected: "a full list of Microsoft Graph",
      hint: "delta queries tell changes; export the lists without '/delta'")
  }
}
