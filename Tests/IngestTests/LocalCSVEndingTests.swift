import DirectoryModel
import Files
import TestSupport
import Testing

@testable import Ingest

/// What the last byte of a CSV file says of the whole.
struct LocalCSVEndingTests {
  /// One row a file: how much of its lists is known.
  static let files: [(text: String, state: Completeness)] = [
    ("group,member\nSales,ann\nSales,bob\n", .complete),
    ("group,member\r\nSales,ann\r\nSales,bob\r\n", .complete),
    ("group,member\nSales,ann\nSales,bo", .partial("its last line has no end")),
    ("group,member\nSales,ann\nSales,bob", .partial("its last line has no end")),
    ("group,member\r\nSales,ann\r", .partial("its last line has no end")),
  ]

  @Test(arguments: files)
  func `a line without an end leaves every list open`(
    _ row: (text: String, state: Completeness)
  ) throws {
    let folder = try ScratchFolder()
    let path = try folder.write(row.text, to: "members.csv")
    let local = try readLocal(path).directory
    #expect(local.groups.map { local.members.state(of: $0) } == [row.state])
    #expect(local.sources.map(\.completeness) == [row.state])
  }

  /// One row a text, the order of its bytes, bytes that are cut off, and how much is then known.
  static let wide: [(text: String, isLittle: Bool, state: Completeness)] = [
    ("group,member\nSales,ann\n", true, .complete),
    ("group,member\nSales,ann\n", false, .complete),
    ("group,member\r\nSales,ann\r\n", true, .complete),
    ("group,member\nSales,ann", true, .partial("its last line has no end")),
    ("group,member\nSales,ann", false, .partial("its last line has no end")),
    // Letters of which one byte is that of a line's end.
    ("group,member\nSales,\u{0A05}", true, .partial("its last line has no end")),
    ("group,member\nSales,\u{0A05}", false, .partial("its last line has no end")),
    ("group,member\nSales,\u{010A}", true, .partial("its last line has no end")),
    ("group,member\nSales,\u{010A}", false, .partial("its last line has no end")),
    ("group,member\nSales,\u{0A00}", false, .partial("its last line has no end")),
  ]

  private static func bytes(_ units: some Sequence<UInt16>, isLittle: Bool) -> [UInt8] {
    ([0xFEFF] + units).flatMap { unit -> [UInt8] in
      let (low, high) = (UInt8(unit & 255), UInt8(unit >> 8))
      return isLittle ? [low, high] : [high, low]
    }
  }

  @Test(arguments: wide)
  func `a line's end in UTF-16 is a whole unit`(
    _ row: (text: String, isLittle: Bool, state: Completeness)
  ) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      Self.bytes(row.text.utf16, isLittle: row.isLittle), as: "members.csv")
    let local = try readLocal(path).directory
    #expect(local.groups.map { local.members.state(of: $0) } == [row.state])
  }

  /// One row the last units of a cell, and whether they are text.
  static let surrogates: [(units: [UInt16], isText: Bool)] = [
    ([0xD83D, 0xDE00], true), ([0xD83D], false), ([0xDE00], false), ([0xDE00, 0xD83D], false),
    ([0xD83D, 0x0041], false),
  ]

  @Test(arguments: surrogates, [true, false])
  func `half a surrogate pair is refused, because two names would become one`(
    _ row: (units: [UInt16], isText: Bool), isLittle: Bool
  ) throws {
    let folder = try TemporaryFolder()
    let units = Array("group,member\nSales,ann".utf16) + row.units + Array("\n".utf16)
    let path = try folder.write(Self.bytes(units, isLittle: isLittle), as: "members.csv")
    #expect(
      told { try readLocal(path) }
        == (row.isText
          ? "no error, but csv"
          : "\(path): found half a surrogate pair in UTF-16, expected both halves\n"
            + "  the file was damaged; export or copy it again"))
  }

  /// One row lines behind the heading, what is known of the group 'A', and what was left out.
  static let holes: [(lines: String, state: Completeness, tallies: [String])] = [
    ("A,ann\n,bob\n", .partial("a line names no group"), ["1 lines: the group is empty"]),
    ("A,ann\n,\n", .complete, ["1 lines: the group is empty"]),
    // What an outer join writes of a group without members.
    ("A,ann\nA,\n", .complete, ["1 lines: the member is empty"]),
    (
      "A,ann\n,bob\nA,cy", .partial("its last line has no end"), ["1 lines: the group is empty"]
    ),
  ]

  @Test(arguments: holes)
  func `a member without a group may be missing from any list`(
    _ row: (lines: String, state: Completeness, tallies: [String])
  ) throws {
    let folder = try ScratchFolder()
    let path = try folder.write("group,member\n" + row.lines, to: "members.csv")
    let local = try readLocal(path).directory
    #expect(local.groups.map { local.members.state(of: $0) } == [row.state])
    #expect(local.tallies.map { "\($0.count) \($0.subject): \($0.reason)" } == row.tallies)
  }
}
