import Archives
import TestSupport
import Testing

/// Archives in archives, and what all of them may ask for together.
struct NestedTests {
  @Test func `an archive in an archive is read in place, and its name shows both`() throws {
    let outer = try ArchiveReader(reading: fixture("nested.zip"))
    var lines: [String] = []
    while let entry = try outer.nextEntry() {
      let inner = try outer.openEntry()
      #expect(inner.depth == 2)
      #expect(inner.path == fixture("nested.zip") + "!\(entry.name)")
      lines += contents { inner }
    }
    #expect(
      lines == ReadingTests.two + ReadingTests.users + ReadingTests.two)
  }

  @Test func `an archive may be opened after it was looked at`() throws {
    let outer = try ArchiveReader(reading: fixture("nested.zip"))
    _ = try outer.nextEntry()
    #expect(ArchiveKind.sniff(firstBytes: try outer.peek()) == .zip)
    #expect(contents { try outer.openEntry() } == ReadingTests.two)
  }

  @Test func `the rest of an archive in an archive is left out when the outer one moves on`() throws
  {
    let outer = try ArchiveReader(reading: fixture("nested.zip"))
    _ = try outer.nextEntry()
    _ = try outer.openEntry().nextEntry()
    #expect(try outer.nextEntry()?.name == "users.json.gz")
  }

  @Test func `three deep is read, four deep is refused`() throws {
    var reader = try ArchiveReader(reading: fixture("three-deep.zip"))
    for _ in 0..<2 {
      _ = try reader.nextEntry()
      reader = try reader.openEntry()
    }
    #expect(
      contents { reader } == ["0 'users.json' file, states 76 76 bytes 8d8917a5", "end"])

    reader = try ArchiveReader(reading: fixture("four-deep.zip"))
    for _ in 0..<2 {
      _ = try reader.nextEntry()
      reader = try reader.openEntry()
    }
    _ = try reader.nextEntry()
    #expect(
      contents({ try reader.openEntry() }, hidingPath: fixture("")) == [
        "four-deep.zip!level2.zip!level1.zip!level0.zip: found archives in archives more than "
          + "3 deep, expected no more than this limit" + HostileTests.trusted
      ])
  }

  @Test func `a bomb in an archive counts against the outermost file`() throws {
    let outer = try ArchiveReader(reading: fixture("bomb-in-zip.zip"))
    _ = try outer.nextEntry()
    #expect(
      contents({ try outer.openEntry() }, hidingPath: fixture("")) == [
        "0 'bomb.json' file, states nothing",
        "bomb-in-zip.zip!bomb.json.bz2: found 67109049 bytes of content in 243 bytes of file, "
          + "expected no more than 2000 for each" + HostileTests.trusted,
      ])
  }

  @Test func `damage in an archive in an archive names both`() throws {
    let bytes = try Fixture.bytes("broken/archives/nested.zip")
    let outer = try stream(Array(bytes.prefix(200)), named: "nested.zip")
    _ = try outer.nextEntry()
    #expect(
      contents { try outer.openEntry() } == [
        "nested.zip!inner.zip: found 'ZIP decompression failed (-5)' (libarchive -30) while "
          + "reading it, expected an intact archive" + again
      ])
  }

  /// One row a limit: what is set, the archive, and the last line of what comes out.
  static let limits:
    [(name: String, set: @Sendable (inout ArchiveLimits) -> Void, message: String)] = [
      (
        "two-files.zip", { $0.entries = 1 },
        "two-files.zip!groups/groups.json: found more than 1 entries"
      ),
      (
        "two-files.zip", { $0.entryBytes = 75 },
        "two-files.zip!users.json: found more than 75 bytes in one entry"
      ),
      (
        "users.json.gz", { $0.entryBytes = 75 },
        "users.json.gz!users.json: found more than 75 bytes in one entry"
      ),
      (
        "two-files.zip", { $0.totalBytes = 122 },
        "two-files.zip!groups/groups.json: found more than 122 bytes of content"
      ),
      (
        "users.json.gz", { $0.totalBytes = 75 },
        "users.json.gz: found more than 75 bytes of content"
      ),
      (
        "two-files.tar.gz", { $0.totalBytes = 3071 },
        "two-files.tar.gz: found more than 3071 bytes of content"
      ),
      (
        "two-files.tar.gz", { $0.depth = 0 },
        "two-files.tar.gz: found archives in archives more than 0 deep"
      ),
    ]

  @Test(arguments: limits)
  func `each limit has its own message`(
    _ row: (name: String, set: @Sendable (inout ArchiveLimits) -> Void, message: String)
  ) throws {
    var limits = ArchiveLimits()
    row.set(&limits)
    let bytes = try Fixture.bytes("broken/archives/\(row.name)")
    let lines = contents { try stream(bytes, named: row.name, limits: limits) }
    #expect(
      lines.last == row.message + ", expected no more than this limit" + HostileTests.trusted)
  }

  @Test func `exactly as much as the limits allow is read`() throws {
    var limits = ArchiveLimits()
    (limits.entries, limits.entryBytes, limits.totalBytes, limits.depth) = (2, 76, 123, 1)
    #expect(
      contents { try ArchiveReader(reading: fixture("two-files.zip"), limits: limits) }
        == ReadingTests.two)
  }

  @Test func `the limits are those that the manual states`() {
    let limits = ArchiveLimits()
    #expect(limits.entries == 2_000_000)
    #expect(limits.entryBytes == 1_099_511_627_776)
    #expect(limits.totalBytes == 4_398_046_511_104)
    #expect(limits.expansion == 2000)
    #expect(limits.expansionFloor == 67_108_864)
    #expect(limits.depth == 3)
  }
}
