import DirectoryModel
import JSONText

/// Reads Microsoft Graph JSON: pages, arrays, lines and lone objects, over all files of a snapshot.
///
/// Shapes and keys: "Microsoft Graph REST API v1.0 reference",
/// https://learn.microsoft.com/graph/api/overview.
struct GraphReader: JSONTenantReader {
  var ledger = GraphLedger()
  var findings = GraphFindings()
  /// The lists inside groups, and why those of a relation were not asked for whole.
  var expanded: [(relation: Relation, group: ObjectIndex)] = []
  var thinned: [Relation: String] = [:]

  // What is true of the stream that is being read.
  var stream = TenantStream(input: "", entry: "", source: 0, unit: 0)
  var path = GraphPath(entry: "")
  var documents = 0
  /// The key that is being read, once it turns out that its value means nothing.
  var unreadKey: GraphKey?
  /// The keys that are looked for in objects.
  var keys = GraphKey.table
  /// Lists that lone objects are a part of.
  var loneLists: Set<GraphList> = []
  var expansions = GraphExpansions()
  var rows = GraphRows()
  /// Lists of which the array that is being read holds pages.
  var pagedLists: Set<GraphList> = []

  init() {}

  mutating func read(
    _ json: inout JSONReader, of stream: TenantStream, into builder: inout DirectoryBuilder
  ) throws {
    begin(stream)
    keys = FurtherProperty.areWanted(builder.wanted) ? GraphKey.wideTable : GraphKey.table
    if path.isSingleMembership { throw entraExporter() }
    while true {
      let event = try json.next()
      if event == .end { break }
      documents += 1
      try readDocument(event, &json, &builder)
    }
    closeRows(&builder)
    settleExpansions(&builder)
    settleLoneLists()
    if documents == 0 {
      throw stream.error(
        at: json, found: "nothing", expected: "JSON of Microsoft Graph",
        hint: "the file is empty; export it again")
    }
  }

  private mutating func begin(_ stream: TenantStream) {
    self.stream = stream
    path = stream.entry.isEmpty ? GraphPath(file: stream.input) : GraphPath(entry: stream.entry)
    documents = 0
    loneLists = []
    expansions = GraphExpansions()
    findings.begin(stream)
  }

  private mutating func readDocument(
    _ event: JSONEvent, _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws {
    switch event {
    case .beginObject:
      guard let lone = try readEnvelope(&json, &builder) else { return }
      var list = GraphOpenList(
        role: GraphRole(context: lone.context, path: path), isNamed: false,
        place: lone.object.place)
      try finishElement(lone.object, in: &list, json, &builder)
      loneLists.formUnion(ledgerKeys(of: list))
      note(unreadable: list)
    case .beginArray: try readBareArray(&json, &builder)
    default:
      throw stream.error(
        at: json, found: "\(event.words) as the whole answer",
        expected: "an object or a list of Microsoft Graph")
    }
  }

  /// An array without a page around it, as `az` and merging scripts write it.
  private mutating func readBareArray(
    _ json: inout JSONReader, _ builder: inout DirectoryBuilder
  ) throws {
    var list = GraphOpenList(
      role: GraphRole(context: nil, path: path), isNamed: false, place: stream.place(json.offset))
    let pages = findings.pages
    pagedLists = []
    try readList(&list, &json, &builder, mayHoldPages: true)
    if findings.pages == pages || list.count > 0 { finishUnpaged(list) }
    // What stands beside pages and is none may be one that failed.
    for key in pagedLists { ledger[key].unreadable += list.unreadable }
  }

  /// Notes lists of which only single objects were seen: others may be missing beside them.
  private mutating func settleLoneLists() {
    let state = Completeness.partial(
      documents > 1
        ? "lines have no end mark, so some may be missing"
        : "a single object does not say which others there are")
    for list in loneLists { ledger[list].unpaged = ledger[list].unpaged.joined(with: state) }
    if !loneLists.isEmpty && documents > 1 { findings.noteLines(stream) }
  }

  private func entraExporter() -> IngestError {
    IngestError(
      input: stream.input, entry: stream.entry,
      found: "a folder tree of EntraExporter with a file for each membership",
      expected: "answers of Microsoft Graph",
      hint: "collect the tenant with AzureHound or ROADrecon, or save the lists of Graph")
  }
}

extension JSONEvent {
  /// The event in words for an error.
  var words: String {
    switch self {
    case .beginObject, .endObject: "an object"
    case .beginArray, .endArray: "a list"
    case .key, .string: "a text"
    case .number: "a number"
    case .true: "'true'"
    case .false: "'false'"
    case .null: "null"
    case .end: "the end of the input"
    }
  }
}
