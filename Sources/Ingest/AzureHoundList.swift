import DirectoryModel
import JSONText

/// The list of members or owners in the record that is being read.
struct AzureHoundList {
  enum State {
    case none
    /// Entries are being read.
    case open
    case closed
    /// `null`: no entries.
    case null
  }

  var state = State.none
  var relation = Relation.members
  /// The group as the entries themselves name it, for lists that are cut before their group's id.
  var group: GUID?
  var entries = 0
  var damaged = 0
}

extension AzureHoundReader {
  /// Reads a list, null or not, and leaves it to the end of the record to give it to its group.
  mutating func readList(
    _ relation: Relation, _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws {
    let event = try json.next()
    guard list.state == .none, event == .beginArray || event == .null else {
      throw stream.identity.error(
        at: json, found: list.state == .none ? "a list that is no array" : "a second list",
        expected: "one array, or null, of members or owners")
    }
    (list.relation, list.state) = (relation, event == .null ? .null : .open)
    builder.beginList(relation)
    guard list.state == .open else { return }
    while true {
      let answer = takeShapedEntry(&json, &builder)
      switch answer {
      case .taken: continue
      case .nested(let guid):
        noteName(of: guid, json, &builder)
        continue
      case .declined, .unknown: break
      }
      let mark = json.shapeMark
      switch try json.next() {
      case .beginObject:
        try readEntry(&json, &builder)
        if case .unknown = answer { noteShape(since: mark, json) }
      case .endArray:
        list.state = .closed
        return
      case .beginArray:
        damage("the entry is no object", at: json, &builder)
        try json.skipRest()
      default: damage("the entry is no object", at: json, &builder)
      }
    }
  }

  @inline(__always)
  private mutating func takeShapedEntry(
    _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) -> AzureHoundEntryShapes.Answer {
    list.relation == .members
      ? memberShapes.takeEntry(of: &list, &json, &builder)
      : ownerShapes.takeEntry(of: &list, &json, &builder)
  }

  private mutating func noteShape(since mark: JSONShapeMark, _ json: borrowing JSONReader) {
    if list.relation == .members {
      memberShapes.noteMiss(since: mark, types: tables.types, json)
    } else {
      ownerShapes.noteMiss(since: mark, types: tables.types, json)
    }
  }

  /// Reads `{"member": {…}, "groupId": "…"}`; the two keys come in either order.
  private mutating func readEntry(
    _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws {
    var isThere = false
    while true {
      switch try json.nextMember(in: tables.entry) {
      case 0, 1:
        if isThere { throw json.duplicateKey() }
        isThere = true
        switch try json.next() {
        case .beginObject: try readMember(&json, &builder)
        case .beginArray:
          damage("the entry has no object", at: json, &builder)
          try json.skipRest()
        default: damage("the entry has no object", at: json, &builder)
        }
      case 2:
        if list.group != nil {
          try json.skipValue()
        } else if try json.readText() {
          list.group = json.guid
          if let group = list.group { builder.expect(group) }
        }
      default:
        if !isThere { damage("the entry has no object", at: json, &builder) }
        return
      }
    }
  }

  private mutating func readMember(
    _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws {
    var (guid, kind, name): (GUID?, ObjectKind, NameIndex) = (nil, .unknown, NameTable.absent)
    var seen = 0
    while true {
      let key = try json.nextMember(in: tables.member)
      if key < 0 { break }
      if seen & 1 << key != 0 { throw json.duplicateKey() }
      seen |= 1 << key
      switch key {
      case 0: if try json.readText() { guid = json.guid }
      case 1:
        guard try json.readText() else { continue }
        let type = json.keyIndex(in: tables.types)
        if type >= 0 { kind = AzureHoundTables.typeKinds[type] }
      default:
        guard case .user = kind else {
          if try json.readText() { name = json.withText { builder.names.intern($0) } }
          continue
        }
        try json.skipValue()
      }
    }
    guard let guid else {
      return damage("the entry has no usable id", at: json, &builder)
    }
    list.entries += 1
    builder.addEntry(guid, kind: kind)
    if case .group = kind, name > NameTable.empty { noteName(name, of: guid, &builder) }
  }

  /// Keeps the selected text as the name of a nested group, unless it is known as that.
  private mutating func noteName(
    of guid: GUID, _ json: borrowing JSONReader, _ builder: inout DirectoryBuilder
  ) {
    let recent = recentNames[guid]
    if recent != NameTable.absent, json.withText({ builder.names.equals(recent, $0) }) { return }
    let known = memberNames[builder.object(guid)] ?? NameTable.absent
    if known != NameTable.absent, json.withText({ builder.names.equals(known, $0) }) {
      recentNames[guid] = known
      return
    }
    let name = json.withText { builder.names.intern($0) }
    if name > NameTable.empty { noteName(name, of: guid, &builder) }
  }

  /// Keeps the name of a nested group, whose case survives where that of the group's record does not.
  private mutating func noteName(
    _ name: NameIndex, of guid: GUID, _ builder: inout DirectoryBuilder
  ) {
    let object = builder.object(guid)
    builder.refer(to: object, kind: .group, displayName: name)
    memberNames[object] = name
    recentNames[guid] = name
  }

  private mutating func damage(
    _ reason: String, at json: borrowing JSONReader, _ builder: inout DirectoryBuilder
  ) {
    list.damaged += 1
    builder.tally(
      list.relation == .members ? "member entries" : "owner entries", reason,
      source: stream.identity.source, at: stream.identity.place(json.offset))
  }
}

/// The names of some groups by identifier, each in the only place where it may stand.
///
/// A lookup takes constant time and one place of memory; a later group may take the place.
struct RecentNames {
  private static let count = 1 << 10
  private var places = [(guid: GUID, name: NameIndex)](
    repeating: (.none, NameTable.absent), count: Self.count)

  /// The name of a group, `NameTable.absent` if it is not among them.
  subscript(guid: GUID) -> NameIndex {
    get {
      let place = places[Self.place(of: guid)]
      return place.guid == guid ? place.name : NameTable.absent
    }
    set { places[Self.place(of: guid)] = (guid, newValue) }
  }

  private static func place(of guid: GUID) -> Int {
    Int(truncatingIfNeeded: guid.low) & (count - 1)
  }
}
