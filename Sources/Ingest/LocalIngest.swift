import DirectoryModel
import Files
import SQLite
import YAMLText

/// Reads the local side of an audit: a SQLite database through a mapping, or a CSV file.
///
/// - Parameters:
///   - path: the database or CSV file; nothing is ever written beside it.
///   - selection: which mapping to use; CSV needs none.
///   - parameters: values for the mapping's parameters, and paths for its attached files.
///   - options: what to keep, and how many threads may work.
/// - Returns: the directory, and what is known of the product.
/// - Throws: for a file that is no database or not whole, one that no preset or more than one
///   fits, a mapping with a mistake, a parameter that is missing, and SQL that fails.
package func readLocal(
  _ path: String, selection: LocalSelection = .automatic, parameters: [String: String] = [:],
  options: IngestOptions = IngestOptions()
) throws(IngestError) -> LocalSnapshot {
  try readLocal(
    path, selection: selection, parameters: parameters, options: options,
    limits: DatabaseLimits())
}

/// The same with bounds of one's own on what a statement may cost.
func readLocal(
  _ path: String, selection: LocalSelection, parameters: [String: String],
  options: IngestOptions, limits: DatabaseLimits
) throws(IngestError) -> LocalSnapshot {
  guard path != "-" else {
    throw IngestError(
      input: "standard input", found: "'-' for the local side", expected: "the path of a file",
      hint: "a database is read with the files beside it; write standard input to a file first")
  }
  if try LocalCSV.isMeant(path, selection) {
    return try LocalCSV.read(path, parameters: parameters, options: options)
  }
  let chosen = try LocalIngest.chosen(selection)
  let local = try LocalDatabase.open(path, limits: limits)
  return try LocalIngest(path: path, parameters: parameters, options: options)
    .read(local, chosen)
}

/// The reading of one database from its opening to its snapshot.
struct LocalIngest {
  let path: String
  let parameters: [String: String]
  let options: IngestOptions

  /// The mapping that the user named; `nil` when it is to be found by the tables.
  static func chosen(_ selection: LocalSelection) throws(IngestError) -> Mapping? {
    switch selection {
    case .automatic: return nil
    case .preset(let name): return try PresetCatalog.preset(name)
    case .mapping(let file): return try Mapping.reading(file)
    }
  }

  func read(
    _ local: consuming LocalDatabase, _ chosen: Mapping?
  ) throws(IngestError) -> LocalSnapshot {
    let (opened, known) = (local.path, local.digest)
    let digest =
      known.map(BackgroundDigest.init(known:))
      ?? BackgroundDigest(of: opened, threads: options.threads)
    let facts = try asking(system: path) { () throws(FileError) in
      try FileFacts.of(local.path)
    }
    let (mapping, era) = try mapping(for: local.database, chosen)
    let values = try LocalParameters(
      of: mapping, given: parameters, local.database, input: path)
    let attached = try attach(mapping, to: local.database)
    var builder = DirectoryBuilder(side: .local, wanted: options.wanted)
    let word = chosen != nil && !PresetCatalog.names.contains(mapping.name) ? "mapping" : "preset"
    let format =
      "SQLite, \(word) \(mapping.name)" + (era.map { " (\($0))" } ?? "")
    let source = builder.addSource(
      Source(
        input: path, format: format, sha256: "",
        byteCount: UInt64(facts?.size ?? 0) + local.sides.byteCount, capabilities: [],
        completeness: .complete,
        notes: local.notes + (local.sides.isEmpty ? [] : [[DatabaseSide].note]) + values.notes))
    var reader = LocalReader(
      builder, mapping, input: path, parameters: values.values, source: source)
    try reader.readAll(local.database)
    for file in attached {
      try file.check()
      let sum = try file.digest.value(of: file.path)
      reader.describe(file, digest: file.sides.digest(with: sum, at: file.path))
    }
    let partial = local.partial ?? attached.compactMap(\.partial).first
    let sum = try local.sides.digest(with: digest.value(of: path), at: path)
    // Last: closing the database may write into its copy, of which the digests were taken.
    try local.checkUntouched(path)
    return try reader.finish(era: era, partial: partial, digest: sum)
  }

  private func mapping(
    for database: borrowing Database, _ chosen: Mapping?
  ) throws(IngestError) -> (mapping: Mapping, era: String?) {
    let schema = try LocalSchema(database, input: path)
    guard let chosen else {
      let preset = try LocalDetection.preset(PresetCatalog.all(), schema, database)
      return try LocalDetection.era(of: preset, schema, database)
    }
    let prefixes = chosen.prefixes(in: schema)
    let prefix = prefixes.first { schema.missing(chosen.prefixed($0).detection) == nil }
    let mapping = chosen.prefixed(prefix ?? prefixes[0])
    let fault = schema.objects.isEmpty ? schema.summary : schema.missing(mapping.detection)
    guard fault == nil else {
      throw IngestError(
        input: path, found: fault ?? "", expected: "the tables of '\(mapping.name)'",
        hint: schema.objects.isEmpty
          ? "the database is empty; check the path"
          : "leave out --preset to have the preset found by the tables")
    }
    return try LocalDetection.era(of: mapping, schema, database)
  }

  private func attach(
    _ mapping: Mapping, to database: borrowing Database
  ) throws(IngestError) -> [AttachedDatabase] {
    var attached: [AttachedDatabase] = []
    for attachment in mapping.attachments {
      let file = parameters[attachment.schema] ?? sibling(attachment.path)
      attached.append(
        try AttachedDatabase(file, as: attachment.schema, to: database, threads: options.threads))
    }
    return attached
  }

  /// A path that is relative to the folder of the database.
  private func sibling(_ name: String) -> String {
    if name.utf8.first == UInt8(ascii: "/") { return name }
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return name }
    return String(decoding: path.utf8[...slash], as: UTF8.self) + name
  }
}

extension Mapping {
  /// Reads a mapping from a file.
  package static func reading(_ file: String) throws(IngestError) -> Mapping {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileReader.contents(of: file, limit: YAMLLimits.bytes)
    } catch {
      throw IngestError(error, input: file)
    }
    do throws(YAMLError) {
      return try Mapping(yaml: bytes, file: file)
    } catch {
      throw IngestError(yaml: error)
    }
  }
}

/// A second database file, opened beside the first under a name of its own.
final class AttachedDatabase {
  let path: String
  let schema: String
  let digest: BackgroundDigest
  let notes: [String]
  /// What a log that was cut may have lost; `nil` for a file that is whole.
  let partial: String?
  let size: UInt64
  let sides: [DatabaseSide]
  private let folder: TemporaryFolder?
  private let untouched: DatabaseFileSet?

  init(
    _ path: String, as schema: String, to database: borrowing Database, threads: Int
  ) throws(IngestError) {
    let header = try DatabaseHeader.read(path)
    let set = try DatabaseFileSet(path)
    (self.path, self.schema) = (path, schema)
    let isCopied = set.log != nil || set.journal != nil
    let opened: String
    var known: String?
    if isCopied {
      let copy = try asking(system: path) { () throws(FileError) in try TemporaryFolder() }
      let copied = try set.copy(into: copy)
      partial =
        copied.log == nil
        ? nil
        : try WriteAheadLog.state(of: copy.path(of: "copy.db-wal"), input: path)
          .map { "\($0), in \(path)" }
      if copied.journal != nil {
        try HotJournal.check(copy.path(of: "copy.db-journal"), input: path)
      }
      opened = copy.path(of: "copy.db")
      sides = try copied.sides(ofCopy: opened)
      if copied.journal != nil { known = try BackgroundDigest.digest(of: opened, input: path) }
      folder = consume copy
    } else {
      (opened, sides) = (path, [])
      folder = nil
      partial = nil
    }
    size = UInt64(set.main.size) + sides.byteCount
    notes =
      isCopied
      ? ["a copy was read, with the log or journal beside the file"]
        + (sides.isEmpty ? [] : [[DatabaseSide].note]) : []
    untouched = !isCopied && header.usesLog ? set : nil
    let mode: DatabaseMode =
      isCopied ? .privateCopyReadWrite : header.usesLog ? .immutable : .readOnly
    digest =
      known.map(BackgroundDigest.init(known:)) ?? BackgroundDigest(of: opened, threads: threads)
    do throws(DatabaseError) {
      try database.attach(opened, as: schema, mode: mode)
    } catch {
      throw IngestError(database: error, input: path)
    }
  }

  /// Checks that a file which was read without locks is still what it was.
  func check() throws(IngestError) {
    guard let untouched, try DatabaseFileSet(path) != untouched else { return }
    throw IngestError(
      input: path, found: "a database that changed while it was read",
      expected: "a database at rest", hint: DatabaseFileSet.hint)
  }
}
