import Audit
import DirectoryModel
import JSONText
import SyncSemantics

/// The report for machines; its schema is `audit.schema.json`.
struct JSONReport: ReportWriter {
  let report: Report
  var json = JSONWriter(indent: 1)

  init(_ report: Report) { self.report = report }

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
    reference("group", record.group)
    reference("principal", record.principal)
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

  mutating func end(to sink: ([UInt8]) throws -> Void) rethrows {
    json.endArray()
    writeGone()
    try writeGroups(to: sink)
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

  private mutating func reference(_ key: String, _ reference: FindingRecord.Reference) {
    json.key(key)
    guard !reference.isEmpty else { return json.null() }
    json.beginObject()
    json.optional("tenantId", reference.tenantID)
    json.optional("localId", reference.localID)
    json.optional("name", reference.name)
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

  private mutating func writeGroups(to sink: ([UInt8]) throws -> Void) rethrows {
    json.key("groups")
    json.beginArray()
    let rows = GroupRows(report.result)
    if rows.count > 0 {
      write(rows[0])
      try sink(takeBytes())
      try writeFurther(rows, piece: 2_048, to: sink)
    }
    json.endArray()
  }

  /// Writes all rows but the first on two threads, by copies that know that there was one.
  private func writeFurther(
    _ rows: GroupRows, piece: Int, to sink: ([UInt8]) throws -> Void
  ) rethrows {
    for start in stride(from: 1, to: rows.count, by: 2 * piece) {
      let (middle, end) = (min(start + piece, rows.count), min(start + 2 * piece, rows.count))
      let second = Meanwhile(isSmall: middle == end) { self.bytes(of: rows, middle..<end) }
      try sink(bytes(of: rows, start..<middle))
      try sink(second.result())
    }
  }

  private func bytes(of rows: GroupRows, _ range: Range<Int>) -> [UInt8] {
    var copy = self
    for index in range { copy.write(rows[index]) }
    return copy.takeBytes()
  }

  private mutating func write(_ row: GroupRow) {
    json.beginObject()
    json.key("group")
    write(Naming(report.result.input, tenant: row.tenant, local: row.local))
    json.optional("link", row.link)
    json.member("matched", Int(row.count.matched))
    json.member("missing", Int(row.count.missing))
    json.member("extra", Int(row.count.extra))
    json.member("unknown", Int(row.count.unknown))
    json.member("status", row.status)
    json.endObject()
  }

  /// Writes what `reference` writes, without texts of its own: every group has a row.
  private mutating func write(_ naming: Naming) {
    guard !naming.isEmpty else { return json.null() }
    let input = report.result.input
    json.beginObject()
    json.key("tenantId")
    if naming.identifier != .none {
      var identifier: [UInt8] = []
      naming.identifier.appendText(to: &identifier)
      json.string(identifier.span)
    } else {
      json.null()
    }
    json.key("localId")
    if naming.local == noObject {
      json.null()
    } else if case .integer(let key)? = input.local.key(of: naming.local) {
      json.string(key)
    } else {
      json.string(input.local.keyText(naming.local))
    }
    json.key("name")
    if naming.hasName {
      let names = naming.names(input)
      json.string(names.bytes.span.extracting(naming.range(input)))
    } else {
      json.null()
    }
    json.endObject()
  }

  private mutating func writeMembers(to sink: ([UInt8]) throws -> Void) rethrows {
    json.key("members")
    json.beginArray()
    for operation in report.result.input.plan.operations
    where operation.kind == .addMember || operation.kind == .removeMember {
      json.beginObject()
      json.member("state", operation.kind == .addMember ? "missing" : "extra")
      reference(
        "group", .init(report, tenant: operation.tenantGroup, local: operation.localGroup))
      reference(
        "principal",
        .init(report, tenant: operation.tenantPrincipal, local: operation.localPrincipal))
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
      reference("group", .init(report, tenant: open.tenantGroup, local: open.localGroup))
      json.member("reason", open.reason)
      json.member("count", open.count)
      json.endObject()
    }
    json.endArray()
  }
}
