import DirectoryModel
import Files
import TestSupport
import Testing

@testable import Ingest

struct PitfallTests {
  /// Every case that can be read, with the database that is opened.
  static let cases: [(name: String, file: String)] =
    names.map { ($0, "app.db") } + [("two-files", "groups.db")]

  private static let names = [
    "wal", "wal-header-only", "hot-journal", "utf16", "nocase", "unknown-collation", "guid-blob",
    "bigint", "key-types", "json-members", "list-members", "bad-text", "times", "soft-delete",
    "views", "awkward-names", "modern", "unknown-module", "orphans", "roles",
  ]

  @Test(arguments: cases)
  func `a database with a pitfall is read as it is meant`(
    _ item: (name: String, file: String)
  ) throws {
    let snapshot = try Self.read(item.name, item.file)
    try expectGolden(
      snapshot.rendered, at: "fixtures/locals/pitfalls-mappings/\(item.name).txt")
  }

  @Test(arguments: cases)
  func `the counts are those that the case expects`(
    _ item: (name: String, file: String)
  ) throws {
    let expected = try JSONNode(Fixture.text("locals/pitfalls/expected.json"))[item.name]
    let state =
      item.name == "wal"
      ? expected["with_wal"] : item.name == "hot-journal" ? expected["after_rollback"] : expected
    let snapshot = try Self.read(item.name, item.file)
    // The times and names of deleted groups are groups all the same.
    if let groups = state["groups"].number {
      let extra = item.name == "awkward-names" ? 1 : 0
      let statements = item.name == "guid-blob" ? 4 : 1
      #expect(snapshot.rowCount(of: .groups) == groups * statements + extra)
      #expect(snapshot.directory.groups.count == groups + extra)
    }
    if let members = state["members"].number {
      #expect(snapshot.rowCount(of: .memberships) == members)
    }
  }

  /// The whole error of each case that cannot be read; `PATH` stands for the database.
  static let refused: [(name: String, message: String)] = [
    (
      "truncated",
      "PATH: found a cut database of 27348 bytes, expected a multiple of the page size, 1024\n"
        + "  collect the file again; a part of it is missing"
    ),
    (
      "not-a-database",
      "PATH: found no header of SQLite, expected a SQLite database\n"
        + "  check that the file is the right one and not encrypted"
    ),
    (
      "zero-bytes",
      "PATH: found an empty file (0 bytes), expected a SQLite database\n"
        + "  SQLite makes such a file when a path is misspelt; check the path"
    ),
  ]

  @Test(arguments: refused)
  func `a file that is no whole database is refused`(
    _ item: (name: String, message: String)
  ) throws {
    let path = Fixture.path("locals/pitfalls/\(item.name)/app.db")
    #expect(
      told { try Self.read(item.name, "app.db") }
        == item.message.replacingPath(path))
  }

  @Test(arguments: cases)
  func `nothing is written beside an input`(_ item: (name: String, file: String)) throws {
    let folder = Fixture.path("locals/pitfalls/\(item.name)")
    let before = try Folder.list(folder)
    _ = try Self.read(item.name, item.file)
    #expect(try Folder.list(folder) == before)
  }

  static func read(_ name: String, _ file: String) throws -> LocalSnapshot {
    try readLocal(
      Fixture.path("locals/pitfalls/\(name)/\(file)"),
      selection: .mapping(file: Fixture.path("locals/pitfalls-mappings/\(name).yaml")))
  }
}

/// The message of the error that reading throws.
func told(_ body: () throws -> LocalSnapshot) -> String {
  do {
    let snapshot = try body()
    return "no error, but \(snapshot.name)"
  } catch {
    return "\(error)"
  }
}

extension String {
  /// The text with `PATH` replaced by a path.
  func replacingPath(_ path: String) -> String {
    split(separator: "PATH", omittingEmptySubsequences: false).joined(separator: path)
  }
}
