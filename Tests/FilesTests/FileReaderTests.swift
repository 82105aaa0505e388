import Files
import TestSupport
import Testing

struct FileReaderTests {
  static let text = "first line\nsecond line\n"

  @Test(arguments: [1, 2, 7, 22, 23, 24, 1 << 20])
  func `a file is read in blocks of any size`(_ size: Int) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array(Self.text.utf8), as: "a.txt")
    var reader = try FileReader(reading: path)
    var (all, block) = ([UInt8](), [UInt8](repeating: 0, count: size))
    while case let count = try reader.read(into: &block), count > 0 { all += block[..<count] }
    #expect(all == Array(Self.text.utf8))
    #expect(reader.path == path)
    #expect(reader.facts.kind == .file)
    #expect(reader.facts.size == 23)
  }

  @Test func `the end stays the end`() throws {
    let folder = try TemporaryFolder()
    var reader = try FileReader(reading: try folder.write([1], as: "one"))
    var block: [UInt8] = [0, 0]
    #expect(try reader.read(into: &block) == 1)
    #expect(try reader.read(into: &block) == 0)
    #expect(try reader.read(into: &block) == 0)
    #expect(block == [1, 0])
  }

  @Test func `a small file comes whole, an empty one empty`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array(Self.text.utf8), as: "a.txt")
    #expect(try FileReader.contents(of: path) == Array(Self.text.utf8))
    #expect(try FileReader.contents(of: path, limit: 23) == Array(Self.text.utf8))
    #expect(try FileReader.contents(of: try folder.write([], as: "empty")) == [])
    #expect(try FileReader.contents(of: "/dev/null") == [])
  }

  @Test(arguments: [1, 2, 4095, 4096, 65_536, 1 << 20, 1 << 20 + 1, 3 << 20])
  func `a file of any size is read whole`(size: Int) throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    let read = try FileReader.contents(of: try folder.write(bytes, as: "file"))
    #expect(read == bytes)
  }

  @Test func `a file larger than allowed is refused, also one that never ends`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array(Self.text.utf8), as: "a.txt")
    let error = #expect(throws: FileError.self) { try FileReader.contents(of: path, limit: 22) }
    #expect(
      error?.description == "\(path): cannot read it: found more than 22 bytes, the limit here")
    let endless = #expect(throws: FileError.self) {
      try FileReader.contents(of: "/dev/zero", limit: 100)
    }
    #expect(
      endless?.description == "/dev/zero: cannot read it: found more than 100 bytes, the limit here"
    )
  }

  /// One row a path below the test's folder, and what is said of it.
  static let refusals: [(name: String, message: String)] = [
    ("missing", "cannot open it: no such file or directory (error 2)"),
    ("a.txt/inside", "cannot open it: not a directory (error 20)"),
    ("nul\0inside", "cannot open it: no such file or directory (error 2)"),
    ("loop", "cannot open it: too many levels of symbolic links (error 40)"),
    (".", "cannot read it: is a directory (error 21)"),
  ]

  @Test(arguments: refusals)
  func `what cannot be read says path, reason and number`(
    _ row: (name: String, message: String)
  ) throws {
    let folder = try TemporaryFolder()
    _ = try folder.write([], as: "a.txt")
    try folder.link("loop", to: "loop")
    let path = folder.path(of: row.name)
    let error = #expect(throws: FileError.self) { _ = try FileReader(reading: path).facts }
    #expect(error?.description == "\(path): \(row.message)")
  }

  @Test(.enabled(if: !Environment.isSuperuser))
  func `a file without permission is refused`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([1], as: "secret")
    try folder.setPermissions(0, of: "secret")
    let error = #expect(throws: FileError.self) { _ = try FileReader(reading: path).facts }
    #expect(error?.description == "\(path): cannot open it: permission denied (error 13)")
    #expect(error?.isMissing == false)
  }

  @Test func `an empty path is missing`() {
    let error = #expect(throws: FileError.self) { _ = try FileReader(reading: "").facts }
    #expect(error?.description == ": cannot open it: no such file or directory (error 2)")
    #expect(error?.isMissing == true)
  }

  @Test func `an empty buffer stops the program, because it would look like the end`() async {
    await #expect(processExitsWith: .failure) {
      var reader = try FileReader(reading: "/dev/zero")
      var nothing: [UInt8] = []
      _ = try reader.read(into: &nothing)
    }
  }

  @Test func `descriptors are given back`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([1], as: "one")
    for _ in 0..<5000 { #expect(try FileReader(reading: path).facts.size == 1) }
  }
}
