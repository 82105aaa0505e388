import Dispatch
import Synchronization
import Testing

@testable import Threads

struct OwnThreadTests {
  @Test(arguments: [1, 2, 50], [true, false])
  func `all the work is done, on threads of its own`(_ count: Int, _ isPatient: Bool) {
    let sum = Mutex(0)
    let group = DispatchGroup()
    for number in 1...count {
      group.enter()
      OwnThread.run(isPatient: isPatient) {
        sum.withLock { $0 += number }
        group.leave()
      }
    }
    group.wait()
    #expect(sum.withLock { $0 } == count * (count + 1) / 2)
  }

  @Test func `whoever began the work goes on meanwhile`() {
    let (isBegun, isEnded) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    OwnThread.run(isPatient: true) {
      isBegun.wait()
      isEnded.signal()
    }
    // Were the work done at once, this line would never be reached.
    isBegun.signal()
    isEnded.wait()
  }

  @Test func `work that waits for other work holds nobody up`() {
    // Each waits for the one begun after it.
    let links = (0..<100).map { _ in DispatchSemaphore(value: 0) }
    for place in links.indices.dropLast() {
      OwnThread.run {
        links[place + 1].wait()
        links[place].signal()
      }
    }
    OwnThread.run { links[links.count - 1].signal() }
    #expect(links[0].wait(timeout: .now() + 60) == .success)
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
      OwnThread.run(isPatient: true) { withExtendedLifetime(held) {} }
    }
    #expect(isGone.wait(timeout: .now() + 60) == .success)
  }
}
