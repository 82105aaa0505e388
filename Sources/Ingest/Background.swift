import Dispatch
import Synchronization

/// Work that a second thread does meanwhile.
final class Background: Sendable {
  private let failure = Mutex<(any Error)?>(nil)
  private let group = DispatchGroup()

  init(_ work: @escaping @Sendable () throws -> Void) {
    DispatchQueue.global(qos: .userInitiated).async(group: group) { [self] in
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
