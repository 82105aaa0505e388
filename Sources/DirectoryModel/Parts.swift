import Dispatch
import Synchronization
import Threads

/// Makes the parts of something on two threads and hands them out one after another.
///
/// Whichever thread is free takes the next part, so that neither waits for the other as long as
/// there is work. `sink` is called in the order of the numbers, on the caller's thread; when it
/// throws, no further part is begun. At most `ahead` parts are made or under way beyond those that
/// were handed out. Where a second thread `isSmall` work's only cost, there is none.
package func makeParts<Part: Sendable>(
  _ count: Int, ahead: Int = .max, isSmall: Bool = false,
  _ make: @escaping @Sendable (Int) -> Part, to sink: (Part) throws -> Void
) rethrows {
  precondition(ahead > 0, "one part at least is made at a time")
  guard count > 1, !isSmall else {
    for number in 0..<count { try sink(make(number)) }
    return
  }
  let line = PartLine<Part>(count, ahead: ahead)
  let helper = Meanwhile { line.help(make) }
  defer {
    line.stop()
    helper.result()
  }
  for number in 0..<count { try sink(line.part(number, make)) }
}

/// Makes the parts of something on two threads; they come back in their order.
///
/// The same whichever thread made a part, like `Meanwhile`.
package func parts<Part: Sendable>(
  _ count: Int, isSmall: Bool = false, _ make: @escaping @Sendable (Int) -> Part
) -> [Part] {
  var parts: [Part] = []
  parts.reserveCapacity(count)
  makeParts(count, isSmall: isSmall, make) { parts.append($0) }
  return parts
}

/// The parts that are under way between two threads.
private final class PartLine<Part: Sendable>: Sendable {
  private struct State: Sendable {
    /// The first part that nobody has begun.
    var next = 0
    /// Parts that were handed out.
    var handedOut = 0
    /// Parts that wait for their turn, by number.
    var waiting: [Int: Part] = [:]
  }

  /// What a thread may do next.
  private enum Step {
    case make(Int)
    /// So many parts are ahead that one has to be handed out first.
    case wait
    /// Every part was begun.
    case nothing
  }

  private let state = Mutex(State())
  private let count: Int
  private let ahead: Int
  /// Signalled when a part was handed out, and when the caller gives up.
  private let room = DispatchSemaphore(value: 0)
  /// Signalled when the helper has put a part down.
  private let arrival = DispatchSemaphore(value: 0)

  init(_ count: Int, ahead: Int) { (self.count, self.ahead) = (count, ahead) }

  private func step() -> Step {
    state.withLock { state in
      guard state.next < count else { return .nothing }
      guard state.next - state.handedOut < ahead else { return .wait }
      state.next += 1
      return .make(state.next - 1)
    }
  }

  private func put(_ part: Part, _ number: Int) {
    state.withLock { $0.waiting[number] = part }
  }

  /// Makes parts until there is nothing left to begin.
  func help(_ make: (Int) -> Part) {
    while true {
      switch step() {
      case .make(let number):
        put(make(number), number)
        arrival.signal()
      case .wait: room.wait()
      case .nothing: return
      }
    }
  }

  /// The part whose turn it is; makes others while the helper is at it.
  func part(_ number: Int, _ make: (Int) -> Part) -> Part {
    while true {
      if let part = state.withLock({ $0.waiting.removeValue(forKey: number) }) {
        return handOut(part)
      }
      switch step() {
      case .make(number): return handOut(make(number))
      case .make(let other): put(make(other), other)
      case .wait, .nothing: arrival.wait()
      }
    }
  }

  private func handOut(_ part: Part) -> Part {
    state.withLock { $0.handedOut += 1 }
    room.signal()
    return part
  }

  /// Lets nobody begin another part.
  func stop() {
    state.withLock { $0.next = count }
    room.signal()
  }
}
