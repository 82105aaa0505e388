import DirectoryModel
import SQLite

/// Reads the databases of ROADrecon.
///
/// Source: `roadlib/metadef/database.py` and `roadrecon/gather.py` of
/// https://github.com/dirkjanm/ROADtools.
struct ROADreconReader: DatabaseTenantReader {
  /// What is said of one source once everything was read.
  struct Verdict {
    var source: Int
    var capabilities: Capability
    var notes: [String]
  }

  var verdicts: [Verdict] = []

  // What is true of the database that is being read.
  var stream = TenantStream(input: "", entry: "", source: 0, unit: 0)
  var schema: [SchemaObject] = []
  var groups: [ObjectIndex] = []
  var hidden: Set<ObjectIndex> = []
  /// Rows of each table that were kept, and those that were not.
  var kept: [String: Int] = [:]
  var unreadable: [String: Int] = [:]
  /// Groups of which a row names no member or owner, and relations of which a row names no group.
  var damaged: [Relation: Set<ObjectIndex>] = [:]
  var groupless: Set<Relation> = []
  /// Links of which one end is in no table, counted by table and end.
  var dangling: [String: Int] = [:]
  var filled: [Relation: Set<ObjectIndex>] = [:]

  init() {}

  mutating func read(
    _ database: borrowing Database, of stream: TenantStream, into builder: inout DirectoryBuilder
  ) throws {
    self = ROADreconReader(after: verdicts, stream: stream)
    schema = try database.tables()
    for entity in ROADreconEntity.all {
      try read(entity, database, &builder)
      builder.setState(of: entity.kind, to: state(of: entity))
    }
    for link in ROADreconLink.all { try read(link, database, &builder) }
    for relation in [Relation.members, .owners] { settle(relation, &builder) }
    var notes = try readTenant(database, &builder)
    notes += countNotes()
    verdicts.append(
      Verdict(source: stream.source, capabilities: capabilities, notes: notes))
  }

  private init(after verdicts: [Verdict], stream: TenantStream) {
    (self.verdicts, self.stream) = (verdicts, stream)
  }

  mutating func finish(into builder: inout DirectoryBuilder) throws(IngestError) {
    for verdict in verdicts {
      builder.describe(
        verdict.source, format: TenantFormat.roadrecon.name, capabilities: verdict.capabilities,
        completeness: .complete, notes: verdict.notes)
    }
  }

  /// A table by its name; `nil` when this version has none.
  func table(_ name: String) -> SchemaObject? {
    schema.first { $0.name == name && $0.error == nil }
  }

  /// A unit that counts the rows of a table.
  func unit(of table: String, _ builder: inout DirectoryBuilder) -> UInt32 {
    let entry = stream.entry.isEmpty ? table : "\(stream.entry)!\(table)"
    return builder.addUnit(PlaceUnit(input: stream.input, entry: entry, counting: .row))
  }

  func leaveOut(
    _ subject: String, _ reason: String, _ place: Place, _ builder: inout DirectoryBuilder
  ) {
    builder.tally(subject, reason, source: stream.source, at: place)
  }
}
