import TestSupport
import Testing

@testable import Files

/// Numbers of the system in words, and files that change while they are open.
struct FileFactsTests {
  /// Type bits of `st_mode`, shifted to the right end.
  ///
  /// Source: inode(7), https://man7.org/linux/man-pages/man7/inode.7.html, "The file type and mode".
  static let kinds: [(mode: UInt32, kind: FileKind)] = [
    (0o140000, .socket), (0o120000, .symbolicLink), (0o100000, .file), (0o060000, .blockDevice),
    (0o040000, .folder), (0o020000, .characterDevice), (0o010000, .pipe), (0o000000, .other),
    (0o170000, .other), (0o150000, .other), (0o030000, .other),
  ]

  @Test(arguments: kinds)
  func `a kind is told by its bits`(_ row: (mode: UInt32, kind: FileKind)) {
    #expect(FileKind(bits: row.mode >> 12) == row.kind)
  }

  /// Error numbers of Linux on every machine that Swift runs on, and the words for them.
  ///
  /// Source: errno(3), https://man7.org/linux/man-pages/man3/errno.3.html, and glibc's strerror.
  static let messages: [(code: Int32, words: String)] = [
    (1, "operation not permitted"), (2, "no such file or directory"),
    (4, "interrupted system call"),
    (5, "input/output error"), (12, "cannot allocate memory"), (13, "permission denied"),
    (17, "file exists"), (20, "not a directory"), (21, "is a directory"),
    (24, "too many open files"), (27, "file too large"), (28, "no space left on device"),
    (30, "read-only file system"), (32, "broken pipe"), (36, "file name too long"),
    (40, "too many levels of symbolic links"),
  ]

  @Test(arguments: messages)
  func `an error number is told in English and small letters`(_ row: (code: Int32, words: String)) {
    let error = FileError(path: "p", operation: .write, result: Int(-row.code))
    #expect(error.message == row.words)
    #expect(error.code == row.code)
    #expect("\(error)" == "p: cannot write it: \(row.words) (error \(row.code))")
    #expect(error.isMissing == (row.code == 2 || row.code == 20))
    #expect(error.isBrokenPipe == (row.code == 32))
    #expect(error.isExisting == (row.code == 17))
  }

  @Test(arguments: FileError.Operation.allCases)
  func `every operation makes a sentence`(_ operation: FileError.Operation) {
    let error = FileError(path: "a b", operation: operation, message: "found none")
    #expect("\(error)" == "a b: cannot \(operation.rawValue) it: found none")
    #expect(error.code == 0)
  }

  /// How a file was, how it is when it is read, and the limit.
  static let changes: [(before: Int, after: Int, limit: Int, isRead: Bool)] = [
    (10, 10, 10, true), (10, 25, 25, true), (10, 25, 24, false), (10, 11, 10, false),
    (10, 3, 10, true), (10, 0, 10, true), (0, 5, 5, true), (0, 5, 4, false), (10, 9, 9, true),
    (3_000_000, 3_000_001, 3_000_001, true), (3_000_000, 3_000_001, 3_000_000, false),
    (3_000_000, 1_048_576, 3_000_000, true), (1_048_575, 1_048_576, 1_048_576, true),
  ]

  @Test(arguments: changes)
  func `a file that changes after it was opened is read as it is`(
    _ row: (before: Int, after: Int, limit: Int, isRead: Bool)
  ) throws {
    let folder = try TemporaryFolder()
    func bytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) } }
    let path = try folder.write(bytes(row.before), as: "file")
    let reader = try FileReader(reading: path)
    #expect(reader.facts.size == Int64(row.before))
    var writer = try FileWriter(replacing: path)
    try writer.write(bytes(row.after))
    try writer.finish()
    do {
      let read = try reader.readAll(limit: row.limit)
      #expect(row.isRead && read == bytes(row.after))
    } catch {
      let reason = "cannot read it: found more than \(row.limit) bytes, the limit here"
      #expect(!row.isRead && "\(error)" == "\(path): \(reason)")
    }
  }

  @Test func `a file that states no size is read to its end`() throws {
    let text = String(decoding: try FileReader.contents(of: "/proc/self/status"), as: UTF8.self)
    #expect(text.hasPrefix("Name:") && text.utf8.count > 100)
    #expect(try FileFacts.of("/proc/self/status")?.size == 0)
  }

  @Test func `a file that is replaced while it is open stays what it was`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([1, 2, 3], as: "report.json")
    let before = try #require(try FileFacts.of(path))
    let reader = try FileReader(reading: path)
    try FileWriter.writeAtomically([9], to: path)
    #expect(try reader.readAll(limit: 9) == [1, 2, 3])
    #expect(try FileReader.contents(of: path) == [9])
    let after = try #require(try FileFacts.of(path))
    #expect(before.identity != after.identity)
    #expect(after.modifiedNanoseconds >= before.modifiedNanoseconds)
  }

  @Test func `two names of one file have one identity, two files have two`() throws {
    let folder = try TemporaryFolder()
    let (one, two) = (try folder.write([1], as: "one"), try folder.write([1], as: "two"))
    try folder.link("link", to: "one")
    let identities = try [one, folder.path(of: "link"), folder.path(of: "./one"), two].map {
      try FileFacts.of($0)?.identity
    }
    #expect(identities[0] == identities[1] && identities[0] == identities[2])
    #expect(identities[0] != identities[3])
    #expect(try FileFacts.of(folder.path(of: "link"), followingLinks: false)?.kind == .symbolicLink)
  }

  @Test(arguments: [0o600, 0o644, 0o444, 0o700, 0o000] as [UInt32])
  func `permissions are those that were set`(_ permissions: UInt32) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([], as: "file")
    try folder.setPermissions(permissions, of: "file")
    #expect(try FileFacts.of(path)?.permissions == permissions)
  }
}
