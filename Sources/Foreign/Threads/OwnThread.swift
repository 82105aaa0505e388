private import CThreads
import Dispatch

/// A thread that does one piece of work and ends.
///
/// Dispatch lends as many threads as there are processors, and takes one that waits for busy until a
/// second has passed: work that waits for other work holds up everything behind it.
/// Source: "libdispatch", https://github.com/swiftlang/swift-corelibs-libdispatch,
/// `_dispatch_workq_monitor_pools`.
package enum OwnThread {
  private final class Work: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Begins work.
  ///
  /// Where no thread can be had, the work is done when Dispatch has one.
  ///
  /// - Parameters:
  ///   - isPatient: Somebody will wait for the work only after longer work of theirs. Its thread is a
  ///     nicer one (https://man7.org/linux/man-pages/man7/sched.7.html): where there are more threads
  ///     than processors, the longest work is not held up.
  ///   - body: The work.
  package static func run(isPatient: Bool = false, _ body: @escaping @Sendable () -> Void) {
    let work = unsafe Unmanaged.passRetained(Work(body))
    let code = unsafe cthreads_run(
      { context in
        guard let context = unsafe context else { return }
        unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
      },
      work.toOpaque(), isPatient ? niceness : 0)
    if code == 0 { return }
    let rest = unsafe work.takeRetainedValue()
    DispatchQueue.global(qos: .userInitiated).async { rest.body() }
  }

  /// The same, for work that others are not to be held up by.
  package static func runPatiently(_ body: @escaping @Sendable () -> Void) {
    run(isPatient: true, body)
  }

  private static let niceness: Int32 = 12
}
