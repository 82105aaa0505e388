package import Audit
import DirectoryModel

/// An audit and what is needed to name it: everything that a report shows.
package struct Report: Sendable {
  package let result: AuditResult
  /// The version of rollcall.
  package let version: String
  /// The words that perform the audit again.
  package let command: [String]
  /// The words that explain a finding of the audit, up to its fingerprint; empty if nobody asks.
  package let explanation: [String]
  /// An earlier report to hold this one against.
  package let baseline: Baseline?
  /// Whether every difference of members is listed, not only counted.
  package let listsMembers: Bool

  package init(
    _ result: AuditResult, version: String, command: [String], explanation: [String] = [],
    baseline: Baseline? = nil, listsMembers: Bool = false
  ) {
    (self.result, self.version, self.command) = (result, version, command)
    self.explanation = explanation
    (self.baseline, self.listsMembers) = (baseline, listsMembers)
  }

  var tenant: Directory { result.input.tenant }
  var local: Directory { result.input.local }

  /// Writes the report in several formats at once; the texts of a finding are made only once.
  ///
  /// `sink` is called with pieces of at most some mebibytes, in order for each format, on the
  /// caller's thread. It may throw, and the writing ends there. Takes time in proportion to the
  /// findings, which two threads share; the bytes do not depend on that.
  package func write(
    _ formats: [ReportFormat], to sink: (ReportFormat, [UInt8]) throws -> Void
  ) rethrows {
    try write(formats, pieceSize: 256, to: sink)
  }

  /// The whole report in one format.
  package func text(_ format: ReportFormat) -> String {
    var text: [UInt8] = []
    write([format]) { _, bytes in text += bytes }
    return String(decoding: text, as: UTF8.self)
  }
}
