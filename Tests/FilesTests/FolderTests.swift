import Files
import TestSupport
import Testing

struct FolderTests {
  @Test func `a folder is listed in the order of the bytes, whatever is in it`() throws {
    let folder = try TemporaryFolder()
    try Folder.make(folder.path(of: "b/c/d"))
    try Folder.make(folder.path(of: "a"))
    for name in ["b/c/z", "b.json", "B.json", "b/é", "b/e\u{301}", "a/1", "b-c"] {
      _ = try folder.write([1, 2], as: name)
    }
    try folder.link("b/above", to: "..")
    try folder.link("b/dangling", to: "nowhere")
    try folder.pipe("pipe")
    let lines = try Folder.list(folder.path).map {
      "\(escaped($0.relativePath)) \($0.kind.rawValue)"
    }
    #expect(
      lines == [
        "B.json file", "a folder", "a/1 file", "b folder", "b-c file", "b.json file",
        "b/above symbolic link", "b/c folder", "b/c/d folder", "b/c/z file",
        "b/dangling symbolic link", "b/e\\u{301} file", "b/\\u{E9} file", "pipe pipe",
      ])
  }

  @Test func `an empty folder lists nothing, and a final slash changes nothing`() throws {
    let folder = try TemporaryFolder()
    #expect(try Folder.list(folder.path) == [])
    _ = try folder.write([1], as: "one")
    #expect(try Folder.list(folder.path).map(\.path) == [folder.path(of: "one")])
    #expect(try Folder.list(folder.path + "/").map(\.path) == [folder.path(of: "one")])
    #expect(try Folder.list(folder.path).map(\.facts.size) == [1])
  }

  @Test func `a listed file can be read`() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write([7, 8], as: "Gru\u{308}ppe")
    let entry = try #require(try Folder.list(folder.path).first)
    #expect(entry.isNameExact)
    #expect(try FileReader(reading: entry).readAll(limit: 10) == [7, 8])
  }

  @Test func `a file whose name is no text is listed, mended, and can be read`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([9], as: "plain")
    try folder.rename("plain", toBytes: Array("Gr".utf8) + [0xFC] + Array("ppe".utf8))
    let entry = try #require(try Folder.list(folder.path).first)
    #expect(entry.relativePath == "Gr\u{FFFD}ppe")
    #expect(!entry.isNameExact)
    #expect(try FileReader(reading: entry).readAll(limit: 10) == [9])
    #expect(try FileFacts.of(path) == nil)
  }

  @Test func `what is no folder cannot be listed`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write([1], as: "one")
    let error = #expect(throws: FileError.self) { try Folder.list(file) }
    #expect(error?.description == "\(file): cannot list it: not a directory (error 20)")
    let missing = folder.path(of: "missing")
    let other = #expect(throws: FileError.self) { try Folder.list(missing) }
    #expect(other?.description == "\(missing): cannot list it: no such file or directory (error 2)")
  }

  @Test(.enabled(if: !Environment.isSuperuser))
  func `a folder without permission is an error and not an empty one`() throws {
    let folder = try TemporaryFolder()
    try Folder.make(folder.path(of: "closed"))
    try folder.setPermissions(0, of: "closed")
    let error = #expect(throws: FileError.self) { try Folder.list(folder.path) }
    let path = folder.path(of: "closed")
    #expect(error?.description == "\(path): cannot list it: permission denied (error 13)")
    try folder.setPermissions(0o700, of: "closed")
  }

  @Test func `folders are made with those above them, and may be there already`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path(of: "a/b//c/")
    try Folder.make(path)
    try Folder.make(path)
    #expect(try FileFacts.of(path)?.kind == .folder)
    _ = try folder.write([], as: "a/file")
    let file = folder.path(of: "a/file")
    let error = #expect(throws: FileError.self) { try Folder.make(file + "/d") }
    #expect(error?.description == "\(file): cannot make a folder at it: file exists (error 17)")
  }

  @Test func `a tree of folders deeper than the limit is refused`() throws {
    // Paths end at 4,096 bytes, so the limit is met with short names just below that.
    let folder = try TemporaryFolder()
    let deep = String(repeating: "/d", count: Folder.depthLimit + 1)
    try Folder.make(folder.path + deep)
    let error = #expect(throws: FileError.self) { try Folder.list(folder.path) }
    #expect(
      error?.description
        == "\(folder.path): cannot list it: found folders more than 1000 deep, the limit here")
  }

  @Test func `facts say kind, size and permissions, with and without following a link`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write([1, 2, 3], as: "three")
    try folder.setPermissions(0o640, of: "three")
    try folder.link("link", to: "three")
    let facts = try #require(try FileFacts.of(file))
    #expect((facts.kind, facts.size, facts.permissions) == (.file, 3, 0o640))
    #expect(try FileFacts.of(folder.path(of: "link")) == facts)
    #expect(
      try FileFacts.of(folder.path(of: "link"), followingLinks: false)?.kind == .symbolicLink)
    #expect(try FileFacts.of("/dev/null")?.kind == .characterDevice)
    #expect(try FileFacts.of(folder.path(of: "missing")) == nil)
    #expect(try FileFacts.of(file + "/inside") == nil)
  }
}
