import DirectoryModel
import Replay

/// The changes as a table: RFC 4180, one row a change, safe to open in a spreadsheet.
///
/// What cannot be said follows in rows whose change is `unsaid`.
///
/// Source: "Common Format and MIME Type for CSV Files", https://www.rfc-editor.org/rfc/rfc4180.
struct DifferenceCSV: DifferenceWriter {
  private let report: DifferenceReport
  private var bytes: [UInt8] = []

  init(_ report: DifferenceReport) { self.report = report }

  /// The columns, in order.
  static let columns = [
    "change", "objectKind", "objectId", "objectName", "objectUserName", "groupId", "groupName",
    "property", "before", "after", "evidence", "unsaid", "snapshot", "reason", "count",
  ]

  var byteCount: Int { bytes.count }

  mutating func takeBytes() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  mutating func begin() { CSVReport.append(row: Self.columns, to: &bytes) }

  mutating func add(_ row: DifferenceRow) {
    CSVReport.append(
      row: [
        row.change.kind.label, row.object.kind.label, row.object.id, row.object.name,
        row.object.userName, row.group?.id ?? "", row.group?.name ?? "",
        row.change.property.label, row.before.joined(separator: "\n"),
        row.after.joined(separator: "\n"), row.place, "", "", "", "",
      ], to: &bytes)
  }

  mutating func end() {
    for entry in report.difference.unsaid {
      let (kind, property) = entry.kindAndProperty
      CSVReport.append(
        row: ["unsaid", kind, "", "", "", "", "", property, "", "", ""]
          + [entry.what, entry.epoch.label, entry.why, "\(entry.count)"], to: &bytes)
    }
  }
}

extension Unsaid {
  /// The kind of object and the property in question, as rows of changes name them.
  fileprivate var kindAndProperty: (kind: String, property: String) {
    switch subject {
    case .objects(let kind): (kind.label, "")
    case .property(let kind, let property): (kind.label, property.label)
    case .entries, .lists: ("", "")
    }
  }
}

extension Epoch {
  /// The word in reports.
  var label: String { self == .older ? "older" : "newer" }
}
