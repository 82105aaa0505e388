import Archives
import TestSupport
import Testing

struct SniffTests {
  static let rows: [(name: String, kind: ArchiveKind?)] = [
    ("two-files.zip", .zip), ("empty.zip", .zip), ("two-files.7z", .sevenZip),
    ("two-files.tar", .tar), ("names.tar", .tar), ("two-files.cpio", .cpio),
    ("two-files.tar.gz", .gzip), ("two-files.tar.xz", .xz), ("two-files.tar.zst", .zstd),
    ("two-files.tar.bz2", .bzip2), ("users.json.lz4", .lz4), ("made-by-winrar.rar", .rar),
    ("encrypted.mla", .mla), ("users.json", nil), ("empty-file.zip", nil), ("empty.tar", nil),
    ("not-an-archive.zip", nil),
  ]

  @Test(arguments: rows)
  func `the first bytes tell the kind`(_ row: (name: String, kind: ArchiveKind?)) throws {
    let bytes = try Fixture.bytes("broken/archives/\(row.name)")
    #expect(ArchiveKind.sniff(firstBytes: bytes) == row.kind)
    #expect(ArchiveKind.sniff(firstBytes: Array(bytes.prefix(512))) == row.kind)
  }

  @Test(arguments: [
    "", "P", "PK", "PK,1,2", "MLA,Mean length", "BZh", "BZhou,Finance", "070701,Finance,Ada",
    "070707", "Rar!", "7z", "ustar", "{\"value\":[]}", "!<arch>", "LZIP code",
  ])
  func `text that begins like an archive is none`(_ text: String) {
    #expect(ArchiveKind.sniff(firstBytes: Array(text.utf8)) == nil)
  }

  @Test func `an old tar without a signature is known by its checksum`() throws {
    var bytes = try Fixture.bytes("broken/archives/two-files.tar")
    let signature = bytes[257..<265].reduce(0) { $0 + Int($1) }
    bytes.replaceSubrange(257..<265, with: [UInt8](repeating: 0, count: 8))
    #expect(ArchiveKind.sniff(firstBytes: bytes) == nil)
    let stated = Int(String(decoding: bytes[148..<154], as: UTF8.self), radix: 8) ?? 0
    let sum = String(stated - signature, radix: 8)
    bytes.replaceSubrange(
      148..<154, with: Array((String(repeating: "0", count: 6 - sum.count) + sum).utf8))
    #expect(ArchiveKind.sniff(firstBytes: bytes) == .tar)
    #expect(contents { try stream(bytes, named: "old.tar") } == ReadingTests.two)
  }

  @Test func `compressions are told from archives`() {
    #expect(
      ArchiveKind.allCases.filter(\.isCompression)
        == [.gzip, .xz, .zstd, .bzip2, .lzip, .lz4, .compress])
  }
}
