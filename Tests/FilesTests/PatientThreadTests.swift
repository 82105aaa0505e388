import Dispatch
import Synchronization
import Testing

@testable import Files

struct PatientThreadTests {
  @Test(arguments: [1, 2, 50])
  func `all the work is done, on threads of its own`(_ count: Int) {
    let sum = Mutex(0)
    let group = DispatchGroup()
    for number in 1...count {
      group.enter()
      PatientThread.run {
        sum.withLock { $0 += number }
        group.leave()
      }
    }
    group.wait()
    #expect(sum.withLock { $0 } == count * (count + 1) / 2)
  }

  @Test func `whoever began the work goes on meanwhile`() {
    let (isBegun, isEnded) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    PatientThread.run {
      isBegun.wait()
      isEnded.signal()
    }
    // Were the work done at once, this line would never be reached.
    isBegun.signal()
    isEnded.wait()
  }

  @Test func `what the work holds is let go when it is done`() {
    final class Held: Sendable {
      let isGone: DispatchSemaphore
      init(_ isGone: DispatchSemaphore) { self.isGone = isGone }
      deinit { isGone.signal() }
    }
    let isGone = DispatchSemaphore(value: 0)
    do {
      let held = Held(isGone)
      PatientThread.run { withExtendedLifetime(held) {} }
    }
    #expect(isGone.wait(timeout: .now() + 60) == .success)
  }
}
