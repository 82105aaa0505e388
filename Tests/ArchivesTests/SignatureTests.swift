import Testing

@testable import Archives

/// Signatures as the documents of the formats state them.
struct SignatureTests {
  private static func bytes(_ text: String, _ more: [UInt8] = []) -> [UInt8] {
    Array(text.utf8) + more
  }

  /// A kind, the bytes that announce it, and how many of them are its signature.
  static let signatures: [(kind: ArchiveKind, bytes: [UInt8], signed: Int)] = [
    // APPNOTE.TXT: a local header, the end of an empty directory, and 8.5.4, a marker of parts.
    (.zip, bytes("PK\u{3}\u{4}"), 4), (.zip, bytes("PK\u{5}\u{6}"), 4),
    (.zip, bytes("PK\u{7}\u{8}PK\u{3}\u{4}"), 6),
    // https://py7zr.readthedocs.io/en/latest/archive_format.html#signature-header
    (.sevenZip, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], 6),
    // cpio(5): old binary in either order of bytes, of which one is read; portable, new and checked.
    (.cpio, [0xC7, 0x71], 2), (.cpio, bytes("07070100000002"), 14),
    (.cpio, bytes("070702ABCDEF89"), 14), (.cpio, bytes("070701abcdef7f"), 14),
    (.cpio, bytes("07070701234567"), 14),
    // [MS-CAB] 2.1: the signature and four reserved bytes of zero.
    (.cab, bytes("MSCF", [0, 0, 0, 0]), 8),
    // RAR 5.0 archive format, and RAR 4, which ends with one byte less.
    (.rar, bytes("Rar!", [0x1A, 0x07, 0x01, 0x00]), 6),
    (.rar, bytes("Rar!", [0x1A, 0x07, 0x00]), 6),
    (.xar, bytes("xar!", [0, 0x1C, 0, 1]), 5), (.ar, bytes("!<arch>\n"), 8),
    (.gzip, [0x1F, 0x8B, 8], 2), (.xz, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], 6),
    (.zstd, [0x28, 0xB5, 0x2F, 0xFD], 4), (.bzip2, bytes("BZh1"), 4), (.bzip2, bytes("BZh9"), 4),
    (.lzip, bytes("LZIP\u{1}"), 5), (.lz4, [0x04, 0x22, 0x4D, 0x18], 4),
    (.compress, [0x1F, 0x9D], 2), (.mla, bytes("MLA", [1, 0, 0, 0]), 7),
    (.mla, bytes("MLAFAAAA"), 8),
  ]

  @Test(arguments: signatures)
  func `a signature announces its kind, and without any of its bytes nothing does`(
    _ row: (kind: ArchiveKind, bytes: [UInt8], signed: Int)
  ) {
    #expect(ArchiveKind.sniff(firstBytes: row.bytes) == row.kind)
    #expect(ArchiveKind.sniff(firstBytes: row.bytes + [0xFF, 0x00]) == row.kind)
    #expect(ArchiveKind.sniff(firstBytes: [0x20] + row.bytes) == nil)
    for count in 0..<row.signed {
      #expect(ArchiveKind.sniff(firstBytes: Array(row.bytes.prefix(count))) == nil)
      var other = row.bytes
      other[count] ^= 0x80
      #expect(ArchiveKind.sniff(firstBytes: other) == nil, "byte \(count)")
    }
  }

  /// Text that is one letter away from what announces an archive.
  static let others = [
    "BZh0", "BZh:", "BZH9", "070701ABCDEFG0", "070701abcdefg0", "07070100000:00", "070703000000",
    "0707010000000", "MSCF0000", "xar!1", "!<arch> ", "MLAFAAA ", "PK\u{7}\u{8}PX",
    "rar!\u{1A}\u{7}",
  ]

  @Test(arguments: others)
  func `what differs in one letter is no archive`(_ text: String) {
    #expect(ArchiveKind.sniff(firstBytes: Array(text.utf8)) == nil)
  }

  /// The first header of an old tar: its name, how it was summed, by how much the sum is wrong.
  static let headers: [(name: [UInt8], isSigned: Bool, off: Int, isTar: Bool)] = [
    (bytes("users.json"), false, 0, true), (bytes("users.json"), true, 0, true),
    (bytes("Gr\u{FC}n"), false, 0, true), (bytes("Gr\u{FC}n"), true, 0, true),
    (bytes("users.json"), false, 1, false), (bytes("users.json"), false, -1, false),
    (bytes("Gr\u{FC}n"), true, 1, false), (bytes("Gr\u{FC}n"), false, 256, false),
    // Zeros are the end of a tar, whatever they add up to.
    ([], false, 0, false), ([0] + bytes("users"), false, 0, false),
  ]

  @Test(arguments: headers)
  func `an old tar is known by the sum of its first header`(
    _ row: (name: [UInt8], isSigned: Bool, off: Int, isTar: Bool)
  ) {
    let header = Writing.tarHeader(name: row.name, isSigned: row.isSigned, off: row.off)
    #expect(ArchiveKind.sniff(firstBytes: header) == (row.isTar ? .tar : nil))
    #expect(ArchiveKind.sniff(firstBytes: header + [1, 2, 3]) == (row.isTar ? .tar : nil))
    #expect(ArchiveKind.sniff(firstBytes: Array(header.dropLast())) == nil)
    // With the word of POSIX in its place a cut header is known, and a whole one by its sum alone.
    var marked = header
    marked.replaceSubrange(257..<262, with: Array("ustar".utf8))
    #expect(ArchiveKind.sniff(firstBytes: marked) == nil)
    for count in [261, 262, 263, 511] {
      let cut = Array(marked.prefix(count))
      #expect(ArchiveKind.sniff(firstBytes: cut) == (count < 262 ? nil : .tar), "\(count) bytes")
    }
  }

  /// A path, and whether it would lead outside of the place of unpacking.
  static let paths: [(path: String, isUnsafe: Bool)] = [
    ("users.json", false), ("a/b", false), ("a/..b/c", false), ("a.../b", false), ("..a", false),
    ("ab:c", false), ("1:", false), ("a", false), ("./a", false), ("a/.", false), ("a//b", false),
    ("\u{E9}:", false), ("", true), ("/", true), ("/a", true), ("\\a", true), ("..", true),
    ("../a", true), ("a/..", true), ("a/../b", true), ("a\\..\\b", true), ("..\\a", true),
    ("c:", true), ("C:", true), ("z:a", true), ("Z:\\a", true), ("A:", true), ("a:b", true),
  ]

  @Test(arguments: paths)
  func `a path is unsafe whether an entry or its target has it`(
    _ row: (path: String, isUnsafe: Bool)
  ) {
    func isUnsafe(_ name: String, _ kind: ArchiveEntry.Kind) -> Bool {
      ArchiveEntry(
        index: 0, name: name, isNameRepaired: false, kind: kind, size: nil, isEncrypted: false,
        notes: []
      ).isUnsafePath
    }
    for kind in [ArchiveEntry.Kind.file, .folder, .other] {
      #expect(isUnsafe(row.path, kind) == row.isUnsafe)
    }
    for target in [ArchiveEntry.Kind.symbolicLink(target: "b"), .hardLink(target: "b")] {
      #expect(isUnsafe(row.path, target) == row.isUnsafe)
    }
    #expect(isUnsafe("b", .symbolicLink(target: row.path)) == row.isUnsafe)
    #expect(isUnsafe("b", .hardLink(target: row.path)) == row.isUnsafe)
    #expect(!isUnsafe("b", .file))
  }
}
