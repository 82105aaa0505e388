import Archives
import TestSupport
import Testing

/// What whole archives give, from a file and from a stream.
struct ReadingTests {
  static let two = [
    "0 'users.json' file, states 76 76 bytes 8d8917a5",
    "1 'groups/groups.json' file, states 47 47 bytes 69e30f2d",
    "end",
  ]
  static let users = ["0 'users.json' file, states nothing 76 bytes 8d8917a5", "end"]

  @Test(arguments: [
    "two-files.zip", "two-files-stored.zip", "two-files-zip64.zip", "two-files.tar",
    "two-tars.tar", "two-files.tar.gz", "two-files.tar.xz", "two-files.tar.bz2",
    "two-files.tar.zst", "two-files.cpio",
  ])
  func `the same two files come out of every kind of archive`(_ name: String) throws {
    #expect(contents(ofFile: name) == Self.two)
    #expect(try contents(ofStream: name) == Self.two)
    #expect(try contents(ofStream: name, blockSize: 7) == Self.two)
  }

  @Test(arguments: ["users.json.gz", "users.json.xz", "users.json.bz2", "users.json.zst"])
  func `one compressed file is one entry called after it`(_ name: String) throws {
    #expect(contents(ofFile: name) == Self.users)
    #expect(try contents(ofStream: name) == Self.users)
    #expect(try contents(ofStream: name, blockSize: 1) == Self.users)
  }

  @Test func `a 7z gives its files in its own order`() {
    #expect(
      contents(ofFile: "two-files.7z") == [
        "0 'groups/groups.json' file, states 47 47 bytes 69e30f2d",
        "1 'users.json' file, states 76 76 bytes 8d8917a5",
        "end",
      ])
  }

  @Test func `a zip written to a pipe states its sizes only in its directory`() throws {
    #expect(contents(ofFile: "two-files-streamed.zip") == Self.two)
    #expect(
      try contents(ofStream: "two-files-streamed.zip")
        == Self.two.map { $0.replacing(/states \d+/, with: "states nothing") })
  }

  @Test func `all members of a gzip file are read`() throws {
    let lines = ["0 'two-members.json' file, states nothing 76 bytes 8d8917a5", "end"]
    #expect(contents(ofFile: "two-members.json.gz") == lines)
    #expect(try contents(ofStream: "two-members.json.gz") == lines)
  }

  @Test func `ten thousand entries come one after another`() throws {
    let lines = contents(ofFile: "ten-thousand.tar.xz")
    #expect(lines.count == 10_001)
    #expect(lines.first == "0 'users/00000.json' file, states 0 0 bytes 1")
    #expect(lines.suffix(2) == ["9999 'users/09999.json' file, states 0 0 bytes 1", "end"])
  }

  @Test func `an archive without entries ends at once, and a compressed nothing is empty`() throws {
    #expect(contents(ofFile: "empty.zip") == ["end"])
    #expect(try contents(ofStream: "empty.zip") == ["end"])
    let empty = ["0 'empty.json' file, states nothing 0 bytes 1", "end"]
    #expect(contents(ofFile: "empty.json.gz") == empty)
    #expect(try contents(ofStream: "empty.json.gz") == empty)
  }

  @Test(arguments: ["names.zip", "names.tar"])
  func `names in any script come out, composed where the archive says Unicode`(
    _ name: String
  ) throws {
    let lines = [
      "0 'Gr\\u{FC}ppe.json' file, states 76 76 bytes 8d8917a5",
      "1 'Gr\\u{FC}ppe.json' file, states 76 76 bytes 8d8917a5",
      "2 '\\u{30B0}\\u{30EB}\\u{30FC}\\u{30D7}.json' file, states 76 76 bytes 8d8917a5",
      "end",
    ]
    #expect(contents(ofFile: name) == lines)
    #expect(try contents(ofStream: name) == lines)
  }

  @Test func `names in a 7z come out, composed`() {
    #expect(
      contents(ofFile: "names.7z") == [
        "0 'Gr\\u{FC}ppe.json' file, states 76 76 bytes 8d8917a5",
        "1 'Gr\\u{FC}ppe.json' file, states 76 76 bytes 8d8917a5",
        "end",
      ])
  }

  @Test(arguments: ["names-latin1.zip", "names-latin1.tar"])
  func `a name that is no UTF-8 is mended for all to see`(_ name: String) throws {
    let lines = ["0 'Gr\\u{FFFD}ppe.json' file, states 76, repaired 76 bytes 8d8917a5", "end"]
    #expect(contents(ofFile: name) == lines)
    #expect(try contents(ofStream: name) == lines)
  }

  @Test(arguments: [("unsafe-paths.tar", "C:\\\\", "..\\\\"), ("unsafe-paths.zip", "C:/", "../")])
  func `paths that lead outside are marked, those that only look so are not`(
    _ name: String, _ drive: String, _ above: String
  ) throws {
    let unescaped = (drive.replacing("\\\\", with: "\\"), above.replacing("\\\\", with: "\\"))
    let lines = [
      "0 '/etc/passwd' file, states 76, unsafe 76 bytes 8d8917a5",
      "1 '../users.json' file, states 76, unsafe 76 bytes 8d8917a5",
      "2 'a/../../b' file, states 76, unsafe 76 bytes 8d8917a5",
      "3 '\(unescaped.0)users.json' file, states 76, unsafe 76 bytes 8d8917a5",
      "4 '\(unescaped.1)users.json' file, states 76, unsafe 76 bytes 8d8917a5",
      "5 'groups/..users.json' file, states 76 76 bytes 8d8917a5",
      "6 'groups/./users.json' file, states 76 76 bytes 8d8917a5",
      "end",
    ]
    #expect(contents(ofFile: name) == lines)
    #expect(try contents(ofStream: name) == lines)
  }

  @Test func `links and pipes are named as such, and links that lead outside are marked`() {
    #expect(
      contents(ofFile: "links.tar") == [
        "0 'users.json' file, states 76 76 bytes 8d8917a5",
        "1 'inside' symbolicLink(target: \"users.json\"), states 0",
        "2 'outside' symbolicLink(target: \"/etc/passwd\"), states 0, unsafe",
        "3 'above' symbolicLink(target: \"../secret\"), states 0, unsafe",
        "4 'hard' hardLink(target: \"users.json\"), states 0",
        "5 'groups/' folder, states 0",
        "6 'pipe' other, states 0",
        "end",
      ])
  }

  @Test(arguments: [1, 2, 75, 76, 77, 1 << 16])
  func `the size of the caller's buffer does not matter`(_ size: Int) throws {
    let reader = try ArchiveReader(reading: fixture("two-files.zip"))
    _ = try reader.nextEntry()
    #expect(try content(of: reader, blockSize: size) == Fixture.bytes("broken/archives/users.json"))
  }

  @Test func `looking at content does not use it up`() throws {
    let whole = try Fixture.bytes("broken/archives/users.json")
    let reader = try ArchiveReader(reading: fixture("two-files.tar.gz"))
    _ = try reader.nextEntry()
    #expect(try reader.peek(5) == Array(whole.prefix(5)))
    #expect(try reader.peek(10) == Array(whole.prefix(10)))
    #expect(try reader.peek() == whole)
    #expect(try content(of: reader, blockSize: 3) == whole)
    #expect(try reader.peek() == [])
  }

  @Test func `entries that are not read, or only begun, are left out`() throws {
    for name in ["two-files.zip", "two-files.tar.gz", "two-files.cpio"] {
      let reader = try ArchiveReader(reading: fixture(name))
      _ = try reader.nextEntry()
      _ = try reader.peek(3)
      #expect(try reader.nextEntry()?.name == "groups/groups.json")
      #expect(try content(of: reader).count == 47)
      #expect(try reader.nextEntry() == nil)
      #expect(try reader.nextEntry() == nil)
    }
  }

  @Test func `a reader may be handed to another thread`() async throws {
    let reader = try ArchiveReader(reading: fixture("two-files.zip"))
    let names = try await Task.detached {
      var names: [String] = []
      while let entry = try reader.nextEntry() { names.append(entry.name) }
      return names
    }.value
    #expect(names == ["users.json", "groups/groups.json"])
  }

  @Test func `an empty buffer stops the program, because it would look like the end`() async {
    await #expect(processExitsWith: .failure) {
      let reader = try ArchiveReader(reading: fixture("two-files.zip"))
      _ = try reader.nextEntry()
      var nothing: [UInt8] = []
      _ = try reader.read(into: &nothing)
    }
  }
}
