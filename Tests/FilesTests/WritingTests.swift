import Files
import TestSupport
import Testing

struct WritingTests {
  @Test func `a private folder is private and goes away with all that is in it`() throws {
    let path: String
    do {
      let folder = try TemporaryFolder(prefix: "rollcall-test")
      path = folder.path
      #expect(try FileFacts.of(path)?.permissions == 0o700)
      #expect(path.split(separator: "/").last?.hasPrefix("rollcall-test.") == true)
      try Folder.make(folder.path(of: "a/b"))
      _ = try folder.write([1], as: "a/b/c")
      try folder.link("a/up", to: "..")
    }
    #expect(try FileFacts.of(path) == nil)
  }

  @Test func `a link in a private folder is removed, what it points to stays`() throws {
    let outside = try TemporaryFolder()
    let kept = try outside.write([1], as: "kept")
    do {
      let folder = try TemporaryFolder()
      try folder.link("folder", to: outside.path)
      try folder.link("file", to: kept)
    }
    #expect(try FileReader.contents(of: kept) == [1])
  }

  @Test func `two private folders are two`() throws {
    let (first, second) = (try TemporaryFolder().path, try TemporaryFolder().path)
    #expect(first != second)
  }

  @Test func `a private folder cannot be made where nothing is`() {
    let error = #expect(throws: FileError.self) {
      _ = try TemporaryFolder(prefix: "x", in: "/nowhere").path
    }
    #expect(
      error?.description
        == "/nowhere/x.XXXXXX: cannot make a folder at it: no such file or directory (error 2)")
  }

  @Test func `a file is copied whole, and only its owner may read the copy`() throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<2_500_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let original = try folder.write(bytes, as: "original")
    let copy = try folder.copy(original, as: "copy")
    #expect(try FileReader.contents(of: copy) == bytes)
    #expect(try FileFacts.of(copy)?.permissions == 0o600)
    #expect(try FileFacts.of(original)?.size == 2_500_000)
  }

  @Test func `copying what is not there leaves nothing behind`() throws {
    let folder = try TemporaryFolder()
    let missing = folder.path(of: "missing")
    let error = #expect(throws: FileError.self) { try folder.copy(missing, as: "copy") }
    #expect(error?.description == "\(missing): cannot open it: no such file or directory (error 2)")
    #expect(try Folder.list(folder.path) == [])
  }

  @Test func `an atomic write leaves the file and nothing else`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path(of: "report.json")
    try FileWriter.writeAtomically("old", to: path)
    try FileWriter.writeAtomically("", to: path)
    try FileWriter.writeAtomically([1, 2, 3], to: path)
    #expect(try FileReader.contents(of: path) == [1, 2, 3])
    #expect(try Folder.list(folder.path).map(\.relativePath) == ["report.json"])
  }

  @Test func `an atomic write that fails leaves the old file and nothing else`() throws {
    let folder = try TemporaryFolder()
    try Folder.make(folder.path(of: "taken"))
    let taken = folder.path(of: "taken")
    let error = #expect(throws: FileError.self) {
      try FileWriter.writeAtomically("new", to: taken)
    }
    #expect(error?.description == "\(taken): cannot rename it: is a directory (error 21)")
    #expect(try Folder.list(folder.path).map(\.relativePath) == ["taken"])
    let lost = folder.path(of: "missing/report.json")
    let other = #expect(throws: FileError.self) { try FileWriter.writeAtomically("x", to: lost) }
    #expect(other?.operation == .open)
    #expect(other?.isMissing == true)
  }

  @Test func `a file that must be new is not overwritten`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([1], as: "there")
    let error = #expect(throws: FileError.self) { _ = try FileWriter(creating: path).path }
    #expect(error?.description == "\(path): cannot open it: file exists (error 17)")
    #expect(error?.isExisting == true)
    #expect(try FileReader.contents(of: path) == [1])
  }

  @Test func `pieces are written one behind the other`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path(of: "pieces")
    var writer = try FileWriter(creating: path)
    try writer.write([1, 2, 3])
    try writer.write([])
    try writer.write([4, 5, 6], first: 2)
    try writer.sync()
    try writer.finish()
    #expect(try FileReader.contents(of: path) == [1, 2, 3, 4, 5])
  }

  @Test func `a full disk is an error`() throws {
    var writer = try FileWriter(replacing: "/dev/full")
    var message = ""
    do { try writer.write([1]) } catch { message = error.description }
    #expect(message == "/dev/full: cannot write it: no space left on device (error 28)")
  }

  @Test func `text and bytes reach a standard stream whole and in order`() async {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardErrorContent]
    ) {
      StandardStream.ignoreBrokenPipes()
      try StandardStream.error.write("one ")
      try StandardStream.error.write(Array("two ".utf8))
      try StandardStream.error.write("")
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.hasSuffix("one two "))
  }

  @Test func `an error says what broke`() {
    let error = FileError(path: "report.csv", operation: .write, message: "found no room")
    #expect(error.description == "report.csv: cannot write it: found no room")
    #expect(!error.isBrokenPipe && !error.isMissing && !error.isExisting)
  }

  @Test func `the environment answers for what is set and only for that`() {
    #expect(Environment.value(of: "PATH")?.isEmpty == false)
    #expect(Environment.value(of: "ROLLCALL_NO_SUCH_VARIABLE") == nil)
    #expect(Environment.value(of: "") == nil)
    #expect(Environment.value(of: "PATH\0") == nil)
  }

  @Test func `the locale can be set to UTF-8 more than once`() async {
    await #expect(processExitsWith: .success) {
      precondition(Environment.setLocaleUTF8() && Environment.setLocaleUTF8())
    }
  }

  @Test func `measures only grow`() {
    let (time, memory) = (BenchMeasure.monotonicNanoseconds, BenchMeasure.peakResidentBytes)
    #expect(time > 0 && memory > 1 << 20)
    #expect(BenchMeasure.monotonicNanoseconds >= time)
    #expect(BenchMeasure.peakResidentBytes >= memory)
  }

  @Test func `what is no terminal has no columns`() async {
    await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
      precondition(!StandardStream.output.isTerminal && StandardStream.output.columns == nil)
    }
  }
}
