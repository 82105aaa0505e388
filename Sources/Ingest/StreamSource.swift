import Files
import JSONText

/// The bytes of one stream as a JSON reader takes them, with or without a second thread.
final class StreamSource: ByteSource {
  typealias Fetch = @Sendable (inout [UInt8]) throws -> Int

  private let ring: BlockRing?
  private let fetch: Fetch
  private var block: [UInt8]?
  private var count = 0
  private var position = 0
  private(set) var isAtEnd = false

  init(threads: Int, _ fetch: @escaping Fetch) {
    self.fetch = fetch
    ring = threads > 1 ? BlockRing(fetch) : nil
  }

  func read(into buffer: inout MutableSpan<UInt8>) throws -> Int {
    while position == count {
      if isAtEnd { return 0 }
      try advance()
    }
    guard let block else { return 0 }
    let taken = copyBytes(block.span.extracting(position..<count), to: &buffer)
    position += taken
    return taken
  }

  private func advance() throws {
    position = 0
    if let ring {
      let old = block
      block = nil
      let next = try ring.next(returning: old)
      (block, count, isAtEnd) = (next?.block, next?.count ?? 0, next == nil)
    } else {
      var buffer = block ?? [UInt8](repeating: 0, count: BlockRing.blockSize)
      block = nil
      count = try fetch(&buffer)
      (block, isAtEnd) = (buffer, count == 0)
    }
  }

  /// Reads what a format's reader has left, so that whoever fetches comes to the end.
  func drain() throws {
    while !isAtEnd { try advance() }
  }

  /// Lets go of the second thread, at the end or before it.
  func stop() {
    ring?.stop()
    position = count
    isAtEnd = true
  }
}
