import Archives
import Foundation
import TestSupport
import Testing

/// Archives that are damaged, lie, or ask for too much.
struct HostileTests {
  static let refused =
    "expected zip, 7z, tar, cpio or a compressed file\n"
    + "  unpack it and give the folder, or pack it again as zip"
  static let locked =
    "found encrypted content, expected content that needs no password\n"
    + "  unpack it with its password and give the folder"
  static let trusted = "\n  if you trust it, unpack it and give the folder"

  /// One row a file: everything that comes out, whether it is read as a file or as a stream.
  static let rows: [(name: String, lines: [String])] = [
    (
      "empty-file.zip",
      [
        "empty-file.zip: found an empty file, "
          + "expected an archive or a compressed file\n"
          + "  the export or its download failed; make it again"
      ]
    ),
    (
      "not-an-archive.zip",
      [
        "not-an-archive.zip: found neither an archive nor a compressed file, "
          + "expected an archive or a compressed file"
      ]
    ),
    (
      "empty.tar",
      [
        "empty.tar: found neither an archive nor a compressed file, "
          + "expected an archive or a compressed file"
      ]
    ),
    ("encrypted.mla", ["encrypted.mla: found a MLA archive, which is encrypted, \(refused)"]),
    (
      "made-by-winrar.rar",
      [
        "made-by-winrar.rar: found a rar archive, of which a cut one "
          + "cannot be told from a whole one, \(refused)"
      ]
    ),
    (
      "users.json.lz4",
      [
        "users.json.lz4: found a lz4 archive, of which a cut one "
          + "cannot be told from a whole one, \(refused)"
      ]
    ),
    (
      "encrypted.zip",
      [
        "0 'users.json' file, states 76, encrypted",
        "encrypted.zip!users.json: \(locked)",
      ]
    ),
    (
      "encrypted-aes.zip",
      [
        "0 'users.json' file, states 76, encrypted",
        "encrypted-aes.zip!users.json: \(locked)",
      ]
    ),
    (
      "states-more.zip",
      [
        "0 'users.json' file, states 81",
        "states-more.zip!users.json: found 'ZIP uncompressed data is wrong size (read 76, "
          + "expected 81)' (libarchive -20) while reading it, expected an intact archive" + again,
      ]
    ),
    (
      "states-fewer.zip",
      [
        "0 'users.json' file, states 71",
        "states-fewer.zip!users.json: found 'ZIP uncompressed data is wrong size (read 76, "
          + "expected 71)' (libarchive -20) while reading it, expected an intact archive" + again,
      ]
    ),
    (
      "wrong-checksum.zip",
      [
        "0 'users.json' file, states 76",
        "wrong-checksum.zip!users.json: found 'ZIP bad CRC: 0xb2b8bccd should be 0x1' "
          + "(libarchive -20) while reading it, expected an intact archive" + again,
      ]
    ),
    (
      "surplus.json.gz",
      [
        "surplus.json.gz: found more bytes after the end of the compressed "
          + "data, expected nothing more" + again
      ]
    ),
    (
      "two-members-second-damaged.json.gz",
      [
        "two-members-second-damaged.json.gz: found more "
          + "bytes after the end of the compressed data, expected nothing more" + again
      ]
    ),
    (
      "bomb.json.bz2",
      [
        "0 'bomb.json' file, states nothing",
        "bomb.json.bz2: found 67174400 bytes of content in 185 bytes of file, "
          + "expected no more than 2000 for each" + trusted,
      ]
    ),
    (
      "bomb-skipped.tar.bz2",
      [
        "0 'zeros.bin' file, states 209715200",
        "bomb-skipped.tar.bz2!zeros.bin: found 67174400 bytes of content in 399 bytes of file, "
          + "expected no more than 2000 for each" + trusted,
      ]
    ),
    (
      "sparse-bomb.tar",
      [
        "0 'holes.json' file, states 1073741824, note 'Unrecognized GNU sparse file format'",
        "sparse-bomb.tar!holes.json: found 67112960 bytes of content in 3072 bytes of file, "
          + "expected no more than 2000 for each" + trusted,
      ]
    ),
    (
      "compressed-four-times.json.gz",
      [
        "compressed-four-times.json.gz: found archives in archives "
          + "more than 3 deep, expected no more than this limit" + trusted
      ]
    ),
  ]

  @Test(arguments: rows)
  func `bad archives say what is wrong`(_ row: (name: String, lines: [String])) throws {
    #expect(contents(ofFile: row.name) == row.lines)
    #expect(try contents(ofStream: row.name) == row.lines)
  }

  @Test func `an encrypted 7z says so, also when its names are encrypted`() {
    #expect(
      contents(ofFile: "encrypted.7z") == [
        "0 'users.json' file, states 76, encrypted", "encrypted.7z!users.json: \(Self.locked)",
      ])
    #expect(contents(ofFile: "encrypted-names.7z") == ["encrypted-names.7z: \(Self.locked)"])
  }

  @Test func `a 7z needs a file, because its list stands at its end`() throws {
    #expect(
      try contents(ofStream: "two-files.7z") == [
        "two-files.7z: found a 7z archive in a stream, expected a 7z archive in a file of its own\n"
          + "  save or unpack it as a file and give that"
      ])
  }

  @Test(arguments: [
    (
      "",
      ": found a folder, expected an archive or a compressed file\n"
        + "  give the folder itself as the input"
    ),
    (
      "missing.zip",
      "missing.zip: found 'no such file or directory' (error 2) while opening it, "
        + "expected a file that can be read"
    ),
    (
      "users.json/inside",
      "users.json/inside: found 'not a directory' (error 20) while opening it, "
        + "expected a file that can be read"
    ),
    (
      "a\0b",
      "a\0b: found 'no such file or directory' (error 2) while opening it, "
        + "expected a file that can be read"
    ),
  ])
  func `a path that leads to no archive says why`(_ name: String, _ message: String) {
    #expect(contents(ofFile: name) == [message])
  }

  @Test(.enabled(if: geteuid() != 0))
  func `a file without permission is refused`() throws {
    let folder = try ScratchFolder()
    let path = try folder.write([0x50, 0x4B, 0x03, 0x04], to: "secret.zip")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    #expect(
      contents { try ArchiveReader(reading: path) } == [
        "\(path): found 'permission denied' (error 13) while opening it, "
          + "expected a file that can be read"
      ])
  }

  @Test func `a reader that is entered twice at once stops the program`() async {
    await #expect(processExitsWith: .failure) {
      final class Loop: @unchecked Sendable {
        var reader: ArchiveReader?
      }
      let loop = Loop()
      let bytes = try Fixture.bytes("broken/archives/two-files.tar")
      let position = Position()
      loop.reader = try ArchiveReader(named: "loop.tar") { span in
        _ = try loop.reader?.nextEntry()
        guard position.value < bytes.count else { return 0 }
        for index in 0..<512 { span[index] = bytes[position.value + index] }
        position.value += 512
        return 512
      }
      while try loop.reader?.nextEntry() != nil {}
    }
  }

  @Test func `after an error every further call throws the same error`() throws {
    let reader = try ArchiveReader(reading: fixture("wrong-checksum.zip"))
    _ = try reader.nextEntry()
    let first = #expect(throws: ArchiveError.self) { try content(of: reader) }
    for _ in 0..<3 {
      #expect(first == #expect(throws: ArchiveError.self) { try reader.nextEntry() })
      #expect(first == #expect(throws: ArchiveError.self) { try content(of: reader) })
    }
    #expect(first?.reason == .damaged)
    #expect(first?.code == -20)
    #expect(first?.activity == .reading)
  }

  @Test func `the end of a zip that states another number of entries is an error`() throws {
    var bytes = try Fixture.bytes("broken/archives/two-files.zip")
    bytes[bytes.count - 12] = 3
    #expect(
      contents { try stream(bytes, named: "three.zip") }.last
        == "three.zip: found 2 entries, expected 3 entries as the archive states" + again)
  }

  @Test func `a source that fails is no end`() {
    struct Broken: Error, CustomStringConvertible { let description = "the line went dead" }
    let lines = contents {
      try ArchiveReader(named: "feed.zip") { _ in throw Broken() }
    }
    #expect(
      lines == [
        "feed.zip: found 'the line went dead' while reading it, expected a file that can be read"
      ])
  }

  @Test func `every flipped byte of a zip is an error or changes nothing that is read`() throws {
    let bytes = try Fixture.bytes("broken/archives/two-files.zip")
    let whole = try contents(ofStream: "two-files.zip")
    for index in bytes.indices {
      var flipped = bytes
      flipped[index] ^= 0x10
      let lines = contents { try stream(flipped, named: "two-files.zip") }
      guard lines.last == "end" else { continue }
      // Names, dates and permissions have no checksum; content and the number of entries do.
      #expect(lines.map(sums) == whole.map(sums), "byte \(index)")
    }
  }

  private func sums(_ line: String) -> String { line.split(separator: " ").suffix(3).joined() }
}
