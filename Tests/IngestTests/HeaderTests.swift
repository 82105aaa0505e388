import DirectoryModel
import TestSupport
import Testing

@testable import Ingest

/// Headers of databases and journals, field by field.
struct HeaderTests {
  private static func big(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  struct Header: Sendable {
    /// The page size as its two bytes state it.
    var stated = 1_024
    var size = 2_048
    var pages = 2
    /// Whether the same version wrote the number of pages and the rest.
    var isCounted = true
    var writing: UInt8 = 1
    var reading: UInt8 = 1
    var outcome = "rollback"
  }

  private static let again = "\n  collect the file again; a part of it is missing"
  private static func damaged(_ size: Int) -> String {
    "d.db: found a header with pages of \(size) bytes, expected a power of two from 512 to 65536"
      + "\n  collect the file again; it is damaged"
  }

  /// Source: "Database File Format", https://www.sqlite.org/fileformat2.html#the_database_header.
  static let headers: [Header] = [
    Header(), Header(writing: 2, outcome: "log"), Header(reading: 2, outcome: "log"),
    Header(stated: 512, size: 512, pages: 1), Header(stated: 32_768, size: 32_768, pages: 1),
    // The largest size has no room in two bytes and is written as 1.
    Header(stated: 1, size: 65_536, pages: 1),
    Header(stated: 0, outcome: damaged(0)), Header(stated: 2, outcome: damaged(2)),
    Header(stated: 256, outcome: damaged(256)), Header(stated: 1_000, outcome: damaged(1_000)),
    Header(stated: 1_536, size: 3_072, outcome: damaged(1_536)),
    Header(stated: 33_024, outcome: damaged(33_024)),
    Header(
      size: 2_047,
      outcome: "d.db: found a cut database of 2047 bytes, "
        + "expected a multiple of the page size, 1024" + again),
    Header(
      size: 2_048, pages: 3,
      outcome: "d.db: found a cut database of 2048 bytes, expected 3 pages of 1024 bytes" + again),
    Header(size: 2_048, pages: 1), Header(size: 2_048, pages: 3, isCounted: false),
    // Pages that are missing may stand in the log.
    Header(size: 1_024, pages: 9, writing: 2, outcome: "log"),
    Header(size: 1_024, pages: 9, reading: 2, outcome: "log"),
    Header(
      size: 100,
      outcome: "d.db: found a cut database of 100 bytes, "
        + "expected a multiple of the page size, 1024" + again),
    Header(
      size: 99, outcome: "d.db: found a cut database of 99 bytes, expected at least 512" + again),
  ]

  /// What reading a file of the folder comes to, without the folder's own name.
  private func told(_ folder: borrowing ScratchFolder, _ read: () throws -> String) -> String {
    do { return try read() } catch {
      return "\(error)".replacing("\(folder.path)/", with: "")
    }
  }

  @Test(arguments: headers)
  func `a header tells the mode, and what is no whole database`(_ header: Header) throws {
    var bytes = DatabaseHeader.magic + Self.big(header.stated, 2)
    bytes += [header.writing, header.reading] + [UInt8](repeating: 0, count: 4) + Self.big(7, 4)
    bytes += Self.big(header.pages, 4) + [UInt8](repeating: 0, count: 60)
    bytes += Self.big(header.isCounted ? 7 : 6, 4)
    bytes = Array((bytes + [UInt8](repeating: 0, count: 65_536)).prefix(header.size))
    let folder = try ScratchFolder()
    let path = try folder.write(bytes, to: "d.db")
    let found = told(folder) { try DatabaseHeader.read(path).usesLog ? "log" : "rollback" }
    #expect(found == header.outcome)
  }

  /// Records, sector and page that a journal states, how long it is, and how long it must be.
  ///
  /// Source: "The Rollback Journal", https://www.sqlite.org/fileformat2.html#the_rollback_journal.
  static let journals: [(records: Int, sector: Int, page: Int, size: Int, needed: Int)] = [
    (0, 512, 1_024, 512, 512), (1, 512, 1_024, 1_544, 1_544), (3, 512, 1_024, 3_608, 3_608),
    (1, 4_096, 512, 4_616, 4_616), (2, 512, 1_024, 9_999, 2_576),
    // All bits set: as many records as there are.
    (0xFFFF_FFFF, 512, 1_024, 512, 512), (0xFFFF_FFFF, 512, 1_024, 600, 512),
    (0, 512, 1_024, 511, 512), (1, 512, 1_024, 1_543, 1_544), (1, 512, 1_024, 1_536, 1_544),
    (3, 512, 1_024, 3_607, 3_608), (0xFFFF_FFFF, 512, 1_024, 511, 512), (9, 512, 512, 28, 5_192),
    (1, 512, 1_024, 27, 512), (1, 512, 1_024, 8, 512), (1, 512, 1_024, 0, 512),
  ]

  @Test(arguments: journals)
  func `a journal is as long as its header says`(
    _ row: (records: Int, sector: Int, page: Int, size: Int, needed: Int)
  ) throws {
    var bytes: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]
    bytes += Self.big(row.records, 4) + Self.big(1, 4) + Self.big(2, 4)
    bytes += Self.big(row.sector, 4) + Self.big(row.page, 4)
    bytes = Array((bytes + [UInt8](repeating: 0, count: 10_000)).prefix(row.size))
    let folder = try ScratchFolder()
    let path = try folder.write(bytes, to: "d.db-journal")
    let found = told(folder) {
      try HotJournal.check(path, input: "d.db")
      return "whole"
    }
    let refusal =
      "d.db: found a cut journal of \(row.size) bytes beside the database, "
      + "expected at least \(row.needed) bytes\n"
      + "  collect both files again; without the journal the database is half written"
    #expect(found == (row.size >= row.needed ? "whole" : refusal))
    #expect(try HotJournal.isHot(path, input: "d.db") == (row.size > 0))
    for place in 0..<min(8, row.size) {
      var other = bytes
      other[place] ^= 1
      let copy = try folder.write(other, to: "other")
      #expect(try !HotJournal.isHot(copy, input: "d.db"))
    }
  }

  private static let group = "11111111-1111-1111-1111-111111111111"
  private static let member = "22222222-2222-2222-2222-222222222222"

  /// The path of an entry, the number of its page, and whose list it is.
  static let paths: [(path: String, page: Int?, group: String?, isSingle: Bool)] = [
    ("users_001.json", 1, nil, false), ("users_01.json", nil, nil, false),
    ("users_0001.json", nil, nil, false), ("users page7.json", 7, nil, false),
    ("users-page-12.json", 12, nil, false), ("users_page_12.json", 12, nil, false),
    ("Users Page 12.json", 12, nil, false), ("page999999.json", 999_999, nil, false),
    ("page1000000.json", nil, nil, false), ("page--1.json", nil, nil, false),
    ("pages1.json", nil, nil, false), ("users20260302.json", nil, nil, false),
    ("users.json", nil, nil, false), (".001", nil, nil, false), ("x_002", 2, nil, false),
    ("groups/\(group)/members.json", nil, group, false),
    ("\(group)_members_003.json", 3, group, false), ("a\(group)\(member).json", nil, member, false),
    ("groups/\(group)/members/page2.json", 2, group, false),
    ("Groups/\(group)/Members/\(member)/\(member).json", nil, member, true),
    ("Groups/\(group)/Owners/\(member)/\(member).json", nil, member, true),
    ("x/Groups/\(group)/Owners/\(member)/\(member).json", nil, member, true),
    ("\(group)/Owners/\(member)/\(member).json", nil, member, true),
    ("Groups/\(group)/owners/\(member)/\(member).json", nil, member, false),
    ("Groups/\(group)/Members/\(group)/\(member).json", nil, member, false),
    ("Groups/Sales/Members/\(member)/\(member).json", nil, member, false),
    ("Members/\(member)/\(member).json", nil, member, false),
    ("Groups/\(group)/Members/\(member).json", nil, member, false),
  ]

  @Test(arguments: paths)
  func `a path tells the page, the group and whether it is one membership`(
    _ row: (path: String, page: Int?, group: String?, isSingle: Bool)
  ) {
    let path = GraphPath(entry: row.path)
    #expect(path.page == row.page)
    #expect(path.group == row.group.flatMap { GUID($0) })
    #expect(path.isSingleMembership == row.isSingle)
  }

  /// A word for a kind in the row of a script.
  static let words: [(word: String, kind: ObjectKind?)] = [
    ("User", .user), ("member", .user), ("Guest", .user), ("GROUP", .group), ("Device", .device),
    ("ServicePrincipal", .servicePrincipal), ("service principal", .servicePrincipal),
    ("Application", .servicePrincipal), ("Contact", .contact), ("orgContact", .contact),
    ("#microsoft.graph.user", .user), ("microsoft.graph.orgContact", .contact), ("", nil),
    ("users", nil), (" user", nil), ("owner", nil), ("microsoft.graph.contact", nil),
    ("##microsoft.graph.user", nil), ("Microsoft.Graph.User", nil), ("serviceprincipals", nil),
  ]

  @Test(arguments: words)
  func `a word stands for one kind`(_ row: (word: String, kind: ObjectKind?)) {
    #expect(ObjectKind(word: row.word) == row.kind)
  }
}
