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
  /// `sink` is called with pieces of about a mebibyte, in order for each format. It may throw, and
  /// the writing ends there. Takes time in proportion to the findings.
  package func write(
    _ formats: [ReportFormat], to sink: (ReportFormat, [UInt8]) throws -> Void
  ) throws {
    var writers = formats.map { $0.writer(self) }
    for index in writers.indices { writers[index].begin() }
    for index in result.findings.indices {
      let record = FindingRecord(self, index)
      for index in writers.indices {
        writers[index].add(record)
        if writers[index].byteCount > 1 << 20 {
          try sink(formats[index], writers[index].takeBytes())
        }
      }
    }
    for index in writers.indices {
      writers[index].end()
      try sink(formats[index], writers[index].takeBytes())
    }
  }

  /// The whole report in one format.
  package func text(_ format: ReportFormat) -> String {
    var writer = format.writer(self)
    writer.begin()
    for index in result.findings.indices { writer.add(FindingRecord(self, index)) }
    writer.end()
    return String(decoding: writer.takeBytes(), as: UTF8.self)
  }
}
