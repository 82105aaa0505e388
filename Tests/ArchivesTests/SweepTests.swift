import Archives
import TestSupport
import Testing

/// Every archive cut at every byte: an error, or all of it, and never a shorter list.
struct SweepTests {
  /// One row an archive: the lengths to which it can be cut without anything being lost.
  static let rows: [(name: String, harmless: [Int])] = [
    ("two-files.zip", []),
    ("two-files-stored.zip", []),
    ("two-files-streamed.zip", []),
    ("two-files-zip64.zip", []),
    ("empty.zip", []),
    ("nested.zip", []),
    ("unsafe-paths.zip", []),
    // Of the two closing blocks of a tar the second may be missing.
    ("two-files.tar", [2560]),
    ("two-files.tar.gz", []),
    ("two-files.tar.xz", []),
    ("two-files.tar.bz2", []),
    ("two-files.tar.zst", []),
    ("two-files.cpio", []),
    ("users.json.gz", []),
    ("users.json.xz", []),
    ("users.json.bz2", []),
    ("users.json.zst", []),
    ("empty.json.gz", []),
  ]

  @Test(arguments: rows + [("names.tar", [6656])])
  func `a cut stream is never a shorter list`(_ row: (name: String, harmless: [Int])) throws {
    let bytes = try Fixture.bytes("broken/archives/\(row.name)")
    let whole = try contents(ofStream: row.name)
    #expect(whole.last == "end")
    let taken = (0..<bytes.count).filter { cut in
      contents { try stream(Array(bytes[..<cut]), named: row.name) }.last == "end"
    }
    #expect(taken == row.harmless)
    for cut in taken {
      #expect(contents { try stream(Array(bytes[..<cut]), named: row.name) } == whole)
    }
  }

  @Test(arguments: rows + [("two-files.7z", []), ("names.7z", [])])
  func `a cut file is never a shorter list`(_ row: (name: String, harmless: [Int])) throws {
    let bytes = try Fixture.bytes("broken/archives/\(row.name)")
    let folder = try ScratchFolder()
    let whole = contents(ofFile: row.name)
    #expect(whole.last == "end")
    let taken = try (0..<bytes.count).filter { cut in
      let path = try folder.write(Array(bytes[..<cut]), to: row.name)
      let cutContents = contents { try ArchiveReader(reading: path) }
      if cutContents.last == "end" { #expect(cutContents == whole, "cut at \(cut)") }
      return cutContents.last == "end"
    }
    #expect(taken == row.harmless)
  }

  @Test func `between two whole members a gzip file is cut unseen, because nothing says how many`()
    throws
  {
    let bytes = try Fixture.bytes("broken/archives/two-members.json.gz")
    let taken = (0..<bytes.count).filter { cut in
      contents { try stream(Array(bytes[..<cut]), named: "users.json.gz") }.last == "end"
    }
    #expect(taken == [57])
  }

  @Test func `between two tars in one file a cut is unseen, because nothing says how many`() throws
  {
    let bytes = try Fixture.bytes("broken/archives/two-tars.tar")
    let taken = (0..<bytes.count).filter { cut in
      contents { try stream(Array(bytes[..<cut]), named: "two-tars.tar") }.last == "end"
    }
    #expect(taken == [1536, 2048, 3584])
  }

  /// What a cut at one place of each kind of archive says, whole.
  static let messages: [(name: String, cut: Int, lines: [String])] = [
    (
      "two-files.zip", 0,
      [
        "cut: found an empty file, expected an archive or a compressed file\n"
          + "  the export or its download failed; make it again"
      ]
    ),
    (
      "two-files.zip", 3,
      [
        "cut: found neither an archive nor a compressed file, "
          + "expected an archive or a compressed file"
      ]
    ),
    (
      "two-files.zip", 300,
      [
        "0 'users.json' file, states 76 76 bytes 8d8917a5",
        "1 'groups/groups.json' file, states 47 47 bytes 69e30f2d",
        "cut: found the end of the file, expected a zip's central directory and its end" + again,
      ]
    ),
    (
      "two-files.tar", 2048,
      [
        "0 'users.json' file, states 76 76 bytes 8d8917a5",
        "1 'groups/groups.json' file, states 47 47 bytes 69e30f2d",
        "cut: found the end of the file, expected a tar's closing zero blocks or a further entry"
          + again,
      ]
    ),
    (
      "two-files.tar", 1024,
      [
        "0 'users.json' file, states 76 76 bytes 8d8917a5",
        "cut: found the end of the file, expected a tar's closing zero blocks or a further entry"
          + again,
      ]
    ),
    (
      "two-files.tar", 550,
      [
        "0 'users.json' file, states 76",
        "cut!users.json: found 'Truncated tar archive' (libarchive -30) while reading it, "
          + "expected an intact archive" + again,
      ]
    ),
    (
      "two-files.cpio", 384,
      [
        "0 'users.json' file, states 76 76 bytes 8d8917a5",
        "1 'groups/groups.json' file, states 47 47 bytes 69e30f2d",
        "cut!groups/groups.json: found the end of the file, expected the rest of the archive"
          + again,
      ]
    ),
    (
      "users.json.gz", 5,
      [
        "cut: found the end of the file, expected the rest of the gzip data" + again
      ]
    ),
    (
      "users.json.gz", 40,
      [
        "cut: found 'truncated gzip input' (libarchive -30) while opening it, "
          + "expected an intact archive" + again
      ]
    ),
    (
      "users.json.xz", 100,
      [
        "cut: found 'Lzma library error:  No progress is possible' (libarchive -30) while opening it, "
          + "expected an intact archive" + again
      ]
    ),
  ]

  @Test(arguments: messages)
  func `a cut is told with the place and what was expected`(
    _ row: (name: String, cut: Int, lines: [String])
  ) throws {
    let bytes = try Fixture.bytes("broken/archives/\(row.name)").prefix(row.cut)
    #expect(contents { try stream(Array(bytes), named: "cut") } == row.lines)
  }
}

/// The second line of every message about missing or damaged bytes.
let again = "\n  copy or export it again: nothing that was read from it can be taken for complete"
