import DirectoryModel
import JSONText

/// Where the entries of a list of members or owners go.
struct GraphSink {
  var relation: Relation
  /// The kind of all entries, where a cast left out the others.
  var cast: ObjectKind?
  /// The builder's list is open; else the entries wait until their group is known.
  var isStreaming: Bool
  var waiting: [GraphEntry] = []
  var count = 0
  var unreadable = 0
}

extension GraphReader {
  /// Reads a list of members or owners that was begun, up to its end.
  mutating func readEntries(
    _ sink: inout GraphSink, _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws {
    while true {
      let event = try json.next()
      var entry: GraphEntry?
      switch event {
      case .endArray: return
      case .beginObject: entry = try readEntry(sink, &json, &builder)
      case .string:
        let guid = json.guid
        entry = guid.map {
          GraphEntry(guid: $0, kind: sink.cast ?? .unknown, displayName: NameTable.absent)
        }
      case .beginArray: try json.skipRest()
      default: break
      }
      if let entry {
        sink.count += 1
        if sink.isStreaming { add(entry, &builder) } else { sink.waiting.append(entry) }
      } else {
        sink.unreadable += 1
        leaveOut(
          sink.relation == .members ? "members" : "owners", "they have no object identifier",
          stream.place(json.offset), &builder)
      }
    }
  }

  /// Adds an entry to the builder's open list.
  mutating func add(_ entry: GraphEntry, _ builder: inout DirectoryBuilder) {
    if entry.displayName != NameTable.absent {
      builder.refer(
        to: builder.object(entry.guid), kind: entry.kind, displayName: entry.displayName)
    }
    builder.addEntry(entry.guid, kind: entry.kind)
  }

  /// Reads one entry; `nil` when it has no identifier.
  private mutating func readEntry(
    _ sink: GraphSink, _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws -> GraphEntry? {
    let place = stream.place(json.offset)
    var entry = GraphEntry(guid: .none, kind: .unknown, displayName: NameTable.absent)
    var object = GraphObject(at: place)
    var isUnreadable = false
    var seen = DuplicateKeys()
    while try json.next() == .key {
      let index = json.keyIndex(in: GraphKey.table)
      try seen.note(index, at: json)
      guard let key = GraphKey(rawValue: index) else {
        try json.skipValue()
        continue
      }
      object.keys.insert(key)
      switch key {
      case .id, .type, .reference, .removed, .error:
        try readMember(key, of: &object, &json, &builder)
      case .displayName:
        isUnreadable = try readName(&entry, &json, &builder)
      case .pascalID, .pascalAdditionalProperties, .oldObjectID, .oldType:
        try refuse(key, json)
      default: try json.skipValue()
      }
    }
    guard let guid = object.id ?? object.reference else { return nil }
    entry.guid = guid
    entry.kind = kind(ofEntry: object, sink, &builder)
    // "Limited information": https://learn.microsoft.com/graph/permissions-overview says that
    // properties of objects that the application may not read are null.
    if isUnreadable { findings.note(limited: stream) }
    return entry
  }

  /// Reads the display name of an entry and says whether it is there and null.
  private mutating func readName(
    _ entry: inout GraphEntry, _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws -> Bool {
    let event = try json.next()
    switch event {
    case .string: entry.displayName = json.withText { builder.names.intern($0) }
    case .null: return true
    default: try leaveOut(.displayName, event, &json, &builder)
    }
    return false
  }

  private mutating func kind(
    ofEntry object: GraphObject, _ sink: GraphSink, _ builder: inout DirectoryBuilder
  ) -> ObjectKind {
    if case .kind(let kind)? = object.type, kind != .unknown { return kind }
    if let kind = sink.cast ?? object.characteristicKind { return kind }
    leaveOut("kinds of members", "nothing tells them; kept as objects", object.place, &builder)
    return .unknown
  }
}
