import Testing

@testable import JSONText

/// A source that makes up a huge document and holds none of it.
struct RepeatingSource: ByteSource {
  var before: [UInt8]
  let body: [UInt8]
  var times: Int
  var after: [UInt8]
  private var current: ArraySource

  init(_ before: String, _ body: String, times: Int, _ after: String) {
    self.before = bytes(before)
    self.body = bytes(body)
    self.times = times
    self.after = bytes(after)
    current = ArraySource(self.before)
  }

  mutating func read(into buffer: inout MutableSpan<UInt8>) throws -> Int {
    while true {
      let count = try current.read(into: &buffer)
      if count > 0 { return count }
      if times > 0 {
        times -= 1
        current = ArraySource(body)
      } else if !after.isEmpty {
        current = ArraySource(after)
        after = []
      } else {
        return 0
      }
    }
  }
}

struct LimitTests {
  static let kilobyte = String(repeating: "0123456789abcdef", count: 64)

  @Test func `a string of 16 MiB is skipped though 1 KiB is allowed`() throws {
    let source = RepeatingSource("[\"", Self.kilobyte, times: 16 << 10, "\"]")
    var reader = JSONReader(source, limits: JSONLimits(textBytes: 1024))
    try reader.skipValue()
    #expect(reader.offset == 2 + 16 << 20 + 1)
    #expect(try reader.next() == .end)
  }

  @Test func `a string of escapes of 5 MiB is skipped and checked`() throws {
    let source = RepeatingSource(
      "[\"", String(repeating: #"\u00e9\\\n"#, count: 64), times: 8 << 10, #"\q"]"#)
    var reader = JSONReader(source, limits: JSONLimits(textBytes: 1024))
    let error = #expect(throws: JSONError.self) { try reader.skipValue() }
    #expect(
      error.map { "\($0)" }
        == #"line 1, byte 5242883: found 'q', expected one of '"\/bfnrtu'"#)
  }

  @Test func `a string may have exactly as many bytes as allowed`() {
    let rows: [(count: Int, isAllowed: Bool)] = [(99, true), (100, true), (101, false)]
    for row in rows {
      for windowBytes in [32, 64, 1000] {
        let limits = JSONLimits(textBytes: 100, windowBytes: windowBytes)
        let plain = [UInt8]("[\"".utf8) + [UInt8](repeating: 0x61, count: row.count)
        let expected =
          row.isAllowed
          ? "" : "tooLong: line 1, byte 1: found a longer string, expected at most 100 bytes"
        #expect(problem(plain + [UInt8]("\"]".utf8), limits: limits) == expected)
        let escaped = [UInt8]("[\"\\n".utf8) + plain.dropFirst(3)
        #expect(problem(escaped + [UInt8]("\"]".utf8), limits: limits) == expected)
        #expect(skipping(plain + [UInt8]("\"]".utf8), limits: limits) == "")
      }
    }
  }

  @Test func `a number may have exactly as many bytes as allowed`() {
    let rows: [(count: Int, isAllowed: Bool)] = [(99, true), (100, true), (101, false)]
    for row in rows {
      for windowBytes in [32, 64, 1000] {
        let limits = JSONLimits(textBytes: 100, windowBytes: windowBytes)
        let number = [UInt8](repeating: 0x31, count: row.count)
        let expected =
          row.isAllowed
          ? "" : "tooLong: line 1, byte 0: found a longer number, expected at most 100 bytes"
        #expect(problem(number, limits: limits) == expected)
        #expect(skipping(number, limits: limits) == "")
      }
    }
  }

  @Test func `a number of 1 MB is skipped and read exactly`() throws {
    let source = RepeatingSource("[-", "1234567890", times: 100_000, "]")
    var reader = JSONReader(source)
    #expect(try reader.next() == .beginArray)
    #expect(try reader.next() == .number)
    #expect(reader.textByteCount == 1_000_001)
    #expect(reader.integer() == nil)
    var skipper = JSONReader(
      RepeatingSource("-", "1234567890", times: 100_000, ".5e"),
      limits: JSONLimits(textBytes: 10))
    let error = #expect(throws: JSONError.self) { try skipper.skipValue() }
    #expect(
      error.map { "\($0)" }
        == "line 1, byte 1000004: found the end of the input, expected a digit")
  }

  @Test func `the depth is bounded where it is told to be`() {
    for depth in [1, 2, 3, 512] {
      let fitting = [UInt8](repeating: 0x5B, count: depth) + [UInt8](repeating: 0x5D, count: depth)
      #expect(problem(fitting, limits: JSONLimits(depth: depth)) == "")
      #expect(skipping(fitting, limits: JSONLimits(depth: depth)) == "")
      let expected =
        "tooDeep: line 1, byte \(depth): found more containers inside each other, "
        + "expected at most \(depth)"
      let deeper = [0x5B] + fitting + [0x5D]
      #expect(problem(deeper, limits: JSONLimits(depth: depth)) == expected)
      #expect(skipping(deeper, limits: JSONLimits(depth: depth)) == expected)
    }
  }

  @Test func `a million containers inside each other are read without recursion`() throws {
    let limits = JSONLimits(depth: 1_000_000)
    let source = RepeatingSource("", "[{\"a\":", times: 500_000, "1")
    var reader = JSONReader(source, limits: limits)
    var count = 0
    while try reader.next() != .number { count += 1 }
    #expect(count == 1_500_000)
    #expect(reader.depth == 1_000_000)
    let error = #expect(throws: JSONError.self) { try reader.skipRest() }
    #expect(
      error.map { "\($0)" }
        == "line 1, byte 3000001: found the end of the input, expected ',' or '}'")
  }

  @Test func `offsets and lines count on through 16 MiB of line feeds`() throws {
    let source = RepeatingSource("[", String(repeating: "\n", count: 4096), times: 4096, "x]")
    var reader = JSONReader(source)
    let error = #expect(throws: JSONError.self) { try reader.skipValue() }
    #expect(
      error.map { "\($0)" }
        == "line 16777217, byte 16777217: found 'x', expected a value or ']'")
  }
}
