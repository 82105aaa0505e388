extension Scenario {
  /// Whether something is said of how long anybody had access or waited for it.
  var boundsExposure: Bool {
    steps.contains { step in
      guard case .expect(let clauses) = step.action else { return false }
      return clauses.contains { clause in
        if case .exposure = clause.what { true } else { false }
      }
    }
  }
}

extension ScenarioRun {
  /// Compares the longest time that somebody had access, or waited for it, with a bound.
  mutating func compareExposure(_ clause: Clause, _ bound: ExposureBound, _ seconds: Int64) {
    let kind = bound == .joiner ? ExposureRecord.Kind.joiner : .departed
    var longest: Int64 = 0
    for record in exposures?.records(world) ?? [] where record.kind == kind {
      // What a run has done may show only later.
      longest = max(longest, min(record.until ?? world.now, world.now) - record.since)
    }
    guard longest > seconds else { return }
    fail(
      clause, bound.rawValue, ["at most \(Duration.text(seconds))"],
      .text("at most \(Duration.text(longest))"))
  }
}
