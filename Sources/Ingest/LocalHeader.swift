import Files

/// What the first 100 bytes of a SQLite database say.
///
/// Source: "Database File Format", https://www.sqlite.org/fileformat2.html#the_database_header.
struct DatabaseHeader: Equatable {
  static let magic = Array("SQLite format 3\0".utf8)

  /// Whether the database is in write-ahead mode.
  let usesLog: Bool

  /// Reads and checks the header of a file, so that what is no whole database is told in plain words.
  static func read(_ input: String) throws(IngestError) -> DatabaseHeader {
    let (bytes, facts) = try firstBytes(input, 100)
    if facts.kind == .file, facts.size == 0 {
      throw IngestError(
        input: input, found: "an empty file (0 bytes)", expected: "a SQLite database",
        hint: "SQLite makes such a file when a path is misspelt; check the path")
    }
    guard bytes.starts(with: magic.prefix(bytes.count)), bytes.count >= min(16, bytes.count) else {
      throw IngestError(
        input: input, found: "no header of SQLite", expected: "a SQLite database",
        hint: "check that the file is the right one and not encrypted")
    }
    guard bytes.count == 100 else { throw cut(input, "\(facts.size) bytes", "at least 512") }
    let raw = Int64(bytes[16]) << 8 | Int64(bytes[17])
    let pageSize = raw == 1 ? 65_536 : raw
    guard pageSize >= 512, pageSize & (pageSize - 1) == 0 else {
      throw IngestError(
        input: input, found: "a header with pages of \(pageSize) bytes",
        expected: "a power of two from 512 to 65536", hint: "collect the file again; it is damaged")
    }
    if facts.size % pageSize != 0 {
      throw cut(input, "\(facts.size) bytes", "a multiple of the page size, \(pageSize)")
    }
    let pages = number(bytes, 28)
    // The count is good only where the same version wrote both (section 1.3.7 of the source).
    if number(bytes, 24) == number(bytes, 92), facts.size < pages * pageSize,
      !(bytes[18] == 2 || bytes[19] == 2)
    {
      throw cut(input, "\(facts.size) bytes", "\(pages) pages of \(pageSize) bytes")
    }
    return DatabaseHeader(usesLog: bytes[18] == 2 || bytes[19] == 2)
  }

  private static func cut(
    _ input: String, _ found: String, _ expected: String
  ) -> IngestError {
    IngestError(
      input: input, found: "a cut database of \(found)", expected: expected,
      hint: "collect the file again; a part of it is missing")
  }

  private static func number(_ bytes: [UInt8], _ at: Int) -> Int64 {
    bytes[at..<(at + 4)].reduce(0) { $0 << 8 | Int64($1) }
  }

  /// The first bytes of a file, as many of them as there are.
  static func firstBytes(
    _ input: String, _ count: Int
  ) throws(IngestError) -> (bytes: [UInt8], facts: FileFacts) {
    do throws(FileError) {
      var reader = try FileReader(reading: input)
      guard reader.facts.kind == .file else {
        throw FileError(
          path: input, operation: .read, message: "found a \(reader.facts.kind.rawValue)")
      }
      var bytes: [UInt8] = []
      var block = [UInt8](repeating: 0, count: count)
      while bytes.count < count {
        let read = try reader.read(into: &block)
        if read == 0 { break }
        bytes += block[..<min(read, count - bytes.count)]
      }
      return (bytes, reader.facts)
    } catch {
      throw IngestError(error, input: input)
    }
  }
}

/// The journal that undoes an unfinished transaction.
///
/// Source: "The Rollback Journal", https://www.sqlite.org/fileformat2.html#the_rollback_journal.
enum HotJournal {
  private static let magic: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]

  /// Whether a journal undoes something; a header of zeros is one that was done with.
  static func isHot(_ path: String, input: String) throws(IngestError) -> Bool {
    let bytes = try DatabaseHeader.firstBytes(path, 8).bytes
    return !bytes.isEmpty && bytes.starts(with: magic.prefix(bytes.count))
  }

  /// Checks that a journal is as long as its header says.
  static func check(_ path: String, input: String) throws(IngestError) {
    let (bytes, facts) = try DatabaseHeader.firstBytes(path, 28)
    func number(_ at: Int) -> Int64 { bytes[at..<(at + 4)].reduce(0) { $0 << 8 | Int64($1) } }
    guard bytes.count == 28 else { throw cut(input, facts.size, 512) }
    let (records, sector, page) = (number(8), number(20), number(24))
    let isOpenEnded = records == 0xFFFF_FFFF
    let needed = sector + (isOpenEnded ? 0 : records * (page + 8))
    if facts.size < needed { throw cut(input, facts.size, needed) }
  }

  private static func cut(_ input: String, _ size: Int64, _ needed: Int64) -> IngestError {
    IngestError(
      input: input, found: "a cut journal of \(size) bytes beside the database",
      expected: "at least \(needed) bytes",
      hint: "collect both files again; without the journal the database is half written")
  }
}
