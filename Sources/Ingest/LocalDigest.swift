import Digests
// Threads: the digest of a large file takes as long as reading it, on another core.
import Dispatch
import Files
import Synchronization
import Threads

/// A SHA-256 that is taken of a file while something else is being done.
final class BackgroundDigest: Sendable {
  private enum State {
    case running
    case done(String)
    case failed(FileError)
  }

  private let state = Mutex(State.running)
  private let finished = DispatchSemaphore(value: 0)

  /// Begins; with a single thread it is done when the initialiser returns.
  init(of path: String, threads: Int) {
    guard threads > 1 else {
      run(path)
      return
    }
    OwnThread.run { self.run(path) }
  }

  private func run(_ path: String) {
    let result: State
    do throws(FileError) {
      result = .done(try Self.digest(of: path))
    } catch {
      result = .failed(error)
    }
    state.withLock { $0 = result }
    finished.signal()
  }

  static func digest(of path: String) throws(FileError) -> String {
    var reader = try FileReader(reading: path)
    var hash = SHA256()
    var block = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = try reader.read(into: &block)
      if count == 0 { return hash.finish().hex }
      hash.update(block, first: count)
    }
  }

  /// Waits for the digest and returns its 64 hexadecimal digits.
  func value(of input: String) throws(IngestError) -> String {
    finished.wait()
    finished.signal()
    switch state.withLock({ $0 }) {
    case .done(let digest): return digest
    case .failed(let error): throw IngestError(error, input: input)
    case .running: preconditionFailure("a digest that is finished has a value")
    }
  }
}
