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
/// It is a block and what was left of the one before, which is put in front of it. That is the start
/// of a token or of an escape: texts are taken piece by piece, so that it is never long.
@safe struct Window: ~Copyable {
  private var source: any JSONBlockSource
  private var block = JSONBlock(capacity: 0)

  private(set) var bytes: UnsafeMutablePointer<UInt8>
  private(set) var index: UnsafeMutablePointer<UInt32>
  /// Where the window begins; an entry of the index may stand for it.
  private(set) var start = JSONBlock.headroom
  /// Entries in the index, not counting the sentinels behind them.
  private(set) var count = 0
  /// Where the bytes end that may be looked at; the rest begins a character or follows a bad one.
  private(set) var usable = JSONBlock.headroom
  /// Whether the first byte that may not be looked at is one to be looked at in the next window.
  private var isEntryAtEnd = false
  private(set) var isInvalid = false
  private(set) var hasByteOrderMark = false
  /// How often the window was filled; positions hold as long as it is the same.
  private(set) var fills = 0
  /// Line feeds before the window, and before its end.
  private(set) var newlinesBefore: UInt64 = 0
  private var newlinesThrough: UInt64 = 0

  init(_ source: consuming any JSONBlockSource) {
    self.source = source
    unsafe bytes = block.bytes
    unsafe index = block.entries + JSONBlock.headroom
  }

  /// Bytes at the end that begin a character.
  var unfinished: Int { block.end - usable }

  /// Bytes before the one whose position is 0; wraps around where that is before the input.
  var base: UInt64 { block.offset &- UInt64(JSONBlock.headroom) }

  /// Goes on to the next block and puts before it what the window has from `kept` on.
  ///
  /// False when nothing is left to read.
  mutating func advance(keeping kept: Int) throws -> Bool {
    guard !block.isLast, !isInvalid else { return false }
    let next = try source.next()
    newlinesBefore = unsafe newlinesThrough - json_count_newlines(bytes + kept, block.end - kept)
    newlinesThrough += next.newlines
    let left = block.end - kept
    precondition(left <= JSONBlock.headroom, "what is kept is the start of a token")
    start = JSONBlock.headroom - left
    unsafe (next.bytes + start).update(from: bytes + kept, count: left)
    let entries = moveEntries(from: kept, to: next)
    if fills > 0 { source.takeBack(block) }
    fills += 1
    block = next
    hasByteOrderMark = hasByteOrderMark || next.hasByteOrderMark
    unsafe bytes = next.bytes
    unsafe index = next.entries + (JSONBlock.headroom - entries)
    count = next.entriesEnd - JSONBlock.headroom + entries
    setEnd()
    return true
  }

  /// Puts the entries of what is kept before those of the next block, and returns their number.
  private func moveEntries(from kept: Int, to next: JSONBlock) -> Int {
    var (entry, moved) = (JSONBlock.headroom, 0)
    func move(_ position: Int) {
      entry -= 1
      moved += 1
      unsafe next.entries[entry] = UInt32(position - kept + start)
    }
    if isEntryAtEnd { move(usable) }
    var last = count - 1
    while last >= 0, unsafe Int(index[last]) >= kept {
      unsafe move(Int(index[last]))
      last -= 1
    }
    return moved
  }

  /// Finds where the window ends, and marks that in the index.
  private mutating func setEnd() {
    let length = block.end - start
    let whole = unsafe length - json_incomplete_tail(bytes + start, length)
    usable = start + whole
    if block.isIllFormed {
      usable = unsafe start + json_valid_prefix(bytes + start, whole)
      isInvalid = usable < start + whole
    }
    isEntryAtEnd = false
    while count > 0, unsafe Int(index[count - 1]) >= usable {
      isEntryAtEnd = unsafe Int(index[count - 1]) == usable
      count -= 1
    }
    for sentinel in 0..<4 { unsafe index[count + sentinel] = UInt32(usable) }
  }

  /// Line feeds in the window before a position.
  func newlines(before position: Int) -> UInt64 {
    unsafe json_count_newlines(bytes + start, position - start)
  }
}
