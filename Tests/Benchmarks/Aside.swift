import Dispatch
import Synchronization

/// Work that another thread does until its result is asked for.
final class Aside<Value: Sendable>: Sendable {
  private let outcome = Mutex<Result<Value, any Error>?>(nil)
  private let group = DispatchGroup()

  init(_ work: @escaping @Sendable () throws -> Value) {
    DispatchQueue.global(qos: .userInitiated).async(group: group) { [self] in
      let done = Result { try work() }
      outcome.withLock { $0 = done }
    }
  }

  /// Waits for the end of the work and returns its value, or throws what it threw.
  func result() throws -> Value {
    group.wait()
    guard let done = outcome.withLock({ $0 }) else { throw BenchError("the work has no end") }
    return try done.get()
  }
}
