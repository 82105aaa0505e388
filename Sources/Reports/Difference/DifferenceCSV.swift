import DirectoryModel
import Replay

/// The changes as a table: RFC 4180, one row a change, safe to open in a spreadsheet.
///
/// Source: "Common Format and MIME Type for CSV Files", https://www.rfc-editor.org/rfc/rfc4180.
struct DifferenceCSV: DifferenceWriter {
  private var bytes: [UInt8] = []

  /// The columns, in order.
  static let columns = [
    "change", "objectKind", "objectId", "objectName", "objectUserName", "groupId", "groupName",
    "property", "before", "after", "evidence",
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
        row.after.joined(separator: "\n"), row.place,
      ], to: &bytes)
  }

  mutating func end() {}
}
