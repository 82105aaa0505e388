import Audit
import DirectoryModel
import SyncSemantics

/// The report for people: what was concluded, from what, the worst findings, and what stays open.
struct TextReport: ReportWriter {
  private let report: Report
  private var text = ""
  private var shown = 0
  private var hidden = 0
  /// The fingerprint of the first finding that is told.
  private var first: String?
  private var counts: [Int]

  /// Findings that are told one by one; the others are counted by rule.
  static let mostShown = 20

  init(_ report: Report) {
    self.report = report
    counts = Array(repeating: 0, count: report.result.rules.count)
  }

  /// The few findings that are told are looked up at the end.
  var isDivisible: Bool { true }

  mutating func takeBytes() -> [UInt8] {
    defer { text = "" }
    return Array(text.utf8)
  }

  mutating func begin() {
    let totals = Totals(report.result)
    let verdict =
      switch report.result.verdict {
      case .aligned: "ALIGNED: the groups of the application agree with the tenant"
      case .differs:
        "DIFFERS: \(Self.count(totals.errors, "error")), "
          + "\(Self.count(totals.warnings, "warning")), \(Self.count(totals.notes, "note"))"
      case .undetermined: "UNDETERMINED: nothing differs as far as the evidence goes"
      }
    text += "\(verdict)\n\n"
    for directory in [report.tenant, report.local] { tellSources(of: directory) }
    let policy = report.result.input.policy
    text += line("policy", "\(policy.name)  \(policy.summary)") + "\n"
    tell(totals)
  }

  private mutating func tellSources(of directory: Directory) {
    for source in directory.sources {
      text += line(
        directory.side.rawValue, "\(source.input)  \(source.format), \(source.completeness.label)")
      for note in source.notes { text += line("", "note: \(note)") }
    }
  }

  private func line(_ label: String, _ words: String) -> String {
    TextLines.labelled(label, words, indent: 0, gap: 8)
  }

  private mutating func tell(_ totals: Totals) {
    text += "             tenant      local\n"
    for (label, tenant, local) in [
      ("users", totals.tenantUsers, totals.localUsers),
      ("groups", totals.tenantGroups, totals.localGroups),
      ("memberships", totals.tenantMemberships, totals.localMemberships),
    ] {
      text += Self.left(label, 11) + Self.right(tenant, 8) + Self.right(local, 11) + "\n"
    }
    text += "\n\(Self.count(totals.pairedGroups, "group")) compared: "
    text += "\(totals.matched) memberships agree, \(totals.missing) missing, "
    text += "\(totals.extra) extra, \(totals.unknown) undetermined\n"
    if totals.tenantGroupsWithoutCounterpart > 0 {
      let count = Self.count(totals.tenantGroupsWithoutCounterpart, "tenant group")
      text += "\(count) without a local counterpart\n"
    }
    if totals.unlisted > 0 {
      text += "\(totals.unlisted) more differences are counted and not listed\n"
    }
  }

  mutating func add(_ record: FindingRecord) {}

  /// Tells the worst findings one by one and counts all by rule.
  private mutating func tellFindings() {
    let severities = report.result.rules.map(\.severity)
    for (index, finding) in report.result.findings.enumerated() {
      let rule = Int(finding.rule)
      counts[rule] += 1
      if severities[rule] == .note || shown == Self.mostShown {
        hidden += 1
      } else {
        tell(FindingRecord(report, index))
      }
    }
  }

  private mutating func tell(_ record: FindingRecord) {
    if shown == 0 {
      text += "\nThe worst findings\n"
      first = record.fingerprint
    }
    shown += 1
    text += "\n"
    text += TextLines.wrapped(
      "\(record.rule.severity.rawValue): ", "\(record.text.message)  [\(record.rule.id)]", indent: 2
    )
    text += TextLines.labelled("expected", record.text.expected)
    text += TextLines.labelled("found", record.text.found)
    for line in record.text.evidence { tell(line) }
    if let last = record.text.explanation.last { text += TextLines.labelled("because", last) }
    text += TextLines.labelled("to do", record.text.remediation)
    text += TextLines.labelled("fingerprint", String(record.fingerprint.prefix(12)))
  }

  /// A statement and its place, on one line if there is room.
  private mutating func tell(_ line: EvidenceLine) {
    let side = line.side.rawValue
    let both = "\(line.statement)  (\(line.place))"
    if !line.place.isEmpty, both.unicodeScalars.count <= TextLines.width - 14 {
      text += TextLines.labelled(side, both)
      return
    }
    text += TextLines.labelled(side, line.statement)
    if !line.place.isEmpty { text += TextLines.labelled("", "(\(line.place))") }
  }

  mutating func end(to sink: ([UInt8]) throws -> Void) rethrows {
    tellFindings()
    tellRest()
    let listed = counts.indices.filter { counts[$0] > 0 }
    if !listed.isEmpty { text += "\nFindings by rule\n" }
    for index in listed.sorted(by: precedes) {
      let rule = report.result.rules[index]
      let head = Self.right(counts[index], 7) + "  \(Self.left(rule.severity.rawValue, 7))  "
      text += TextLines.wrapped(head + Self.left(rule.id, 28) + "  ", rule.summary, indent: 48)
    }
    if let baseline = report.baseline {
      let gone = baseline.gone(in: report.result).count
      let known = report.result.fingerprints.count(where: baseline.fingerprints.contains)
      let new = report.result.findings.count - known
      text += "\nAgainst the baseline: \(new) new, \(known) unchanged, \(gone) gone\n"
    }
    tellOpen()
    guard let first, !report.explanation.isEmpty else { return }
    text += "\nThe first finding explained; any other by its own fingerprint\n"
    text += TextLines.command(report.explanation + ["--finding", String(first.prefix(12))])
  }

  /// What was not told one by one.
  private mutating func tellRest() {
    guard hidden > 0 else { return }
    let more = shown > 0 ? "more " : ""
    text += "\n\(hidden) \(more)\(hidden == 1 ? "finding is" : "findings are") not told here; "
    text += "'--out FOLDER' writes all of them as JSON, CSV and SARIF\n"
  }

  private func precedes(_ one: Int, _ other: Int) -> Bool {
    let (a, b) = (report.result.rules[one], report.result.rules[other])
    if a.severity != b.severity { return a.severity > b.severity }
    return a.id.utf8.lexicographicallyPrecedes(b.id.utf8)
  }

  private mutating func tellOpen() {
    guard !report.result.notAssessable.isEmpty else { return }
    text += "\nCould not be assessed\n"
    for open in report.result.notAssessable {
      let count = open.count > 0 ? " (\(Self.count(open.count, "possible finding")))" : ""
      text += TextLines.wrapped("  ", "\(open.reason)\(count)", indent: 4)
      text += TextLines.wrapped("    affects ", open.rules.joined(separator: ", "), indent: 6)
    }
  }

  static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  private static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func right(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
