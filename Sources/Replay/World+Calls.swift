import DirectoryModel
import SyncSemantics

/// How a call ended.
enum CallOutcome: Equatable {
  case answered
  /// Still refused with this status after the last retry.
  case gaveUp(status: Int)
}

/// An answer that sends a call away.
struct CallRefusal {
  let status: Int
  let retryAfter: RetryAfter?
  /// Whether the work of the call is done all the same.
  let arrives: Bool
}

extension World {
  /// Makes one call; the answer that sends it away, `nil` where none does.
  mutating func attemptCall() -> CallRefusal? {
    session.callCount += 1
    guard !faults.isEmpty else { return nil }
    var answer: CallRefusal?
    var left: [Fault] = []
    for fault in faults {
      guard case .throttled(let call, let status, let wait, let times, let arrives) = fault else {
        left.append(fault)
        continue
      }
      if call > 1 {
        left.append(
          .throttled(
            call: call - 1, status: status, retryAfter: wait, times: times, arrives: arrives))
        continue
      }
      if answer == nil {
        answer = CallRefusal(status: status, retryAfter: wait, arrives: arrives)
      }
      if times > 1 {
        left.append(
          .throttled(
            call: 1, status: status, retryAfter: wait, times: times - 1, arrives: arrives))
      }
    }
    faults = left
    return answer
  }

  /// Whether a side refuses to have an object written, and whether its whole batch with it.
  func refusal(of operation: Operation) -> (isRefused: Bool, takesBatchDown: Bool) {
    for case .refused(let side, let object, let takesBatchDown) in faults
    where object == (side == .tenant ? operation.tenantPrincipal : operation.localPrincipal) {
      return (true, takesBatchDown)
    }
    return (false, false)
  }

  /// Counts an operation down to the one before which the sync stops dead; says whether it does.
  mutating func crashesNow() -> Bool {
    for (index, fault) in faults.enumerated() {
      guard case .crash(let left) = fault else { continue }
      guard left > 0 else {
        faults.remove(at: index)
        return true
      }
      faults[index] = .crash(afterOperations: left - 1)
      return false
    }
    return false
  }
}

extension Engine {
  /// Makes a call; while the service is busy, waits as long as it says and calls again.
  ///
  /// Source: "Microsoft Graph throttling guidance", https://learn.microsoft.com/graph/throttling:
  /// wait the seconds of `Retry-After`; without it, back off exponentially, a day at most. The first
  /// call that arrives although its answer is lost does what `arrival` says.
  func call(
    _ what: @autoclosure () -> String, _ run: inout CurrentRun, _ world: inout World,
    _ timeline: inout Timeline,
    arrival: (inout CurrentRun, inout World, inout Timeline) -> Void = { _, _, _ in }
  ) -> CallOutcome {
    var (backOff, hasArrived) = (Int64(1), false)
    for attempt in 0...max(0, policy.writing.retries) {
      guard let refusal = world.attemptCall() else { return .answered }
      if refusal.arrives, !hasArrived {
        hasArrived = true
        arrival(&run, &world, &timeline)
      }
      guard attempt < policy.writing.retries else { return .gaveUp(status: refusal.status) }
      let wait = refusal.retryAfter?.wait(at: world.now) ?? backOff
      let reason =
        switch refusal.retryAfter {
        case nil: "backing off"
        case .seconds: "Retry-After"
        case .date(let date): "Retry-After: \(date.httpDate)"
        }
      backOff = min(backOff * 2, 86_400)
      timeline.append(
        TimelineEntry(
          time: world.now, kind: .retried, run: run.number, cause: run.entry,
          text: timeline.intern(
            "\(what()): \(refusal.status), again in \(Duration.text(wait)) (\(reason))")))
      world.now = world.now + wait
    }
    return .answered
  }
}
