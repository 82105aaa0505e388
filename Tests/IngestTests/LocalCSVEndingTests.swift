import DirectoryModel
import Ingest
import TestSupport
import Testing

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
}
