import Files

/// The log of transactions that are not yet in the database file.
///
/// Source: "WAL-mode File Format", https://www.sqlite.org/walformat.html.
enum WriteAheadLog {
  /// What the log may be missing, or `nil` when it ends with a whole transaction.
  static func state(of path: String, input: String) throws(IngestError) -> String? {
    let (bytes, facts) = try DatabaseHeader.firstBytes(path, 32)
    guard bytes.count == 32 else { return "the write-ahead log is cut in its header" }
    let page = bytes[8..<12].reduce(0) { $0 << 8 | Int64($1) }
    var sum = LogChecksum(magic: bytes)
    sum?.add(bytes.span.extracting(0..<24))
    guard page >= 512, page <= 65_536, page & (page - 1) == 0, let sum,
      sum.isStored(in: bytes, at: 24)
    else {
      return "the write-ahead log's header is damaged"
    }
    guard (facts.size - 32) % (page + 24) == 0 else {
      return "the write-ahead log ends inside a page; later changes may be missing"
    }
    // SQLite writes the header together with the first page.
    guard facts.size > 32 else {
      return "the write-ahead log ends after its header; later changes may be missing"
    }
    var pages = LogPages(salts: Array(bytes[16..<24]), sum: sum)
    try readPages(of: path, pageSize: Int(page), input: input, into: &pages)
    return pages.fault
  }

  private static func readPages(
    of path: String, pageSize: Int, input: String, into pages: inout LogPages
  ) throws(IngestError) {
    do throws(FileError) {
      var reader = try FileReader(reading: path)
      var block = [UInt8](repeating: 0, count: 1 << 16)
      var (frame, filled, skip) = ([UInt8](repeating: 0, count: pageSize + 24), 0, 32)
      while true {
        let count = try reader.read(into: &block)
        if count == 0 { return }
        var offset = min(skip, count)
        skip -= offset
        while offset < count {
          let taken = min(frame.count - filled, count - offset)
          frame.replaceSubrange(filled..<(filled + taken), with: block[offset..<(offset + taken)])
          (filled, offset) = (filled + taken, offset + taken)
          guard filled == frame.count else { continue }
          pages.take(frame)
          filled = 0
        }
      }
    } catch {
      throw IngestError(error, input: input)
    }
  }
}

/// What the pages of a log amount to, as far as they have been read.
///
/// SQLite reads a log up to the first page whose salts are not the header's, whose sum is wrong or
/// which has no number, and forgets the rest without a word. Other salts are those of an older log,
/// unless pages of this one follow. What a transaction left that was taken back has wrong sums and
/// commits nothing.
private struct LogPages {
  private let salts: [UInt8]
  private var sum: LogChecksum
  private var isOpen = false
  /// A page was met that SQLite does not read.
  private var isBroken = false
  /// A page of this log that SQLite does not read ended a transaction.
  private var losesTransaction = false

  init(salts: [UInt8], sum: LogChecksum) { (self.salts, self.sum) = (salts, sum) }

  mutating func take(_ frame: [UInt8]) {
    guard frame[8..<16].elementsEqual(salts) else {
      isBroken = true
      return
    }
    if !isBroken {
      sum.add(frame.span.extracting(0..<8))
      sum.add(frame.span.extracting(24..<frame.count))
      isBroken = !sum.isStored(in: frame, at: 16) || frame[0..<4].allSatisfy { $0 == 0 }
    }
    let commits = !frame[4..<8].allSatisfy { $0 == 0 }
    if isBroken {
      losesTransaction = losesTransaction || commits
    } else {
      isOpen = !commits
    }
  }

  /// What is wrong; what was cut after a whole transaction leaves no trace, and a last page whose
  /// salts are damaged looks like one of an older log.
  var fault: String? {
    if losesTransaction {
      return "a page of the write-ahead log is damaged; the changes from there on are missing"
    }
    return isOpen
      ? "the write-ahead log ends inside a transaction; later changes may be missing" : nil
  }
}

/// The sum that runs through all pages of a log.
struct LogChecksum {
  private(set) var first: UInt32 = 0
  private(set) var second: UInt32 = 0
  private let isBigEndian: Bool

  /// Begins a sum; `nil` for a header that is of no log.
  init?(magic: [UInt8]) {
    guard magic.starts(with: [0x37, 0x7F, 0x06]), magic[3] == 0x82 || magic[3] == 0x83 else {
      return nil
    }
    isBigEndian = magic[3] == 0x83
  }

  /// Adds bytes, a multiple of eight of them.
  mutating func add(_ bytes: Span<UInt8>) {
    for index in stride(from: 0, to: bytes.count, by: 8) {
      first &+= word(bytes, index) &+ second
      second &+= word(bytes, index + 4) &+ first
    }
  }

  private func word(_ bytes: Span<UInt8>, _ at: Int) -> UInt32 {
    let word =
      UInt32(bytes[at]) << 24 | UInt32(bytes[at + 1]) << 16 | UInt32(bytes[at + 2]) << 8
      | UInt32(bytes[at + 3])
    return isBigEndian ? word : word.byteSwapped
  }

  /// Whether the sum so far is what stands in a header, where it is always big-endian.
  func isStored(in bytes: [UInt8], at offset: Int) -> Bool {
    func stored(_ at: Int) -> UInt32 { bytes[at..<(at + 4)].reduce(0) { $0 << 8 | UInt32($1) } }
    return (stored(offset), stored(offset + 4)) == (first, second)
  }
}
