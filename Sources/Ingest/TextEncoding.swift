import JSONText

/// How the text of a stream is written, told by its first bytes.
enum TextEncoding {
  case utf8
  case utf16(isLittleEndian: Bool, markBytes: Int)

  /// Windows PowerShell writes UTF-16 with a mark; files that were cut and joined may lack it.
  ///
  /// Without a mark UTF-16 is known by a zero byte beside each of the first ASCII characters.
  init(of bytes: [UInt8]) {
    switch (bytes.first, bytes.dropFirst().first) {
    case (0xFF, 0xFE): self = .utf16(isLittleEndian: true, markBytes: 2)
    case (0xFE, 0xFF): self = .utf16(isLittleEndian: false, markBytes: 2)
    case (let first?, 0) where first != 0: self = .utf16(isLittleEndian: true, markBytes: 0)
    case (0, let second?) where second != 0: self = .utf16(isLittleEndian: false, markBytes: 0)
    default: self = .utf8
    }
  }

  /// What is said of a stream that is not read as it lies on the disk.
  var note: String? {
    switch self {
    case .utf8: nil
    case .utf16: "read from UTF-16; places count the bytes of its text as UTF-8"
    }
  }

  /// The first bytes as UTF-8, without what the end of the glimpse cut.
  func decoded(_ bytes: [UInt8], name: String) -> [UInt8] {
    guard case .utf16 = self else { return bytes }
    var source = UTF16Source(ArraySource(bytes), self, input: name, entry: "")
    var result: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      var count = 0
      do {
        var span = block.mutableSpan
        count = try source.read(into: &span)
      } catch {
        // Half a pair at the end of the glimpse; in the stream itself it is an error with a place.
        return result
      }
      if count == 0 { return result }
      result += block[..<count]
    }
  }
}

/// UTF-16 turned into UTF-8 on the fly.
struct UTF16Source: ByteSource, Sendable {
  private var source: any ByteSource & Sendable
  private let isLittleEndian: Bool
  private let input: String
  private let entry: String
  private var skip: Int
  private static let blockSize = 64 << 10
  private var bytes: [UInt8] = []
  private var block: [UInt8] = []
  private var position = 0
  private var count = 0
  private var offset: UInt64 = 0
  private var isAtEnd = false
  /// Bytes of the last character that were not handed out yet, the next in the lowest place.
  private var waiting: UInt32 = 0
  private var waitingCount = 0
  private var line: UInt64 = 1
  private var failure: IngestError?

  init(_ source: any ByteSource & Sendable, _ encoding: TextEncoding, input: String, entry: String)
  {
    self.source = source
    (self.input, self.entry) = (input, entry)
    if case .utf16(let isLittleEndian, let markBytes) = encoding {
      (self.isLittleEndian, skip) = (isLittleEndian, markBytes)
    } else {
      preconditionFailure("only UTF-16 is decoded")
    }
  }

  mutating func read(into buffer: inout MutableSpan<UInt8>) throws -> Int {
    var written = 0
    while written < buffer.count {
      if waitingCount == 0, try !decodeScalar() { break }
      buffer[written] = UInt8(truncatingIfNeeded: waiting)
      waiting >>= 8
      waitingCount -= 1
      written += 1
    }
    // What stands before a fault is handed out first, so that an earlier error is found first.
    if written == 0, let failure { throw failure }
    return written
  }

  /// Decodes the next character; false at the end and before a fault.
  private mutating func decodeScalar() throws -> Bool {
    guard failure == nil, let unit = try unit() else { return false }
    guard UTF16.isSurrogate(unit) else {
      if unit == 0x0A { line += 1 }
      put(UInt32(unit))
      return true
    }
    // A pair that the end cuts is dropped: the text around it is then cut as well.
    guard let second = try self.unit() else { return false }
    guard UTF16.isLeadSurrogate(unit), UTF16.isTrailSurrogate(second) else {
      failure = halfPair()
      return false
    }
    put(0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(second & 0x3FF)))
    return true
  }

  private func halfPair() -> IngestError {
    IngestError(
      input: input, entry: entry, position: .text(line: line, byte: offset - 4),
      found: "half a surrogate pair in UTF-16", expected: "both halves",
      hint: "the file was damaged; export or copy it again")
  }

  /// The next code unit; nothing at the end, where a single byte is dropped.
  private mutating func unit() throws -> UInt16? {
    while count - position < 2 {
      if isAtEnd { return nil }
      try fetch()
    }
    let (first, second) = (UInt16(bytes[position]), UInt16(bytes[position + 1]))
    position += 2
    offset += 2
    return isLittleEndian ? second << 8 | first : first << 8 | second
  }

  private mutating func fetch() throws {
    let left = Array(bytes[position..<count])
    if block.count < Self.blockSize { block = [UInt8](repeating: 0, count: Self.blockSize) }
    let taken = try Self.fill(&block, from: &source)
    if left.isEmpty {
      swap(&bytes, &block)
    } else {
      bytes = left + block[..<taken]
    }
    (position, count, isAtEnd) = (0, left.count + taken, taken == 0)
    // The mark is two bytes long, and so is what is there at least unless the end was reached.
    if skip > 0 && count >= skip {
      (position, offset) = (skip, UInt64(skip))
      skip = 0
    }
  }

  private static func fill(_ block: inout [UInt8], from source: inout any ByteSource & Sendable)
    throws -> Int
  {
    var span = block.mutableSpan
    return try source.read(into: &span)
  }

  private mutating func put(_ scalar: UInt32) {
    func tail(_ shift: UInt32) -> UInt32 { 0x80 | (scalar >> shift & 0x3F) }
    (waiting, waitingCount) =
      switch scalar {
      case 0..<0x80: (scalar, 1)
      case 0x80..<0x800: (0xC0 | scalar >> 6 | tail(0) << 8, 2)
      case 0x800..<0x10000: (0xE0 | scalar >> 12 | tail(6) << 8 | tail(0) << 16, 3)
      default: (0xF0 | scalar >> 18 | tail(12) << 8 | tail(6) << 16 | tail(0) << 24, 4)
      }
  }
}
