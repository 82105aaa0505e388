import Dispatch
import Synchronization

/// Work that another thread does until its result is asked for.
///
/// What the work is given must be safe to share; what it returns is the same whichever thread did
/// it, so that no result depends on how many there are.
package final class Meanwhile<Value: Sendable, Failure: Error>: Sendable {
  /// Given up before anybody learns of the result: what it holds is not kept any longer.
  private let work: Mutex<(@Sendable () throws(Failure) -> Value)?>
  private let outcome = Mutex<Result<Value, Failure>?>(nil)
  /// Nothing where the work was done at once.
  private let group: DispatchGroup?

  /// Begins the work, or does it at once where it `isSmall` and no other thread is worth its while.
  package convenience init(
    isSmall: Bool = false, _ work: @escaping @Sendable () throws(Failure) -> Value
  ) {
    self.init(work, isSmall ? nil : DispatchGroup()) { OwnThread.run($0) }
  }

  /// Begins the work on a thread that `start` provides.
  package convenience init(
    on start: (@escaping @Sendable () -> Void) -> Void,
    _ work: @escaping @Sendable () throws(Failure) -> Value
  ) {
    self.init(work, DispatchGroup(), start)
  }

  private init(
    _ work: @escaping @Sendable () throws(Failure) -> Value, _ group: DispatchGroup?,
    _ start: (@escaping @Sendable () -> Void) -> Void
  ) {
    self.work = Mutex(work)
    self.group = group
    guard let group else {
      perform()
      return
    }
    group.enter()
    start {
      self.perform()
      group.leave()
    }
  }

  private func perform() {
    guard let work = work.withLock({ $0.take() }) else {
      preconditionFailure("work is begun once")
    }
    let done: Result<Value, Failure>
    do throws(Failure) { done = .success(try work()) } catch { done = .failure(error) }
    outcome.withLock { $0 = done }
  }

  /// Waits for the end of the work.
  package func wait() { group?.wait() }

  /// Waits for the end of the work and returns its value, or throws what it threw; once.
  package func result() throws(Failure) -> Value {
    wait()
    guard let done = outcome.withLock({ $0.take() }) else {
      preconditionFailure("the work has no end, or its result was taken")
    }
    return try done.get()
  }
}
