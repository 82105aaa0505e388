import Foundation
import TestSupport
import Testing

struct GoldenTests {
  @Test func `an equal file is no fault`() throws {
    let folder = try ScratchFolder()
    let file = try folder.write("a\nb\n", to: "a.txt")
    for recording in [false, true] {
      let fault = try goldenFault(
        [UInt8]("a\nb\n".utf8), file: file, called: "a.txt", recording: recording)
      #expect(fault == nil)
    }
  }

  @Test func `recording writes the file and still fails`() throws {
    let folder = try ScratchFolder()
    let file = "\(folder.path)/new/a.txt"
    let fault = try goldenFault([1, 2], file: file, called: "new/a.txt", recording: true)
    #expect(
      fault == "new/a.txt: recorded; look at the difference and run again without ROLLCALL_RECORD")
    #expect(try folder.bytes(of: "new/a.txt") == [1, 2])
    #expect(try goldenFault([1, 2], file: file, called: "new/a.txt", recording: false) == nil)
  }

  @Test func `a missing file is a fault and is not written`() throws {
    let folder = try ScratchFolder()
    let fault = try goldenFault(
      [1], file: "\(folder.path)/a.txt", called: "a.txt", recording: false)
    #expect(fault == "a.txt: missing; ROLLCALL_RECORD=1 writes it")
    #expect(try folder.names() == [])
  }

  @Test func `a different file is a fault and stays as it is`() throws {
    let folder = try ScratchFolder()
    let file = try folder.write("a\nb\n", to: "a.txt")
    let fault = try goldenFault(
      [UInt8]("a\nc\n".utf8), file: file, called: "a.txt", recording: false)
    #expect(fault == "a.txt:2: expected 'b', found 'c'")
    #expect(try folder.text(of: "a.txt") == "a\nb\n")
  }

  static let differences: [(expected: String, found: String, shown: String)] = [
    ("a\nb\n", "a\n", "2: expected 'b', found ''"),
    ("a\nb", "a", "2: expected 'b', found the end of the file"),
    ("a", "a\n", "2: expected the end of the file, found ''"),
    ("", "x", "1: expected '', found 'x'"),
    ("a\n", "a\r\n", "1: expected 'a', found 'a\\u{D}'"),
    ("\u{FC}", "u\u{308}", "1: expected '\\u{FC}', found 'u\\u{308}'"),
    ("a\nb\nc", "a\nx\ny", "2: expected 'b', found 'x'"),
  ]

  @Test(arguments: differences)
  func `the first differing line is shown`(_ row: (expected: String, found: String, shown: String))
  {
    let shown = firstDifference(
      expected: [UInt8](row.expected.utf8), found: [UInt8](row.found.utf8))
    #expect(shown == row.shown)
  }

  @Test func `a failed comparison fails the test that makes it`() {
    let file = "Tests/TidyTests/there-is-no-such-file.txt"
    withKnownIssue {
      try expectGolden("never", at: file, recording: false)
    }
    #expect(!FileManager.default.fileExists(atPath: Repository.path(file)))
  }
}
