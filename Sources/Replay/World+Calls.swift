import DirectoryModel
import SyncSemantics

/// How a call ended.
enum CallOutcome: Equatable {
  case answered
  /// Still refused with this status after the last retry.
  case gaveUp(status: Int)
}

extension World {
  /// Makes one call; the status and the `Retry-After` of an answer that sends it away.
  mutating func attemptCall() -> (status: Int, retryAfterSeconds: Int64?)? {
    session.callCount += 1
    guard !faults.isEmpty else { return nil }
    var answer: (status: Int, retryAfterSeconds: Int64?)?
    var left: [Fault] = []
    for fault in faults {
      guard case .throttled(let call, let status, let wait, let times) = fault else {
        left.append(fault)
        continue
      }
      if call > 1 {
        left.append(
          .throttled(call: call - 1, status: status, retryAfterSeconds: wait, times: times))
        continue
      }
      if answer == nil { answer = (status, wait) }
      if times > 1 {
        left.append(
          .throttled(call: 1, status: status, retryAfterSeconds: wait, times: times - 1))
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
  /// wait the seconds of `Retry-After`; without it, back off exponentially.
  func call(
    _ what: @autoclosure () -> String, _ run: inout CurrentRun, _ world: inout World,
    _ timeline: inout Timeline
  ) -> CallOutcome {
    var backOff: Int64 = 1
    for attempt in 0...max(0, policy.writing.retries) {
      guard let refusal = world.attemptCall() else { return .answered }
      guard attempt < policy.writing.retries else { return .gaveUp(status: refusal.status) }
      let wait = refusal.retryAfterSeconds ?? backOff
      let reason = refusal.retryAfterSeconds == nil ? "backing off" : "Retry-After"
      backOff *= 2
      timeline.append(
        TimelineEntry(
          time: world.now, kind: .retried, run: run.number, cause: run.entry,
          text: timeline.intern(
            "\(what()): \(refusal.status), again in \(Duration.text(wait)) (\(reason))")))
      world.now = world.now + max(0, wait)
    }
    return .answered
  }
}
