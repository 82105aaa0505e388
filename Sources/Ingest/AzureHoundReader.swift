import DirectoryModel
import JSONText

/// Reads the streams of AzureHound, in whatever order its collectors wrote the records.
struct AzureHoundReader: JSONTenantReader {
  /// What each stream showed, for judging all of them at the end.
  var streams: [AzureHoundStream] = []
  /// Groups with a record of their own, and groups with a list of members.
  var recordedGroups: [ObjectIndex] = []
  var listedGroups: [ObjectIndex] = []
  /// Accounts whose record lacks `accountEnabled`, which stands for false.
  var withoutEnabled: [(object: ObjectIndex, kind: ObjectKind, place: Place)] = []
  /// Kinds of which at least one record has `accountEnabled`.
  var kindsWithEnabled = [Bool](repeating: false, count: ObjectKind.allCases.count)
  var hasUserType = false
  /// Names of nested groups as their members show them: there no version changes the case.
  var memberNames: [ObjectIndex: NameIndex] = [:]
  /// Those that were noted last: groups of one layer are in many lists, one after another.
  var recentNames = RecentNames()

  /// The record that is being read.
  var fields = AzureHoundFields()
  /// The texts in it, which get their numbers at its end.
  var waiting = WaitingNames()
  /// The list in it.
  var list = AzureHoundList()
  /// What most records and most entries of lists look like.
  var recordShapes = AzureHoundRecordShapes()
  var memberShapes = AzureHoundEntryShapes()
  var ownerShapes = AzureHoundEntryShapes()

  private(set) var tables = AzureHoundTables()

  mutating func read(
    _ json: inout JSONReader, of identity: TenantStream, into builder: inout DirectoryBuilder
  ) throws {
    streams.append(AzureHoundStream(identity))
    if FurtherProperty.areWanted(builder.wanted) { tables.widen() }
    do {
      while try document(&json, &builder) {}
    } catch let error as JSONError where error.kind == .truncated {
      cut(at: error.offset, &builder)
    }
    stream.tallyOthers(&builder)
    try stateCollectedTenant(&builder)
  }

  /// The stream that is being read.
  var stream: AzureHoundStream {
    _read { yield streams[streams.count - 1] }
    _modify { yield &streams[streams.count - 1] }
  }

  /// Reads one document; false at the end of the stream.
  private mutating func document(
    _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws -> Bool {
    switch try json.next() {
    case .end: return false
    case .beginObject:
      let meta = try envelope(&json, &builder, isTop: true)
      stream.endDocument(meta)
    case .beginArray:
      try records(&json, &builder)
      stream.endDocument(.collection(nil))
    default:
      throw stream.identity.error(
        at: json, found: "a lone value", expected: "an object with 'data', or a record")
    }
    return true
  }

  /// Reads a record, or the object around all records.
  private mutating func envelope(
    _ json: inout JSONReader, _ builder: inout DirectoryBuilder, isTop: Bool
  ) throws -> AzureHoundStream.Document {
    begin(at: json)
    var seen = DuplicateKeys()
    var isCollection = false
    var meta: AzureHoundMeta?
    while true {
      let key = try json.nextMember(in: tables.envelope)
      if key < 0 { break }
      try seen.note(key, at: json)
      switch key {
      case 0:
        switch try json.next() {
        case .beginObject: try data(&json, &builder)
        case .beginArray where isTop:
          isCollection = true
          fields.isOpen = false
          try records(&json, &builder)
        case .null: break
        default:
          throw stream.identity.error(
            at: json, found: "a lone value under 'data'", expected: "an object")
        }
      case 1: try kind(&json)
      case 2 where isTop:
        isCollection = true
        fields.isOpen = false
        meta = try self.meta(&json)
      default: try json.skipValue()
      }
    }
    if isCollection { return .collection(meta) }
    try close(&builder, at: json)
    return .record
  }

  /// Forgets the record before and begins the one where the reader stands.
  mutating func begin(at json: borrowing JSONReader) {
    fields.begin(at: stream.identity.place(json.offset))
    waiting.removeAll()
    list = AzureHoundList()
  }

  private mutating func records(
    _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws {
    while true {
      if try takeShapedRecord(&json, &builder) { continue }
      let mark = json.shapeMark
      switch try json.next() {
      case .beginObject:
        _ = try envelope(&json, &builder, isTop: false)
        if list.state == .none { recordShapes.learn(fields, since: mark, json, tables) }
      case .endArray: return
      default:
        throw stream.identity.error(at: json, found: "a lone value", expected: "a record")
      }
    }
  }

  /// Reads `meta`, which stands last in files and first in batches.
  private mutating func meta(_ json: inout JSONReader) throws -> AzureHoundMeta {
    guard case .beginObject = try json.next() else {
      throw stream.identity.error(
        at: json, found: "a lone value under 'meta'", expected: "an object")
    }
    var meta = AzureHoundMeta()
    while true {
      switch try json.nextMember(in: tables.meta) {
      case 0:
        guard try json.readText(), json.matches("azure") else {
          throw stream.identity.error(
            at: json, found: "'meta' with another 'type'", expected: "the type 'azure'")
        }
      case 1: meta.version = try json.readInteger()
      case 2: meta.count = try json.readInteger()
      default: return meta
      }
    }
  }

  private mutating func kind(_ json: inout JSONReader) throws {
    guard case .string = try json.next() else {
      throw stream.identity.error(
        at: json, found: "a kind that is no text", expected: "a kind such as 'AZGroup'")
    }
    let index = json.keyIndex(in: tables.kinds)
    if let kind = AzureHound.Kind(rawValue: index) {
      fields.kind = .known(kind)
    } else {
      fields.kind = .other(
        json.textByteCount <= 64 ? json.copyText() : Array("a long name".utf8))
    }
  }

  private mutating func data(
    _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws {
    if case .other = fields.kind {
      fields.hasData = true
      try json.skipRest()
    } else {
      try readData(&json, &builder)
    }
  }
}
