import Audit
import DirectoryModel
package import Replay

/// A difference of two snapshots and what is needed to name it.
package struct DifferenceReport: Sendable {
  package let difference: SnapshotDifference
  /// The version of rollcall.
  package let version: String
  /// The words that perform the comparison again.
  package let command: [String]
  /// What somebody has to know of how the snapshots were read.
  package let notes: [String]

  package init(
    _ difference: SnapshotDifference, version: String, command: [String], notes: [String] = []
  ) {
    (self.difference, self.version) = (difference, version)
    (self.command, self.notes) = (command, notes)
  }

  /// Writes the report; `sink` is called with pieces of about a mebibyte.
  ///
  /// Takes time in proportion to *n* log *n* changes.
  package func write(_ format: DifferenceFormat, to sink: ([UInt8]) throws -> Void) rethrows {
    var writer = format.writer(self)
    writer.begin()
    for change in sorted() {
      writer.add(DifferenceRow(change, difference))
      if writer.byteCount > 1 << 20 { try sink(writer.takeBytes()) }
    }
    writer.end()
    try sink(writer.takeBytes())
  }

  /// The whole report in one format.
  package func text(_ format: DifferenceFormat) -> String {
    var bytes: [UInt8] = []
    write(format) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The changes by kind, group, object and property: an order that no order of reading alters.
  private func sorted() -> [SnapshotChange] {
    difference.changes.sorted { one, other in
      if one.kind != other.kind { return one.kind.rawValue < other.kind.rawValue }
      let directory = difference.directory(of: one)
      if one.group != other.group { return directory.precedesInReports(one.group, other.group) }
      if one.object != other.object {
        let (a, b) = (
          directory.kinds[Int(one.object)].rawValue, directory.kinds[Int(other.object)].rawValue
        )
        return a == b ? directory.precedesInReports(one.object, other.object) : a < b
      }
      return one.property.rank < other.property.rank
    }
  }
}
