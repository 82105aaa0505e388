import Audit
import DirectoryModel

/// The findings as a table: RFC 4180, one row a finding, safe to open in a spreadsheet.
///
/// Source: "Common Format and MIME Type for CSV Files", https://www.rfc-editor.org/rfc/rfc4180.
struct CSVReport: ReportWriter {
  private let report: Report
  private var bytes: [UInt8] = []

  /// The columns, in order.
  static let columns = [
    "rule", "severity", "message", "groupTenantId", "groupLocalId", "groupName",
    "principalTenantId", "principalLocalId", "principalName", "expected", "found", "evidence",
    "explanation", "remediation", "fingerprint", "baseline",
  ]

  init(_ report: Report) { self.report = report }

  var isDivisible: Bool { true }

  mutating func takeBytes() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  mutating func begin() { row(Self.columns) }

  mutating func add(_ record: FindingRecord) {
    let evidence = record.text.evidence.map { line in
      line.place.isEmpty
        ? "\(line.side.rawValue): \(line.statement)"
        : "\(line.side.rawValue) \(line.place): \(line.statement)"
    }
    row([
      record.rule.id, record.rule.severity.rawValue, record.text.message,
      record.group.tenantID ?? "", record.group.localID ?? "", record.group.name ?? "",
      record.principal.tenantID ?? "", record.principal.localID ?? "",
      record.principal.name ?? "", record.text.expected, record.text.found,
      evidence.joined(separator: "\n"), record.text.explanation.joined(separator: "\n"),
      record.text.remediation, record.fingerprint, record.baselineState ?? "",
    ])
  }

  mutating func end(to sink: ([UInt8]) throws -> Void) rethrows {}

  private mutating func row(_ cells: [String]) { Self.append(row: cells, to: &bytes) }

  /// Appends one line of cells.
  static func append(row cells: [String], to bytes: inout [UInt8]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(cell, to: &bytes)
    }
    bytes += [0x0D, 0x0A]
  }

  /// Appends one cell: quoted where RFC 4180 demands it, harmless in a spreadsheet.
  ///
  /// An apostrophe stands before what a spreadsheet would run. A NUL, at which many programs end a
  /// text, becomes its visible sign U+2400.
  ///
  /// Source: "CSV Injection", https://owasp.org/www-community/attacks/CSV_Injection.
  static func append(_ cell: String, to bytes: inout [UInt8]) {
    let text = cell.utf8Span.span
    if text.isEmpty { return }
    var (hasQuote, hasNUL, hasBreak) = (false, false, false)
    for index in text.indices {
      switch text[index] {
      case 0x22: hasQuote = true
      case 0x2C, 0x0A, 0x0D: hasBreak = true
      case 0: hasNUL = true
      default: continue
      }
    }
    let needsQuotes = hasQuote || hasBreak
    if needsQuotes { bytes.append(0x22) }
    if isFormula(text[0]) { bytes.append(0x27) }
    if hasQuote || hasNUL {
      for index in text.indices {
        let byte = text[index]
        if byte == 0x22 { bytes.append(0x22) }
        if byte == 0 { bytes += [0xE2, 0x90, 0x80] } else { bytes.append(byte) }
      }
    } else {
      bytes.append(contentsOf: cell.utf8)
    }
    if needsQuotes { bytes.append(0x22) }
  }

  /// Whether a spreadsheet may take a cell with this first byte for a formula.
  private static func isFormula(_ first: UInt8) -> Bool {
    switch first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0A,
      0x0D:
      true
    default: false
    }
  }
}
