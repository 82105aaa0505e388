import Audit
import DirectoryModel
import JSONText

/// The findings for code-scanning tools.
///
/// Source: "Static Analysis Results Interchange Format (SARIF) Version 2.1.0",
/// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
struct SARIFReport: ReportWriter {
  private let report: Report
  private var json = JSONWriter(indent: 1)
  private let artifacts: [String: Int]

  init(_ report: Report) {
    self.report = report
    let inputs = (report.tenant.sources + report.local.sources).map(\.input)
    artifacts = Dictionary(
      inputs.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  var byteCount: Int { json.bytes.count }

  mutating func takeBytes() -> [UInt8] { json.takeBytes() }

  mutating func begin() {
    json.beginObject()
    member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
    member("version", "2.1.0")
    json.key("runs")
    json.beginArray()
    json.beginObject()
    writeTool()
    writeArtifacts()
    member("columnKind", "utf16CodeUnits")
    json.key("results")
    json.beginArray()
  }

  mutating func add(_ record: FindingRecord) {
    json.beginObject()
    member("ruleId", record.rule.id)
    json.key("ruleIndex")
    json.integer(record.ruleIndex)
    member("level", record.rule.severity.rawValue)
    message(record.text.message)
    writeLocations(record)
    json.key("partialFingerprints")
    json.beginObject()
    member("rollcall/v1", record.fingerprint)
    json.endObject()
    if let state = record.baselineState { member("baselineState", state) }
    json.key("properties")
    json.beginObject()
    member("expected", record.text.expected)
    member("found", record.text.found)
    member("remediation", record.text.remediation)
    json.key("explanation")
    json.beginArray()
    for cause in record.text.explanation { json.string(cause) }
    json.endArray()
    json.endObject()
    json.endObject()
  }

  mutating func end() {
    if let baseline = report.baseline {
      for gone in baseline.gone(in: report.result) {
        json.beginObject()
        member("ruleId", gone.rule)
        message(gone.message)
        json.key("partialFingerprints")
        json.beginObject()
        member("rollcall/v1", gone.fingerprint)
        json.endObject()
        member("baselineState", "absent")
        json.endObject()
      }
    }
    json.endArray()
    json.endObject()
    json.endArray()
    json.endObject()
    json.lineFeed()
  }

  private mutating func writeTool() {
    json.key("tool")
    json.beginObject()
    json.key("driver")
    json.beginObject()
    member("name", "rollcall")
    member("version", report.version)
    json.key("rules")
    json.beginArray()
    for rule in report.result.rules {
      json.beginObject()
      member("id", rule.id)
      text("shortDescription", rule.summary)
      text("fullDescription", rule.manual)
      json.key("defaultConfiguration")
      json.beginObject()
      member("level", rule.severity.rawValue)
      json.endObject()
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.endObject()
  }

  private mutating func writeArtifacts() {
    json.key("artifacts")
    json.beginArray()
    for source in report.tenant.sources + report.local.sources {
      json.beginObject()
      json.key("location")
      json.beginObject()
      member("uri", Self.uri(source.input))
      json.endObject()
      json.key("length")
      json.integer(source.byteCount)
      if !source.sha256.isEmpty {
        json.key("hashes")
        json.beginObject()
        member("sha-256", source.sha256)
        json.endObject()
      }
      json.endObject()
    }
    json.endArray()
  }

  /// One location for each piece of evidence that has a place.
  private mutating func writeLocations(_ record: FindingRecord) {
    json.key("locations")
    json.beginArray()
    for line in record.text.evidence where !line.place.isEmpty {
      json.beginObject()
      json.key("physicalLocation")
      json.beginObject()
      json.key("artifactLocation")
      json.beginObject()
      let input = inputs(of: line.place)
      member("uri", Self.uri(input ?? line.place))
      if let input, let index = artifacts[input] {
        json.key("index")
        json.integer(index)
      }
      json.endObject()
      json.endObject()
      message("\(line.place): \(line.statement)")
      json.endObject()
    }
    json.endArray()
  }

  /// The input that a place lies in: the longest one that the place begins with.
  private func inputs(of place: String) -> String? {
    artifacts.keys.filter { place.hasPrefix($0) }.max { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
  }

  private mutating func text(_ key: String, _ text: String) {
    json.key(key)
    json.beginObject()
    member("text", text)
    json.endObject()
  }

  private mutating func message(_ message: String) { text("message", message) }

  private mutating func member(_ key: String, _ text: String) {
    json.key(key)
    json.string(text)
  }

  /// A path as a URI reference: what RFC 3986 does not allow is escaped.
  static func uri(_ path: String) -> String {
    let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
    var text = ""
    for byte in path.utf8 {
      if plain.contains(byte) {
        text.unicodeScalars.append(UnicodeScalar(byte))
      } else {
        let digits = Array("0123456789ABCDEF")
        text += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
    return text
  }
}
