import Audit
import DirectoryModel
import Memory

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
    let (rule, text) = (record.rule, record.text)
    Self.append(rule.id, to: &bytes)
    cell(rule.severity.rawValue)
    cell(text.message)
    cells(record.group)
    cells(record.principal)
    cell(text.expected)
    cell(text.found)
    evidence(text.evidence)
    let chain = text.explanation
    cell(chain.count == 1 ? chain[0] : chain.joined(separator: "\n"))
    cell(text.remediation)
    cell(record.fingerprint)
    cell(record.baselineState ?? "")
    bytes += [0x0D, 0x0A]
  }

  /// Writes a cell that follows another.
  private mutating func cell(_ text: String) {
    bytes.append(UInt8(ascii: ","))
    Self.append(text, to: &bytes)
  }

  /// Writes the cells that name an object: its identifier, its key and its name.
  private mutating func cells(_ naming: Naming) {
    let input = report.result.input
    bytes.append(UInt8(ascii: ","))
    if naming.identifier != .none { naming.identifier.appendText(to: &bytes) }
    cell(naming.local == noObject ? "" : input.local.keyText(naming.local))
    bytes.append(UInt8(ascii: ","))
    guard naming.hasName else { return }
    let (names, range) = (naming.names(input), naming.range(input))
    if names.bytes[range].allSatisfy({ $0 < 0x80 }) {
      Self.append(names.bytes.span.extracting(range), to: &bytes)
    } else {
      // What is no UTF-8 becomes U+FFFD.
      Self.append(String(decoding: names.bytes[range], as: UTF8.self), to: &bytes)
    }
  }

  /// Writes one line for each piece of evidence into a cell.
  private mutating func evidence(_ lines: [EvidenceLine]) {
    var text: [UInt8] = []
    for line in lines {
      if !text.isEmpty { text.append(0x0A) }
      text.append(contentsOf: line.side.rawValue.utf8)
      if !line.place.isEmpty {
        text.append(UInt8(ascii: " "))
        text.append(contentsOf: line.place.utf8)
      }
      text.append(contentsOf: ": ".utf8)
      text.append(contentsOf: line.statement.utf8)
    }
    bytes.append(UInt8(ascii: ","))
    Self.append(text.span, to: &bytes)
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
    append(cell.utf8Span.span, to: &bytes)
  }

  private static func append(_ text: Span<UInt8>, to bytes: inout [UInt8]) {
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
      appendBytes(text, to: &bytes)
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
