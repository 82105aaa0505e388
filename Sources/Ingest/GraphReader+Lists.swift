import DirectoryModel
import JSONText

extension GraphReader {
  /// Reads the elements of an array that was begun, up to its end.
  mutating func readList(
    _ list: inout GraphOpenList, _ json: inout JSONReader, _ builder: inout DirectoryBuilder,
    mayHoldPages: Bool
  ) throws {
    switch list.role {
    case .foreign(let what):
      try json.skipRest()
      leaveOut("lists", "\(what) has no part in groups", list.place, &builder)
    case .nobodys:
      try json.skipRest()
      leaveOut(
        "lists of members or owners", "nothing says which group they belong to", list.place,
        &builder)
    case .relation(let relation, let group, let cast):
      try readRelation(relation, of: group, cast: cast, &list, &json, &builder)
    case .objects, .organization:
      try readElements(&list, &json, &builder, mayHoldPages: mayHoldPages)
    }
  }

  private mutating func readRelation(
    _ relation: Relation, of group: GUID, cast: ObjectKind?, _ list: inout GraphOpenList,
    _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws {
    var sink = GraphSink(relation: relation, cast: cast, isStreaming: true)
    closeRows(&builder)
    builder.beginList(relation)
    try readEntries(&sink, &json, &builder)
    builder.endList(group: group, state: .notCollected, at: list.place)
    (list.count, list.unreadable) = (sink.count, sink.unreadable)
    findings.note(list: relation)
    let key = GraphList.relation(relation, group)
    ledger[key].received += sink.count
    ledger[key].isCast = ledger[key].isCast || cast != nil
  }

  private mutating func readElements(
    _ list: inout GraphOpenList, _ json: inout JSONReader, _ builder: inout DirectoryBuilder,
    mayHoldPages: Bool
  ) throws {
    while true {
      let event = try json.next()
      switch event {
      case .endArray: return closeRows(&builder)
      case .beginObject where mayHoldPages:
        guard let element = try readEnvelope(&json, &builder) else { continue }
        try finishElement(element.object, in: &list, json, &builder)
      case .beginObject:
        let object = try readObject(&json, &builder)
        try finishElement(object, in: &list, json, &builder)
      default:
        list.unreadable += 1
        leaveOut("entries", "\(event.words) is no object", stream.place(json.offset), &builder)
        if event == .beginArray { try json.skipRest() }
      }
    }
  }
}
