import Dispatch
import Synchronization

/// A few blocks that travel between a thread that fetches bytes and one that parses them.
///
/// The fetching (reading, hashing, inflating) runs ahead of the parsing by as many blocks as there
/// are, on a second core where there is one. Dispatch is what the standard library offers for a
/// second thread without a pointer in sight.
final class BlockRing: Sendable {
  private struct State {
    var filled: [(block: [UInt8], count: Int)] = []
    var empty: [[UInt8]]
    var failure: (any Error)?
    var isAbandoned = false
  }

  static let blockSize = 512 << 10
  private static let blocks = 4

  private let state: Mutex<State>
  private let filled = DispatchSemaphore(value: 0)
  /// Born with 0, because a semaphore must not die with less than it was born with.
  private let empty = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)

  /// Starts fetching; `fetch` fills a buffer and returns 0 only at the end.
  init(_ fetch: @escaping @Sendable (inout [UInt8]) throws -> Int) {
    let block = [UInt8](repeating: 0, count: Self.blockSize)
    state = Mutex(State(empty: (0..<Self.blocks).map { _ in block }))
    for _ in 0..<Self.blocks { empty.signal() }
    DispatchQueue.global(qos: .userInitiated).async { [self] in
      run(fetch)
      ended.signal()
    }
  }

  private func run(_ fetch: (inout [UInt8]) throws -> Int) {
    var count = 1
    while count > 0 {
      empty.wait()
      let next = state.withLock { $0.isAbandoned ? nil : $0.empty.popLast() }
      guard var block = next else { return }
      do {
        count = try fetch(&block)
      } catch {
        count = 0
        state.withLock { $0.failure = error }
      }
      state.withLock { $0.filled.append((block, count)) }
      filled.signal()
    }
  }

  /// Takes the next block and gives one back.
  ///
  /// Nothing at the end; throws what the fetching threw.
  func next(returning old: consuming [UInt8]?) throws -> (block: [UInt8], count: Int)? {
    if let old {
      state.withLock { $0.empty.append(old) }
      empty.signal()
    }
    filled.wait()
    let (next, failure) = state.withLock { state in
      let next = state.filled.removeFirst()
      return (next, next.count == 0 ? state.failure : nil)
    }
    if let failure { throw failure }
    return next.count == 0 ? nil : next
  }

  /// Ends the fetching, wherever it is, and waits until its thread has let go.
  func stop() {
    state.withLock { $0.isAbandoned = true }
    empty.signal()
    ended.wait()
  }
}
