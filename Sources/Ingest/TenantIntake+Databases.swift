import DirectoryModel
import Files
import SQLite
import Threads

extension TenantIntake {
  /// Reads a database where it lies, or from a copy if it came through a pipe.
  mutating func readDatabaseFile(
    _ fetch: FileFetch, _ origin: TenantOrigin, isRegular: Bool
  ) throws {
    if isRegular {
      let hashing = options.threads > 1 ? Meanwhile { try fetch.drain() } : nil
      defer { hashing?.wait() }
      try readDatabase(origin.path, origin)
      try hashing?.result()
    } else {
      try readDatabaseCopy(origin) { try fetch.fill(&$0) }
    }
  }

  /// Copies a database that lies in no file of its own into a private folder and reads it there.
  mutating func readDatabaseCopy(
    _ origin: TenantOrigin, _ fetch: (inout [UInt8]) throws -> Int
  ) throws {
    let folder = try TemporaryFolder()
    let path = folder.path(of: "database")
    var writer = try FileWriter(replacing: path, permissions: 0o600)
    var block = [UInt8](repeating: 0, count: 1 << 20)
    var written: Int64 = 0
    while true {
      let count = try fetch(&block)
      if count == 0 { break }
      written += Int64(count)
      if written > options.limits.databaseBytes {
        throw IngestError(
          input: origin.input, entry: origin.entry,
          found: "a database of more than \(options.limits.databaseBytes) bytes",
          expected: "no more than this limit", hint: "unpack it and give the file")
      }
      try writer.write(block, first: count)
    }
    try writer.finish()
    try readDatabase(path, origin)
    builder.updateSource(origin.source) {
      $0.notes.append("a database was read from a private copy, which is removed again")
    }
  }

  /// Reads a database, from a copy where a log or a hot journal beside it belongs to its state.
  private mutating func readDatabase(_ path: String, _ origin: TenantOrigin) throws {
    do {
      let set = try DatabaseFileSet(path)
      guard set.log != nil || set.journal != nil else {
        return try readDatabase(Database(reading: path), origin)
      }
      let local = try LocalDatabase.open(path, limits: DatabaseLimits())
      if let partial = local.partial {
        throw IngestError(
          input: origin.input, entry: origin.entry, found: partial, expected: "a whole log",
          hint: "collect the database again with the files beside it")
      }
      for side in local.sides { sides.append(("\(origin.path)\(side.suffix)", side)) }
      try readDatabase(local.database, origin)
      builder.updateSource(origin.source) { $0.notes += local.notes }
    } catch {
      throw IngestError(error, input: origin.input, entry: origin.entry)
    }
  }

  private mutating func readDatabase(
    _ database: borrowing Database, _ origin: TenantOrigin
  ) throws {
    let tables = try database.tables()
    let claimants = formats.indices.filter { index in
      if case .database(let claims, _) = formats[index].medium { claims(tables) } else { false }
    }
    try refuseTwoClaims(claimants, origin)
    guard let format = claimants.first else {
      let names = tables.prefix(5).map { "'\($0.name)'" }.joined(separator: ", ")
      let more = tables.count > 5 ? ", …" : ""
      return try leaveOutUnknown(
        origin, Self.unknownDatabase,
        found: tables.isEmpty
          ? "a database without tables" : "a database with the tables \(names)\(more)")
    }
    let stream = addStream(origin, counting: .row)
    let index = databaseReader(of: format)
    try databaseReaders[index].reader.read(database, of: stream, into: &builder)
  }

  private mutating func databaseReader(of format: Int) -> Int {
    if let known = databaseReaders.firstIndex(where: { $0.format == format }) { return known }
    guard case .database(_, let makeReader) = formats[format].medium else {
      preconditionFailure("only a format of databases claims a database")
    }
    databaseReaders.append((format, makeReader()))
    return databaseReaders.count - 1
  }
}
