import Files
import JSONText

/// The bytes of one stream as a JSON reader takes them, with or without a second thread.
final class BlockStream: JSONBlockSource {
  private let ring: BlockRing?
  private var direct: JSONBlocks?
  private var isAtEnd = false

  init(_ source: any ByteSource & Sendable, threads: Int, blockBytes: Int) {
    if threads > 1 {
      ring = BlockRing(source, blockBytes: blockBytes)
    } else {
      ring = nil
      direct = JSONBlocks(source, capacity: blockBytes)
    }
  }

  func next() throws -> JSONBlock {
    let block = try ring?.next() ?? direct?.next()
    guard let block else { preconditionFailure("a stream has a ring, or reads for itself") }
    isAtEnd = block.isLast
    return block
  }

  func takeBack(_ block: JSONBlock) {
    if let ring { ring.takeBack(block) } else { direct?.takeBack(block) }
  }

  /// Reads what a format's reader has left, so that whoever fetches comes to the end.
  func drain() throws {
    while !isAtEnd { takeBack(try next()) }
  }

  /// Lets go of the second thread, at the end or before it.
  func stop() { ring?.stop() }
}

/// Bytes that a function fetches, one stretch after another.
struct FetchSource: ByteSource, Sendable {
  /// Fills the front of the span; returns 0 only at the end.
  typealias Fetch = @Sendable (inout MutableSpan<UInt8>) throws -> Int

  let fetch: Fetch

  func read(into buffer: inout MutableSpan<UInt8>) throws -> Int { try fetch(&buffer) }
}
