import DirectoryModel
import Files
import JSONText
import TestSupport
import Testing

@testable import Ingest

struct IntakeMemoryTests {
  /// One record of AzureHound with as many members as asked for, made while it is read.
  struct LongList: ByteSource {
    var left: Int
    var waiting: [UInt8] = Array(#"{"data":[{"kind":"AZGroupMember","data":{"members":["#.utf8)
    var hasEnded = false

    mutating func read(into buffer: inout MutableSpan<UInt8>) throws -> Int {
      while waiting.count < 64 << 10, !hasEnded {
        if left > 0 {
          left -= 1
          // The same few members again and again: only the record is long.
          waiting += Array(Hound.member("a\(left % 10)", of: "b1").utf8)
          if left > 0 { waiting.append(UInt8(ascii: ",")) }
        } else {
          let meta = #"}}],"meta":{"type":"azure","version":5,"count":1}}"#
          waiting += Array(#"],"groupId":"\#(Hound.id("b1"))""#.utf8) + Array(meta.utf8)
          hasEnded = true
        }
      }
      let count = copyBytes(waiting.span, to: &buffer)
      waiting.removeFirst(count)
      return count
    }
  }

  /// In a process of its own, because what other tests need meanwhile would count as well.
  @Test func `one record of 50 MB needs a few bytes a member`() async {
    await #expect(processExitsWith: .success) { try Self.readLongRecord() }
  }

  private static func readLongRecord() throws {
    var builder = DirectoryBuilder(side: .tenant)
    var reader = AzureHoundReader()
    let source = builder.addSource(
      Source(
        input: "x", format: "", sha256: "", byteCount: 0, capabilities: [],
        completeness: .complete))
    let count = 350_000
    var json = JSONReader(LongList(left: count), documents: .many)
    let before = BenchMeasure.peakResidentBytes
    let stream = TenantStream(input: "x", entry: "", source: source, unit: 0)
    try reader.read(&json, of: stream, into: &builder)
    try reader.finish(into: &builder)
    let directory = builder.finish()
    precondition(json.offset > 50_000_000)
    precondition(directory.members.targets.count == 10)
    precondition(directory.members.repeated.map { Int($0.surplus) }.reduce(0, +) == count - 10)
    // Windows, blocks and 16 bytes a member in two copies; nowhere near the record.
    precondition(BenchMeasure.peakResidentBytes - before < 24 << 20)
  }
}
