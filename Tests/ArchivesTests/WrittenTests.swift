import Testing

@testable import Archives

/// Archives of which every byte is known, at the bounds of what is read.
struct WrittenTests {
  /// The names and sizes of what comes out, or the message of the error that ends it.
  private func told(_ bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()) -> [String] {
    var lines: [String] = []
    do {
      let reader = try stream(bytes, named: "w", limits: limits)
      while let entry = try reader.nextEntry() {
        lines.append("\(entry.name) \(try content(of: reader).count)")
      }
      return lines + ["end"]
    } catch { return lines + ["\(error)"] }
  }

  private func entries(_ count: Int) -> [Writing.Entry] {
    (0..<count).map { Writing.Entry(name: "\($0)", content: [UInt8](repeating: 7, count: $0 % 3)) }
  }

  /// How many entries a zip has, and how many its end states.
  static let counts: [(real: Int, stated: Int)] = [
    (1, 1), (2, 2), (255, 255), (256, 256), (300, 300), (300, 299), (300, 44), (44, 300),
    (256, 0), (1, 257), (257, 1), (3, 0xFFFE),
  ]

  @Test(arguments: counts)
  func `a zip that is read as a stream has as many entries as its end states`(
    _ row: (real: Int, stated: Int)
  ) {
    let lines = told(Writing.zip(entries(row.real), stated: row.stated))
    #expect(lines.dropLast() == (0..<row.real).map { "\($0) \($0 % 3)" }[...])
    let refusal =
      "w: found \(row.real) entries, expected \(row.stated) entries as the archive states\(again)"
    #expect(lines.last == (row.real == row.stated ? "end" : refusal))
  }

  @Test func `an end that has no room for the number of entries states none`() {
    // Section 4.4.1.4: the number then stands elsewhere.
    #expect(told(Writing.zip(entries(3), stated: 0xFFFF)).last == "end")
  }

  @Test(arguments: [0, 1, 21, 22, 23, 1_000, 65_534, 65_535])
  func `a comment as long as a comment can be hides no end`(length: Int) {
    let comment = [UInt8](repeating: UInt8(ascii: "c"), count: length)
    let bytes = Writing.zip(entries(2), comment: comment)
    #expect(told(bytes) == ["0 0", "1 1", "end"])
    // A word in it that looks like an end and is too short for one is none.
    let short = Array("PK\u{5}\u{6}".utf8) + [UInt8](repeating: 9, count: min(length, 17))
    #expect(told(Writing.zip(entries(2), comment: short)) == ["0 0", "1 1", "end"])
    let cut = Array(bytes.prefix(bytes.count - length - 1))
    #expect(told(cut).last?.contains("a zip's central directory and its end") == true)
  }

  @Test func `a source that fails is no end, wherever it fails`() throws {
    struct Dead: Error, CustomStringConvertible { let description = "gone" }
    for bytes in [Writing.zip(entries(3)), Writing.gzip([1, 2, 3])] {
      for length in bytes.indices {
        let position = Position()
        let lines = contents {
          try ArchiveReader(named: "w") { span in
            guard position.value < length else { throw Dead() }
            span[0] = bytes[position.value]
            position.value += 1
            return 1
          }
        }
        let last = try #require(lines.last)
        #expect(last.contains("found 'gone' while reading it"), "\(length): \(last)")
      }
    }
  }

  /// How many bytes of padding a tar has behind its closing blocks, and after how many of all its
  /// bytes the source fails.
  @Test(arguments: [(0, 1_536), (512, 1_536), (512, 2_047), (8_704, 1_537), (8_704, 10_239)])
  func `a source that fails behind the closing blocks of a tar is no end`(
    _ row: (padding: Int, count: Int)
  ) throws {
    struct Dead: Error, CustomStringConvertible { let description = "gone" }
    let tar = Writing.tarHeader(name: Array("a".utf8)) + [UInt8](repeating: 0, count: 1_024)
    let bytes = tar + [UInt8](repeating: 0, count: row.padding)
    #expect(told(bytes) == ["a 0", "end"])
    let position = Position()
    let lines = contents {
      try ArchiveReader(named: "w") { span in
        guard position.value < row.count else { throw Dead() }
        span[0] = bytes[position.value]
        position.value += 1
        return 1
      }
    }
    #expect(lines.last?.contains("found 'gone' while reading it") == true, "\(lines)")
  }

  @Test(arguments: 1...4, 1...4)
  func `so many compressions are taken off as the limit says`(layers: Int, limit: Int) {
    var limits = ArchiveLimits()
    limits.depth = limit
    var bytes = Array("{\"value\": []}".utf8)
    for _ in 0..<layers { bytes = Writing.gzip(bytes) }
    let refusal =
      "w: found archives in archives more than \(limit) deep, expected no more than this limit"
    #expect(
      told(bytes, limits: limits)
        == (layers <= limit ? ["w 13", "end"] : [refusal + HostileTests.trusted]))
  }

  @Test func `what is looked at is as much as was asked for, and is still there to be read`() throws
  {
    let all = (0..<140_000).map { UInt8(truncatingIfNeeded: $0 * 31 >> 3) }
    let bytes = Writing.gzip(all, blockSize: 20_000)
    // Behind one block of what libarchive unpacks stands the next: no look ends between them.
    for read in [0, 1, 65_436, 65_437, 65_438, 65_535, 65_536, 139_900, 139_901, 139_950] {
      let reader = try stream(bytes, named: "w.gz")
      _ = try reader.nextEntry()
      var (taken, block) = ([UInt8](), [UInt8](repeating: 0, count: 1))
      block = [UInt8](repeating: 0, count: max(1, read))
      while taken.count < read {
        var room = [UInt8](repeating: 0, count: read - taken.count)
        let count = try reader.read(into: &room)
        taken += room[..<count]
      }
      let next = Array(all[read..<min(read + 100, all.count)])
      #expect(try reader.peek(100) == next)
      #expect(try reader.peek(3) == Array(next.prefix(3)))
      #expect(try reader.peek(0) == [])
      #expect(try reader.peek(100) == next)
      #expect(taken + (try content(of: reader)) == all)
      #expect(try reader.peek(1) == [])
      #expect(try reader.read(into: &block) == 0)
      #expect(try reader.nextEntry() == nil)
    }
  }

  /// Bytes of the file, steps of unpacking, and the number of the step that is refused.
  static let budgets: [(packed: Int64, steps: [Int64], refused: Int?)] = [
    // A hundred bytes are never too many; beyond them ten for each byte of the file.
    (1, [100], nil), (1, [101], 0), (1, [50, 50, 1], 2), (0, [100, 1], 1), (10, [100], nil),
    (10, [109], nil), (10, [110], 0), (10, [101, 8], nil), (10, [101, 8, 1], 2),
    (50, [500], nil), (50, [509], nil), (50, [510], 0),
    // A thousand bytes are all there may be.
    (1_000, [1_000], nil), (1_000, [1_001], 0), (1_000, [999, 1, 0], nil),
    (1_000, [999, 1, 1], 2), (1_000, [0, 0, 0], nil),
  ]

  @Test(arguments: budgets)
  func `a budget is spent to its last byte`(
    _ row: (packed: Int64, steps: [Int64], refused: Int?)
  ) {
    var limits = ArchiveLimits()
    (limits.totalBytes, limits.expansion, limits.expansionFloor) = (1_000, 10, 100)
    let budget = ArchiveBudget(limits)
    budget.sourceBytes = row.packed
    let answers = row.steps.map { budget.spend($0) }
    #expect(answers.firstIndex { $0 != nil } == row.refused)
    let sum = row.steps.reduce(0, +)
    if let last = answers.last ?? nil {
      #expect(
        last
          == (sum > 1_000
            ? .tooManyBytes(limit: 1_000)
            : .expandsTooMuch(unpacked: sum, packed: row.packed, limit: 10)))
    }
  }
}
