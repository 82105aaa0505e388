/// Everything that can show an audit; a new case does not compile until it has a writer.
@usableFromInline package enum ReportFormat: String, CaseIterable, Sendable {
  /// For people: the verdict, the totals and the worst findings.
  case text
  case json
  case csv
  /// For code-scanning tools.
  case sarif

  /// The file that `--out` writes.
  package var fileName: String { self == .text ? "audit.txt" : "audit.\(rawValue)" }

  func writer(_ report: Report) -> any ReportWriter {
    switch self {
    case .text: TextReport(report)
    case .json: JSONReport(report)
    case .csv: CSVReport(report)
    case .sarif: SARIFReport(report)
    }
  }
}

/// A format at work: told of the findings one by one, emptied now and then.
protocol ReportWriter: Sendable {
  /// Whether a copy that knows of one finding can write any further one, so that several threads
  /// may write and their bytes stand one after another.
  var isDivisible: Bool { get }
  /// Writes what stands before the findings.
  mutating func begin()
  mutating func add(_ record: FindingRecord)
  /// Ends the findings and begins what `further` goes on with; not for formats that are indivisible.
  mutating func endFindings()
  /// How many parts follow the findings that any copy can write, once the findings were ended.
  var furtherCount: Int { get }
  /// One of these parts.
  func further(_ part: Int) -> [UInt8]
  /// Writes what stands after that; hands out in pieces what is long.
  mutating func end(to sink: ([UInt8]) throws -> Void) rethrows
  /// Hands out what was written since the last time.
  mutating func takeBytes() -> [UInt8]
}

extension ReportWriter {
  mutating func endFindings() {}

  var furtherCount: Int { 0 }

  func further(_ part: Int) -> [UInt8] { [] }
}
