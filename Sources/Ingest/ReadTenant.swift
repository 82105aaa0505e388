import Archives
package import DirectoryModel
import Files

/// Reads exports of one tenant and merges them into one snapshot.
///
/// An input is a file, a folder, `-` for standard input, or an archive, in which archives may
/// stand. Formats are told by content. Nothing is written, with one exception: a database in an
/// archive is copied into a private folder that is gone afterwards.
///
/// - Throws: for an input that cannot be read to its end, that no format or more than one claims,
///   or that is of another tenant than those before it.
package func readTenant(
  _ inputs: [String], options: IngestOptions = IngestOptions()
) throws(IngestError) -> Directory {
  try readTenant(inputs, options: options, formats: TenantFormat.all)
}

/// Reads exports with a list of formats of the caller's choice.
func readTenant(
  _ inputs: [String], options: IngestOptions, formats: [TenantFormat]
) throws(IngestError) -> Directory {
  precondition(!inputs.isEmpty, "there is nothing to read")
  var intake = TenantIntake(options: options, formats: formats)
  for input in inputs { try intake.read(input) }
  return try intake.finish()
}

/// Takes in one input after another.
struct TenantIntake: ~Copyable {
  let options: IngestOptions
  let formats: [TenantFormat]
  var builder: DirectoryBuilder
  var jsonReaders: [(format: Int, reader: any JSONTenantReader)] = []
  var databaseReaders: [(format: Int, reader: any DatabaseTenantReader)] = []
  /// What was left out of the input that is being read, by reason, with the first one's path.
  var leftOut: [(reason: String, count: Int, example: String)] = []
  /// What lies beside databases of the input and was read with them, with its path.
  var sides: [(path: String, side: DatabaseSide)] = []
  /// Streams of the input that a format has read.
  var streamCount = 0

  init(options: IngestOptions, formats: [TenantFormat]) {
    (self.options, self.formats) = (options, formats)
    builder = DirectoryBuilder(side: .tenant, wanted: options.wanted, like: options.like)
  }

  /// Reads one input as the user named it.
  mutating func read(_ input: String) throws(IngestError) {
    let source = builder.addSource(
      Source(
        input: input == "-" ? "standard input" : input, format: "", sha256: "", byteCount: 0,
        capabilities: [], completeness: .complete))
    let name = builder.sources[source].input
    (leftOut, streamCount, sides) = ([], 0, [])
    let origin = TenantOrigin(input: name, path: input, entry: "", source: source)
    do {
      if input == "-" {
        try readStandardInput(origin)
      } else if try FileFacts.of(input)?.kind == .folder {
        try readFolder(origin)
      } else {
        let file = try readFile(FileReader(reading: input), origin)
        let beside = sides.map(\.side)
        builder.updateSource(source) {
          $0.sha256 = beside.digest(with: file.sha256, at: input)
          $0.byteCount = file.byteCount + beside.byteCount
          if !beside.isEmpty { $0.notes.append([DatabaseSide].note) }
        }
      }
    } catch {
      throw IngestError(error, input: name)
    }
    try settleLeftOut(origin)
  }

  consuming func finish() throws(IngestError) -> Directory {
    for index in jsonReaders.indices { try jsonReaders[index].reader.finish(into: &builder) }
    for index in databaseReaders.indices {
      try databaseReaders[index].reader.finish(into: &builder)
    }
    return builder.finish()
  }

  /// Counts something of an input that no format reads.
  mutating func leaveOut(_ path: String, _ reason: String) {
    if let known = leftOut.firstIndex(where: { $0.reason == reason }) {
      leftOut[known].count += 1
    } else {
      leftOut.append((reason, 1, path))
    }
  }

  /// Hands the counts of an input to the builder, or refuses it if nothing in it was read.
  private mutating func settleLeftOut(_ origin: TenantOrigin) throws(IngestError) {
    if streamCount == 0 {
      let what = leftOut.map { "\($0.count) of them \($0.reason)" }.joined(separator: ", ")
      let count = leftOut.map(\.count).reduce(0, +)
      throw IngestError(
        input: origin.input,
        found: count == 0 ? "no file at all" : "\(count) files and no export: \(what)",
        expected: "a tenant export", hint: formatHint)
    }
    for (reason, count, example) in leftOut {
      let unit = builder.addUnit(
        PlaceUnit(input: origin.input, entry: example, counting: .byteOffset))
      builder.tally(
        "files", reason, source: origin.source, at: Place(unit: unit, position: 0), count: count)
      if reason == Self.unknownJSON || reason == Self.unknownDatabase || reason == Self.sideFile {
        builder.updateSource(origin.source) {
          $0.completeness = $0.completeness.joined(with: .partial("files of it were not read"))
        }
      }
    }
  }

  static let unknownJSON = "JSON of no known format"
  static let unknownDatabase = "a database of no known format"
  static let unknownContent = "neither JSON nor a database nor an archive"
  static let sideFile = "a part of a database that lies in an archive"

  /// What is read, for people whose file was not recognised.
  var formatHint: String {
    "rollcall reads: " + formats.map { "\($0.name), \($0.summary)" }.joined(separator: "; ")
  }
}

/// Where bytes come from: an input, or something inside one.
struct TenantOrigin {
  /// The input as messages name it.
  let input: String
  /// The path on disk; of no meaning inside an archive.
  let path: String
  /// The path inside the input.
  let entry: String
  let source: Int

  /// Whether this is the input itself and not something in it.
  var isWhole: Bool { entry.isEmpty }

  /// Something inside an archive.
  func inside(_ name: String) -> TenantOrigin {
    TenantOrigin(
      input: input, path: path, entry: entry.isEmpty ? name : "\(entry)!\(name)", source: source)
  }
}

/// The digest and size of a file that was read to its end.
struct FileDigest {
  let sha256: String
  let byteCount: UInt64
}
