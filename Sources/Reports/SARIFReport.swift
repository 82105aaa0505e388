import Audit
import DirectoryModel
import JSONText

/// The findings for code-scanning tools.
///
/// Source: "Static Analysis Results Interchange Format (SARIF) Version 2.1.0",
/// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
struct SARIFReport: ReportWriter {
  private let report: Report
  private let places: SARIFPlace.Reader
  private var artifacts: SARIFArtifacts
  private let hasEntries: Bool
  private var json = JSONWriter(indent: 1)

  /// Where the standard's own schema lies.
  static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  init(_ report: Report) {
    self.report = report
    places = SARIFPlace.Reader(report.tenant.units + report.local.units)
    artifacts = SARIFArtifacts(report.tenant.sources + report.local.sources)
    hasEntries = (report.tenant.units + report.local.units).contains { !$0.entry.isEmpty }
  }

  /// Entries of archives are numbered as they are named.
  var isDivisible: Bool { !hasEntries }

  mutating func takeBytes() -> [UInt8] { json.takeBytes() }

  mutating func begin() {
    json.beginObject()
    json.member("$schema", Self.schema)
    json.member("version", "2.1.0")
    json.key("runs")
    json.beginArray()
    json.beginObject()
    writeTool()
    writeInvocation()
    json.key("results")
    json.beginArray()
  }

  mutating func add(_ record: FindingRecord) {
    json.beginObject()
    writeRule(record.rule, at: record.ruleIndex)
    text("message", record.text.message)
    writeLocations(record)
    writeFingerprint(record.fingerprint)
    if let state = record.baselineState { json.member("baselineState", state) }
    json.key("properties")
    json.beginObject()
    json.member("expected", record.text.expected)
    json.member("found", record.text.found)
    json.member("remediation", record.text.remediation)
    json.strings("explanation", record.text.explanation)
    json.endObject()
    json.endObject()
  }

  mutating func end(to sink: ([UInt8]) throws -> Void) rethrows {
    for gone in report.baseline?.gone(in: report.result) ?? [] { add(gone) }
    json.endArray()
    artifacts.write(to: &json)
    json.key("properties")
    json.beginObject()
    json.member("verdict", report.result.verdict.rawValue)
    json.endObject()
    json.endObject()
    json.endArray()
    json.endObject()
    json.lineFeed()
  }

  /// A finding of the baseline that is no more; its rule may be one that is no more either.
  private mutating func add(_ gone: Baseline.Entry) {
    json.beginObject()
    if let index = report.result.rules.firstIndex(where: { $0.id == gone.rule }) {
      writeRule(report.result.rules[index], at: index)
    } else {
      json.member("ruleId", gone.rule)
    }
    text("message", gone.message)
    writeFingerprint(gone.fingerprint)
    json.member("baselineState", "absent")
    json.endObject()
  }

  private mutating func writeRule(_ rule: Rule, at index: Int) {
    json.member("ruleId", rule.id)
    json.member("ruleIndex", index)
    json.member("level", rule.severity.rawValue)
  }

  private mutating func writeFingerprint(_ fingerprint: String) {
    json.key("partialFingerprints")
    json.beginObject()
    json.member("rollcall/v1", fingerprint)
    json.endObject()
  }
}

extension SARIFReport {
  private mutating func writeTool() {
    json.key("tool")
    json.beginObject()
    json.key("driver")
    json.beginObject()
    json.member("name", "rollcall")
    json.member("version", report.version)
    json.key("rules")
    json.beginArray()
    for rule in report.result.rules {
      json.beginObject()
      json.member("id", rule.id)
      text("shortDescription", rule.summary)
      text("fullDescription", rule.page)
      if let source = rule.sources.first { json.member("helpUri", source.address) }
      json.key("defaultConfiguration")
      json.beginObject()
      json.member("level", rule.severity.rawValue)
      json.endObject()
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.endObject()
  }

  /// How the audit was called, and what it could not assess.
  private mutating func writeInvocation() {
    json.key("invocations")
    json.beginArray()
    json.beginObject()
    json.strings("arguments", Array(report.command.dropFirst()))
    json.key("executionSuccessful")
    json.bool(true)
    json.key("toolExecutionNotifications")
    json.beginArray()
    for open in report.result.notAssessable {
      json.beginObject()
      json.member("level", "warning")
      text("message", "not assessable: \(open.reason)")
      json.key("properties")
      json.beginObject()
      json.strings("rules", open.rules)
      json.key("withheld")
      json.integer(open.count)
      json.endObject()
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.endArray()
  }

  /// One location for each piece of evidence that has a place.
  private mutating func writeLocations(_ record: FindingRecord) {
    json.key("locations")
    json.beginArray()
    for line in record.text.evidence where !line.place.isEmpty {
      let place = places.place(line.place)
      json.beginObject()
      json.key("physicalLocation")
      json.beginObject()
      writeArtifactLocation(place)
      writeRegion(place)
      json.endObject()
      if case .row(let row) = place.spot {
        json.key("logicalLocations")
        json.beginArray()
        json.beginObject()
        json.member("fullyQualifiedName", row)
        json.endObject()
        json.endArray()
      }
      text("message", "\(line.place): \(line.statement)")
      json.endObject()
    }
    json.endArray()
  }

  private mutating func writeArtifactLocation(_ place: SARIFPlace) {
    json.key("artifactLocation")
    json.beginObject()
    if let index = artifacts.index(of: place) {
      json.member("uri", artifacts.uri(index))
      json.member("index", index)
    } else {
      json.member("uri", SARIFPlace.uri(place.input))
    }
    json.endObject()
  }

  private mutating func writeRegion(_ place: SARIFPlace) {
    let (key, value): (String, UInt64)
    switch place.spot {
    case .byteOffset(let offset): (key, value) = ("byteOffset", offset)
    case .line(let line): (key, value) = ("startLine", line)
    case .row, nil: return
    }
    json.key("region")
    json.beginObject()
    json.key(key)
    json.integer(value)
    json.endObject()
  }

  /// A message; braces mark placeholders in messages, so that those meant literally are doubled
  /// (3.11.5).
  private mutating func text(_ key: String, _ text: String) {
    json.key(key)
    json.beginObject()
    json.key("text")
    if text.utf8.contains(where: Self.isBrace) {
      var doubled: [UInt8] = []
      for byte in text.utf8 {
        doubled.append(byte)
        if Self.isBrace(byte) { doubled.append(byte) }
      }
      json.string(doubled.span)
    } else {
      json.string(text)
    }
    json.endObject()
  }

  private static func isBrace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
  }
}
