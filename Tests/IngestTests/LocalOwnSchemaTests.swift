import Files
import SQLite
import TestSupport
import Testing

@testable import Ingest

struct LocalOwnSchemaTests {
  @Test func `the tables of the manual are read with everything that they can say`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/own.db"
    let page = try Page.text("Sources/rollcall/rollcall.docc/OwnSchema.md")
    try DatabaseBuilder(creating: path).execute(
      Page.code(in: page) + (try Fixture.text("locals/rollcall/rows.sql")))
    let snapshot = try readLocal(path)
    #expect(snapshot.name == "rollcall")
    #expect(snapshot.policy == "rollcall")
    try expectGolden(snapshot.rendered, at: "fixtures/locals/rollcall/expected.txt")
  }

  @Test func `tables of another version are not taken for them`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/own.db"
    let page = try Page.text("Sources/rollcall/rollcall.docc/OwnSchema.md")
    try DatabaseBuilder(creating: path).execute(
      Page.code(in: page) + "UPDATE rollcall_schema SET version = 2;")
    #expect(
      told { try readLocal(path) }
        == "\(path): found a database with the tables 'rollcall_schema', 'people', 'devices', "
        + "'groups', 'members', 'owners', 'nested_groups', 'links', expected the tables of a "
        + "preset\n  see 'rollcall preset list', or describe the tables in a mapping and give it "
        + "with --mapping")
  }
}

/// A page of the manual.
private enum Page {
  static func text(_ path: String) throws -> String {
    String(decoding: try FileReader.contents(of: Repository.path(path)), as: UTF8.self)
  }

  /// The SQL in the page's one block of code.
  static func code(in page: String) -> String {
    page.split(separator: "```").dropFirst().first.map { String($0.dropFirst(3)) } ?? ""
  }
}
