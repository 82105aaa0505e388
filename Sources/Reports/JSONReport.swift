import Audit
import DirectoryModel
import JSONText
import SyncSemantics

/// The report for machines; its schema is `audit.schema.json`.
struct JSONReport: ReportWriter {
  let report: Report
  var json = JSONWriter(indent: 1)
  let rows: GroupRows
  /// What is the same in every row but the first.
  var frame: JSONFrame?

  init(_ report: Report) {
    self.report = report
    rows = GroupRows(report.result)
  }

  var isDivisible: Bool { true }

  mutating func takeBytes() -> [UInt8] { json.takeBytes() }

  mutating func begin() {
    let result = report.result
    json.beginObject()
    json.member("rollcall", report.version)
    json.strings("command", report.command)
    json.member("verdict", result.verdict.rawValue)
    json.key("totals")
    json.beginObject()
    for row in Totals(result).rows { json.member(row.key, row.value) }
    json.endObject()
    writeInputs()
    json.key("policy")
    json.beginObject()
    json.member("name", result.input.policy.name)
    json.member("digest", result.input.policy.digest)
    json.endObject()
    json.key("findings")
    json.beginArray()
  }

  mutating func add(_ record: FindingRecord) {
    json.beginObject()
    json.member("rule", record.rule.id)
    json.member("severity", record.rule.severity.rawValue)
    json.member("message", record.text.message)
    member("group", record.group)
    member("principal", record.principal)
    json.member("expected", record.text.expected)
    json.member("found", record.text.found)
    json.key("evidence")
    json.beginArray()
    for line in record.text.evidence {
      json.beginObject()
      json.member("side", line.side.rawValue)
      json.member("place", line.place)
      json.member("statement", line.statement)
      json.endObject()
    }
    json.endArray()
    json.strings("explanation", record.text.explanation)
    json.member("remediation", record.text.remediation)
    json.member("fingerprint", record.fingerprint)
    if let state = record.baselineState { json.member("baseline", state) }
    json.endObject()
  }

  mutating func endFindings() {
    json.endArray()
    writeGone()
    json.key("groups")
    json.beginArray()
    // The first row stands alone: copies of the writer then know that there was one.
    if rows.count > 0 { write(rows[0]) }
    frame = Self.rowFrame(after: json)
  }

  mutating func end(to sink: ([UInt8]) throws -> Void) rethrows {
    json.endArray()
    if report.listsMembers { try writeMembers(to: sink) }
    writeDocumentation()
    writeNotAssessable()
    json.endObject()
    json.lineFeed()
  }

  private mutating func writeInputs() {
    json.key("inputs")
    json.beginArray()
    for directory in [report.tenant, report.local] {
      for source in directory.sources { write(source, directory.side) }
    }
    json.endArray()
  }

  private mutating func write(_ source: Source, _ side: Side) {
    json.beginObject()
    json.member("side", side.rawValue)
    json.member("name", source.input)
    json.member("sha256", source.sha256)
    json.member("bytes", Int(source.byteCount))
    json.member("format", source.format)
    json.member("completeness", source.completeness.label)
    json.strings("capabilities", source.capabilities.words)
    json.strings("notes", source.notes)
    json.endObject()
  }

  /// Findings of the baseline that are no more.
  private mutating func writeGone() {
    guard let baseline = report.baseline else { return }
    json.key("gone")
    json.beginArray()
    for gone in baseline.gone(in: report.result) {
      json.beginObject()
      json.member("rule", gone.rule)
      json.member("message", gone.message)
      json.member("fingerprint", gone.fingerprint)
      json.endObject()
    }
    json.endArray()
  }

  private mutating func writeMembers(to sink: ([UInt8]) throws -> Void) rethrows {
    json.key("members")
    json.beginArray()
    let input = report.result.input
    for operation in input.plan.operations
    where operation.kind == .addMember || operation.kind == .removeMember {
      json.beginObject()
      json.member("state", operation.kind == .addMember ? "missing" : "extra")
      member("group", Naming(input, tenant: operation.tenantGroup, local: operation.localGroup))
      member(
        "principal",
        Naming(input, tenant: operation.tenantPrincipal, local: operation.localPrincipal))
      json.member("cause", "\(operation.cause)")
      json.member("decision", "\(operation.decision)")
      json.endObject()
      if json.bytes.count > 1 << 20 { try sink(takeBytes()) }
    }
    json.endArray()
  }

  private mutating func writeNotAssessable() {
    json.key("notAssessable")
    json.beginArray()
    for open in report.result.notAssessable {
      json.beginObject()
      json.strings("rules", open.rules)
      member(
        "group",
        Naming(report.result.input, tenant: open.tenantGroup, local: open.localGroup))
      json.member("reason", open.reason)
      json.member("count", open.count)
      json.endObject()
    }
    json.endArray()
  }
}
