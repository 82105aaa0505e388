import DirectoryModel
import TestSupport
import Testing

@testable import Ingest

struct IntakeTests {
  private static let small = [
    Hound.user("a1"), Hound.group("b1"), Hound.members(["a1"], of: "b1"),
  ]
  private static let text = Array(Hound.file(small).utf8)

  /// What every form of the one small file must say.
  private static func facts(_ directory: Directory) -> [String] {
    directory.facts([.objects, .lists, .states])
  }

  private static let expected = [
    "user \(Hound.id("a1"))", "user \(Hound.id("a1")) enabled yes",
    "user \(Hound.id("a1")) onPremises no", "group \(Hound.id("b1"))",
    "group \(Hound.id("b1")) onPremises no", "group \(Hound.id("b1")) kind unknown",
    "group \(Hound.id("b1")) dynamic no", "group \(Hound.id("b1")) members complete",
    "group \(Hound.id("b1")) members: user \(Hound.id("a1"))", "all users complete",
    "all groups complete",
  ]

  static func utf16(_ text: [UInt8], bigEndian: Bool, mark: Bool) -> [UInt8] {
    let units = (mark ? [0xFEFF] : []) + Array(String(decoding: text, as: UTF8.self).utf16)
    return units.flatMap { unit in
      let bytes = [UInt8(truncatingIfNeeded: unit >> 8), UInt8(truncatingIfNeeded: unit)]
      return bigEndian ? bytes : bytes.reversed()
    }
  }

  static let encodings: [(name: String, bytes: [UInt8])] = [
    ("UTF-8", text), ("UTF-8 with a mark", [0xEF, 0xBB, 0xBF] + text),
    ("UTF-16LE with a mark", utf16(text, bigEndian: false, mark: true)),
    ("UTF-16BE with a mark", utf16(text, bigEndian: true, mark: true)),
    ("UTF-16LE", utf16(text, bigEndian: false, mark: false)),
    ("UTF-16BE", utf16(text, bigEndian: true, mark: false)),
    ("blanks before it", Array(" \r\n\t".utf8) + text),
  ]

  @Test(arguments: encodings, [1, 2])
  func `every encoding of a text says the same, with one thread or two`(
    _ row: (name: String, bytes: [UInt8]), _ threads: Int
  ) throws {
    let directory = try Hound.read(
      [("x", row.bytes)], options: IngestOptions(threads: threads))
    #expect(Self.facts(directory) == Self.expected)
    #expect(directory.sources[0].byteCount == UInt64(row.bytes.count))
    let note = "read from UTF-16; places count the bytes of its text as UTF-8"
    #expect(directory.sources[0].notes.contains(note) == row.name.hasPrefix("UTF-16"))
  }

  @Test func `names beyond the first plane survive UTF-16`() throws {
    let name = "Gru\u{308}ppe 𝔊 日本 é"
    let text = Hound.file([Hound.group("b1", #","displayName":"\#(name)""#)])
    let bytes = Self.utf16(Array(text.utf8), bigEndian: false, mark: true)
    let directory = try Hound.read([("x", bytes)])
    #expect(Array(directory.displayName(0).utf8) == Array(name.utf8))
  }

  @Test(arguments: 32...100)
  func `UTF-16 that is longer than what is looked at together is read to its end`(
    _ windowBytes: Int
  ) throws {
    let names = (0..<40).map { String(repeating: ["a", "é", "日", "𝔊"][$0 % 4], count: $0) }
    let users = names.indices.map { index in
      Hound.user(String(0xA0 + index, radix: 16), #","displayName":"\#(names[index])""#)
    }
    var options = IngestOptions(threads: 1)
    options.limits.windowBytes = windowBytes
    for bigEndian in [false, true] {
      let bytes = Self.utf16(Array(Hound.file(users).utf8), bigEndian: bigEndian, mark: true)
      let directory = try Hound.read([("x", bytes)], options: options)
      #expect(directory.state(of: .user) == .complete)
      #expect(
        (0..<40).map { Array(directory.displayName($0).utf8) } == names.map { Array($0.utf8) })
    }
  }

  @Test func `half a surrogate pair in UTF-16 is refused`() {
    let text = Self.utf16(Array(Hound.file([Hound.group("b1")]).utf8), bigEndian: false, mark: true)
    let bytes = text[..<200] + [0x00, 0xD8] + text[200...]
    #expect(
      Hound.refusal([("x", Array(bytes))]) == """
        x:5 (byte 200): found half a surrogate pair in UTF-16, expected both halves
          the file was damaged; export or copy it again
        """)
  }

  @Test(arguments: [1, 2, 3, 77, 160, 161, 162, 163])
  func `a cut in UTF-16 leaves the lists partial`(_ lost: Int) throws {
    let bytes = Self.utf16(Self.text, bigEndian: false, mark: true)
    let directory = try Hound.read([("x", Array(bytes.dropLast(lost + 2)))])
    #expect(directory.state(of: .user) == .partial("the input was cut off"))
  }

  @Test func `the digest is that of the bytes on disk`() throws {
    let directory = try Hound.read([("x", Array("[\(Hound.user("a1"))]".utf8))])
    #expect(
      directory.sources[0].sha256
        == "d15f2e17d39461cbee36f03d6c4c2331b0808f523c47009798bde9ae3b8a3c02")
  }

  private static let hint =
    "rollcall reads: "
    + TenantFormat.all.map { "\($0.name), \($0.summary)" }.joined(separator: "; ")

  /// Files that are no export, and the first line of what is said of them.
  static let refused: [(bytes: [UInt8], message: String)] = [
    (
      [],
      "x: found an empty file, expected a tenant export\n"
        + "  the export or its download failed; make it again"
    ),
    (
      Array("hello".utf8),
      "x: found neither JSON nor a database nor an archive, expected a tenant export\n  \(hint)"
    ),
    (
      [0, 1, 2, 3],
      "x: found neither JSON nor a database nor an archive, expected a tenant export\n  \(hint)"
    ),
    (
      Array(#"{"a":1,"b":[{"c":2}]}"#.utf8),
      "x: found a JSON object with the keys 'a', 'b', expected a tenant export\n  \(hint)"
    ),
    (
      Array(#"{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6}"#.utf8),
      "x: found a JSON object with the keys 'a', 'b', 'c', 'd', 'e', …, expected a tenant export\n"
        + "  \(hint)"
    ),
    (
      Array(#"[{"kind":"User","data":{}}]"#.utf8),
      "x: found a JSON array of objects with the keys 'kind', 'data', expected a tenant export\n"
        + "  \(hint)"
    ),
    (
      Array("[1,2]".utf8),
      "x: found a JSON array that holds no objects, expected a tenant export\n  \(hint)"
    ),
    (
      Array(#"{"data":[],"meta":{"type":"groups","version":6}}"#.utf8),
      "x: found a JSON object with the keys 'data', 'meta', expected a tenant export\n  \(hint)"
    ),
  ]

  @Test(arguments: refused)
  func `what nobody claims is refused with what was seen and what is read`(
    _ row: (bytes: [UInt8], message: String)
  ) {
    #expect(Hound.refusal([("x", row.bytes)]) == row.message)
  }

  @Test func `two formats that claim one input are an error that names both`() {
    let twin = TenantFormat(
      name: "Twin", summary: "the same again", medium: TenantFormat.azureHound.medium)
    #expect(
      Hound.refusal([("x", Self.text)], formats: [.azureHound, twin])
        == "x: found content that 'AzureHound' and 'Twin' both claim, expected one format")
  }

  @Test func `a missing file is an error of the system`() throws {
    let folder = try ScratchFolder()
    let path = "\(folder.path)/none"
    #expect(throws: IngestError.self) { try readTenant([path]) }
    do {
      _ = try readTenant([path])
    } catch {
      #expect(
        error.description == "\(path): cannot open it: no such file or directory (error 2)")
    }
  }

  @Test func `a folder is read file by file, and what is no export is counted`() throws {
    let folder = try ScratchFolder()
    _ = try folder.write(Self.text, to: "export/a.txt")
    _ = try folder.write("read me", to: "export/README.md")
    _ = try folder.write("", to: "export/b/.keep")
    _ = try folder.write(#"{"name":"x"}"#, to: "export/package.json")
    let directory = try readTenant(["\(folder.path)/export"])
    #expect(Self.facts(directory) == Self.expected)
    #expect(
      directory.tallies.map { "\($0.count) \($0.subject) \($0.reason)" } == [
        "1 files neither JSON nor a database nor an archive", "1 files empty",
        "1 files JSON of no known format",
      ])
    #expect(directory.sources[0].completeness == .partial("files of it were not read"))
  }

  @Test func `a folder without an export is refused`() throws {
    let folder = try ScratchFolder()
    #expect(
      Self.message(folder.path) == "\(folder.path): found no file at all, expected a tenant "
        + "export\n  \(Self.hint)")
    _ = try folder.write("read me", to: "README.md")
    #expect(
      Self.message(folder.path) == "\(folder.path): found 1 files and no export: 1 of them neither "
        + "JSON nor a database nor an archive, expected a tenant export\n  \(Self.hint)")
  }

  private static func message(_ path: String) -> String? {
    do {
      _ = try readTenant([path])
      return nil
    } catch {
      return error.description
    }
  }

  /// Archives that are damaged or ask for too much, and what is said of them.
  static let hostile: [(file: String, message: String)] = [
    ("bomb.json.bz2", ""), ("four-deep.zip", ""), ("encrypted.zip", ""), ("encrypted.7z", ""),
    ("encrypted.mla", ""), ("states-more.zip", ""), ("states-fewer.zip", ""),
    ("wrong-checksum.zip", ""), ("empty.zip", ""), ("empty-file.zip", ""), ("links.tar", ""),
    ("unsafe-paths.zip", ""), ("surplus.json.gz", ""), ("not-an-archive.zip", ""),
    ("bomb-in-zip.zip", ""), ("sparse-bomb.tar", ""), ("ten-thousand.tar.xz", ""),
    ("compressed-four-times.json.gz", ""), ("made-by-winrar.rar", ""),
  ]

  @Test func `hostile archives are refused with the whole reason`() throws {
    var text = ""
    for (file, _) in Self.hostile {
      let path = Fixture.path("broken/archives/\(file)")
      let message = Self.message(path) ?? "read"
      text += message.replacing(path, with: file).replacing(Self.hint, with: "(formats)") + "\n"
    }
    try expectGolden(text, at: "fixtures/broken/archives/as-tenant.txt")
  }

  @Test func `two inputs merge, and contradictions name both places`() throws {
    let one = Hound.file([
      Hound.user("a1", #","accountEnabled":true,"displayName":"Ada""#), Hound.group("b1"),
      Hound.members(["a1", "a2"], of: "b1"), Hound.group("b2"), Hound.members(["a1"], of: "b2"),
    ])
    let two = Hound.file([
      Hound.user("a1", #","displayName":"Eve","mail":"a@b.example""#),
      Hound.user("a3"), Hound.group("b1"), Hound.members(["a2", "a3", "a4"], of: "b1"),
      Hound.group("b2"), Hound.members(["a1"], of: "b2"),
    ])
    let directory = try Hound.read([("one", Array(one.utf8)), ("two", Array(two.utf8))])
    let found = directory.contradictions.map { found in
      let places = [found.first, found.second].map { place in
        String(directory.text(of: place).split(separator: "/").last ?? "")
      }
      return
        "\(found.property): \(found.firstValue) \(places[0]), \(found.secondValue) \(places[1])"
    }
    #expect(
      found == [
        "displayName: Ada one@15, Eve two@15", "accountEnabled: true one@15, false two@15",
        "members: 2 entries one@206, 3 entries two@301",
      ])
    let groups = ["b1", "b2"].compactMap { directory.find(GUID(Hound.id($0)) ?? .none) }
    #expect(directory.members.state(of: groups[0]) == .partial("two complete lists differ"))
    #expect(directory.members.list(of: groups[0]).count == 4)
    #expect(directory.members.state(of: groups[1]) == .complete)
    #expect(directory.members.list(of: groups[1]).count == 1)
    #expect(directory.members.repeated.isEmpty)
    #expect(directory.mail(directory.users[0]) == "a@b.example")
  }

  @Test func `two tenants are an error that names both`() {
    let files = ["f1", "f2"].map { tenant in
      (tenant, Array(Hound.user("a1", #","tenantId":"\#(Hound.id(tenant))""#).utf8))
    }
    let message = Hound.refusal(files)
    #expect(
      message == """
        f2: found the tenant '\(Hound.id("f2"))', expected the tenant '\(Hound.id("f1"))' of f1
          give the exports of one tenant at a time
        """)
  }

  @Test func `three formats of the lab tenant merge`() throws {
    let directory = try readTenant([
      Fixture.path("tenants/azurehound/azurehound-v2.4.1-list.json"),
      Fixture.path("tenants/graph/graph-v1.0-one-file-per-request.zip"),
      Fixture.path("tenants/roadrecon/roadrecon-lab-made-with-roadlib-1.7.0.db"),
    ])
    #expect(directory.sources.map(\.format).count == 3)
    #expect(directory.users.count == 17)
    #expect(directory.groups.count == 21)
    #expect(directory.contradictions == [])
    #expect(directory.members.repeated == [])
  }
}
