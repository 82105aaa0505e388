private import CJSONMasks

/// A stretch of a document with the index of what matters in it.
///
/// Blocks travel from where bytes are fetched to the reader and back, as a rule between two threads.
/// Whoever was handed a block is the only one to touch it.
@safe package final class JSONBlock: @unchecked Sendable {
  /// Room before the bytes, and before the index, for what the block before has left.
  static let headroom = 64

  /// The bytes, of which the first has the position `headroom`.
  let bytes: UnsafeMutablePointer<UInt8>
  /// The positions that the index has, from the entry `headroom` on.
  let entries: UnsafeMutablePointer<UInt32>
  private let capacity: Int

  /// The position behind the last byte.
  private(set) var end = headroom
  /// The entry behind the last one.
  private(set) var entriesEnd = headroom
  private(set) var newlines: UInt64 = 0
  /// Whether something is not well-formed UTF-8, the end of the document inside a character included.
  private(set) var isIllFormed = false
  private(set) var hasByteOrderMark = false
  /// Whether the document has no more bytes behind it.
  package private(set) var isLast = false
  /// Bytes of the document before the first of the block.
  private(set) var offset: UInt64 = 0

  /// Makes a block without bytes; `capacity` is rounded up to a multiple of 64.
  package init(capacity: Int) {
    self.capacity = (capacity + 63) & ~63
    let byteCount = Self.headroom + self.capacity + Int(JSON_WINDOW_SLACK)
    unsafe bytes = .allocate(capacity: byteCount)
    unsafe bytes.initialize(repeating: 0, count: byteCount)
    let entryCount = Self.headroom + self.capacity + Int(JSON_INDEX_SLACK)
    unsafe entries = .allocate(capacity: entryCount)
    unsafe entries.initialize(repeating: UInt32(Self.headroom), count: Self.headroom + 4)
  }

  deinit {
    unsafe bytes.deallocate()
    unsafe entries.deallocate()
  }

  fileprivate func fill(
    from source: inout any ByteSource, _ carry: inout json_carry, at offset: UInt64
  ) throws {
    (end, isLast, self.offset, hasByteOrderMark) = (Self.headroom, false, offset, false)
    try read(from: &source)
    if offset == 0 { try dropByteOrderMark(&source) }
    let found = unsafe json_index(bytes, Self.headroom, end, &carry, entries + Self.headroom)
    entriesEnd = Self.headroom + Int(found.count)
    (newlines, isIllFormed) = (UInt64(found.newlines), found.ill_formed)
  }

  /// Fills up; only the last block is not full.
  private func read(from source: inout any ByteSource) throws {
    while end < Self.headroom + capacity {
      let room = Self.headroom + capacity - end
      var free = unsafe MutableSpan(_unsafeStart: bytes + end, count: room)
      let count = try source.read(into: &free)
      precondition(count >= 0 && count <= room, "a source filled more than it was given")
      guard count > 0 else {
        isLast = true
        return
      }
      end += count
    }
  }

  private func dropByteOrderMark(_ source: inout any ByteSource) throws {
    let first = unsafe bytes + Self.headroom
    guard end >= Self.headroom + 3,
      unsafe (first[0], first[1], first[2]) == (0xEF, 0xBB, 0xBF)
    else { return }
    (hasByteOrderMark, offset) = (true, 3)
    end -= 3
    unsafe first.update(from: first + 3, count: end - Self.headroom)
    if !isLast { try read(from: &source) }
  }
}

/// Fills one block after another with a document.
package struct JSONBlockFiller {
  private var source: any ByteSource
  private var carry = json_carry()
  private var offset: UInt64 = 0

  /// Makes a filler at the start of the source; nothing is read before the first block.
  package init(_ source: any ByteSource) { self.source = source }

  /// Fills a block with what comes next, and tells it whether that was the end.
  ///
  /// Not called after the last block. Throws what the source throws.
  package mutating func fill(_ block: JSONBlock) throws {
    try block.fill(from: &source, &carry, at: offset)
    offset = block.offset + UInt64(block.end - JSONBlock.headroom)
  }
}

/// Something that gives the blocks of a document in their order.
package protocol JSONBlockSource {
  /// Gives the next block; not called after the last.
  mutating func next() throws -> JSONBlock

  /// Takes a block back, to be filled again.
  mutating func takeBack(_ block: JSONBlock)
}

/// The blocks of a source of bytes, filled when they are asked for.
package struct JSONBlocks: JSONBlockSource {
  private var filler: JSONBlockFiller
  private let capacity: Int
  private var spare: JSONBlock?

  /// Makes blocks of at least as many bytes as `capacity` says.
  package init(_ source: any ByteSource, capacity: Int) {
    filler = JSONBlockFiller(source)
    self.capacity = capacity
  }

  /// Fills the next block.
  package mutating func next() throws -> JSONBlock {
    let block = spare ?? JSONBlock(capacity: capacity)
    spare = nil
    try filler.fill(block)
    return block
  }

  /// Keeps the block for the one after the next.
  package mutating func takeBack(_ block: JSONBlock) { spare = block }
}
