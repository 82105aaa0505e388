import TestSupport
import Testing

@testable import Files

/// The end of a program on whose other threads something is still being done.
struct ProcessTests {
  @Test func `the code is the one that was asked for, and nothing runs any more`() async {
    await #expect(processExitsWith: .exitCode(0)) { Process.exit(0) }
    await #expect(processExitsWith: .exitCode(74)) {
      defer { Process.exit(1) }
      Process.exit(74)
    }
  }

  @Test func `folders that somebody holds are removed at the end`() async throws {
    let scratch = try ScratchFolder()
    let path = scratch.path
    await #expect(processExitsWith: .exitCode(3)) { [path = path as String] in
      let first = try TemporaryFolder(prefix: "a", in: path)
      let second = try TemporaryFolder(prefix: "b", in: path)
      try Folder.make(first.path(of: "deep/deeper"))
      _ = try second.write([1, 2, 3], as: "file")
      let names = try Folder.list(path).count
      guard names == 5 else { Process.exit(4) }
      Process.exit(3)
    }
    #expect(try scratch.names() == [])
  }

  @Test func `folders that were let go are not looked for again`() async throws {
    let scratch = try ScratchFolder()
    let path = scratch.path
    await #expect(processExitsWith: .exitCode(5)) { [path = path as String] in
      let gone: String
      do {
        let folder = try TemporaryFolder(prefix: "c", in: path)
        gone = folder.path
      }
      guard try Folder.list(path).isEmpty else { Process.exit(6) }
      // Somebody else's, of the same name.
      try Folder.make(gone)
      Process.exit(5)
    }
    #expect(try scratch.names().count == 1)
  }
}
