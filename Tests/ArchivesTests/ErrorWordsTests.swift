import Testing

@testable import Archives

/// The whole message of every reason, with the place in front and what to do behind.
struct ErrorWordsTests {
  /// One row a reason: the message after the place, and the second line.
  static let rows: [(reason: ArchiveError.Reason, found: String, hint: String?)] = [
    (.unreadable, "'words' (error 5) while reading it, expected a file that can be read", nil),
    (
      .folder, "a folder, expected an archive or a compressed file",
      "give the folder itself as the input"
    ),
    (
      .empty, "an empty file, expected an archive or a compressed file",
      "the export or its download failed; make it again"
    ),
    (
      .notAnArchive,
      "neither an archive nor a compressed file, expected an archive or a compressed file", nil
    ),
    (
      .unsupported(kind: "MLA", why: "which is encrypted"),
      "a MLA archive, which is encrypted, expected zip, 7z, tar, cpio or a compressed file",
      "unpack it and give the folder, or pack it again as zip"
    ),
    (
      .needsFile(kind: "7z"),
      "a 7z archive in a stream, expected a 7z archive in a file of its own",
      "save or unpack it as a file and give that"
    ),
    (.truncated(expected: "more"), "the end of the file, expected more", again),
    (.damaged, "'words' (libarchive 5) while reading it, expected an intact archive", again),
    (
      .encrypted, "encrypted content, expected content that needs no password",
      "unpack it with its password and give the folder"
    ),
    (
      .sizeDiffers(stated: 10, found: 9), "9 bytes, expected 10 bytes as the archive states", again
    ),
    (
      .sizeDiffers(stated: 10, found: 11),
      "more than 10 bytes, expected 10 bytes as the archive states", again
    ),
    (
      .entriesDiffer(stated: 3, found: 2), "2 entries, expected 3 entries as the archive states",
      again
    ),
    (
      .surplus, "more bytes after the end of the compressed data, expected nothing more", again
    ),
    (.tooManyEntries(limit: 2), "more than 2 entries, expected no more than this limit", trust),
    (
      .entryTooLarge(limit: 2),
      "more than 2 bytes in one entry, expected no more than this limit", trust
    ),
    (
      .tooManyBytes(limit: 2), "more than 2 bytes of content, expected no more than this limit",
      trust
    ),
    (
      .expandsTooMuch(unpacked: 9, packed: 2, limit: 4),
      "9 bytes of content in 2 bytes of file, expected no more than 4 for each", trust
    ),
    (
      .tooDeep(limit: 3),
      "archives in archives more than 3 deep, expected no more than this limit", trust
    ),
    (.source("no line"), "'no line' while reading it, expected a file that can be read", nil),
  ]

  static let again =
    "copy or export it again: nothing that was read from it can be taken for complete"
  static let trust = "if you trust it, unpack it and give the folder"

  @Test(arguments: rows)
  func `every reason has its words`(
    _ row: (reason: ArchiveError.Reason, found: String, hint: String?)
  ) {
    let error = ArchiveError(
      archive: "a.zip", entry: "b.json", activity: .reading, reason: row.reason, code: 5,
      text: "words")
    let hint = row.hint.map { "\n  \($0)" } ?? ""
    #expect(error.description == "a.zip!b.json: found \(row.found)\(hint)")
  }

  @Test func `without an entry the archive is the place`() {
    let error = ArchiveError(
      archive: "a.zip", entry: nil, activity: .opening, reason: .notAnArchive)
    #expect(
      error.description == "a.zip: found neither an archive nor a compressed file, "
        + "expected an archive or a compressed file")
  }

  @Test(arguments: [
    ("a/b.json", false), ("a", false), ("a..b/c", false), ("..a", false), ("a/...", false),
    ("", true), ("/", true), ("/a", true), ("..", true), ("../a", true), ("a/..", true),
    ("a/../b", true), ("\\a", true), ("a\\..\\b", true), ("C:a", true), ("z:/a", true),
    ("1:a", false), (":a", false),
  ])
  func `a path is unsafe when it leads outside`(_ path: String, _ isUnsafe: Bool) {
    #expect(ArchiveEntry.isUnsafe(path) == isUnsafe)
  }

  @Test(arguments: [
    (ArchiveKind.gzip, "x.json.gz", "x.json"), (.gzip, "x.TGZ", "x.tar"), (.gzip, ".gz", ".gz"),
    (.xz, "x.xz", "x"), (.zstd, "x.zst", "x"), (.bzip2, "x.tbz2", "x.tar"), (.gzip, "x", "x"),
    (.gzip, "x.zst", "x.zst"), (.zip, "x.zip", "x.zip"),
  ])
  func `a compressed file's content is called after it`(
    _ kind: ArchiveKind, _ name: String, _ content: String
  ) {
    #expect(kind.strippingEnding(of: name) == content)
  }
}
