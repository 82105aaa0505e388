private import CSystem

/// A thread that gives way to others.
package enum PatientThread {
  private final class Work: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Begins work that somebody will wait for only after longer work of theirs.
  ///
  /// The thread is a nicer one (https://man7.org/linux/man-pages/man7/sched.7.html): where there
  /// are more threads than processors, the longest work is not held up. Does the work at once if no
  /// thread can be had.
  package static func run(_ body: @escaping @Sendable () -> Void) {
    let work = unsafe Unmanaged.passRetained(Work(body))
    let code = unsafe csystem_run_patiently(
      { context in
        guard let context = unsafe context else { return }
        unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
      }, work.toOpaque())
    if code != 0 { unsafe work.takeRetainedValue().body() }
  }
}
