import DirectoryModel
import Foundation
import SQLite
import TestSupport
import Testing

@testable import Ingest

/// What lies in a folder beside exports, and what is made of it.
struct FolderIntakeTests {
  private static let export = Hound.file([Hound.user("a1")])

  private static func read(_ folder: borrowing ScratchFolder) throws -> Directory {
    try readTenant(["\(folder.path)/export"])
  }

  private static func tallies(_ directory: Directory) -> [String] {
    directory.tallies.map { tally in
      let unit = directory.units[Int(tally.example.unit)]
      return "\(tally.count) \(tally.subject) \(tally.reason): \(unit.entry)"
    }
  }

  @Test func `links are counted and never followed`() throws {
    let folder = try ScratchFolder()
    let path = try folder.write(Self.export, to: "export/a.json")
    let files = FileManager.default
    let base = "\(folder.path)/export"
    try files.createSymbolicLink(atPath: "\(base)/b.json", withDestinationPath: path)
    try files.createSymbolicLink(atPath: "\(base)/nowhere", withDestinationPath: "/none/at/all")
    try files.createSymbolicLink(atPath: "\(base)/round", withDestinationPath: base)
    let directory = try Self.read(folder)
    #expect(directory.users.count == 1)
    #expect(directory.contradictions == [])
    #expect(
      Self.tallies(directory) == ["3 files a symbolic link: b.json"])
    #expect(directory.sources.map(\.completeness) == [.complete])
    #expect(directory.sources.map(\.byteCount) == [UInt64(Self.export.utf8.count)])
  }

  @Test func `the digest is that of the lines of sha256sum, in the order of paths`() throws {
    let folder = try ScratchFolder()
    _ = try folder.write(Self.export, to: "export/b/a.json")
    _ = try folder.write("read me\n", to: "export/b.md")
    _ = try folder.write("", to: "export/a")
    let lines = try ["a", "b.md", "b/a.json"].map { name in
      "\(try BackgroundDigest.digest(of: "\(folder.path)/export/\(name)"))  \(name)\n"
    }
    let list = try folder.write(lines.joined(), to: "list")
    let source = try Self.read(folder).sources[0]
    #expect(source.sha256 == (try BackgroundDigest.digest(of: list)))
    #expect(source.byteCount == UInt64(Self.export.utf8.count + 8))
    #expect(
      source.notes.contains("the digest is that of the digests of the folder's files"))
  }

  @Test func `a file that is called like a part of a database is read unless one is beside it`()
    throws
  {
    let folder = try ScratchFolder()
    _ = try folder.write(Self.export, to: "export/users.json-journal")
    _ = try folder.write("text", to: "export/x.db-wal")
    let directory = try Self.read(folder)
    #expect(directory.users.count == 1)
    #expect(
      Self.tallies(directory) == ["1 files neither JSON nor a database nor an archive: x.db-wal"])
  }

  @Test func `a database of no known format leaves the folder partial`() throws {
    let folder = try ScratchFolder()
    _ = try folder.write(Self.export, to: "export/a.json")
    try DatabaseBuilder(creating: "\(folder.path)/export/x.db").execute("CREATE TABLE x(y)")
    let directory = try Self.read(folder)
    #expect(Self.tallies(directory) == ["1 files a database of no known format: x.db"])
    #expect(
      directory.sources.map(\.completeness) == [.partial("files of it were not read")])
  }

  @Test func `a broken file in a folder is named with the folder`() throws {
    let folder = try ScratchFolder()
    _ = try folder.write(Self.export, to: "export/a.json")
    _ = try folder.write(#"{"@odata.context": 5, "value": []}"#, to: "export/b/c.json")
    let message: String
    do {
      _ = try Self.read(folder)
      message = "no error"
    } catch {
      message = "\(error)"
    }
    #expect(
      message == "\(folder.path)/export!b/c.json:1 (byte 19): found an '@odata.context' that is no "
        + "text, expected an address")
  }

  @Test func `a folder may hold no more files than its bound`() throws {
    let folder = try ScratchFolder()
    for name in ["a.json", "b.md", "c.md"] {
      _ = try folder.write(Self.export, to: "export/\(name)")
    }
    var options = IngestOptions()
    options.limits.entries = 3
    #expect(try readTenant(["\(folder.path)/export"], options: options).users.count == 1)
    options.limits.entries = 2
    #expect(
      throws: IngestError(
        input: "\(folder.path)/export", found: "3 files", expected: "at most 2")
    ) { try readTenant(["\(folder.path)/export"], options: options) }
  }
}
