private import CJSONMasks

/// A growing buffer of bytes that readers of eight bytes may overrun.
@safe struct Scratch: ~Copyable {
  private(set) var count = 0
  private var capacity = 256
  private(set) var start: UnsafeMutablePointer<UInt8>

  init() { unsafe start = .allocate(capacity: 256 + 16) }

  mutating func removeAll() { count = 0 }

  mutating func append(_ bytes: UnsafePointer<UInt8>, _ length: Int) {
    reserve(count + length)
    unsafe (start + count).update(from: bytes, count: length)
    count += length
  }

  mutating func append(_ byte: UInt8) {
    reserve(count + 1)
    unsafe start[count] = byte
    count += 1
  }

  private mutating func reserve(_ needed: Int) {
    guard needed > capacity else { return }
    capacity = max(needed, 2 * capacity)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + 16)
    unsafe larger.update(from: start, count: count)
    unsafe start.deallocate()
    unsafe start = larger
  }

  deinit { unsafe start.deallocate() }
}

/// The part of the input that is in memory, with the index of what matters in it.
///
/// A window starts at the start of a token or between two characters of a string. What a token needs
/// beyond the end is fetched by moving the rest to the front and filling up.
@safe struct Window: ~Copyable {
  private var source: any ByteSource
  private let capacity: Int
  private var length = 0
  private var isStarted = false
  private(set) var isAtEnd = false
  private(set) var hasByteOrderMark = false

  let bytes: UnsafeMutablePointer<UInt8>
  let index: UnsafeMutablePointer<UInt32>
  /// Entries in the index, not counting the sentinels behind them.
  private(set) var count = 0
  /// Bytes that may be looked at; the rest is the start of a character or follows a bad one.
  private(set) var usable = 0
  private(set) var isInvalid = false
  /// How often the window was filled; positions hold as long as it is the same.
  private(set) var fills = 0
  /// Bytes and line feeds before the window.
  private(set) var base: UInt64 = 0
  private(set) var newlinesBefore: UInt64 = 0
  private var newlinesInside: UInt64 = 0

  init(_ source: consuming any ByteSource, capacity: Int) {
    self.source = source
    self.capacity = capacity
    unsafe bytes = .allocate(capacity: capacity + Int(JSON_WINDOW_SLACK))
    unsafe bytes.initialize(repeating: 0, count: capacity + Int(JSON_WINDOW_SLACK))
    unsafe index = .allocate(capacity: capacity + Int(JSON_INDEX_SLACK))
    unsafe index.initialize(repeating: 0, count: 4)
  }

  /// Bytes at the end that begin a character.
  var unfinished: Int { length - usable }

  /// Drops everything before `kept`, fills up and indexes anew; false when nothing is left to read.
  mutating func advance(keeping kept: Int, inString: Bool) throws -> Bool {
    guard !isAtEnd, !isInvalid else { return false }
    fills += 1
    newlinesBefore += newlinesInside - newlines(from: kept)
    base += UInt64(kept)
    length -= kept
    unsafe bytes.update(from: bytes + kept, count: length)
    try fill()
    if !isStarted { dropByteOrderMark() }
    let whole = unsafe length - json_incomplete_tail(bytes, length)
    let found = unsafe json_index(bytes, whole, inString, index)
    count = Int(found.count)
    usable = Int(found.usable)
    isInvalid = found.invalid
    newlinesInside = UInt64(found.newlines)
    return true
  }

  private mutating func fill() throws {
    while length < capacity {
      var free = unsafe MutableSpan(_unsafeStart: bytes + length, count: capacity - length)
      let count = try source.read(into: &free)
      precondition(
        count >= 0 && count <= capacity - length, "a source filled more than it was given")
      guard count > 0 else {
        isAtEnd = true
        return
      }
      length += count
    }
  }

  private mutating func dropByteOrderMark() {
    isStarted = true
    guard length >= 3, unsafe (bytes[0], bytes[1], bytes[2]) == (0xEF, 0xBB, 0xBF) else { return }
    hasByteOrderMark = true
    base = 3
    length -= 3
    unsafe bytes.update(from: bytes + 3, count: length)
  }

  /// Line feeds in the window before a position.
  func newlines(before position: Int) -> UInt64 {
    unsafe json_count_newlines(bytes, position)
  }

  /// Line feeds in the window from a position on; what is not indexed has none.
  private func newlines(from position: Int) -> UInt64 {
    unsafe json_count_newlines(bytes + position, length - position)
  }

  deinit {
    unsafe bytes.deallocate()
    unsafe index.deallocate()
  }
}
