import Audit
package import JSONText

/// The findings of an earlier report, known by their fingerprints.
package struct Baseline: Sendable {
  /// A finding of the earlier report.
  package struct Entry: Sendable, Equatable {
    package let rule: String
    package let message: String
    package let fingerprint: String
  }

  /// The fingerprints of the earlier findings.
  let fingerprints: Set<String>
  private let entries: [Entry]

  /// Reads the findings of a JSON report; throws `JSONError` where it is none.
  package init(reading source: consuming any ByteSource) throws {
    var reader = JSONReader(source)
    var entries: [Entry] = []
    let keys = KeyTable(["findings"])
    guard try reader.next() == .beginObject else { throw BaselineError.noReport }
    var hasFindings = false
    while try reader.next() == .key {
      guard reader.keyIndex(in: keys) == 0 else {
        try reader.skipValue()
        continue
      }
      hasFindings = true
      guard try reader.next() == .beginArray else { throw BaselineError.noReport }
      try Self.read(&entries, &reader)
    }
    // Only the end of the input tells that no part of a report is missing or follows.
    guard try reader.next() == .end, hasFindings else { throw BaselineError.noReport }
    self.entries = entries
    fingerprints = Set(entries.map(\.fingerprint))
  }

  /// Reads the rest of the list of findings: whatever else is in it is no finding.
  private static func read(_ entries: inout [Entry], _ reader: inout JSONReader) throws {
    var event = try reader.next()
    while event == .beginObject {
      let entry = try entry(&reader)
      guard !entry.fingerprint.isEmpty else { throw BaselineError.noReport }
      entries.append(entry)
      event = try reader.next()
    }
    guard event == .endArray else { throw BaselineError.noReport }
  }

  private static func entry(_ reader: inout JSONReader) throws -> Entry {
    let keys = KeyTable(["rule", "message", "fingerprint"])
    var texts = ["", "", ""]
    while try reader.next() == .key {
      let key = reader.keyIndex(in: keys)
      guard key >= 0 else {
        try reader.skipValue()
        continue
      }
      guard try reader.next() == .string else { throw BaselineError.noReport }
      texts[key] = reader.string()
    }
    return Entry(rule: texts[0], message: texts[1], fingerprint: texts[2])
  }

  /// The earlier findings that the audit does not have any more, in their earlier order.
  func gone(in result: AuditResult) -> [Entry] {
    let present = Set(result.fingerprints)
    return entries.filter { !present.contains($0.fingerprint) }
  }
}

/// Why a file is no baseline.
package enum BaselineError: Error, Equatable, CustomStringConvertible {
  /// Well-formed, but not a report of an audit.
  case noReport

  package var description: String {
    "found no findings of an audit, expected a report in JSON"
  }
}
