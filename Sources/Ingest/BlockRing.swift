import Dispatch
import JSONText
import Synchronization
import Threads

/// A few blocks that travel between a thread that fetches bytes and one that parses them.
///
/// The fetching (reading, hashing, inflating, indexing) runs ahead of the parsing by as many blocks
/// as there are, on a second core where there is one.
final class BlockRing: Sendable {
  private struct State {
    var filled: [JSONBlock] = []
    var empty: [JSONBlock]
    var failure: (any Error)?
    var isAbandoned = false
    /// Blocks that came back and were not yet announced.
    var quiet = 0
  }

  private static let blocks = 5
  /// Blocks that come back together: waking the other thread costs more than a block's filling.
  private static let together = 3

  private let filler: Mutex<JSONBlockFiller>
  private let state: Mutex<State>
  private let filled = DispatchSemaphore(value: 0)
  /// Born with 0, because a semaphore must not die with less than it was born with.
  private let empty = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)

  /// Starts fetching from the source into blocks of so many bytes.
  init(_ source: any ByteSource & Sendable, blockBytes: Int) {
    filler = Mutex(JSONBlockFiller(source))
    state = Mutex(State(empty: (0..<Self.blocks).map { _ in JSONBlock(capacity: blockBytes) }))
    for _ in 0..<Self.blocks { empty.signal() }
    OwnThread.run { [self] in
      run()
      ended.signal()
    }
  }

  private func run() {
    var isAtEnd = false
    while !isAtEnd {
      empty.wait()
      let next = state.withLock { $0.isAbandoned ? nil : $0.empty.popLast() }
      guard let block = next else { return }
      do {
        try filler.withLock { try $0.fill(block) }
        isAtEnd = block.isLast
        state.withLock { $0.filled.append(block) }
      } catch {
        isAtEnd = true
        state.withLock { $0.failure = error }
      }
      filled.signal()
    }
  }

  /// Waits for the next block; throws what the fetching threw.
  func next() throws -> JSONBlock {
    filled.wait()
    return try state.withLock { state in
      guard state.filled.isEmpty, let failure = state.failure else {
        return state.filled.removeFirst()
      }
      throw failure
    }
  }

  /// Takes a block back, to be filled again.
  func takeBack(_ block: JSONBlock) {
    let announced = state.withLock { state in
      state.empty.append(block)
      state.quiet += 1
      guard state.quiet == Self.together else { return 0 }
      state.quiet = 0
      return Self.together
    }
    for _ in 0..<announced { empty.signal() }
  }

  /// Ends the fetching, wherever it is, and waits until its thread has let go.
  func stop() {
    state.withLock { $0.isAbandoned = true }
    empty.signal()
    ended.wait()
  }
}
