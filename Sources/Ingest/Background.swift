import Dispatch
import Synchronization
import Threads

/// Work that a second thread does meanwhile.
final class Background: Sendable {
  private let failure = Mutex<(any Error)?>(nil)
  private let group = DispatchGroup()

  init(_ work: @escaping @Sendable () throws -> Void) {
    group.enter()
    OwnThread.run { [self] in
      defer { group.leave() }
      do {
        try work()
      } catch {
        failure.withLock { $0 = error }
      }
    }
  }

  /// Waits for the end of the work.
  func wait() { group.wait() }

  /// Waits for the end of the work and throws what it threw.
  func finish() throws {
    wait()
    if let error = failure.withLock({ $0 }) { throw error }
  }
}
