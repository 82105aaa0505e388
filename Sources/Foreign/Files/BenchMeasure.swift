private import CSystem

/// Time and memory for benchmarks; nothing here may reach a report.
package enum BenchMeasure {
  /// Nanoseconds of a clock that never runs backwards; only differences mean anything.
  package static var monotonicNanoseconds: UInt64 { csystem_monotonic_nanoseconds() }

  /// The most memory the process has held so far, in bytes (`ru_maxrss`).
  package static var peakResidentBytes: Int64 { csystem_peak_resident_bytes() }
}
